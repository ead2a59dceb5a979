"""What people type when they match a need, and about projects."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from linli.cobuilding import queries
from linli.cobuilding.actions import Intended
from linli.cobuilding.fitting import WHY, held_by, misfit
from linli.cobuilding.forms import NO_PEOPLE, VerbForm, area
from linli.cobuilding.kinds import Kind
from linli.cobuilding.models import (
    TEXT_LENGTH,
    TITLE_LENGTH,
    WORDS_LENGTH,
    Match,
    Milestone,
    Need,
    Project,
    Resource,
)
from linli.cobuilding.workflow import NeedStatus
from linli.core import clock
from linli.core.forms import ActForm, DayField, PlainTextField
from linli.core.rights import Actor
from linli.places.models import Community
from linli.planning.matching import Held


class MatchForm(VerbForm):
    """对接, by hand: every resource of the list, what fits first; of what does not fit the reason stands beside it."""

    resource = forms.ChoiceField(label=_("What serves it?"))

    def __init__(self, *args: Any, record: Need, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        rows = list(queries.offers(record.community_id))
        held = _held(record)
        why = {row.pk: misfit(record, row, held.get(row.pk, ())) for row in rows}
        self.rows = {str(row.pk): row for row in sorted(rows, key=lambda row: why[row.pk] is not None)}
        field: Any = self.fields["resource"]
        field.choices = [("", gettext("Please choose"))] + [
            (key, _words(row, WHY[reason] if (reason := why[row.pk]) else ""))
            for key, row in self.rows.items()
        ]

    def values(self) -> dict[str, Any]:
        """The resource itself."""
        return {"resource": self.rows[self.cleaned_data["resource"]]}


def _held(need: Need) -> dict[Any, list[Held]]:
    """When the rooms of the community are had already, for who needs a room."""
    found: dict[Any, list[Held]] = {}
    if need.kind == Kind.ROOM:
        rows = Match.objects.of(need.community_id).filter(
            ended_at__isnull=True, need__status=NeedStatus.MATCHED, resource__kind=Kind.ROOM
        )
        for row in rows.select_related("need", "resource"):
            found.setdefault(row.resource_id, []).append(held_by(row))
    return found


def _words(row: Resource, why: Any) -> str:
    giver = row.giver or gettext("the community itself")
    words = f"{row.title} · {giver} · {row.left_words}"
    return gettext("%(resource)s (does not fit: %(why)s)") % {"resource": words, "why": why} if why else words


def _owner_field() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(None, label=_("Who sees to it?"), empty_label=_("Please choose"))


class BeginForm(ActForm):
    """立项: from which matches, by whom, until when."""

    title = PlainTextField(
        label=_("The project in a few words"), max_length=TITLE_LENGTH, help_text=NO_PEOPLE
    )
    what_for = area(_("What is the project for?"), required=False, rows=3, length=TEXT_LENGTH, hint=NO_PEOPLE)
    # Not called `matches`: a form control of that name hides the method of the form from the scripts.
    chosen = forms.MultipleChoiceField(
        label=_("Made from"), widget=forms.CheckboxSelectMultiple, help_text=_("All of one giver."),
        error_messages={"invalid_choice": _("One of them has gone on meanwhile; look again.")},
    )  # fmt: skip
    owner = _owner_field()
    starts_on = DayField(label=_("Starts on"), initial=clock.today)
    due_on = DayField(label=_("Due on"))

    def __init__(self, *args: Any, community: Community, by: Actor, need: Need | None, **kwargs: Any) -> None:
        rows = list(queries.to_build_on(community.pk))
        first = next((row for row in rows if need and row.need_id == need.pk), None)
        if first:
            rows = [row for row in rows if row.resource.giver_key == first.resource.giver_key]
        begins = {"chosen": [str(first.pk)], "title": first.need.title} if first else {}
        super().__init__(*args, initial={"owner": by.user_id, **begins}, **kwargs)
        self.rows = {str(row.pk): row for row in rows}
        field: Any = self.fields["chosen"]
        field.choices = [
            (
                key,
                f"{row.need.title}（{row.resource.giver or gettext('the community itself')}）",
            )
            for key, row in self.rows.items()
        ]
        self.fields["owner"].queryset = queries.owners(community)  # type: ignore[attr-defined]

    def intended(self) -> Intended:
        """The project, as the action takes it."""
        filled = self.cleaned_data
        return Intended(
            **{name: filled[name] for name in ("title", "owner", "starts_on", "due_on", "what_for")}
        )

    def picked(self) -> list[Match]:
        """What it is made from."""
        return [self.rows[key] for key in self.cleaned_data["chosen"]]


class MilestoneForm(VerbForm):
    """加节点."""

    title = PlainTextField(
        label=_("The milestone in a few words"), max_length=TITLE_LENGTH, help_text=NO_PEOPLE
    )
    due_on = DayField(label=_("Due on"))

    def __init__(self, *args: Any, record: Project, **kwargs: Any) -> None:
        super().__init__(*args, record=record, initial={"due_on": record.due_on}, **kwargs)


class ReachForm(VerbForm):
    """节点完成, 节点不做了: which one, and what was done or why."""

    milestone: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=_("Which milestone?"), empty_label=_("Please choose")
    )
    note = area(_("What was done?"), hint=_("No name, no telephone, no door."))

    def __init__(self, *args: Any, record: Project, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        rows = Milestone.objects.of(record.community_id).filter(project=record)
        rows = rows.filter(reached_on__isnull=True, left_out_on__isnull=True)
        self.fields["milestone"].queryset = rows  # type: ignore[attr-defined]


class LeaveOutForm(ReachForm):
    """节点不做了."""

    note = area(_("Why?"), hint=_("No name, no telephone, no door."))


class HandOnForm(VerbForm):
    """转交."""

    owner = _owner_field()
    note = PlainTextField(label=_("Note for colleagues"), max_length=WORDS_LENGTH, required=False)

    def __init__(self, *args: Any, record: Project, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.fields["owner"].queryset = queries.owners(record.community)  # type: ignore[attr-defined]
