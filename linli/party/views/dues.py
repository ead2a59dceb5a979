"""党费 at the desk: a month of all, a year of one, receipts, reductions, and the month's report upward."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.calendars.months import add_months, write_month
from linli.core import audit, clock, keys
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page
from linli.papers.typeset import as_pdf, as_xlsx
from linli.party import actions, forms, papers, queries
from linli.party.models import DuesPayment
from linli.party.views.acting import address, asked_month, member_crumbs, member_verb


@right("party.take_dues")
@require_GET
def dues(request: ActorRequest) -> HttpResponse:
    """党费 of a month: who is to pay what, by name, and the sum to the cent."""
    month = asked_month(request)
    told = queries.dues_of_month(request.actor, month, request.community.code)
    context = {
        "told": told,
        "month": write_month(month),
        "before": write_month(add_months(month, -1)),
        "after": write_month(add_months(month, 1)) if month < forms.this_month() else "",
        "unknown": [one for one in told.rows if not one.line.known],
    }
    return render(request, "party/dues.html", context)


@right("party.take_dues")
@require_GET
def dues_of(request: ActorRequest, pk: UUID) -> HttpResponse:
    """党费 of one member: the year month by month, receipts, what was decided."""
    row = queries.access_member(request.actor, pk, "take_dues")
    today = clock.today()
    context = {
        "member": row,
        "year": today.year,
        "told": queries.dues_of_year(row, today.year, until=today),
        "payments": queries.payments_of(row, today.year),
    }
    return render(request, "party/dues_of.html", context)


set_basis = member_verb(
    "set_basis", _("On what dues are paid"), _("Save"),
    lambda request, row: forms.BasisForm(request.POST or None),
    lambda request, row, form: actions.set_basis(row, by=request.actor, **form.values()), to="dues_of",
    lede=_("Sealed: only who collects dues and the member see it."),
)  # fmt: skip
reduce_dues = member_verb(
    "reduce_dues", _("Reduce or waive dues"), _("Write it down"),
    lambda request, row: forms.ReductionForm(request.POST or None),
    lambda request, row, form: actions.reduce_dues(row, form.decided(), by=request.actor), to="dues_of",
    lede=_("The branch studied it, the superior Party committee approved it."),
)  # fmt: skip


@right("party.take_dues")
@require_http_methods(["GET", "POST"])
def take_dues(request: ActorRequest, pk: UUID) -> HttpResponse:
    """收党费: one receipt for a month or a quarter."""
    row = queries.access_member(request.actor, pk, "take_dues")
    month = asked_month(request)
    form, new_id = forms.PaymentForm(request.POST or None, initial={"first_month": month}), keys.uuid7()
    here = address(request, "dues_of", row.pk)
    page = FormPage(
        _("Take dues"), _("Take and write a receipt"), (*member_crumbs(request, row), (_("Dues"), here)),
        rows=(("first_month", "length"), ("amount", "paid_on")),
        lede=_("Each month gets what is owed for it."),
    )  # fmt: skip
    return form_page(
        request, page, form, "party.take_dues", new_id,
        act=lambda: actions.take_dues(row, by=request.actor, payment_id=new_id, **form.values()),
        to=lambda _made: here,
    )  # fmt: skip


@right("party.reverse_dues")
@require_http_methods(["GET", "POST"])
def reverse_dues(request: ActorRequest, pk: UUID) -> HttpResponse:
    """冲正: a counter-entry for a receipt that was wrong."""
    row = queries.access_record(request.actor, DuesPayment, pk, "reverse_dues")
    form = forms.ReverseForm(request.POST or None)
    here = address(request, "dues_of", row.member_id)
    page = FormPage(
        _("Take back a receipt"), _("Write the counter-entry"),
        (*member_crumbs(request, row.member), (_("Dues"), here)), danger=True,
        lede=_("Receipt %(number)s stays in the books; an entry against it is added.") % {"number": row.receipt},
    )  # fmt: skip
    return form_page(
        request, page, form, "party.reverse_dues", row.pk,
        act=lambda: actions.reverse_dues(row, by=request.actor, **form.values()), to=lambda _made: here,
    )  # fmt: skip


@right("party.reverse_dues")
@require_GET
def receipt_pdf(request: ActorRequest, pk: UUID) -> HttpResponse:
    """党费收据."""
    row = queries.access_record(request.actor, DuesPayment, pk, "reverse_dues")
    return as_pdf(papers.receipt_pdf(request.community, row, by=request.actor), f"dues-{row.receipt}")


@right("party.take_dues")
@require_GET
def month_pdf(request: ActorRequest) -> HttpResponse:
    """党费收缴情况 of a month for the superior: totals by branch and no names."""
    month = asked_month(request)
    told = queries.dues_of_month(request.actor, month, request.community.code)
    return as_pdf(papers.month_pdf(request.community, told, by=request.actor), f"dues-{write_month(month)}")


@right("party.take_dues")
@require_GET
def month_xlsx(request: ActorRequest) -> HttpResponse:
    """The same as a workbook."""
    month = asked_month(request)
    told = queries.dues_of_month(request.actor, month, request.community.code)
    made = papers.month_xlsx(request.community, told, by=request.actor)
    audit.record(
        request.community, "ledgers.export", by=request.actor, note=f"party_dues {write_month(month)}"
    )
    return as_xlsx(made, f"dues-{write_month(month)}")
