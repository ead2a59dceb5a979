"""Appointments: booked and cancelled by who comes, without an account; seen and kept at the desk."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.accounts.digits import DigitsPage
from linli.accounts.proofs import remember
from linli.core import clock, keys
from linli.core.forms import ActForm, plain
from linli.core.guards import ActorRequest, CommunityRequest, public, right
from linli.core.pages import FormPage, find, form_page, perform
from linli.hall import actions, forms, queries, receipts
from linli.hall.models import HallAppointment, ServiceItem
from linli.hall.views.counter import address
from linli.hall.views.public import PROVEN, anybody, to_the_hall

BOOKING = "anybody may book a time at the hall, without an account"


def _asked(request: Any) -> dict[str, Any]:
    """The service in `?item=`, chosen already."""
    code = plain(request.GET.get("item", ""))
    found = queries.offered(request.community).filter(code=code).first() if code else None
    return {"item": found.pk} if isinstance(found, ServiceItem) else {}


@public(BOOKING, refill=True)
@require_http_methods(["GET", "POST"])
def book_page(request: CommunityRequest) -> HttpResponse:
    """预约: a service, a half hour, a name and a telephone."""
    form = forms.BookForm(request.POST or None, community=request.community, initial=_asked(request))
    new_id = keys.uuid7()
    if form.is_valid():
        outcome = perform(
            form, "hall.book", new_id, anybody(request),
            lambda: actions.book(request.community, form.wanted(), by=anybody(request), appointment_id=new_id),
        )  # fmt: skip
        if form.is_valid():
            made = outcome.earlier.subject_id if outcome.earlier else new_id
            remember(request.session, "hall", str(made))
            code = HallAppointment.objects.of(request.community).values_list("code", flat=True).get(pk=made)
            return HttpResponseRedirect(reverse("hall:booking", args=[request.community.slug, code]))
    return render(request, "hall/book.html", {"form": form}, status=422 if form.is_bound else 200)


BY_CODE = DigitsPage(
    name="hall",
    heading=gettext_lazy("My appointment"),
    view="hall:booking",
    find=queries.appointment_by_code,
    prove=receipts.prove,
    parent=to_the_hall,
)


@public(PROVEN)
@require_http_methods(["GET", "POST"])
def booking(request: CommunityRequest, code: str) -> HttpResponse:
    """My appointment; who comes from elsewhere proves it with code and digits."""
    row = queries.appointment_by_code(request.community, code)
    if row and BY_CODE.holds(request, row):
        return render(
            request, "hall/booking.html", {"row": row, "form": ActForm(initial={"version": row.version})}
        )
    return BY_CODE.answer(request, code)


@public(PROVEN)
@require_POST
def cancel_own(request: CommunityRequest, code: str) -> HttpResponse:
    """取消预约: no reason is asked, nothing follows from it."""
    row = queries.appointment_by_code(request.community, code)
    form = ActForm(request.POST)
    if row and BY_CODE.holds(request, row) and form.is_valid():
        outcome = perform(
            form, "hall.cancel", row.pk, anybody(request),
            lambda: actions.cancel(row, by=anybody(request), version=form.seen), about=request.path,
        )  # fmt: skip
        if outcome.stale:
            messages.warning(request, outcome.stale)
        elif form.is_valid():
            messages.success(request, _("Cancelled. Somebody else can have the time."))
    return HttpResponseRedirect(reverse("hall:booking", args=[request.community.slug, code]))


def _day(request: ActorRequest) -> dt.date:
    try:
        return dt.date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return clock.today()


@right("hall.view_appointments")
@require_GET
def appointments(request: ActorRequest) -> HttpResponse:
    """预约 of a day, the earliest first."""
    day = _day(request)
    context = {
        "day": day,
        "before": day - dt.timedelta(days=1),
        "after": day + dt.timedelta(days=1),
        "rows": queries.appointments_on(request.actor, day),
    }
    return render(request, "hall/desk/appointments.html", context)


@right("hall.book")
@require_http_methods(["GET", "POST"])
def book(request: ActorRequest) -> HttpResponse:
    """预约 for somebody who rings."""
    form = forms.BookForm(request.POST or None, community=request.community)
    new_id = keys.uuid7()
    page = FormPage(
        _("Book a time for somebody"), _("Book it"),
        ((_("Service hall"), address(request, "counter")), (_("Appointments"), address(request, "appointments"))),
        rows=(("item",), ("starts_at",), ("contact_name", "contact_phone"), ("at_home",), ("building",)),
    )  # fmt: skip
    return form_page(
        request, page, form, "hall.book", new_id,
        act=lambda: actions.book(request.community, form.wanted(), by=request.actor, appointment_id=new_id),
        to=lambda _made: f"{address(request, 'appointments')}?day={form.wanted().starts_at:%Y-%m-%d}",
    )  # fmt: skip


def _verb(verb: str) -> Any:
    """A verb of one appointment, pressed in the list."""

    @right(f"hall.{verb}")
    @require_POST
    def view(request: ActorRequest, pk: UUID) -> HttpResponse:
        row = find(
            request,
            f"hall.{verb}",
            request.actor,
            lambda: queries.access_appointment(request.actor, pk, verb),
        )
        form = ActForm(request.POST)
        if row and form.is_valid():
            outcome = perform(
                form, f"hall.{verb}", row.pk, request.actor,
                lambda: getattr(actions, verb)(row, by=request.actor, version=form.seen), about=request.path,
            )  # fmt: skip
            if outcome.stale:
                messages.warning(request, outcome.stale)
        day = f"{row.starts_at.astimezone(clock.BEIJING):%Y-%m-%d}" if row else ""
        return HttpResponseRedirect(f"{address(request, 'appointments')}?day={day}")

    view.__name__ = verb
    return view


keep, cancel = _verb("keep"), _verb("cancel")
