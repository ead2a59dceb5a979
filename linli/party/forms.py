"""What people type about Party members."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.calendars.months import add_months, month_of, months_between, read_month, write_month
from linli.core import clock
from linli.core.forms import ActForm, AmendForm, DayField, PlainTextField, plain
from linli.core.rights import Actor
from linli.core.widgets import Cards
from linli.organisations.queries import people_called
from linli.party import queries
from linli.party.actions import Reduced
from linli.party.collecting import FEN
from linli.party.models import CareRecord, DuesKind, FloatingContact, GoodReason, Honour, PartyMember
from linli.places.models import Community, Compound
from linli.residents.fields import PhoneField
from linli.residents.phones import mask_phone

NEW = "new"
NAME, WORDS = 60, 80
MOST_YUAN = Decimal("1000000")


class MonthField(forms.Field):
    """A month, from the browser's own field or typed like 2026-03; its value is the first day."""

    widget = forms.TextInput(attrs={"type": "month"})

    def to_python(self, value: Any) -> dt.date | None:
        if not value:
            return None
        if isinstance(value, dt.date):
            return month_of(value)
        try:
            return read_month(plain(str(value)))
        except ValueError:
            raise forms.ValidationError(_("A month looks like 2026-03.")) from None

    def prepare_value(self, value: Any) -> Any:
        """As the browser's field wants it."""
        return write_month(value) if isinstance(value, dt.date) else value


def this_month() -> dt.date:
    """The month of today."""
    return month_of(clock.today())


class YuanField(forms.DecimalField):
    """An amount in yuan."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off"}
        bounds = {"max_value": MOST_YUAN, "decimal_places": 2, "widget": forms.TextInput(attrs=attrs)}
        super().__init__(**{**bounds, **kwargs})


class WhoField(forms.ChoiceField):
    """Who of those with the name; nothing chosen is no mistake of the field."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=Cards, **kwargs)


class PersonForm(ActForm):
    """A person: of the books, or somebody new."""

    name = PlainTextField(label=_("Name"), max_length=NAME)
    person = WhoField(label=_("Who is it?"))
    phone = PhoneField(label=_("telephone"), required=False, help_text=_("Of somebody new."))

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = plain(self.data.get("name", "")) if self.is_bound else self.initial.get("name", "")
        self.found = people_called(community.pk, name[:NAME])
        if not self.found:
            del self.fields["person"]
            return
        choices = [
            (str(row.pk), " · ".join(filter(None, [row.name, mask_phone(row.phone)]))) for row in self.found
        ]
        field: Any = self.fields["person"]
        field.choices = [*choices, (NEW, _("Somebody else, not in the books yet"))]


class EnterForm(PersonForm):
    """登记党员."""

    branch: Any = forms.ModelChoiceField(None, label=_("Party branch"), empty_label=_("Please choose"))
    group: Any = forms.ModelChoiceField(
        None, label=_("Party group"), required=False, empty_label=_("None in particular")
    )
    joined_on = DayField(label=_("joined the Party on"))
    full_on = DayField(label=_("full member since"), required=False, help_text=_("Empty while on probation."))
    since = DayField(label=_("In this branch since"), initial=clock.today)
    came_from = PlainTextField(
        label=_("Relation came from"),
        max_length=WORDS,
        required=False,
        help_text=_("Empty: from the paper register."),
    )
    ROWS = (
        ("name", "phone"),
        ("person",),
        ("branch", "group"),
        ("joined_on", "full_on"),
        ("since", "came_from"),
    )

    def __init__(self, *args: Any, community: Community, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, community=community, **kwargs)
        self.fields["branch"].queryset = queries.branches_of(actor)  # type: ignore[attr-defined]
        self.fields["group"].queryset = queries.groups(community)  # type: ignore[attr-defined]


class AmendMemberForm(AmendForm):
    """更正."""

    joined_on = DayField(label=_("joined the Party on"))
    full_on = DayField(label=_("full member since"), required=False, help_text=_("Empty while on probation."))
    came_from = PlainTextField(label=_("Relation came from"), max_length=WORDS, required=False)


class TransferForm(ActForm):
    """转支部."""

    branch: Any = forms.ModelChoiceField(None, label=_("Party branch"), empty_label=_("Please choose"))
    group: Any = forms.ModelChoiceField(
        None, label=_("Party group"), required=False, empty_label=_("None in particular")
    )
    since = DayField(label=_("From which day?"), initial=clock.today)

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["branch"].queryset = queries.branches(community)  # type: ignore[attr-defined]
        self.fields["group"].queryset = queries.groups(community)  # type: ignore[attr-defined]


class GroupForm(ActForm):
    """换党小组."""

    group: Any = forms.ModelChoiceField(
        None, label=_("Party group"), required=False, empty_label=_("No group")
    )
    since = DayField(label=_("From which day?"), initial=clock.today)

    def __init__(self, *args: Any, community: Community, branch: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = queries.groups(community).filter(parent=branch)
        self.fields["group"].queryset = rows  # type: ignore[attr-defined]


class BarForm(ActForm):
    """中止表决权."""

    reason = PlainTextField(label=_("By which decision?"), max_length=WORDS)
    since = DayField(label=_("From which day?"), initial=clock.today)
    until = DayField(
        label=_("Until which day?"), required=False, help_text=_("Empty: until it is written down.")
    )


class RestoreVoteForm(ActForm):
    """恢复表决权."""

    on = DayField(label=_("Last day without a vote"), initial=clock.today)


class TransferOutForm(AmendForm):
    """转出组织关系."""

    went_to = PlainTextField(label=_("To which organisation?"), max_length=WORDS)
    on = DayField(label=_("Last day here"), initial=clock.today)


class EndForm(AmendForm):
    """党籍终止."""

    ending = forms.ChoiceField(
        label=_("What was it?"),
        choices=[one for one in PartyMember.Ending.choices if one[0] != PartyMember.Ending.TRANSFERRED],
        widget=Cards,
    )
    on = DayField(label=_("Last day"), initial=clock.today)


class LeavingForm(ActForm):
    """外出登记."""

    out_on = DayField(label=_("Away since"), initial=clock.today)
    whereabouts = PlainTextField(
        label=_("Province or city"),
        max_length=40,
        required=False,
        help_text=_("A word, no address: nobody is traced."),
    )
    fixed_place = forms.BooleanField(label=_("Lives and works at a fixed place there"), required=False)


class ReturnForm(ActForm):
    """返回登记."""

    back_on = DayField(label=_("Back on"), initial=clock.today)


class ContactForm(ActForm):
    """联系."""

    how = forms.ChoiceField(
        label=_("How?"), choices=FloatingContact.How.choices, initial="call", widget=Cards(two=True)
    )
    met_on = DayField(label=_("On which day?"), initial=clock.today)


class ReasonForm(ActForm):
    """正当理由."""

    duty = forms.ChoiceField(label=_("Which duty?"), choices=GoodReason.Duty.choices, widget=Cards)
    first_month = MonthField(label=_("From which month?"), initial=this_month)
    last_month = MonthField(label=_("Until which month?"), initial=this_month)
    reason = PlainTextField(
        label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Sealed. It stops the count for these months."),
    )  # fmt: skip


class HonourForm(ActForm):
    """记入荣誉."""

    kind = forms.ChoiceField(label=_("Which honour?"), choices=Honour.Kind.choices, widget=Cards)
    year = forms.IntegerField(
        label=_("Year"), min_value=1949, max_value=2100, initial=lambda: clock.today().year
    )
    office = PlainTextField(label=_("Decided by"), max_length=WORDS)
    decided_on = DayField(label=_("Decided on"), initial=clock.today)


class PostForm(ActForm):
    """设岗定责."""

    name = PlainTextField(label=_("Which duty?"), max_length=40, help_text=_("Like 楼道安全岗"))
    duties = PlainTextField(label=_("What belongs to it?"), max_length=200, required=False)
    compound: Any = forms.ModelChoiceField(
        None, label=_("compound"), required=False, empty_label=_("None in particular")
    )
    pioneer = forms.BooleanField(label=_("A pioneer post of this compound"), required=False)
    since = DayField(label=_("From which day?"), initial=clock.today)

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["compound"].queryset = Compound.objects.of(community).order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        filled = super().clean() or {}
        if filled.get("pioneer") and not filled.get("compound"):
            self.add_error("compound", _("A pioneer post stands at a compound."))
        return filled


class CareForm(ActForm):
    """党内关怀."""

    kind = forms.ChoiceField(
        label=_("What was done?"), choices=CareRecord.Kind.choices, widget=Cards(two=True)
    )
    given_on = DayField(label=_("On which day?"), initial=clock.today)
    amount = YuanField(
        label=_("Amount in yuan"), min_value=Decimal("0.01"), required=False, help_text=_("Sealed.")
    )
    words = PlainTextField(label=_("For what?"), max_length=200, required=False, help_text=_("Sealed."))
    office = PlainTextField(label=_("Decided by"), max_length=WORDS)

    def values(self) -> dict[str, Any]:
        """The amount as people write it."""
        values = super().values()
        return {**values, "amount": str(values["amount"] or "")}


class LastDayForm(ActForm):
    """A last day."""

    on = DayField(label=_("Last day"), initial=clock.today)


class ReportForm(PersonForm):
    """双报到."""

    unit = PlainTextField(label=_("Unit where the membership is"), max_length=80)
    reported_on = DayField(label=_("Reported on"), initial=clock.today)
    offers = PlainTextField(label=_("What the member offers to do"), max_length=200, required=False)
    ROWS = (("name", "phone"), ("person",), ("unit", "reported_on"), ("offers",))


class BasisForm(ActForm):
    """核定党费. A base below zero is answered by the rule itself."""

    kind = forms.ChoiceField(
        label=_("Which kind of payer?"), choices=DuesKind.choices, widget=Cards(two=True)
    )
    base = YuanField(
        label=_("Monthly base in yuan"), initial="0",
        help_text=_("After tax, what is relatively fixed. Only for who is at work or retired."),
    )  # fmt: skip
    first_month = MonthField(label=_("From which month?"), initial=this_month)


class PaymentForm(ActForm):
    """收党费."""

    first_month = MonthField(label=_("For which month, or the first of which quarter?"), initial=this_month)
    length = forms.ChoiceField(
        label=_("For how long?"), choices=[("1", _("one month")), ("3", _("three months"))], widget=Cards(two=True),
        initial="1",
    )  # fmt: skip
    amount = YuanField(label=_("Amount in yuan"))
    paid_on = DayField(label=_("Paid on"), initial=clock.today)

    def values(self) -> dict[str, Any]:
        """As the action takes it."""
        filled = self.cleaned_data
        first = filled["first_month"]
        return {
            "months": months_between(first, add_months(first, int(filled["length"]) - 1)),
            "amount_fen": int(filled["amount"] * FEN),
            "paid_on": filled["paid_on"],
        }


class ReverseForm(ActForm):
    """冲正."""

    reason = PlainTextField(label=_("What was wrong?"), max_length=WORDS)


class ReductionForm(ActForm):
    """少交或免交."""

    first_month = MonthField(label=_("From which month?"), initial=this_month)
    last_month = MonthField(label=_("Until which month?"), initial=this_month)
    pays = YuanField(
        label=_("Still to pay each month, in yuan"), min_value=Decimal(0), initial="0", help_text=_("0 is a waiver."),
    )  # fmt: skip
    reason = PlainTextField(label=_("Reason"), max_length=200, help_text=_("Sealed."))
    studied_on = DayField(label=_("The branch studied it on"))
    office = PlainTextField(label=_("Approved by which superior?"), max_length=80)
    approved_on = DayField(label=_("Approved on"))
    document_number = PlainTextField(label=_("Number of the paper"), max_length=40)

    def decided(self) -> Reduced:
        """As the action takes it."""
        filled = dict(self.values())
        filled["pays_fen"] = int(filled.pop("pays") * FEN)
        return Reduced(**filled)
