"""What people type about pledges, reviews, rounds, goals and duty reports."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core import clock
from linli.core.forms import ActForm, AmendForm, DayField, PlainTextField, VerbForm
from linli.core.rights import Actor
from linli.core.widgets import Cards
from linli.organisations.models import PartyOrganisation
from linli.party.models import PartyMember
from linli.pledges import queries
from linli.pledges.actions import Promise, Said
from linli.pledges.models import (
    GOAL_AREAS,
    TEXT_LENGTH,
    WORDS_LENGTH,
    Area,
    DutyReport,
    Kind,
    Pledge,
    PledgeRound,
    Way,
)
from linli.pledges.models.goals import GOAL_LENGTH, NOTE_LENGTH
from linli.pledges.models.pledges import TITLE_LENGTH
from linli.pledges.models.reports import SECTION_LENGTH

# Up to five may be filled in. The areas begin different from each other.
FIRST_AREAS = (Area.SERVICE, Area.SURROUNDINGS, Area.STUDY, Area.CARE, Area.GOVERNANCE)
# Three items of two rows each.
ASKED_ROWS = 6
EARLIEST, LATEST = 2000, 2100
MOST = 5000


def area_of_words(
    label: Any, *, required: bool = True, rows: int = 3, length: int = WORDS_LENGTH
) -> PlainTextField:
    """A field of several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return PlainTextField(label=label, required=required, max_length=length, widget=widget)


def _yes(label: Any, hint: Any = "") -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, help_text=hint)


class PromisesForm(ActForm):
    """承诺事项: up to five things, each in an area and with a day."""

    def __init__(self, *args: Any, due_on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, area in enumerate(FIRST_AREAS, 1):
            self.fields[f"deliverable_{number}"] = PlainTextField(
                label=_("Item %(number)d") % {"number": number}, max_length=TEXT_LENGTH, required=number == 1,
                help_text=_("What will be done, so that one can see it: how often, for whom, where") if number == 1 else "",
            )  # fmt: skip
            self.fields[f"area_{number}"] = forms.ChoiceField(
                label=_("Area"), choices=Area.choices, initial=area, required=False
            )
            self.fields[f"due_{number}"] = DayField(label=_("Due on"), initial=due_on, required=False)

    @property
    def item_rows(self) -> tuple[tuple[str, ...], ...]:
        """Each item: its words, below them area and day."""
        numbers = range(1, len(FIRST_AREAS) + 1)
        return tuple(row for n in numbers for row in ((f"deliverable_{n}",), (f"area_{n}", f"due_{n}")))

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The fields, those on one line together."""
        return self.item_rows

    def clean(self) -> dict[str, Any]:
        """What is filled in needs an area and a day."""
        filled: dict[str, Any] = super().clean() or {}
        for number in range(1, len(FIRST_AREAS) + 1):
            if filled.get(f"deliverable_{number}"):
                for name in (f"area_{number}", f"due_{number}"):
                    if not filled.get(name) and name not in self.errors:
                        self.add_error(name, _("An item needs an area and a day."))
        return filled

    def promises(self) -> list[Promise]:
        """The items that were filled in, in their order."""
        filled = self.cleaned_data
        return [
            Promise(filled[f"area_{number}"], words, filled[f"due_{number}"])
            for number in range(1, len(FIRST_AREAS) + 1)
            if (words := filled[f"deliverable_{number}"])
        ]


class OwnPledgeForm(PromisesForm):
    """一个党员写自己的承诺."""

    def __init__(self, *args: Any, rounds: list[PledgeRound], **kwargs: Any) -> None:
        self.rounds = {str(row.pk): row for row in rounds}
        super().__init__(*args, due_on=rounds[0].closes_on, **kwargs)
        self.fields["round"] = forms.ChoiceField(
            label=_("Round"), choices=[(key, str(row)) for key, row in self.rounds.items()]
        )

    @property
    def items(self) -> list[Any]:
        """The fields of the three items that are asked for, for the page on a telephone."""
        return [self[name] for row in self.item_rows[:ASKED_ROWS] for name in row]

    @property
    def further(self) -> list[Any]:
        """The fields of the other items."""
        return [self[name] for row in self.item_rows[ASKED_ROWS:] for name in row]

    @property
    def round(self) -> PledgeRound:
        """The round that was chosen."""
        return self.rounds[self.cleaned_data["round"]]


class PledgeForm(OwnPledgeForm):
    """从纸上录入: of a member or of an organisation; published in the same press where the paper says so."""

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members: Any = forms.ModelChoiceField(
            queries.members(by), label=_("Member"), required=False, empty_label=_("None: of the organisation itself")
        )  # fmt: skip
        organisations: Any = forms.ModelChoiceField(
            queries.organisations(by), label=_("Or which organisation"), required=False, empty_label=_("None")
        )
        self.fields["member"], self.fields["organisation"] = members, organisations
        self.fields["at_once"] = _yes(
            _("Publish at once"), _("The paper is signed and everybody may read it.")
        )
        self.fields["named"] = _yes(
            _("The member agrees to be named"), _("Without this the board says “A Party member”.")
        )

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Whose it is first, then the items."""
        return (("round",), ("member", "organisation"), *self.item_rows, ("at_once",), ("named",))

    def clean(self) -> dict[str, Any]:
        """Of one member, or of one organisation."""
        filled = super().clean()
        if bool(filled.get("member")) == bool(filled.get("organisation")):
            self.add_error("member", _("Of one member, or of one organisation."))
        return filled

    @property
    def whose(self) -> dict[str, PartyMember | PartyOrganisation | None]:
        """Member and organisation, one of them empty."""
        return {name: self.cleaned_data[name] for name in ("member", "organisation")}


class RewriteForm(PromisesForm):
    """改承诺: begins with the words as they stand."""

    def __init__(self, *args: Any, record: Pledge, **kwargs: Any) -> None:
        super().__init__(*args, due_on=record.round.closes_on, **kwargs)
        self.record = record
        self.initial["version"] = record.version
        for item in record.items.all():
            for name in ("deliverable", "area"):
                self.initial[f"{name}_{item.number}"] = getattr(item, name)
            self.initial[f"due_{item.number}"] = item.due_on

    def values(self) -> dict[str, Any]:
        """The items."""
        return {"promises": self.promises()}


class PublishForm(VerbForm):
    """公开承诺: the name only by consent."""

    named = _yes(
        _("The name may stand beside it"),
        _("Without this the board says “A Party member”. It can be changed at any time."),
    )

    def __init__(self, *args: Any, record: Pledge, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        if record.member_id is None:
            del self.fields["named"]


class NameForm(VerbForm):
    """署名."""

    named = _yes(_("The name may stand beside it"), _("It holds at once."))

    def __init__(self, *args: Any, record: Pledge, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.initial["named"] = record.named


class DeliverForm(VerbForm):
    """践诺: which item, what was done, and by which record."""

    item: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=_("Which item?"), empty_label=_("Please choose")
    )
    evidence = area_of_words(_("What was done?"))
    deed = PlainTextField(
        label=_("Which order or other record did it?"), max_length=12, required=False,
        help_text=_("Its number, like 2026-0417. Leave it empty where there is none."),
    )  # fmt: skip

    def __init__(self, *args: Any, record: Pledge, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        # What is done already stays in the list: after a first press a second one must still be a valid form.
        self.fields["item"].queryset = record.items.all()  # type: ignore[attr-defined]
        self.initial["item"] = record.items.filter(delivered_on__isnull=True).first()


class ReasonForm(VerbForm):
    """撤回, with the reason."""

    reason = area_of_words(_("Why?"), rows=2)


class OwnReviewForm(VerbForm):
    """自我述评."""

    words = area_of_words(_("How did it go, in a few sentences?"), rows=4)

    def said(self) -> Said:
        """The review, as the action takes it."""
        return Said(Kind.SELF, words=self.cleaned_data["words"])


class ReviewForm(VerbForm):
    """评议 as the desk writes it down: a leader's words, the pledger's own from paper, or sheets of residents."""

    kind = forms.ChoiceField(
        label=_("Which review?"), choices=Kind.choices, initial=Kind.PUBLIC, widget=Cards()
    )
    kept = forms.IntegerField(
        label=_("Sheets that say: kept"), min_value=0, max_value=MOST, required=False,
        help_text=_("Only for residents. Names are not typed in."),
    )  # fmt: skip
    not_kept = forms.IntegerField(
        label=_("Sheets that say: not yet"), min_value=0, max_value=MOST, required=False
    )
    leader: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=_("Which leader?"), required=False, empty_label=_("None"),
        help_text=_("Only for the review by a leader."),
    )  # fmt: skip
    not_kin = _yes(_("The leader is not family of the pledger"))
    words = area_of_words(_("Words"), required=False)

    def __init__(self, *args: Any, record: Pledge, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.fields["leader"].queryset = queries.leaders(record)  # type: ignore[attr-defined]

    def said(self) -> Said:
        """The review, as the action takes it: numbers only of residents, a person only for a leader."""
        filled = self.cleaned_data
        public, leads = filled["kind"] == Kind.PUBLIC, filled["kind"] == Kind.LEADER
        return Said(
            filled["kind"], way=Way.PAPER, words=filled["words"], kept=(filled["kept"] or 0) if public else 0,
            not_kept=(filled["not_kept"] or 0) if public else 0, leader=filled["leader"] if leads else None,
        )  # fmt: skip


class PublicReviewForm(ActForm):
    """群众评议 on the telephone: one tap, and a word if one likes."""

    answer = forms.ChoiceField(
        label=_("Was it kept?"), choices=[("kept", _("Yes, kept")), ("not_kept", _("Not yet"))],
        widget=Cards(two=True),
    )  # fmt: skip
    words = area_of_words(_("Something to say?"), required=False, rows=2, length=200)

    def said(self) -> Said:
        """The review, as the action takes it."""
        kept = self.cleaned_data["answer"] == "kept"
        return Said(Kind.PUBLIC, words=self.cleaned_data["words"], kept=int(kept), not_kept=int(not kept))


class RoundForm(ActForm):
    """开启一轮承诺."""

    year = forms.IntegerField(label=_("Year"), min_value=EARLIEST, max_value=LATEST)
    title = PlainTextField(label=_("What are the pledges for?"), max_length=TITLE_LENGTH)
    opens_on = DayField(label=_("Opens on"), initial=clock.today)
    closes_on = DayField(label=_("Closes on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        today = clock.today()
        first = {"year": today.year, "closes_on": today.replace(month=12, day=31)}
        super().__init__(*args, initial=first, **kwargs)


class GoalForm(ActForm):
    """定年度目标."""

    year = forms.IntegerField(label=_("Year"), min_value=EARLIEST, max_value=LATEST)
    area = forms.ChoiceField(
        label=_("Area"), choices=[(area.value, area.label) for area in GOAL_AREAS], widget=Cards(two=True)
    )
    text = area_of_words(_("What do we set out to do?"), rows=2, length=GOAL_LENGTH)


class GoalNoteForm(ActForm):
    """记进展."""

    text = area_of_words(_("How does it go?"), length=NOTE_LENGTH)


class ReportForm(ActForm):
    """述职报告."""

    organisation: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=_("Which organisation?"), empty_label=_("Please choose")
    )
    secretary: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=_("Who reports?"), empty_label=_("Please choose")
    )
    year = forms.IntegerField(label=_("Year"), min_value=EARLIEST, max_value=LATEST)
    done = area_of_words(_("What was done?"), rows=5, length=SECTION_LENGTH)
    lacking = area_of_words(_("What is lacking?"), rows=4, length=SECTION_LENGTH)
    next_steps = area_of_words(_("What comes next?"), rows=4, length=SECTION_LENGTH)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, initial={"year": clock.today().year}, **kwargs)
        self.fields["organisation"].queryset = queries.organisations(by)  # type: ignore[attr-defined]
        self.fields["secretary"].queryset = queries.secretaries(by)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Without the organisation, which the action takes first."""
        values = super().values()
        del values["organisation"]
        return values


class AppraiseForm(AmendForm):
    """述职评议: how many were there, and how many marked what."""

    held_on = DayField(label=pgettext_lazy("duty report", "Reported on"), initial=clock.today)
    attended = forms.IntegerField(label=_("How many were present?"), min_value=1, max_value=MOST)
    good = forms.IntegerField(label=_("Good"), min_value=0, max_value=MOST, initial=0)
    fair = forms.IntegerField(label=_("Fair"), min_value=0, max_value=MOST, initial=0)
    middling = forms.IntegerField(label=_("Middling"), min_value=0, max_value=MOST, initial=0)
    poor = forms.IntegerField(label=_("Poor"), min_value=0, max_value=MOST, initial=0)
    questions = area_of_words(
        _("What was asked and answered?"), required=False, rows=4, length=SECTION_LENGTH
    )
    opinion = area_of_words(_("Opinion"), required=False, length=SECTION_LENGTH)

    def __init__(self, *args: Any, record: DutyReport, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        if record.held_on:
            for name in ("held_on", "attended", "good", "fair", "middling", "poor", "questions", "opinion"):
                self.initial[name] = getattr(record, name)
