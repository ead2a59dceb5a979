"""Forms that carry an act: the id that makes it happen once, and the version of the record the person saw."""

import re
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from linli.core.keys import uuid7
from linli.core.records import state_of

# Characters nobody sees or means: C0 and C1 controls but tab and newline, and the marks that turn the reading direction.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def plain(text: str) -> str:
    """Text as a person meant it: one kind of line break, no unseen characters, no blanks around."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


class PlainTextField(forms.CharField):
    """A text field that leaves unseen characters out, before its length is judged."""

    def to_python(self, value: Any) -> str:
        return plain(super().to_python(value) or "")


class ActForm(forms.Form):
    """The two hidden fields of every form that writes."""

    act_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31 - 1)
    error_css_class = "field--bad"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.fields["act_id"].error_messages["required"] = _("Please open the page again.")
        self.fields["act_id"].error_messages["invalid"] = _("Please open the page again.")

    def full_clean(self) -> None:
        """Say which field is empty, not that «this field» is."""
        for field in self.fields.values():
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                # A label that asks is no question any more within a sentence.
                label = str(field.label or "").rstrip("?？")
                field.error_messages["required"] = format_lazy(str(_("Still empty: {label}.")), label=label)
        super().full_clean()

    @property
    def key(self) -> UUID:
        """The act id of a valid form."""
        return self.cleaned_data["act_id"]

    @property
    def typed(self) -> str:
        """Everything that was sent but the act id and the token, to tell a repeat from another act."""
        sent: Any = self.data
        names = sorted(set(sent) - {"act_id", "csrfmiddlewaretoken"})
        return repr([(name, sent.getlist(name)) for name in names])

    def renew(self, why: str) -> None:
        """Refuse this press, keep what was typed, and let the next press be an act of its own."""
        again: Any = self.data
        self.data = again.copy()
        self.data["act_id"] = str(uuid7())  # type: ignore[index]
        self.add_error(None, why)

    @property
    def seen(self) -> int:
        """The version the person saw; 0 where the form names none, which no record has."""
        return self.cleaned_data.get("version") or 0

    def values(self) -> dict[str, Any]:
        """What the person filled in, named like the arguments of the action."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"act_id", "version"}}


class VerbForm(ActForm):
    """A verb about one record with a workflow (`record`), with the version that the person saw."""

    def __init__(self, *args: Any, record: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": record.version, **kwargs.pop("initial", {})}, **kwargs)
        self.record = record


class DayField(forms.DateField):
    """A day, chosen from the browser's calendar or typed."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**kwargs)


class AmendForm(ActForm):
    """A form about a record: it carries the state that the person saw, and begins with what the record says."""

    state = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, record: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record = record
        self.initial.setdefault("state", self.present)

    @property
    def present(self) -> str:
        """The state in which the record stands."""
        return state_of(self.record)

    def values(self) -> dict[str, Any]:
        """What the person filled in; the state is given as `seen`."""
        values = super().values()
        values["seen"] = values.pop("state")
        return values

    def look_again(self) -> None:
        """Somebody else was faster: keep what was typed, and let the next press be about the newer state."""
        again: Any = self.data
        self.data = again.copy()
        self.data["state"] = self.present  # type: ignore[index]
