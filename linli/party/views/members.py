"""The register: one member with all that belongs to the membership, and the pages of its verbs."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.core import clock, keys
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page
from linli.party import actions, forms, queries
from linli.party.forms import PersonForm
from linli.party.models import PartyMember
from linli.party.views.acting import address, member_verb, person_of, register_crumbs


@right("party.view")
@require_GET
def member(request: ActorRequest, pk: UUID) -> HttpResponse:
    """一名党员: since when, in which branches, away, posts and honours; only the buttons one may press."""
    row = queries.access_member(request.actor, pk)
    story = queries.story_of(row)
    context = {
        "member": row,
        "story": story,
        "since": queries.since_when(row),
        "is_full": row.is_full(clock.today()),
        "here": row.ended_on is None,
    }
    return render(request, "party/member.html", context)


@right("party.enter")
@require_http_methods(["GET", "POST"])
def enter(request: ActorRequest) -> HttpResponse:
    """登记党员, or 转入组织关系."""
    form, new_id = (
        forms.EnterForm(request.POST or None, community=request.community, actor=request.actor),
        keys.uuid7(),
    )
    page = FormPage(
        _("Write down a Party member"), _("Write it down"), register_crumbs(request), rows=form.ROWS,
        lede=_("From the paper register, or with a relation that comes from elsewhere."),
    )  # fmt: skip
    return form_page(
        request, page, form, "party.enter", new_id,
        act=lambda: _enter(request, form, new_id), to=lambda made: address(request, "member", made),
    )  # fmt: skip


def _enter(request: ActorRequest, form: Any, new_id: UUID) -> None:
    known = PersonForm.base_fields
    values = {name: value for name, value in form.values().items() if name not in known}
    actions.enter(person_of(request, form), by=request.actor, member_id=new_id, **values)


def _amend_form(request: ActorRequest, row: PartyMember) -> Any:
    first = {name: getattr(row, name) for name in ("joined_on", "full_on", "came_from")}
    return forms.AmendMemberForm(request.POST or None, record=row, initial=first)


amend = member_verb(
    "amend", _("Put right"), _("Save"), _amend_form,
    lambda request, row, form: actions.amend(row, by=request.actor, **form.values()),
    lede=_("What the paper register says otherwise. From probation to full member leads a decision of the branch, not this form."),
)  # fmt: skip
change_branch = member_verb(
    "change_branch", _("To another branch"), _("Move the member"),
    lambda request, row: forms.TransferForm(request.POST or None, community=request.community),
    lambda request, row, form: actions.change_branch(row, by=request.actor, **form.values()),
)  # fmt: skip


def _group_form(request: ActorRequest, row: PartyMember) -> Any:
    now = row.memberships.filter(valid_to__isnull=True).select_related("branch").first()
    return forms.GroupForm(
        request.POST or None, community=request.community, branch=now.branch if now else None
    )


change_group = member_verb(
    "change_group", _("To another Party group"), _("Change the group"), _group_form,
    lambda request, row, form: actions.change_group(row, by=request.actor, **form.values()),
)  # fmt: skip
bar_from_voting = member_verb(
    "bar_from_voting", _("No vote for a time"), _("Write it down"),
    lambda request, row: forms.BarForm(request.POST or None),
    lambda request, row, form: actions.bar_from_voting(row, by=request.actor, **form.values()),
    lede=_("By a decision of the Party organisation, never by itself."),
)  # fmt: skip
restore_vote = member_verb(
    "restore_vote", _("The vote is given back"), _("Write it down"),
    lambda request, row: forms.RestoreVoteForm(request.POST or None),
    lambda request, row, form: actions.restore_vote(row, by=request.actor, **form.values()),
    lede=_("By a decision of the Party organisation, never by itself."),
)  # fmt: skip
transfer_out = member_verb(
    "transfer_out", _("Relation goes elsewhere"), _("Write down the last day"),
    lambda request, row: forms.TransferOutForm(request.POST or None, record=row),
    lambda request, row, form: actions.transfer_out(row, by=request.actor, **form.values()), danger=True,
)  # fmt: skip
end = member_verb(
    "end", _("The membership has ended"), _("Write down the last day"),
    lambda request, row: forms.EndForm(request.POST or None, record=row),
    lambda request, row, form: actions.end(row, by=request.actor, **form.values()), danger=True,
    lede=_("A death, or what the assembly decided and the superior approved. The record stays."),
)  # fmt: skip


@right("party.view_records")
@require_GET
def buildings(request: ActorRequest) -> HttpResponse:
    """楼栋里的党员 (M-7): on the screen of the Party organisation, and on no paper."""
    return render(request, "party/buildings.html", {"buildings": queries.by_building(request.actor)})
