"""需求清单, 资源清单 and 项目清单 as ledgers. No column tells whom to ring; none orders by who gives."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from linli.cobuilding import queries
from linli.cobuilding.models import Kind, Need, Project, Resource
from linli.cobuilding.workflow import NeedStatus, ProjectStatus
from linli.ledgers.declaration import Button, Column, Ledger, declare
from linli.ledgers.filters import Choice, Days, States

KIND = Choice("kind", _("kind"), "kind", tuple(Kind.choices))


def _matching(*fields: str) -> Any:
    """Rows of which one of the fields contains a word."""

    def where(word: str) -> Q:
        found = Q()
        for field in fields:
            found |= Q(**{f"{field}__icontains": word})
        return found

    return where


def _terms() -> tuple[Column, ...]:
    return (
        Column("kind", _("kind"), lambda row: row.get_kind_display(), 4),
        Column("amount", _("how much"), lambda row: row.amount, 7),
        Column("skill", _("skill"), lambda row: row.get_skill_display(), 6, on_page=False),
        Column("building", _("building"), lambda row: str(row.building or ""), 8, on_page=False),
        Column("times", _("times of the week"), lambda row: "；".join(row.times_words), 12, on_page=False),
        Column("valid_from", _("from"), lambda row: row.valid_from, 6, on_page=False),
        Column("valid_to", _("to (last day)"), lambda row: row.valid_to, 6),
    )


def _giver(row: Resource) -> str:
    return row.giver or say("the community itself")


NEEDS = declare(
    Ledger(
        code="needs",
        title=_("List of needs"),
        right="cobuilding.view_lists",
        model=Need,
        rows=queries.needs_for,
        order="-noted_at",
        states=States(queries.need_states, tuple((s.value, s.label) for s in NeedStatus), first="open"),
        filters=(KIND, Days("day", _("written down at"), "noted_at")),
        search=_matching("number", "title", "text", "item"),
        search_words=_("Number or words"),
        columns=(
            Column("number", _("number"), lambda row: row.number, 8),
            Column("title", _("what is needed, in words for everybody"), lambda row: row.title, 16),
            Column("status", _("status"), lambda row: row.get_status_display(), 6),
            *_terms(),
            Column("urgent", _("urgent"), lambda row: say("urgent") if row.urgent else "", 4),
            Column("text", _("more about it"), lambda row: row.text, 20, on_page=False),
            Column("noted_at", _("written down at"), lambda row: row.noted_at, 8, on_page=False),
            Column("met_at", _("met at"), lambda row: row.met_at, 8, on_page=False),
        ),
        page=("cobuilding:need", "pk"),
        note=_("Newest first."),
        actions=(
            Button(_("Write down a need"), "cobuilding:note_need", "plus", "cobuilding.note_need"),
            Button(_("What fits together"), "cobuilding:plan", "transfer", "cobuilding.plan_matches"),
        ),
        empty=(_("No need here"), _("Write one down, or put an order on the list from its page.")),
        icon="list",
    )
)
RESOURCES = declare(
    Ledger(
        code="resources",
        title=_("List of resources"),
        right="cobuilding.view_lists",
        model=Resource,
        rows=queries.resources_for,
        order="-offered_at",
        states=States(
            queries.resource_states, (("given", _("Given now")), ("over", _("Over"))), first="given"
        ),
        filters=(KIND, Days("day", _("offered at"), "offered_at")),
        search=_matching("number", "title", "item", "organisation__name", "team__name"),
        search_words=_("Number, words or giver"),
        columns=(
            Column("number", _("number"), lambda row: row.number, 8),
            Column("title", _("what is given, in words for everybody"), lambda row: row.title, 16),
            Column("giver", _("who gives it"), _giver, 10),
            *_terms(),
            Column("left", _("left"), lambda row: row.left_words, 7),
            Column("offered_at", _("offered at"), lambda row: row.offered_at, 8, on_page=False),
        ),
        page=("cobuilding:resource", "pk"),
        note=_("Newest first."),
        actions=(Button(_("Write down a resource"), "cobuilding:offer", "plus", "cobuilding.offer"),),
        empty=(
            _("No resource here"),
            _("Write down what local organisations, teams and the community itself give."),
        ),
        icon="store",
    )
)
PROJECTS = declare(
    Ledger(
        code="projects",
        title=_("List of projects"),
        right="cobuilding.view_lists",
        model=Project,
        rows=queries.projects_for,
        order="-begun_at",
        states=States(
            queries.project_states,
            (("late", _("Late")), *((s.value, s.label) for s in ProjectStatus)),
            first="all",
        ),
        filters=(Days("day", _("made at"), "begun_at"),),
        search=_matching("number", "title", "what_for", "partner__name"),
        search_words=_("Number, words or partner"),
        columns=(
            Column("number", _("number"), lambda row: row.number, 8),
            Column("title", _("the project in words for everybody"), lambda row: row.title, 16),
            Column("status", _("status"), lambda row: row.get_status_display(), 6),
            Column("owner", _("who sees to it"), lambda row: row.owner.name, 6),
            Column("partner", _("together with"), lambda row: str(row.partner or ""), 10),
            Column("starts_on", _("starts on"), lambda row: row.starts_on, 6, on_page=False),
            Column("due_on", _("due on"), lambda row: row.due_on, 6),
            Column("what_for", _("what it is for"), lambda row: row.what_for, 20, on_page=False),
            Column("done_at", _("done at"), lambda row: row.done_at, 8, on_page=False),
        ),
        page=("cobuilding:project", "pk"),
        note=_("Newest first. Late is also what has a late milestone."),
        actions=(Button(_("Make a project"), "cobuilding:begin", "plus", "cobuilding.begin"),),
        empty=(_("No project here"), _("Make one of what was matched.")),
        icon="flag",
    )
)
