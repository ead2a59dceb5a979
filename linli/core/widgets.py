"""Two ways to show a choice among few: radio cards and category chips."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms


class Cards(forms.RadioSelect):
    """Radio cards; `hints` says one line more about a choice. `two`, `three`: so many
    beside each other."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        hints: Mapping[str, str] | None = None,
        two: bool = False,
        three: bool = False,
    ) -> None:
        super().__init__(attrs, choices)
        self.hints, self.two, self.three = hints or {}, two, three

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Django's option with its hint."""
        return super().create_option(name, value, *args, **kwargs) | {"hint": self.hints.get(str(value), "")}


class Chips(forms.RadioSelect):
    """Category chips: an icon and a word each; `keywords` let the script suggest one from what is written."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        icons: Mapping[str, str] | None = None,
        keywords: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        super().__init__(attrs, choices)
        self.icons, self.keywords = icons or {}, keywords or {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Django's option with its icon and its words."""
        option = super().create_option(name, value, *args, **kwargs)
        if words := self.keywords.get(str(value)):
            option["attrs"]["data-keywords"] = ",".join(words)
        return option | {"icon": self.icons.get(str(value), "")}
