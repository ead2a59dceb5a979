"""What people type about announcements."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.core import clock
from linli.core.forms import ActForm, PlainTextField
from linli.disclosure.models import TEXT_LENGTH, TITLE_LENGTH
from linli.papers.printing.models import MOST_COPIES
from linli.places.models import Community
from linli.places.queries import buildings, standing
from linli.residents.mentions import mentions_in

WEEK = dt.timedelta(days=7)


class PublishForm(ActForm):
    """发布公告."""

    title = PlainTextField(
        label=_("Title"),
        max_length=TITLE_LENGTH,
        help_text=_("The message itself, like “Water off on 23 November, 8:00 to 16:00”"),
    )
    text = PlainTextField(label=_("Text"), max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 6}))
    since = forms.DateField(
        label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    telephone = PlainTextField(label=_("Telephone"), max_length=30, required=False)
    signed = PlainTextField(label=_("Issued by"), max_length=60)
    places: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        None,
        label=_("For which buildings?"),
        help_text=_("Tick none and it is for everywhere."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    agreed = forms.BooleanField(
        label=_("Whoever is named here agreed to stand in public."),
        required=False,
        help_text=_("Needed only if the text names a resident, a number or a door."),
    )

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        self.community, self.names_somebody = community, False
        first = {
            "since": clock.today(),
            "until": clock.today() + WEEK,
            "telephone": community.telephone,
            "signed": community.name,
        }
        super().__init__(*args, initial=first, **kwargs)
        self.fields["places"].queryset = buildings(community).filter(standing())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What everybody will read names nobody, unless whoever writes says that it was agreed (N-1)."""
        filled: dict[str, Any] = super().clean() or {}
        if not filled.get("agreed"):
            for name in ("title", "text"):
                self._refuse_mentions(name, filled.get(name, ""))
        return filled

    def _refuse_mentions(self, name: str, text: str) -> None:
        found = mentions_in(text, self.community) if text else []
        if found:
            self.names_somebody = True
            words = "、".join(f"{mention.kind} “{mention.words}”" for mention in found)
            self.add_error(name, _("This stands in public and names %(found)s.") % {"found": words})

    def values(self) -> dict[str, Any]:
        """Named like the arguments of the action."""
        return {name: value for name, value in super().values().items() if name != "agreed"}


class CopiesForm(ActForm):
    """How many copies for each door."""

    copies = forms.IntegerField(
        label=_("Copies for each building"), min_value=1, max_value=MOST_COPIES, initial=1
    )
