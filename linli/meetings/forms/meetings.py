"""What people type about meetings. Everything that is usual is proposed: the agenda of the kind, everybody present."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core.forms import ActForm, PlainTextField
from linli.core.rights import Actor
from linli.meetings import queries
from linli.meetings.actions import Convened
from linli.meetings.forms.tasks import MomentField
from linli.meetings.kinds import STUDY, Classroom, Excuse, Kind, Presence, StudyForm, agenda_of
from linli.meetings.models import TITLE_LENGTH, Attendance, Meeting, Motion
from linli.meetings.models.meetings import (
    PLACE_LENGTH,
    REASON_LENGTH,
    SAID_LENGTH,
    SUMMARY_LENGTH,
    WHO_LENGTH,
)
from linli.meetings.terms import usual_due
from linli.meetings.workflow import MeetingStatus

MOST_ITEMS = 12
MOST_VOTES = 10_000
#: One choice says it: present, excused with its reason, absent.
PRESENCES = [
    (Presence.PRESENT.value, Presence.PRESENT.label),
    *[(f"{Presence.EXCUSED}:{one.value}", one.label) for one in Excuse],
    (Presence.ABSENT.value, Presence.ABSENT.label),
]


def area(label: Any, *, length: int, rows: int = 3, required: bool = True, hint: Any = "") -> PlainTextField:
    """A field of several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return PlainTextField(label=label, max_length=length, required=required, widget=widget, help_text=hint)


def line(label: Any, *, length: int, required: bool = True, hint: Any = "") -> PlainTextField:
    """A field of one line."""
    return PlainTextField(label=label, max_length=length, required=required, help_text=hint)


class ConveneForm(ActForm):
    """安排会议: who meets for what, when and where; the agenda of the kind is proposed."""

    body = forms.ChoiceField(label=_("Who meets?"))
    kind = forms.ChoiceField(label=_("What kind of meeting?"), choices=Kind.choices)
    title = line(_("Theme or title"), length=TITLE_LENGTH)
    starts_at = MomentField(label=_("When?"))
    place = line(_("At what place?"), length=PLACE_LENGTH)
    host = line(_("Who chairs it?"), length=WHO_LENGTH)
    agenda = area(_("Agenda"), length=MOST_ITEMS * TITLE_LENGTH, rows=5, hint=_("One item a line."))
    guests = line(_("Guests without a vote"), length=REASON_LENGTH, required=False)
    form = forms.ChoiceField(
        label=_("Form of study"), choices=[("", "—"), *StudyForm.choices], required=False,
        help_text=_("Only for lectures, theme days, theory study and seminars."),
    )  # fmt: skip
    classroom = forms.ChoiceField(
        label=_("Which classroom?"), choices=[("", "—"), *Classroom.choices], required=False
    )
    lecturer = line(_("Who lectures?"), length=WHO_LENGTH, required=False)

    ROWS = (
        ("body", "kind"), ("title",), ("starts_at", "place"), ("host", "guests"), ("agenda",),
        ("form", "classroom", "lecturer"),
    )  # fmt: skip

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(row.pk): row for row in queries.organisations_for(by)}
        self.groups = {str(row.pk): row for row in queries.work_groups_for(by)}
        named = [(key, str(row)) for key, row in {**self.organisations, **self.groups}.items()]
        self.fields["body"].choices = [("", _("Please choose")), *named]  # type: ignore[attr-defined]

    def clean_agenda(self) -> tuple[str, ...]:
        """The lines that are not empty; each short enough for a line."""
        lines = tuple(one.strip() for one in self.cleaned_data["agenda"].split("\n") if one.strip())
        if len(lines) > MOST_ITEMS or any(len(one) > TITLE_LENGTH for one in lines):
            raise forms.ValidationError(
                _("At most %(items)s items, each of at most %(letters)s characters."),
                params={"items": MOST_ITEMS, "letters": TITLE_LENGTH},
            )
        return lines

    def clean(self) -> dict[str, Any]:
        """What belongs to study alone is not said of other kinds."""
        filled: dict[str, Any] = super().clean() or {}
        if filled.get("kind") not in STUDY:
            for name in ("form", "classroom"):
                filled[name] = ""
        return filled

    def convened(self) -> Convened:
        """As the action takes it."""
        filled = self.values()
        key = filled.pop("body")
        return Convened(**filled, organisation=self.organisations.get(key), work_group=self.groups.get(key))


def first_words(kind: str, place: str, host: str) -> dict[str, Any]:
    """What the form proposes for a kind."""
    return {"kind": kind, "agenda": "\n".join(agenda_of(kind)), "place": place, "host": host}


class MeetingForm(ActForm):
    """A verb of one meeting, with the version the person saw."""

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", meeting.version)
        self.meeting = meeting


class PostponeForm(MeetingForm):
    """改期."""

    starts_at = MomentField(label=_("When?"))
    place = line(_("At what place?"), length=PLACE_LENGTH)
    note = line(_("Why? Those invited read it."), length=REASON_LENGTH, required=False)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, meeting=meeting, **kwargs)
        self.initial.update(starts_at=meeting.starts_at, place=meeting.place)


class HoldForm(MeetingForm):
    """开会: one choice for each of the roll, present unless said otherwise."""

    recorder = line(_("Who wrote the minutes?"), length=WHO_LENGTH, required=False)
    guests = line(_("Guests without a vote"), length=REASON_LENGTH, required=False)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, meeting=meeting, **kwargs)
        self.initial.update(recorder=meeting.recorder, guests=meeting.guests)
        for row in self.roll:
            self.fields[f"p-{row.person_id}"] = forms.ChoiceField(
                label=row.person.name, choices=PRESENCES, initial=self._known(row), required=False,
                help_text=" · ".join(filter(None, self._told(row))),
            )  # fmt: skip

    @cached_property
    def roll(self) -> list[Attendance]:
        """Those on the roll, as they were invited; before it is written those who said nothing at the door come first."""
        rows = list(queries.attendances_of(self.meeting))
        return sorted(rows, key=self._at_the_door)

    def _at_the_door(self, row: Attendance) -> bool:
        """到会: they said by the code at the door that they are here."""
        return self.meeting.status == MeetingStatus.PLANNED and row.presence == Presence.PRESENT

    def _told(self, row: Attendance) -> list[str]:
        """As what somebody comes, whether without a vote, and whether they said that they are here."""
        vote = "" if row.may_vote else str(_("no vote"))
        return [row.part, vote, str(_("said so at the door")) if self._at_the_door(row) else ""]

    @staticmethod
    def _known(row: Attendance) -> str:
        if row.presence == Presence.EXCUSED:
            return f"{row.presence}:{row.reason}"
        return Presence.PRESENT if row.presence == Presence.INVITED else row.presence

    @property
    def people(self) -> list[forms.BoundField]:
        """The fields of the roll."""
        return [self[name] for name in self.fields if name.startswith("p-")]

    def values(self) -> dict[str, Any]:
        """The presences by person."""
        filled = super().values()
        told = {name: filled.pop(name) for name in list(filled) if name.startswith("p-")}
        presences = {}
        for name, said in told.items():
            presence, _colon, reason = (said or Presence.PRESENT).partition(":")
            presences[UUID(name[2:])] = (presence, reason)
        return {**filled, "presences": presences}


class MinuteForm(MeetingForm):
    """写记录: what was said to each item, and the summary that is sent out."""

    summary = area(
        _("Summary to be sent out"), length=SUMMARY_LENGTH, rows=5, required=False,
        hint=_("The edited outcome, without who said what. Empty: none is sent out."),
    )  # fmt: skip
    more_title = line(_("One more item of the agenda"), length=TITLE_LENGTH, required=False)
    more_said = area(_("What was said to it"), length=SAID_LENGTH, required=False)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, meeting=meeting, **kwargs)
        self.initial.setdefault("summary", meeting.summary)
        items = {
            f"i-{item.pk}": area(f"{item.order}. {item.title}", length=SAID_LENGTH, required=False)
            for item in meeting.items.all()
        }
        for item in meeting.items.all():
            self.initial.setdefault(f"i-{item.pk}", item.said)
        self.fields = {
            "act_id": self.fields["act_id"],
            "version": self.fields["version"],
            **items,
            **self.fields,
        }

    def values(self) -> dict[str, Any]:
        """What was said, by item."""
        filled = super().values()
        said = {UUID(name[2:]): filled.pop(name) for name in list(filled) if name.startswith("i-")}
        return {**filled, "said": said}


class FileForm(MeetingForm):
    """备案: nothing to type."""


class CancelForm(MeetingForm):
    """没开成."""

    note = line(_("Why? Those invited read it."), length=REASON_LENGTH)


class VoteForm(MeetingForm):
    """表决."""

    words = line(_("What was voted on?"), length=REASON_LENGTH)
    yes = forms.IntegerField(label=_("Yes"), min_value=0, max_value=MOST_VOTES)
    no = forms.IntegerField(label=_("No"), min_value=0, max_value=MOST_VOTES, initial=0)
    abstain = forms.IntegerField(label=_("Abstained"), min_value=0, max_value=MOST_VOTES, initial=0)


class AdoptForm(MeetingForm):
    """决议."""

    words = line(_("What was resolved?"), length=REASON_LENGTH)
    motion: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=_("By which motion?"), required=False, empty_label=_("By agreement, without a vote")
    )
    handler: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=_("Who does it?"), required=False, empty_label=_("Nobody in particular"),
        help_text=_("With a name and a day it becomes a directed task at once."),
    )  # fmt: skip
    due_at = MomentField(label=_("Due"), required=False)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, meeting=meeting, **kwargs)
        self.fields["motion"].queryset = Motion.objects.of(meeting.community_id).filter(meeting=meeting)  # type: ignore[attr-defined]
        self.fields["handler"].queryset = queries.handlers(meeting.community)  # type: ignore[attr-defined]
        self.usual = usual_due(meeting.starts_at, at=meeting.community.code)

    def clean(self) -> dict[str, Any]:
        """Who is named without a day gets the usual time."""
        filled: dict[str, Any] = super().clean() or {}
        handler: User | None = filled.get("handler")
        if handler and not filled.get("due_at") and "due_at" not in self.errors:
            filled["due_at"] = self.usual
        return filled


class SupplementForm(MeetingForm):
    """更正补记."""

    text = area(
        _("What is right, or was left out?"), length=SAID_LENGTH,
        hint=_("The filed words stay as they are; this stands beside them with your name and the day."),
    )  # fmt: skip
