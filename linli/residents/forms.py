"""What people type about residents."""

import re
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core import clock
from linli.core.forms import ActForm, AmendForm, DayField, PlainTextField
from linli.core.widgets import Cards, Chips
from linli.places.models import Building, Community, Dwelling
from linli.places.queries import buildings, dwellings_called, standing
from linli.residents.actions import REASON_LENGTH
from linli.residents.fields import IdentityField, PhoneField
from linli.residents.matters import MATTERS
from linli.residents.models import Consent, Person, Proxy, Reach, Residence
from linli.residents.queries import logins_for, residences_of, state_of_residences

NO_DRAFT = {"autocomplete": "off", "inputmode": "tel"}
NUMBERS = re.compile(r"\d{5}")
OTHER = "other"
REASONS = {
    "call": (_("to call the person"), "phone"),
    "compare": (_("to compare the card"), "file"),
    "certificate": (_("to write a certificate"), "pencil"),
    "emergency": (_("an emergency"), "warn"),
    OTHER: (_("another reason"), "message"),
}
PROOFS = {
    "card": (_("the identity card was shown"), "file"),
    "known": (_("I know the person and we spoke face to face"), "person-circle"),
    "guardian": (_("a guardian or proxy showed the paper for it"), "pencil"),
    OTHER: (_("another way"), "message"),
}
ERASURES = {
    "asked": (_("the person asked for it"), "person-circle"),
    "over": (_("there is no longer a reason to know the person"), "clock"),
    "mistake": (_("written down by mistake"), "undo"),
    OTHER: (_("another reason"), "message"),
}


class BirthField(DayField):
    """A day of birth: not after today."""

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day and day > clock.today():
            raise forms.ValidationError(_("This day has not come yet."))
        return day


class DwellingFields(forms.Form):
    """A dwelling of the books: its building, and the words for entrance and room."""

    building: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=_("Building"), required=False, empty_label=_("not known")
    )
    entrance = PlainTextField(label=_("entrance"), max_length=20, required=False, help_text=_("Like 4单元"))
    room = PlainTextField(label=_("room"), max_length=20, required=False, help_text=_("Like 302"))
    kind = forms.ChoiceField(
        label=_("What ties the person to it?"),
        choices=Residence.Kind.choices,
        initial=Residence.Kind.ACTUAL,
        widget=Cards,
    )

    def offer(self, community: Community) -> None:
        """The buildings to choose from."""
        self.fields["building"].queryset = buildings(community).filter(standing())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        building, room = cleaned.get("building"), cleaned.get("room")
        cleaned["dwelling"] = None
        if building and not room:
            self.add_error("room", _("Which room of this building?"))
        elif (room or cleaned.get("entrance")) and not building and "building" not in self.errors:
            self.add_error("building", _("In which building?"))
        elif building and room:
            cleaned["dwelling"] = self._find(building, cleaned.get("entrance", ""), room)
        return cleaned

    def _find(self, building: Building, entrance: str, room: str) -> Dwelling | None:
        found = dwellings_called(building, entrance, room)
        if len(found) > 1:
            self.add_error("entrance", _("Several entrances have this room; which one is it?"))
        elif not found:
            words = {"place": " ".join(part for part in (str(building), entrance, room) if part)}
            self.add_error(
                "room", forms.ValidationError(_("%(place)s is not in the books; write it down under compounds and buildings first."), params=words)
            )  # fmt: skip
        return found[0] if len(found) == 1 else None


class EnterForm(DwellingFields, ActForm):
    """登记居民."""

    name = PlainTextField(label=_("Name"), max_length=60)
    phone = PhoneField(label=_("telephone"), required=False)
    identity_number = IdentityField(label=_("identity number"), required=False)
    born_on = BirthField(
        label=_("born on"), required=False, help_text=_("Taken from the identity number if there is one.")
    )
    since = DayField(label=_("From which day?"), initial=clock.today)
    field_order = ("name", "phone", "identity_number", "born_on")

    def values(self) -> dict[str, Any]:
        """As `actions.enter` wants it: the dwelling instead of the words for it."""
        words = {"building", "entrance", "room"}
        return {name: value for name, value in super().values().items() if name not in words}


class AmendPersonForm(AmendForm):
    """更正居民: a number left empty stays as it is; none is ever put into the form."""

    name = PlainTextField(label=_("Name"), max_length=60)
    born_on = BirthField(label=_("born on"), required=False)
    phone = PhoneField(
        label=_("new telephone"),
        required=False,
        widget=forms.TextInput(attrs=NO_DRAFT),
        help_text=_("Leave it empty and the old one stays."),
    )
    identity_number = IdentityField(
        label=_("new identity number"), required=False, help_text=_("Leave it empty and the old one stays.")
    )
    no_phone = forms.BooleanField(label=_("Take the telephone out of the books"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("no_phone") and cleaned.get("phone"):
            self.add_error("phone", _("A new telephone, or none? Please choose one."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """None for a number that stays."""
        values = super().values()
        values["phone"] = "" if values.pop("no_phone") else values["phone"] or None
        return {**values, "identity_number": values["identity_number"] or None}


class LoginForm(AmendForm):
    """对上账号: of the accounts of the community that are nobody's yet, and the person's own."""

    def __init__(self, *args: Any, record: Person, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.users = {str(user.pk): user for user in logins_for(record)}
        choices = [("", _("no account"))] + [
            (key, f"{row.name} · {row.login}") for key, row in self.users.items()
        ]
        self.fields["user"] = forms.ChoiceField(label=_("Account"), choices=choices, required=False)
        self.initial.setdefault("user", str(record.user_id or ""))

    def clean_user(self) -> User | None:
        """The account itself, or none."""
        return self.users.get(self.cleaned_data["user"])


class MoveForm(DwellingFields, AmendForm):
    """搬家. The state is that of all residences of the person."""

    since = DayField(
        label=_("From which day?"), help_text=_("The first day there; for who left, the first day away.")
    )
    field_order = ("kind", "since", "building", "entrance", "room")

    def __init__(self, *args: Any, record: Person, **kwargs: Any) -> None:
        self.residences = residences_of(record)
        super().__init__(*args, record=record, **kwargs)
        self.fields["building"].empty_label = _("moved away from here")  # type: ignore[attr-defined]
        self.initial.setdefault("since", clock.today())

    @property
    def present(self) -> str:
        """The state in which the residences stand."""
        return state_of_residences(self.residences)

    def values(self) -> dict[str, Any]:
        """As `actions.move` wants it."""
        values = super().values()
        return {"to": values["dwelling"], **{name: values[name] for name in ("kind", "since", "seen")}}


def _why(label: Any, reasons: dict[str, tuple[Any, str]]) -> forms.ChoiceField:
    """The usual reasons as chips."""
    icons = {key: icon for key, (_words, icon) in reasons.items()}
    choices = [(key, words) for key, (words, _icon) in reasons.items()]
    return forms.ChoiceField(label=label, choices=choices, widget=Chips(icons=icons))


class ReasonForm(ActForm):
    """A reason that is recorded: one of the usual ones (`common`), or in own words, without numbers."""

    reasons: ClassVar[dict[str, tuple[Any, str]]] = {}
    words = PlainTextField(
        label=_("Or in your own words"),
        max_length=200,
        required=False,
        help_text=_("Four characters or more"),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        words, common = cleaned.get("words", ""), cleaned.get("common")
        if NUMBERS.search(words):
            self.add_error("words", _("Please write no numbers here: this text is kept."))
        elif common == OTHER and len(words) < REASON_LENGTH:
            self.add_error("words", _("Please say why, in four characters or more."))
        chosen = [str(self.reasons[common][0])] if common and common != OTHER else []
        cleaned["reason"] = " · ".join([*chosen, words] if words else chosen)
        return cleaned


class RevealForm(ReasonForm):
    """看全号: why somebody needs the whole numbers."""

    reasons = REASONS
    common = _why(_("What for?"), REASONS)
    field_order = ("common", "words")


class ExportForm(ReasonForm):
    """给本人一份: how it was made sure that the person asks, and on what it is handed over."""

    reasons = PROOFS
    common = _why(_("How do you know that the person asks?"), PROOFS)
    sheet = forms.ChoiceField(
        label=_("On what?"),
        choices=[("paper", _("on paper (PDF)")), ("file", _("as a file for computers (JSON)"))],
        initial="paper",
        widget=Cards(two=True),
    )
    field_order = ("common", "words", "sheet")


class EraseForm(ReasonForm):
    """删除个人信息: why, for good."""

    reasons = ERASURES
    common = _why(_("Why?"), ERASURES)
    field_order = ("common", "words")


class ConsentForm(ActForm):
    """同意: how it was said, and for a child who agreed."""

    channel = forms.ChoiceField(
        label=_("How was it said?"), choices=Consent.Channel.choices, initial=Consent.Channel.IN_PERSON
    )
    guardian = PlainTextField(
        label=_("Parent or guardian who agrees"),
        max_length=60,
        required=False,
        help_text=_("For children only; the law asks for it."),
    )


class WithdrawConsentForm(ActForm):
    """撤回同意: how it was said; no reason is asked."""

    channel = forms.ChoiceField(
        label=_("How was it said?"), choices=Consent.Channel.choices, initial=Consent.Channel.IN_PERSON
    )


class HourField(forms.TypedChoiceField):
    """A whole hour of the day, or none."""

    def __init__(self, hours: range, **kwargs: Any) -> None:
        choices = [("", _("any hour")), *((hour, f"{hour}:00") for hour in hours)]
        super().__init__(choices=choices, coerce=int, empty_value=None, required=False, **kwargs)


class ReachForm(AmendForm):
    """怎么联系我 (N-18). `record` is what stands, or nothing yet."""

    channel = forms.ChoiceField(
        label=_("How does the person want to be reached?"),
        choices=Reach.Channel.choices,
        initial=Reach.Channel.CALL,
        widget=Cards(two=True),
    )
    from_hour = HourField(range(24), label=_("Not before"))
    to_hour = HourField(range(1, 25), label=_("Not after"))
    language = PlainTextField(
        label=_("Language, dialect or sign language"),
        max_length=40,
        required=False,
        help_text=_("Like 客家话, 手语"),
    )
    read_aloud = forms.BooleanField(label=_("Somebody should read letters aloud"), required=False)
    do_not_visit = forms.BooleanField(label=_("Please do not visit"), required=False)

    @property
    def present(self) -> str:
        """The state of what stands; "" where nothing does."""
        return super().present if self.record else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("do_not_visit") and cleaned.get("channel") == Reach.Channel.VISIT:
            self.add_error("do_not_visit", _("A visit, or no visit? Please choose one."))
        if not {"from_hour", "to_hour"} & set(self.errors):
            self._compare(cleaned["from_hour"], cleaned["to_hour"])
        return cleaned

    def _compare(self, first: int | None, last: int | None) -> None:
        if (first is None) != (last is None):
            self.add_error("to_hour", _("Please choose both hours, or neither."))
        elif first is not None and last is not None and first >= last:
            self.add_error("to_hour", _("This hour must be later than the first one."))


class NameProxyForm(ActForm):
    """登记代办人 (N-5): only a name, a telephone, the matters and the days."""

    name = PlainTextField(label=_("Name of the proxy"), max_length=60)
    phone = PhoneField(label=_("Telephone of the proxy"))
    matters = forms.MultipleChoiceField(label=_("In which matters?"), widget=forms.CheckboxSelectMultiple)
    how = forms.ChoiceField(
        label=_("How do you know that the person wants it?"), choices=Proxy.How.choices, widget=Cards
    )
    since = DayField(label=_("From which day?"), initial=clock.today)
    until = DayField(label=_("Until which day?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, matter.label) for code, matter in MATTERS.items()]
        self.fields["matters"].choices = choices  # type: ignore[attr-defined]


class EndProxyForm(ActForm):
    """结束代办: one press, no reason."""


class PastDayField(DayField):
    """A day: today or before."""

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day and day > clock.today():
            raise forms.ValidationError(_("This day has not come yet."))
        return day


class EventForm(ActForm):
    """登记人生大事: the day, and nothing besides."""

    on = PastDayField(label=_("On which day?"), initial=clock.today)


class MovedInForm(MoveForm):
    """搬入: where to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["building"].required = True
        self.fields["building"].empty_label = None  # type: ignore[attr-defined]


class NewTelephoneForm(AmendForm):
    """换电话."""

    phone = PhoneField(label=_("new telephone"))
    on = PastDayField(label=_("On which day?"), initial=clock.today)


class SettleForm(ActForm):
    """One press about one thing that an event touches."""

    thing = forms.CharField(widget=forms.HiddenInput, max_length=80)


class TakeBackForm(ActForm):
    """撤回登记: one press."""
