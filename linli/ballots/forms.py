"""What people type about elections: never who came, and never a ballot; numbers and sums."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.ballots import queries
from linli.ballots.actions import Counted
from linli.ballots.models import Elector, LeftOut, PartyElection, Reading, Round, Step, What, Why
from linli.ballots.models.elections import MOST_SEATS, NOTE_LENGTH, OFFICE_LENGTH, PAPER_LENGTH
from linli.ballots.models.polls import NAME_LENGTH
from linli.ballots.naming import find_electors, find_votes
from linli.core import clock
from linli.core.errors import DomainError
from linli.core.forms import ActForm, DayField, PlainTextField
from linli.core.rights import Actor
from linli.core.widgets import Cards
from linli.organisations.models import PartyPost
from linli.rulebook.verdict import Outcome

MOST_PEOPLE = 10_000
NAMES_LENGTH = 600
POSTS = (
    PartyPost.SECRETARY, PartyPost.DEPUTY, PartyPost.ORGANISATION, PartyPost.PUBLICITY, PartyPost.DISCIPLINE, PartyPost.MEMBER,
)  # fmt: skip


def lines_of(
    label: Any, *, required: bool = True, rows: int = 3, length: int = NOTE_LENGTH, hint: Any = ""
) -> PlainTextField:
    """A field of several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return PlainTextField(label=label, required=required, max_length=length, widget=widget, help_text=hint)


def line_of(label: Any, *, length: int, hint: Any = "") -> PlainTextField:
    """A field of one line."""
    return PlainTextField(label=label, max_length=length, help_text=hint)


def number_of(label: Any, *, least: int = 0, required: bool = True, hint: Any = "") -> forms.IntegerField:
    """A number of people, ballots or votes."""
    return forms.IntegerField(
        label=label, min_value=least, max_value=MOST_PEOPLE, required=required, help_text=hint
    )


def _said(find: Callable[[], Any]) -> Any:
    """What a finder says, its refusal beside the field."""
    try:
        return find()
    except DomainError as refusal:
        raise forms.ValidationError(str(refusal)) from refusal


class PlanForm(ActForm):
    """安排换届选举."""

    organisation: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=_("Which organisation?"), empty_label=_("Please choose")
    )
    what = forms.ChoiceField(
        label=_("What is elected?"), choices=What.choices, initial=What.COMMITTEE, widget=Cards(two=True)
    )
    why = forms.ChoiceField(label=_("Why?"), choices=Why.choices, initial=Why.TERM, widget=Cards(two=True))
    seats = forms.IntegerField(
        label=_("How many seats?"), min_value=1, max_value=MOST_SEATS, initial=3,
        help_text=_("Of a committee three to five, at most seven; of a secretary one."),
    )  # fmt: skip
    meeting_on = DayField(label=_("On which day is the meeting?"))

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = queries.organisations(by)  # type: ignore[attr-defined]


class VerbForm(ActForm):
    """A verb of one election, with the version the person saw."""

    rows: tuple[tuple[str, ...], ...] = ()

    def __init__(self, *args: Any, record: PartyElection, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", record.version)
        self.record, self.by = record, by


class ReplanForm(VerbForm):
    """改期."""

    meeting_on = DayField(label=_("On which day is the meeting?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["meeting_on"] = self.record.meeting_on


class ElectorForm(VerbForm):
    """One person of the list."""

    elector: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=_("Who?"), empty_label=_("Please choose")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["elector"].queryset = queries.electors_of(self.record)  # type: ignore[attr-defined]


class LeaveOutForm(ElectorForm):
    """不计入应到会人数."""

    left_out = forms.ChoiceField(label=_("Why?"), choices=LeftOut.choices, widget=Cards())
    paper = line_of(
        _("Number of the superior's paper"),
        length=PAPER_LENGTH,
        hint=_("Without its approval everybody counts."),
    )


class NominateForm(VerbForm):
    """确定候选人: names, one a line, in the order of the ballot."""

    candidates = lines_of(
        _("Candidates, one a line"), rows=8, length=NAMES_LENGTH,
        hint=_("In the order of the ballot, usually by the strokes of the surname. Names as in the list; for namesakes the number before it."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = queries.last_round(self.record)
        if held and held.is_prepared:
            self.initial["candidates"] = "\n".join(one.elector.label for one in held.candidates)

    def clean_candidates(self) -> list[Elector]:
        """Whom the lines mean."""
        electors = list(queries.electors_of(self.record))
        return _said(lambda: find_electors(self.cleaned_data["candidates"], electors))


class NextRoundForm(NominateForm):
    """再次投票: for empty seats the candidates are named anew; among those level there is nothing to choose."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = queries.last_round(self.record)
        if held is None or held.outcome == Outcome.TIE:
            del self.fields["candidates"]
        elif held.verdict:
            elected = held.verdict.result["elected"]  # type: ignore[index]
            rest = [one.elector.label for one in held.candidates if one.elector.label not in elected]
            self.initial["candidates"] = "\n".join(rest)


class OpenForm(VerbForm):
    """开始投票."""

    held_on = DayField(label=_("Day of the vote"), initial=clock.today)
    present = number_of(
        _("How many with a vote are present?"), hint=_("Only the number. Nobody writes down who came.")
    )
    ballots_out = number_of(_("How many ballots were handed out?"))
    rows = (("held_on",), ("present", "ballots_out"))


class CountForm(VerbForm):
    """计票: what one counter found."""

    counter = line_of(
        _("Who counted?"), length=NAME_LENGTH, hint=_("No candidate, and not who made the other count.")
    )
    scrutineer = line_of(_("Who watched the count?"), length=NAME_LENGTH)
    ballots_in = number_of(_("Ballots that came back"))
    ballots_void = number_of(_("Void ballots"), hint=_("With more names than seats, or not to be read."))
    rows = (("counter", "scrutineer"), ("ballots_in", "ballots_void"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = queries.last_round(self.record)
        self.candidates = held.candidates if held else []
        for one in self.candidates:
            self.fields[f"votes_{one.number}"] = number_of(_("%(number)d. %(name)s: votes") % {"number": one.number, "name": one.elector.label})  # fmt: skip
        self.fields["write_ins"] = lines_of(
            _("Written in: name and votes, one a line"), required=False, length=NAMES_LENGTH, hint=_("For example: 王小满 2")
        )  # fmt: skip
        self.before = queries.own_count(held, self.by) if held else None

    def clean_write_ins(self) -> list[tuple[Elector, int]]:
        """Whom the lines mean, with their votes."""
        typed = self.cleaned_data["write_ins"]
        if not typed:
            return []
        electors = list(queries.electors_of(self.record))
        found = _said(lambda: find_votes(typed, electors))
        keys = [one.pk for one, _votes in found] + [one.elector_id for one in self.candidates]
        if len(set(keys)) < len(keys):
            raise forms.ValidationError(_("Somebody is there twice, or is a candidate."))
        return found

    def counted(self) -> Counted:
        """As the action takes it."""
        filled = self.cleaned_data
        votes: dict[UUID, int] = {one.elector_id: filled[f"votes_{one.number}"] for one in self.candidates}
        votes |= {one.pk: number for one, number in filled["write_ins"]}
        return Counted(
            filled["counter"], filled["scrutineer"], filled["ballots_in"], filled["ballots_void"], votes
        )


class RecountForm(CountForm):
    """复点: begins empty, because the ballots are counted anew; only the names stay."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = line_of(_("What was wrong?"), length=NOTE_LENGTH)
        if self.before:
            for name in ("counter", "scrutineer"):
                self.initial[name] = getattr(self.before, name)


class RuleForm(VerbForm):
    """总监票人裁定."""

    reading = forms.ChoiceField(label=_("Which reading holds?"), widget=Cards())
    ruled_by = line_of(_("Chief scrutineer"), length=NAME_LENGTH)
    source = lines_of(
        _("On which text does it stand?"),
        hint=_("Document and article, for example the rules that the meeting adopted."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = queries.last_round(self.record)
        tie = held is not None and held.poll.kind == Round.TIE
        offered = [choice for choice in Reading.choices if tie or choice[0] != Reading.MOST]
        self.fields["reading"].choices = offered  # type: ignore[attr-defined]


class ReduceForm(VerbForm):
    """减少名额."""

    consented = number_of(_("How many of those present agreed?"), hint=_("More than half of them must."))


class ReasonForm(VerbForm):
    """With the reason."""

    reason = lines_of(_("Why?"), rows=2)


class ReportForm(VerbForm):
    """报告上级."""

    reported_on = DayField(label=_("On which day did the report go up?"), initial=clock.today)


class TickForm(VerbForm):
    """办结一步."""

    step = forms.ChoiceField(label=_("Which step?"), choices=Step.choices)
    done_on = DayField(label=_("Done on"), initial=clock.today)


class ApproveForm(VerbForm):
    """上级批复: the paper, and which post everybody takes."""

    office = line_of(_("Approved by"), length=OFFICE_LENGTH)
    document_number = line_of(_("Number of the paper"), length=PAPER_LENGTH)
    approved_on = DayField(label=_("Approved on"), initial=clock.today)
    rows = (("office",), ("document_number", "approved_on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.elected = queries.elected_in(self.record)
        organisation = self.record.organisation
        self.initial["office"] = organisation.superior or (
            organisation.parent.name if organisation.parent else ""
        )
        alone = self.record.what == What.SECRETARY
        for number, one in enumerate(self.elected, 1):
            self.fields[f"post_{number}"] = forms.ChoiceField(
                label=_("%(name)s becomes") % {"name": one.elector.label},
                choices=[(post.value, post.label) for post in POSTS],
                initial=PartyPost.SECRETARY if alone else PartyPost.MEMBER,
            )

    def values(self) -> dict[str, Any]:
        """As the action takes it."""
        filled = super().values()
        posts = {one.pk: filled.pop(f"post_{number}") for number, one in enumerate(self.elected, 1)}
        return {**filled, "posts": posts}
