"""Venues at the desk: written down, corrected, ended; rooms, hours, closings, the sign at the door."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.core import clock, keys
from linli.core.forms import AmendForm
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page, perform
from linli.core.panels import panels_for
from linli.papers.typeset import as_pdf
from linli.places.queries import area_words
from linli.venues import actions, forms, papers, queries, words
from linli.venues.hours_forms import OpeningForm
from linli.venues.models import Closing, Room, Venue
from linli.venues.views.public import shown


def _address(request: Any, name: str, *rest: Any) -> str:
    return reverse(f"venues:{name}", args=[request.community.slug, *rest])


def _crumbs(request: ActorRequest, venue: Venue | None = None) -> tuple[tuple[Any, str], ...]:
    first = ((_("Stations and rooms"), _address(request, "venues")),)
    return (*first, (venue.name, _address(request, "venue", venue.pk))) if venue else first


@right("venues.view")
@require_GET
def venue(request: ActorRequest, pk: UUID) -> HttpResponse:
    """One venue with its rooms, hours and closings."""
    return _page(request, pk)


def _page(request: ActorRequest, pk: UUID, *, stale: str = "") -> HttpResponse:
    row = queries.access_row(request.actor, Venue, pk, "view")
    place = queries.places(request.community, [row])[0]
    context = {
        **shown(place),
        "rooms": [(room, area_words(room.area_dm2)) for room in place.rooms],
        "closings": [(closing, AmendForm(record=closing)) for closing in place.closings],
        "over": row.valid_to is not None and row.valid_to < clock.today(),
        "panels": panels_for("venues.venue", request.actor, row),
        "stale": stale,
    }
    return render(request, "venues/desk/venue.html", context, status=409 if stale else 200)


@right("venues.register")
@require_http_methods(["GET", "POST"])
def register(request: ActorRequest) -> HttpResponse:
    """登记阵地."""
    form, new_id = forms.VenueForm(request.POST or None), keys.uuid7()
    form.offer(request.community)
    page = FormPage(_("Write down a venue"), _("Write it down"), _crumbs(request), rows=forms.VENUE_ROWS)
    return form_page(
        request, page, form, "venues.register", new_id,
        act=lambda: actions.register(request.community, by=request.actor, venue_id=new_id, **form.values()),
        to=lambda made: _address(request, "venue", made),
    )  # fmt: skip


@right("venues.register")
@require_http_methods(["GET", "POST"])
def register_room(request: ActorRequest, pk: UUID) -> HttpResponse:
    """登记室."""
    row = queries.access_row(request.actor, Venue, pk, "register")
    form, new_id = forms.RoomForm(request.POST or None), keys.uuid7()
    rows = (("name", "use"), ("area", "seats", "since"))
    page = FormPage(
        _("Write down a room"), _("Write it down"), _crumbs(request, row), lede=row.name, rows=rows
    )
    return form_page(
        request, page, form, "venues.register", new_id,
        act=lambda: actions.register_room(row, by=request.actor, room_id=new_id, **form.values()),
        to=lambda made: _address(request, "venue", row.pk),
    )  # fmt: skip


def _initial(row: Venue | Room, form: type[Any]) -> dict[str, Any]:
    """What the record says, as its form takes it."""
    names = [name for name in form.base_fields if name not in {"act_id", "version", "state", "area"}]
    first = {name: getattr(row, f"{name}_id", getattr(row, name)) for name in names}
    return {**first, "area": area_words(row.area_dm2)} if isinstance(row, Room) else first


def _facts(form: Any, row: Venue | Room) -> list[tuple[Any, Any]]:
    """How the record stands, in the words of its form."""
    said = {"kind": "get_kind_display", "area": "area_dm2"}
    found = []
    for field in form.visible_fields():
        value: Any = getattr(row, said.get(field.name, field.name))
        value = value() if callable(value) else area_words(value) if field.name == "area" else value
        found.append((field.label, value))
    return found


def _amend(model: type[Venue] | type[Room], form_class: type[Any], title: Any, rows: Any) -> Any:
    """The page on which a venue or a room is corrected."""

    @right("venues.amend")
    @require_http_methods(["GET", "POST"])
    def view(request: ActorRequest, pk: UUID) -> HttpResponse:
        row = queries.access_row(request.actor, model, pk, "amend")
        home = row if isinstance(row, Venue) else row.venue
        form = form_class(request.POST or None, record=row, initial=_initial(row, form_class))
        if isinstance(row, Venue):
            form.offer(request.community)
        page = FormPage(
            title, _("Save the correction"), _crumbs(request, home), lede=row.name, rows=rows, facts=lambda: _facts(form, row)
        )  # fmt: skip
        return form_page(
            request, page, form, "venues.amend", row.pk,
            act=lambda: actions.amend(row, by=request.actor, **form.values()),
            to=lambda made: _address(request, "venue", home.pk),
        )  # fmt: skip

    return view


amend = _amend(Venue, forms.VenueAmendForm, gettext_lazy("Correct a venue"), forms.VENUE_ROWS)
amend_room = _amend(
    Room, forms.RoomAmendForm, gettext_lazy("Correct a room"), (("name", "use"), ("area", "seats"))
)


def _end(model: type[Venue] | type[Room], title: Any) -> Any:
    """The page on which a venue or a room gets its last day."""

    @right("venues.end")
    @require_http_methods(["GET", "POST"])
    def view(request: ActorRequest, pk: UUID) -> HttpResponse:
        row = queries.access_row(request.actor, model, pk, "end")
        home = row if isinstance(row, Venue) else row.venue
        form = forms.EndForm(request.POST or None, record=row, initial={"on": row.valid_to or clock.today()})
        page = FormPage(
            title, _("Write down the last day"), _crumbs(request, home),
            lede=f"{row.name}{_('. ')}{_('It stays in the books with its last day; nothing is deleted.')}",
            facts=lambda: [(pgettext("of a place", "Name"), row.name), (_("to (last day)"), row.valid_to)], danger=True,
        )  # fmt: skip
        return form_page(
            request, page, form, "venues.end", row.pk,
            act=lambda: actions.end(row, by=request.actor, **form.values()),
            to=lambda made: _address(request, "venue", home.pk),
        )  # fmt: skip

    return view


end = _end(Venue, gettext_lazy("Last day of a venue"))
end_room = _end(Room, gettext_lazy("Last day of a room"))


@right("venues.set_opening")
@require_http_methods(["GET", "POST"])
def set_opening(request: ActorRequest, pk: UUID) -> HttpResponse:
    """定开放时间."""
    row = queries.access_row(request.actor, Venue, pk, "set_opening")
    table = queries.timetables(row.community_id, [row], clock.today())[row.pk]
    form = OpeningForm(request.POST or None, record=row, table=table)
    page = FormPage(
        pgettext("of a venue", "Opening hours"), _("From this day on like this"), _crumbs(request, row), lede=row.name,
        rows=(("since",), ("day_0", "day_1"), ("day_2", "day_3"), ("day_4", "day_5"), ("day_6",)),
        facts=lambda: words.week_words(table, clock.today()),
    )  # fmt: skip
    return form_page(
        request, page, form, "venues.set_opening", row.pk,
        act=lambda: actions.set_opening(
            row, form.spans(), since=form.cleaned_data["since"], by=request.actor, seen=form.cleaned_data["state"]
        ),
        to=lambda made: _address(request, "venue", row.pk),
    )  # fmt: skip


@right("venues.shut")
@require_http_methods(["GET", "POST"])
def shut(request: ActorRequest, pk: UUID) -> HttpResponse:
    """临时关闭."""
    row = queries.access_row(request.actor, Venue, pk, "shut")
    form, new_id = forms.ShutForm(request.POST or None), keys.uuid7()
    page = FormPage(
        _("Close it for some days"), _("Close it on these days"), _crumbs(request, row), lede=row.name,
        rows=(("first_day", "last_day"), ("why",)), danger=True,
    )  # fmt: skip
    return form_page(
        request, page, form, "venues.shut", new_id,
        act=lambda: actions.shut(row, by=request.actor, closing_id=new_id, **form.values()),
        to=lambda made: _address(request, "venue", row.pk),
    )  # fmt: skip


@right("venues.lift")
@require_POST
def lift(request: ActorRequest, pk: UUID) -> HttpResponse:
    """恢复开放, pressed on the page of the venue."""
    row = queries.access_row(request.actor, Closing, pk, "lift")
    form = AmendForm(request.POST, record=row)
    if form.is_valid():
        outcome = perform(
            form, "venues.lift", row.pk, request.actor,
            lambda: actions.lift(row, by=request.actor, **form.values()), about=request.path,
        )  # fmt: skip
        if outcome.stale or not form.is_valid():
            told = outcome.stale or " ".join(map(str, form.non_field_errors()))
            return _page(request, row.venue_id, stale=told)
    return HttpResponseRedirect(_address(request, "venue", row.venue_id))


@right("venues.view")
@require_GET
def sign_pdf(request: ActorRequest, pk: UUID) -> HttpResponse:
    """门牌 as PDF: name, hours, telephone, what is done there, and the page as QR."""
    row = queries.access_row(request.actor, Venue, pk, "view")
    place = queries.places(request.community, [row])[0]
    address = request.build_absolute_uri(_address(request, "station", row.pk))
    made = papers.door_sign(place, address=address, by=request.actor)
    return as_pdf(made, f"door-sign-{dt.date.isoformat(clock.today())}")
