"""Pages of programmes: their strands, and the records under each."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.core import clock, keys
from linli.core.forms import ActForm, plain
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page
from linli.core.rights import REGISTER
from linli.core.search.index import KINDS, newest
from linli.organisations import actions, forms, party_forms
from linli.organisations import party_queries as queries
from linli.organisations.models import Programme, Strand, StrandLabel

# So many of the newest that hold the words are offered.
OFFERED = 30


def _address(request: ActorRequest, name: str, *rest: Any) -> str:
    return reverse(f"organisations:{name}", args=[request.community.slug, *rest])


def _all(request: ActorRequest) -> tuple[tuple[Any, str], ...]:
    return ((_("Programmes"), _address(request, "programmes")),)


def _one(request: ActorRequest, row: Programme) -> tuple[tuple[Any, str], ...]:
    return (*_all(request), (row.name, _address(request, "programme", row.pk)))


@right("organisations.view_programmes")
@require_GET
def programmes(request: ActorRequest) -> HttpResponse:
    """品牌: every programme with its strands."""
    context = {
        "programmes": queries.programmes(request.actor),
        "may_begin": REGISTER["organisations.begin_programme"].held_by(request.actor),
        "today": clock.today(),
    }
    return render(request, "organisations/programmes/list.html", context)


@right("organisations.view_programmes")
@require_GET
def programme(request: ActorRequest, pk: UUID) -> HttpResponse:
    """品牌: its strands, and how many records of which kind are under each."""
    row = queries.access_programme(request.actor, Programme, pk, "view_programmes")
    return render(
        request,
        "organisations/programmes/programme.html",
        {"programme": row, "strands": queries.strands_of(row)},
    )


@right("organisations.begin_programme")
@require_http_methods(["GET", "POST"])
def begin_programme(request: ActorRequest) -> HttpResponse:
    """设立品牌."""
    form, new_id = party_forms.ProgrammeForm(request.POST or None), keys.uuid7()
    page = FormPage(
        _("Begin a programme"),
        _("Begin it"),
        _all(request),
        lede=_("A programme is a name over ordinary records; nothing is written down twice for it."),
        rows=(("name", "since"), ("text",), ("strands",)),
    )
    return form_page(
        request, page, form, "organisations.begin_programme", new_id,
        act=lambda: actions.begin_programme(
            request.community, by=request.actor, programme_id=new_id, **form.values()
        ),
        to=lambda made: _address(request, "programme", made),
    )  # fmt: skip


@right("organisations.add_strand")
@require_http_methods(["GET", "POST"])
def add_strand(request: ActorRequest, pk: UUID) -> HttpResponse:
    """增设子项."""
    row = queries.access_programme(request.actor, Programme, pk, "add_strand")
    form = party_forms.StrandForm(request.POST or None)
    page = FormPage(_("Add a strand"), _("Add it"), _one(request, row), rows=(("name", "since"),))
    return form_page(
        request, page, form, "organisations.add_strand", row.pk,
        act=lambda: actions.add_strand(row, by=request.actor, **form.values()),
        to=lambda made: _address(request, "programme", row.pk),
    )  # fmt: skip


@right("organisations.end_programme")
@require_http_methods(["GET", "POST"])
def end_programme(request: ActorRequest, pk: UUID) -> HttpResponse:
    """结束品牌."""
    row = queries.access_programme(request.actor, Programme, pk, "end_programme")
    first = {"on": row.valid_to or clock.today()}
    form = forms.EndAppointmentForm(request.POST or None, record=row, initial=first)
    page = FormPage(
        _("End a programme"),
        _("Write down the last day"),
        _one(request, row),
        facts=lambda: [(_("from"), row.valid_from), (_("to (last day)"), row.valid_to)],
        danger=True,
    )
    return form_page(
        request, page, form, "organisations.end_programme", row.pk,
        act=lambda: actions.end_programme(row, by=request.actor, **form.values()),
        to=lambda made: _address(request, "programme", row.pk),
    )  # fmt: skip


@right("organisations.view_programmes")
@require_GET
def strand(request: ActorRequest, pk: UUID) -> HttpResponse:
    """子项: what is under it; and, of the records that hold some words, those that may be put there."""
    row = queries.access_programme(request.actor, Strand, pk, "view_programmes")
    query = plain(request.GET.get("q", ""))
    under = queries.labels_of(row)
    context = {
        "strand": row,
        "labels": [(one, _page_of(request, one)) for one in under],
        "query": query,
        "offered": _offered(request, row, query, {one.subject_id for one in under}),
        "form": ActForm(),
    }
    return render(request, "organisations/programmes/strand.html", context)


def _offered(request: ActorRequest, row: Strand, query: str, known: set[UUID]) -> list[tuple[str, str, str]]:
    """Records that hold the words and are not there yet: kind, key, line. One query, and one for each kind found."""
    if not query or "label" not in row.may:  # type: ignore[attr-defined]
        return []
    kinds = [code for code, kind in KINDS.items() if REGISTER[kind.right].held_by(request.actor)]
    found = newest(request.actor.community_id, kinds, query, OFFERED)
    return [
        (code, str(record.pk), KINDS[code].line(record))
        for code, hits in found.items()
        for record in queries.seen(request.actor, code, [key for key in hits if key not in known])
    ]


def _page_of(request: ActorRequest, one: StrandLabel) -> str:
    """The address of a record whose page is named by its key; "" where it is named by something else."""
    kind = KINDS.get(one.subject_kind)
    if kind is None or kind.page[1] != "pk" or not REGISTER[kind.right].held_by(request.actor):
        return ""
    return reverse(kind.page[0], args=[request.community.slug, one.subject_id])


@right("organisations.label")
@require_http_methods(["POST"])
def label(request: ActorRequest, pk: UUID) -> HttpResponse:
    """归入子项: the records that were ticked."""
    row = queries.access_programme(request.actor, Strand, pk, "label")
    page = FormPage(
        _("Put records under a strand"), _("Put them there"), ((row.name, _address(request, "strand", pk)),)
    )

    def act() -> None:
        for ticked in request.POST.getlist("record"):
            kind, _dots, key = plain(ticked).partition(":")
            subject = _subject(request, kind, key)
            actions.label(row, subject, line=queries.line_of(subject), by=request.actor)

    return form_page(
        request, page, ActForm(request.POST), "organisations.label", row.pk, act=act,
        to=lambda made: _address(request, "strand", row.pk),
    )  # fmt: skip


def _subject(request: ActorRequest, kind: str, key: str) -> Any:
    try:
        return queries.subject_of(request.actor, kind, UUID(key))
    except (LookupError, ValueError) as unknown:
        raise Http404 from unknown


@right("organisations.unlabel")
@require_http_methods(["GET", "POST"])
def unlabel(request: ActorRequest, pk: UUID) -> HttpResponse:
    """移出子项."""
    row = queries.access_programme(request.actor, StrandLabel, pk, "unlabel")
    back = _address(request, "strand", row.strand_id)
    page = FormPage(
        _("Take a record out of a strand"),
        _("Take it out"),
        ((row.strand.name, back),),
        lede=_("%(record)s. The record itself stays as it is.") % {"record": row.line},
        danger=True,
    )
    return form_page(
        request, page, ActForm(request.POST or None), "organisations.unlabel", row.pk,
        act=lambda: actions.unlabel(row, by=request.actor), to=lambda made: back,
    )  # fmt: skip
