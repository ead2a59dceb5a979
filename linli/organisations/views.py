"""Pages of appointments, organisations and contracts at the desk."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.core import clock, keys
from linli.core.audit import history
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page
from linli.core.rights import REGISTER
from linli.organisations import actions, forms, queries
from linli.organisations.models import Appointment, Organisation, Post, ServiceContract
from linli.organisations.naming import person_of
from linli.residents.models import Person
from linli.residents.queries import living


def _address(request: ActorRequest, name: str, *rest: Any) -> str:
    return reverse(f"organisations:{name}", args=[request.community.slug, *rest])


def _office(request: ActorRequest) -> tuple[tuple[Any, str], ...]:
    return ((_("Appointments"), _address(request, "appointments")),)


def _house(request: ActorRequest) -> tuple[tuple[Any, str], ...]:
    return ((_("Property and organisations"), _address(request, "organisations")),)


def _known(request: ActorRequest) -> Person | None:
    """The person whom the address names (`?person=`), from the person's own page."""
    try:
        return living(request.community).filter(pk=request.GET.get("person", "")).first()
    except ValidationError:
        return None


@right("organisations.appoint")
@require_http_methods(["GET", "POST"])
def appoint(request: ActorRequest) -> HttpResponse:
    """任命: the post is in the address (`?post=`), for it decides which place is asked for."""
    post = request.GET.get("post", "")
    post = post if post in Post.values else Post.BUILDING_LEADER.value
    known = _known(request) if request.method == "GET" else None
    first = {"name": known.name, "person": str(known.pk)} if known else {}
    form = forms.AppointForm(
        request.POST or None, community=request.community, post=post, initial=first,
        may_enter=REGISTER["residents.enter"].held_by(request.actor),
    )  # fmt: skip
    new_id = keys.uuid7()
    page = FormPage(
        _("Appoint somebody"),
        _("Appoint as %(post)s") % {"post": Post(post).label},
        _office(request),
        rows=((form.place, "since"), ("name", "phone"), ("person",), ("public_phone",)),
        more={"before": "organisations/post.html", "posts": Post.choices, "post": post, "known": known},
    )
    return form_page(
        request, page, form, "organisations.appoint", new_id,
        act=lambda: _appoint(request, form, post, new_id), to=lambda made: _address(request, "appointment", made),
    )  # fmt: skip


def _appoint(request: ActorRequest, form: forms.AppointForm, post: str, new_id: UUID) -> None:
    values = form.cleaned_data
    actions.appoint(
        person_of(request, form), post, at=values[form.place], since=values["since"],
        public_phone=values["public_phone"], by=request.actor, appointment_id=new_id,
    )  # fmt: skip


@right("organisations.view")
@require_GET
def appointment(request: ActorRequest, pk: UUID) -> HttpResponse:
    """任职: who holds which post where, since when, and what was done about it."""
    row = queries.access_row(request.actor, Appointment, pk, "view")
    context = {
        "appointment": row,
        "place": queries.place_of(row),
        "over": row.valid_to is not None and row.valid_to < clock.today(),
        "ends": [entry for entry in history(row.community_id, row) if entry.action.endswith(".end_appointment")],
        "sees_people": REGISTER["residents.view"].held_by(request.actor),
    }  # fmt: skip
    return render(request, "organisations/appointment.html", context)


@right("organisations.publish_phone")
@require_http_methods(["GET", "POST"])
def publish_phone(request: ActorRequest, pk: UUID) -> HttpResponse:
    """公开电话."""
    row = queries.access_row(request.actor, Appointment, pk, "publish_phone")
    here = _address(request, "appointment", row.pk)
    form = forms.PublicPhoneForm(request.POST or None, record=row, initial={"phone": row.public_phone})
    page = FormPage(
        _("Public telephone"),
        _("Save the public telephone"),
        (*_office(request), (str(row), here)),
        lede=f"{row} · {queries.place_of(row)}",
        facts=lambda: [(_("Public telephone"), row.public_phone)],
    )
    return form_page(
        request, page, form, "organisations.publish_phone", row.pk,
        act=lambda: actions.publish_phone(row, by=request.actor, **form.values()), to=lambda made: here,
    )  # fmt: skip


@right("organisations.end_appointment")
@require_http_methods(["GET", "POST"])
def end_appointment(request: ActorRequest, pk: UUID) -> HttpResponse:
    """卸任."""
    row = queries.access_row(request.actor, Appointment, pk, "end_appointment")
    here = _address(request, "appointment", row.pk)
    first = {"on": row.valid_to or clock.today()}
    form = forms.EndAppointmentForm(request.POST or None, record=row, initial=first)
    page = FormPage(
        _("End an appointment"),
        _("Write down the last day"),
        (*_office(request), (str(row), here)),
        lede=f"{row} · {queries.place_of(row)}",
        facts=lambda: [(_("from"), row.valid_from), (_("to (last day)"), row.valid_to)],
        danger=True,
    )
    return form_page(
        request, page, form, "organisations.end_appointment", row.pk,
        act=lambda: actions.end_appointment(row, by=request.actor, **form.values()), to=lambda made: here,
    )  # fmt: skip


@right("organisations.view")
@require_GET
def organisations(request: ActorRequest) -> HttpResponse:
    """物业和单位: each with the compounds it serves and served."""
    verbs = ("register", "contract", "end_contract")
    context = {
        "organisations": queries.organisations(request.actor),
        "may": {verb for verb in verbs if REGISTER[f"organisations.{verb}"].held_by(request.actor)},
        "today": clock.today(),
    }
    return render(request, "organisations/list.html", context)


@right("organisations.register")
@require_http_methods(["GET", "POST"])
def register(request: ActorRequest) -> HttpResponse:
    """登记组织."""
    form, new_id = forms.OrganisationForm(request.POST or None), keys.uuid7()
    page = FormPage(
        _("Write down an organisation"), _("Write it down"), _house(request), rows=(("name", "phone"),)
    )
    return form_page(
        request, page, form, "organisations.register", new_id,
        act=lambda: actions.register(
            request.community, by=request.actor, organisation_id=new_id, **form.values()
        ),
        to=lambda made: _address(request, "organisations"),
    )  # fmt: skip


@right("organisations.contract")
@require_http_methods(["GET", "POST"])
def contract(request: ActorRequest, pk: UUID) -> HttpResponse:
    """登记物业服务合同."""
    row = queries.access_row(request.actor, Organisation, pk, "contract")
    form, new_id = forms.ContractForm(request.POST or None, community=request.community), keys.uuid7()
    page = FormPage(
        _("Write down a contract"),
        _("Write it down"),
        _house(request),
        lede=row.name,
        rows=(("compound",), ("since", "until")),
    )
    return form_page(
        request, page, form, "organisations.contract", new_id,
        act=lambda: actions.contract(row, by=request.actor, contract_id=new_id, **form.values()),
        to=lambda made: _address(request, "organisations"),
    )  # fmt: skip


@right("organisations.end_contract")
@require_http_methods(["GET", "POST"])
def end_contract(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The last day of a contract."""
    row = queries.access_row(request.actor, ServiceContract, pk, "end_contract")
    form = forms.LastDayForm(request.POST or None, record=row, initial={"on": row.valid_to or clock.today()})
    page = FormPage(
        _("Last day of a contract"),
        _("Write down the last day"),
        _house(request),
        lede=str(row),
        facts=lambda: [(_("from"), row.valid_from), (_("to (last day)"), row.valid_to)],
        danger=True,
    )
    return form_page(
        request, page, form, "organisations.end_contract", row.pk,
        act=lambda: actions.end_contract(row, by=request.actor, **form.values()),
        to=lambda made: _address(request, "organisations"),
    )  # fmt: skip
