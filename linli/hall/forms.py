"""What people type in the hall."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.core import clock
from linli.core.forms import ActForm, AmendForm, DayField, PlainTextField
from linli.core.rights import Actor
from linli.core.widgets import Cards
from linli.hall import queries
from linli.hall.actions import Described
from linli.hall.actions.appointments import Wanted
from linli.hall.actions.seals import Stamped
from linli.hall.actions.transactions import Came
from linli.hall.materials import Material, as_lines, read_lines
from linli.hall.models import Channel, Handling, ItemKind, PaperKind, Queue, ServiceItem, Transaction
from linli.hall.models.catalogue import BASIS_LENGTH, NAME_LENGTH, PLACE_LENGTH, WORDS_LENGTH
from linli.hall.models.transactions import RESULT_LENGTH
from linli.places.models import Community
from linli.places.queries import buildings
from linli.residents.fields import PhoneField
from linli.residents.models import Person

NOTE_LENGTH, CODE_LENGTH, MATERIALS_LENGTH, MOST_DAYS = 500, 20, 2000, 365
COUNTERS = [(str(number), str(number)) for number in range(1, 7)]


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _words(label: Any, length: int, *, required: bool = True, rows: int = 0, **more: Any) -> PlainTextField:
    if rows:
        more["widget"] = _area(rows)
    return PlainTextField(label=label, max_length=length, required=required, **more)


class ItemField(forms.ModelChoiceField):
    """A service that is offered today."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(None, label=_("Which service?"), empty_label=_("Please choose"), **kwargs)

    def offer(self, community: Community) -> None:
        """Load the services to choose from."""
        self.queryset = queries.offered(community)


class BeginForm(ActForm):
    """登记办件: which service, and who came."""

    item = ItemField()
    channel = forms.ChoiceField(
        label=_("How did they come?"),
        choices=Channel.choices,
        initial=Channel.COUNTER,
        widget=Cards(two=True),
    )
    contact_name = _words(_("Name of who came"), NAME_LENGTH)
    contact_phone = PhoneField(
        label=_("Telephone"), required=False, help_text=_("To tell when the result is here. Without one the receipt shows four digits."),
    )  # fmt: skip
    on_behalf_of = _words(_("For whom, if for somebody else"), NAME_LENGTH, required=False)

    def __init__(self, *args: Any, community: Community, person: Person | None = None, **kwargs: Any) -> None:
        known = {"contact_name": person.name, "contact_phone": person.phone} if person else {}
        super().__init__(*args, initial={**kwargs.pop("initial", {}), **known}, **kwargs)
        self.fields["item"].offer(community)  # type: ignore[attr-defined]
        self.person = person

    def came(self) -> Came:
        """Who came, and how."""
        said = {name: value for name, value in self.values().items() if name != "item"}
        return Came(**said, person=self.person)


class TransactionForm(ActForm):
    """A verb of one transaction, with the version the person saw."""

    def __init__(self, *args: Any, row: Transaction, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": row.version, **kwargs.pop("initial", {})}, **kwargs)
        self.row = row


class AdmitForm(TransactionForm):
    """受理: which papers are here; what is not ticked is told as missing."""

    here = forms.MultipleChoiceField(
        label=_("Which papers are here?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What is not ticked is told at once and whole; the time runs when all is here."),
    )

    def __init__(self, *args: Any, row: Transaction, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.names = [one.name for one in row.item.materials.order_by("order")]
        if self.names:
            self.fields["here"].choices = [(name, name) for name in self.names]  # type: ignore[attr-defined]
        else:
            del self.fields["here"]

    def values(self) -> dict[str, Any]:
        """What is missing."""
        here = super().values().get("here", [])
        return {"missing": [name for name in self.names if name not in here]}


class SupplyForm(TransactionForm):
    """补齐材料."""

    note = _words(_("Note for colleagues"), NOTE_LENGTH, required=False)


class ReferForm(TransactionForm):
    """转办."""

    office = _words(_("To which office?"), NAME_LENGTH)
    handed_over = _words(_("What was handed over?"), NOTE_LENGTH, rows=2)

    def __init__(self, *args: Any, row: Transaction, **kwargs: Any) -> None:
        super().__init__(*args, row=row, initial={"office": row.item.office}, **kwargs)


class FinishForm(TransactionForm):
    """办结."""

    result = _words(_("What came of it?"), RESULT_LENGTH, rows=3, help_text=_("Who came reads these words."))
    result_paper = _words(
        _("Paper to collect"), NAME_LENGTH, required=False, help_text=_("Leave it empty where there is none.")
    )


class HandOutForm(TransactionForm):
    """取件."""

    collected_by = _words(
        _("Who collected it?"), NAME_LENGTH, help_text=_("They sign on the paper that stays here.")
    )

    def __init__(self, *args: Any, row: Transaction, **kwargs: Any) -> None:
        super().__init__(*args, row=row, initial={"collected_by": row.contact_name}, **kwargs)


class DeclineForm(TransactionForm):
    """不予受理."""

    result = _words(_("Why, and where can they go?"), RESULT_LENGTH, rows=3)


class WithdrawForm(TransactionForm):
    """撤回."""

    note = _words(_("Note for colleagues"), NOTE_LENGTH, required=False)


class TakePapersForm(ActForm):
    """收件."""

    what = _words(
        _("Which paper?"),
        NAME_LENGTH,
        widget=forms.TextInput(attrs={"list": "materials", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label=_("Original or copy?"),
        choices=PaperKind.choices,
        initial=PaperKind.COPY,
        widget=Cards(two=True),
    )
    copies = forms.IntegerField(label=_("How many?"), min_value=1, max_value=99, initial=1)
    due_back_on = DayField(
        label=_("Goes back on"), required=False, help_text=_("For an original; the receipt says it.")
    )


class ReturnPapersForm(ActForm):
    """退还材料."""

    returned_to = _words(_("Given back to whom?"), NAME_LENGTH)


class MaterialsField(PlainTextField):
    """Papers, one a line."""

    def clean(self, value: Any) -> list[Material]:
        try:
            return read_lines(super().clean(value))
        except ValueError as line:
            raise forms.ValidationError(
                _("This line has no name, or names a paper a second time: %(line)s"),
                params={"line": str(line)},
            ) from line


class _Item(forms.Form):
    """The fields of a service, for a new one and for one that is corrected."""

    name = _words(_("Name of the service"), NAME_LENGTH)
    kind = forms.ChoiceField(label=_("Which kind?"), choices=ItemKind.choices, widget=Cards(two=True))
    legal_basis = _words(
        _("Legal basis"), BASIS_LENGTH, required=False, rows=2,
        help_text=_("Law, article. A certificate needs it, else nobody may issue it."),
    )  # fmt: skip
    handling = forms.ChoiceField(
        label=_("What does the community do?"), choices=Handling.choices, widget=Cards()
    )
    office = _words(_("Which office decides?"), NAME_LENGTH)
    limit_workdays = forms.IntegerField(
        label=_("Working days"), required=False, min_value=0, max_value=MOST_DAYS,
        help_text=_("0: at once. Empty: the office that decides has its own."),
    )  # fmt: skip
    fee_fen = forms.IntegerField(label=_("Fee in fen"), min_value=0, max_value=10_000_000, initial=0)
    materials = MaterialsField(
        label=_("Papers, one a line"), max_length=MATERIALS_LENGTH, required=False, widget=_area(5),
        help_text="居民身份证 | 原件 1 | 复印件 1 | 核对身份 | 可免",
    )  # fmt: skip
    words = _words(_("What residents read"), WORDS_LENGTH, required=False, rows=4)
    place = _words(_("Where to come"), PLACE_LENGTH, required=False)
    hours = _words(_("Opening hours"), PLACE_LENGTH, required=False)
    telephone = _words(_("Telephone of the office"), 30, required=False)
    helper = _words(_("Who helps: a post, no name"), NAME_LENGTH, required=False)
    checked = forms.BooleanField(
        label=_("Hours, telephone, limit and papers were checked here"), required=False
    )


def described(values: dict[str, Any]) -> Described:
    """What a form says of a service."""
    return Described(**{name: values[name] for name in _Item.base_fields})


class AddItemForm(_Item, ActForm):
    """增加事项."""

    code = forms.SlugField(
        label=_("Short code"),
        max_length=CODE_LENGTH,
        help_text=_("Letters and digits; it stands in the address."),
    )


class AmendItemForm(_Item, AmendForm):
    """更正事项."""

    def __init__(self, *args: Any, record: ServiceItem, **kwargs: Any) -> None:
        first = {name: getattr(record, name) for name in _Item.base_fields if name != "materials"}
        rows = sorted(record.materials.all(), key=lambda one: one.order)
        papers = [Material(one.name, one.originals, one.copies, one.why, one.if_unknown) for one in rows]
        super().__init__(*args, record=record, initial={**first, "materials": as_lines(papers)}, **kwargs)


class EndItemForm(AmendForm):
    """停办."""

    last_day = DayField(label=_("Last day"), initial=clock.today)


class TakeForm(ActForm):
    """取号."""

    letter = forms.ChoiceField(
        label=_("Which queue?"), choices=Queue.choices, initial=Queue.A, widget=Cards()
    )


class CallForm(ActForm):
    """叫号: to which counter."""

    counter = forms.ChoiceField(label=_("My counter"), choices=COUNTERS)


class CallNextForm(CallForm):
    """叫下一个, of one queue."""

    letter = forms.ChoiceField(choices=Queue.choices)


class StampForm(ActForm):
    """用印登记."""

    item = forms.ChoiceField(label=_("Which service?"))
    paper = _words(_("Which paper was stamped?"), NAME_LENGTH)
    legal_basis = _words(
        _("Legal basis"), BASIS_LENGTH, required=False, rows=2,
        help_text=_("Law, article. Leave it empty to take that of the service."),
    )  # fmt: skip
    for_whom = _words(_("For whom is it?"), NAME_LENGTH)
    copies = forms.IntegerField(label=_("Copies stamped"), min_value=1, max_value=99, initial=1)
    stamped_on = DayField(label=_("Stamped on"), initial=clock.today)
    approved_by = forms.ChoiceField(label=_("Who approved?"))
    kept_where = _words(_("Where does the copy lie?"), NAME_LENGTH, required=False)

    def __init__(
        self, *args: Any, community: Community, by: Actor, row: Transaction | None = None, **kwargs: Any
    ) -> None:
        first = {"item": str(row.item_id), "for_whom": row.on_behalf_of or row.contact_name} if row else {}
        super().__init__(*args, initial=first, **kwargs)
        self.row, choices = row, queries.stamping(community)
        self.bases = {str(one.key): one.legal_basis for one in choices if one.kind == "item"}
        offers = {
            "item": [one for one in choices if one.kind == "item"],
            "approved_by": [one for one in choices if one.kind == "person" and one.key != by.user_id],
        }
        for name, rows in offers.items():
            shown = [("", _("Please choose")), *((str(one.key), one.name) for one in rows)]
            self.fields[name].choices = shown  # type: ignore[attr-defined]

    @property
    def approver(self) -> UUID:
        """Who approved."""
        return UUID(self.cleaned_data["approved_by"])

    def stamped(self) -> Stamped:
        """What was stamped; without words of its own the basis is that of the service."""
        said = self.values()
        del said["approved_by"]
        item = said.pop("item")
        said["legal_basis"] = said["legal_basis"] or self.bases[item]
        return Stamped(item_id=UUID(item), **said, transaction=self.row)


class BookForm(ActForm):
    """预约: for what, when, and how to ring."""

    item = ItemField()
    starts_at = forms.ChoiceField(label=_("When?"))
    contact_name = _words(_("Your name"), NAME_LENGTH)
    contact_phone = PhoneField(label=_("Your telephone"))
    at_home = forms.BooleanField(
        label=_("Please come to my home"),
        required=False,
        help_text=_("For who cannot walk far, or looks after somebody."),
    )
    building: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=_("Which building?"), required=False, empty_label=_("I come to the hall")
    )

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].offer(community)  # type: ignore[attr-defined]
        self.fields["building"].queryset = buildings(community)  # type: ignore[attr-defined]
        self.starts = {
            f"{start:%Y-%m-%dT%H:%M}": start for start, _free in queries.free_half_hours(community)
        }
        self.fields["starts_at"].choices = [  # type: ignore[attr-defined]
            (key, f"{start:%m-%d} {WEEKDAYS[start.weekday()]} {start:%H:%M}")
            for key, start in self.starts.items()
        ]

    def wanted(self) -> Wanted:
        """Who comes for what, and when."""
        said = self.values()
        return Wanted(**{**said, "starts_at": self.starts[said["starts_at"]]})


WEEKDAYS = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))


class AppointmentForm(ActForm):
    """A verb of one appointment; the version comes along."""
