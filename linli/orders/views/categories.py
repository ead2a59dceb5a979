"""诉求分类与责任界面: what kinds of matters the community takes, who usually does them, and whose duty they are (N-14)."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.core import keys
from linli.core.forms import ActForm
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page, perform
from linli.orders import actions, queries
from linli.orders.category_forms import CategoryForm, ResponsibilityForm
from linli.orders.models import Category, Responsibility


@right("orders.categories")
@require_GET
def categories(request: ActorRequest) -> HttpResponse:
    """诉求分类: by group, with deadline, usual handler and whose duty it is."""
    context = {"groups": queries.category_tree(request.community), "form": ActForm()}
    return render(request, "orders/desk/categories.html", context)


def _list(request: ActorRequest) -> str:
    return reverse("orders:categories", args=[request.community.slug])


def _found(request: ActorRequest, category: UUID) -> Category:
    rows = Category.objects.of(request.community).filter(parent__isnull=False)
    return get_object_or_404(rows, pk=category)


@right("orders.amend_category")
@require_http_methods(["GET", "POST"])
def amend_category(request: ActorRequest, category: UUID) -> HttpResponse:
    """改诉求分类."""
    row = _found(request, category)
    form = CategoryForm(request.POST or None, record=row)
    page = FormPage(
        title=_("Change: %(name)s") % {"name": row.name},
        button=_("Save"),
        crumbs=((_("Kinds of matters"), _list(request)),),
        lede=_("It holds for new matters; those in the books keep their deadline."),
        facts=lambda: [(_("name"), row.name), (_("kind"), row.get_kind_display())],
    )
    return form_page(
        request,
        page,
        form,
        "orders.amend_category",
        row.pk,
        act=lambda: actions.amend_category(row, by=request.actor, **form.values()),
        to=lambda _key: _list(request),
    )


@right("orders.add_responsibility")
@require_http_methods(["GET", "POST"])
def add_responsibility(request: ActorRequest, category: UUID) -> HttpResponse:
    """登记责任界面."""
    row, new_id = _found(request, category), keys.uuid7()
    form = ResponsibilityForm(request.POST or None, category=row)
    page = FormPage(
        title=_("Whose duty: %(name)s") % {"name": row.name},
        button=_("Write it down"),
        crumbs=((_("Kinds of matters"), _list(request)),),
        lede=_("Residents read it before they send. Name the clause that says so."),
    )

    def act() -> Any:
        return actions.add_responsibility(row, by=request.actor, row_id=new_id, **form.values())

    return form_page(
        request, page, form, "orders.add_responsibility", new_id, act=act, to=lambda _key: _list(request)
    )


@right("orders.end_responsibility")
@require_POST
def end_responsibility(request: ActorRequest, row: UUID) -> HttpResponse:
    """停用责任界面."""
    found = get_object_or_404(Responsibility.objects.of(request.community), pk=row)
    form = ActForm(request.POST)
    if form.is_valid():
        perform(
            form,
            "orders.end_responsibility",
            found.pk,
            request.actor,
            lambda: actions.end_responsibility(found, by=request.actor),
            about=str(found.pk),
        )
    return HttpResponseRedirect(_list(request))
