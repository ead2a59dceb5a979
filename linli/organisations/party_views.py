"""Pages of the organisations of the Party and of groups of work."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.core import clock, keys
from linli.core.counting import words_of
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page
from linli.core.panels import panels_for
from linli.core.rights import REGISTER
from linli.organisations import actions, forms, party_forms
from linli.organisations import party_queries as queries
from linli.organisations.compound_map import drawable
from linli.organisations.models import CommitteeMember, GroupMember, PartyOrganisation, WorkGroup
from linli.organisations.naming import person_of

PAGE = "organisations.party_organisation"


def _address(request: ActorRequest, name: str, *rest: Any) -> str:
    return reverse(f"organisations:{name}", args=[request.community.slug, *rest])


def _tree(request: ActorRequest) -> tuple[tuple[Any, str], ...]:
    return ((_("Party organisations"), _address(request, "party")),)


def _one(request: ActorRequest, row: PartyOrganisation) -> tuple[tuple[Any, str], ...]:
    return (*_tree(request), (row.name, _address(request, "party_organisation", row.pk)))


def _groups(request: ActorRequest) -> tuple[tuple[Any, str], ...]:
    return ((_("Work groups"), _address(request, "work_groups")),)


def _holds(request: ActorRequest, *verbs: str) -> set[str]:
    return {verb for verb in verbs if REGISTER[f"organisations.{verb}"].held_by(request.actor)}


@right("organisations.view_party")
@require_GET
def party(request: ActorRequest) -> HttpResponse:
    """党组织架构: the tree of today, with who leads what and when terms end."""
    context = {
        "tops": queries.tree(request.actor, request.community.code),
        "may": _holds(request, "found"),
    }
    return render(request, "organisations/party/tree.html", context)


@right("organisations.view_party")
@require_GET
def party_organisation(request: ActorRequest, pk: UUID) -> HttpResponse:
    """党组织: its people, its term, what stands under it, what its superior approved."""
    row = queries.access_party(request.actor, PartyOrganisation, pk, "view_party")
    now, past = queries.people_of(row)
    term = queries.term_of(row)
    under = list(row.children.filter(valid_to__isnull=True).order_by("level", "name"))
    context = {
        "organisation": row,
        "has_map": drawable(row, under),
        "officers": now,
        "former": past,
        "term": term,
        "alarm": queries.alarm_of(term.ends_on, request.community.code) if term and not term.ended_on else "",
        "under": under,
        "approvals": list(row.approvals.order_by("-approved_on", "-id")),
        "over": row.valid_to is not None and row.valid_to < clock.today(),
        "panels": panels_for(PAGE, request.actor, row),
    }
    return render(request, "organisations/party/organisation.html", context)


@right("organisations.found")
@require_http_methods(["GET", "POST"])
def found(request: ActorRequest) -> HttpResponse:
    """成立党组织."""
    form = party_forms.FoundForm(request.POST or None, community=request.community)
    new_id = keys.uuid7()
    page = FormPage(
        _("Found a Party organisation"),
        _("Write it down"),
        _tree(request),
        lede=_("The superior Party organisation has approved it; its paper is filed on the next page."),
        rows=(
            ("level",),
            ("name", "since"),
            ("parent", "superior"),
            ("compound", "building"),
            ("form", "units"),
        ),
    )
    return form_page(
        request, page, form, "organisations.found", new_id,
        act=lambda: actions.found(request.community, by=request.actor, organisation_id=new_id, **form.values()),
        to=lambda made: _address(request, "party_organisation", made),
    )  # fmt: skip


@right("organisations.change")
@require_http_methods(["GET", "POST"])
def change(request: ActorRequest, pk: UUID) -> HttpResponse:
    """更名、调整."""
    row = queries.access_party(request.actor, PartyOrganisation, pk, "change")
    names = ("name", "superior", "parent", "compound", "building")
    first = {name: getattr(row, name) for name in names}
    form = party_forms.ChangeForm(
        request.POST or None, record=row, community=request.community, initial=first
    )
    page = FormPage(
        _("Change a Party organisation"),
        _("Save the change"),
        _one(request, row),
        rows=(("name",), ("parent", "superior"), ("compound", "building")),
        facts=lambda: [(words_of(PartyOrganisation, n), getattr(row, n)) for n in names],
    )
    return form_page(
        request, page, form, "organisations.change", row.pk,
        act=lambda: actions.change(row, by=request.actor, **form.values()),
        to=lambda made: _address(request, "party_organisation", row.pk),
    )  # fmt: skip


@right("organisations.dissolve")
@require_http_methods(["GET", "POST"])
def dissolve(request: ActorRequest, pk: UUID) -> HttpResponse:
    """撤销."""
    row = queries.access_party(request.actor, PartyOrganisation, pk, "dissolve")
    page = _last_day(_("Dissolve a Party organisation"), _one(request, row), row, row.name)
    return _ending(request, row, page, actions.dissolve, "organisations.dissolve")


def _ending(request: ActorRequest, row: Any, page: FormPage, act: Any, action: str) -> HttpResponse:
    """The page of a last day; it leads back to where it came from."""
    first = {"on": row.valid_to or clock.today()}
    form = forms.EndAppointmentForm(request.POST or None, record=row, initial=first)
    return form_page(
        request, page, form, action, row.pk,
        act=lambda: act(row, by=request.actor, **form.values()), to=lambda made: page.crumbs[-1][1],
    )  # fmt: skip


def _last_day(title: str, crumbs: Any, row: Any, lede: str) -> FormPage:
    facts = lambda: [(_("from"), row.valid_from), (_("to (last day)"), row.valid_to)]  # noqa: E731
    return FormPage(title, _("Write down the last day"), crumbs, lede=lede, facts=facts, danger=True)


@right("organisations.file_approval")
@require_http_methods(["GET", "POST"])
def file_approval(request: ActorRequest, pk: UUID) -> HttpResponse:
    """批复入档."""
    row = queries.access_party(request.actor, PartyOrganisation, pk, "file_approval")
    form, new_id = party_forms.ApprovalForm(request.POST or None), keys.uuid7()
    page = FormPage(
        _("File an approval of the superior"),
        _("File it"),
        _one(request, row),
        lede=row.name,
        rows=(("matter", "office"), ("document_number", "approved_on")),
    )
    return form_page(
        request, page, form, "organisations.file_approval", new_id,
        act=lambda: actions.file_approval(row, by=request.actor, approval_id=new_id, **form.values()),
        to=lambda made: _address(request, "party_organisation", row.pk),
    )  # fmt: skip


@right("organisations.begin_term")
@require_http_methods(["GET", "POST"])
def begin_term(request: ActorRequest, pk: UUID) -> HttpResponse:
    """新一届."""
    row = queries.access_party(request.actor, PartyOrganisation, pk, "begin_term")
    form, new_id = party_forms.TermForm(request.POST or None), keys.uuid7()
    page = FormPage(
        _("Begin a new term"),
        _("Begin the term"),
        _one(request, row),
        lede=_("The term before it ends on the day before, and the posts held in it end with it."),
        rows=(("begins_on", "ends_on"),),
    )
    return form_page(
        request, page, form, "organisations.begin_term", new_id,
        act=lambda: actions.begin_term(row, by=request.actor, term_id=new_id, **form.values()),
        to=lambda made: _address(request, "party_organisation", row.pk),
    )  # fmt: skip


@right("organisations.seat")
@require_http_methods(["GET", "POST"])
def seat(request: ActorRequest, pk: UUID) -> HttpResponse:
    """任职."""
    row = queries.access_party(request.actor, PartyOrganisation, pk, "seat")
    form = party_forms.SeatForm(request.POST or None, **_who(request))
    new_id = keys.uuid7()
    page = FormPage(
        _("Write down who holds a post"),
        _("Write it down"),
        _one(request, row),
        lede=row.name,
        rows=(("name", "post"), ("person",), ("unit", "since")),
    )

    def act() -> None:
        values = form.cleaned_data
        actions.seat(
            row, person_of(request, form), post=values["post"], unit=values["unit"], since=values["since"],
            by=request.actor, member_id=new_id,
        )  # fmt: skip

    return form_page(
        request, page, form, "organisations.seat", new_id, act=act,
        to=lambda made: _address(request, "party_organisation", row.pk),
    )  # fmt: skip


def _who(request: ActorRequest) -> dict[str, Any]:
    may_enter = REGISTER["residents.enter"].held_by(request.actor)
    return {"community": request.community, "may_enter": may_enter}


@right("organisations.unseat")
@require_http_methods(["GET", "POST"])
def unseat(request: ActorRequest, pk: UUID) -> HttpResponse:
    """免职."""
    row = queries.access_party(request.actor, CommitteeMember, pk, "unseat")
    page = _last_day(_("End a post of the Party"), _one(request, row.organisation), row, str(row))
    return _ending(request, row, page, actions.unseat, "organisations.unseat")


@right("organisations.view_party")
@require_GET
def work_groups(request: ActorRequest) -> HttpResponse:
    """领导小组、工作组: what each is for and who is in it."""
    context = {
        "groups": queries.groups(request.actor),
        "may": _holds(request, "form_group", "join_group", "leave_group", "dissolve_group"),
    }
    return render(request, "organisations/party/groups.html", context)


@right("organisations.form_group")
@require_http_methods(["GET", "POST"])
def form_group(request: ActorRequest) -> HttpResponse:
    """成立小组."""
    form = party_forms.FormGroupForm(request.POST or None, community=request.community)
    new_id = keys.uuid7()
    page = FormPage(
        _("Form a work group"),
        _("Form it"),
        _groups(request),
        rows=(("kind",), ("name", "since"), ("organisation",)),
    )
    return form_page(
        request, page, form, "organisations.form_group", new_id,
        act=lambda: actions.form_group(request.community, by=request.actor, group_id=new_id, **form.values()),
        to=lambda made: _address(request, "work_groups"),
    )  # fmt: skip


@right("organisations.join_group")
@require_http_methods(["GET", "POST"])
def join_group(request: ActorRequest, pk: UUID) -> HttpResponse:
    """进组."""
    row = queries.access_party(request.actor, WorkGroup, pk, "join_group")
    form, new_id = party_forms.JoinGroupForm(request.POST or None, **_who(request)), keys.uuid7()
    page = FormPage(
        _("Put somebody into a work group"),
        _("Write it down"),
        _groups(request),
        lede=row.name,
        rows=(("name", "part"), ("person",), ("since",)),
    )

    def act() -> None:
        values = form.cleaned_data
        actions.join_group(
            row, person_of(request, form), part=values["part"], since=values["since"], by=request.actor,
            member_id=new_id,
        )  # fmt: skip

    return form_page(
        request, page, form, "organisations.join_group", new_id, act=act,
        to=lambda made: _address(request, "work_groups"),
    )  # fmt: skip


@right("organisations.leave_group")
@require_http_methods(["GET", "POST"])
def leave_group(request: ActorRequest, pk: UUID) -> HttpResponse:
    """离组."""
    row = queries.access_party(request.actor, GroupMember, pk, "leave_group")
    page = _last_day(_("Take somebody out of a work group"), _groups(request), row, f"{row.group} · {row}")
    return _ending(request, row, page, actions.leave_group, "organisations.leave_group")


@right("organisations.dissolve_group")
@require_http_methods(["GET", "POST"])
def dissolve_group(request: ActorRequest, pk: UUID) -> HttpResponse:
    """撤销小组."""
    row = queries.access_party(request.actor, WorkGroup, pk, "dissolve_group")
    page = _last_day(_("Dissolve a work group"), _groups(request), row, row.name)
    return _ending(request, row, page, actions.dissolve_group, "organisations.dissolve_group")
