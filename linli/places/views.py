"""Pages of places at the desk: the tree, one building, and the forms that write down, correct and end a place."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_GET, require_http_methods

from linli.core import clock, keys
from linli.core.forms import AmendForm
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page
from linli.core.rights import REGISTER
from linli.core.tenancy import CommunityModel
from linli.places import actions, forms, queries
from linli.places.models import Building, Compound, Dwelling, Entrance, Grid

SIDE_BY_SIDE = (("number", "name"), ("compound", "grid", "order"), ("entrance", "room"), ("floor", "area"))


def _tree(request: ActorRequest) -> str:
    return reverse("places:tree", args=[request.community.slug])


def _building(request: ActorRequest, pk: UUID) -> str:
    return reverse("places:building", args=[request.community.slug, pk])


def _crumbs(request: ActorRequest, building: Building | None = None) -> tuple[tuple[Any, str], ...]:
    first = (_("Compounds and buildings"), _tree(request))
    return (first, (str(building), _building(request, building.pk))) if building else (first,)


@right("places.view")
@require_GET
def tree(request: ActorRequest) -> HttpResponse:
    """小区和楼栋: everything the community has, as one reads it."""
    grids, compounds = queries.tree(request.actor)
    context = {
        "grids": grids,
        "compounds": compounds,
        "may": {
            verb for verb in ("register", "amend", "end") if REGISTER[f"places.{verb}"].held_by(request.actor)
        },
        "today": clock.today(),
    }
    return render(request, "places/tree.html", context)


@right("places.view")
@require_GET
def building(request: ActorRequest, pk: UUID) -> HttpResponse:
    """楼栋: its entrances and dwellings, and what may be written down about it."""
    row = queries.access_place(request.actor, Building, pk, "view")
    context = {"building": row, "parts": queries.inside(row), "today": clock.today()}
    return render(request, "places/building.html", context)


@right("places.register")
@require_http_methods(["GET", "POST"])
def register_grid(request: ActorRequest) -> HttpResponse:
    """登记网格."""
    return _register(request, forms.GridForm(request.POST or None), _("Write down a grid"), "grid")


@right("places.register")
@require_http_methods(["GET", "POST"])
def register_compound(request: ActorRequest) -> HttpResponse:
    """登记小区."""
    return _register(
        request, forms.CompoundForm(request.POST or None), _("Write down a compound"), "compound"
    )


@right("places.register")
@require_http_methods(["GET", "POST"])
def register_building(request: ActorRequest) -> HttpResponse:
    """登记楼栋; `?compound=` preselects where it stands."""
    form = forms.BuildingForm(request.POST or None, initial={"compound": request.GET.get("compound")})
    form.offer(request.community)
    return _register(request, form, _("Write down a building"), "building")


def _register(request: ActorRequest, form: Any, title: str, kind: str) -> HttpResponse:
    """The page on which a grid, compound or building of the community is written down."""
    new_id = keys.uuid7()
    page = FormPage(title, _("Write it down"), _crumbs(request), rows=SIDE_BY_SIDE)
    act = getattr(actions, f"register_{kind}")
    return form_page(
        request, page, form, "places.register", new_id,
        act=lambda: act(request.community, by=request.actor, **{f"{kind}_id": new_id}, **form.values()),
        to=lambda made: _building(request, made) if kind == "building" else _tree(request),
    )  # fmt: skip


@right("places.register")
@require_http_methods(["GET", "POST"])
def register_entrance(request: ActorRequest, pk: UUID) -> HttpResponse:
    """登记单元."""
    row = queries.access_place(request.actor, Building, pk, "register")
    form = forms.EntranceForm(request.POST or None)
    return _register_inside(request, row, form, _("Write down an entrance"), "entrance")


@right("places.register")
@require_http_methods(["GET", "POST"])
def register_dwelling(request: ActorRequest, pk: UUID) -> HttpResponse:
    """登记房屋; `?entrance=` preselects its entrance."""
    row = queries.access_place(request.actor, Building, pk, "register")
    form = forms.DwellingForm(request.POST or None, initial={"entrance": request.GET.get("entrance")})
    form.offer(row)
    return _register_inside(request, row, form, _("Write down a dwelling"), "dwelling")


def _register_inside(
    request: ActorRequest, building: Building, form: Any, title: str, kind: str
) -> HttpResponse:
    """The page on which an entrance or a dwelling of a building is written down."""
    new_id = keys.uuid7()
    page = FormPage(title, _("Write it down"), _crumbs(request, building), rows=SIDE_BY_SIDE)
    act = getattr(actions, f"register_{kind}")
    return form_page(
        request, page, form, "places.register", new_id,
        act=lambda: act(building, by=request.actor, **{f"{kind}_id": new_id}, **form.values()),
        to=lambda made: _building(request, building.pk),
    )  # fmt: skip


def _facts(form: Any, place: Any) -> Callable[[], list[tuple[Any, Any]]]:
    """How the place stands, in the words of its form."""

    def facts() -> list[tuple[Any, Any]]:
        said = {"use": "get_use_display", "area": "area_dm2"}
        found = []
        for field in form.visible_fields():
            value: Any = getattr(place, said.get(field.name, field.name), "")
            value = value() if callable(value) else value
            found.append((field.label, queries.area_words(value) if field.name == "area" else value))
        return found

    return facts


def _amend(
    model: type[CommunityModel],
    form_class: type[AmendForm],
    title: Any,
    names: tuple[str, ...],
    holder: str = "",
) -> Any:
    """The page on which a place is corrected; `holder` is the attribute of the building it is a part of."""

    @right("places.amend")
    @require_http_methods(["GET", "POST"])
    def view(request: ActorRequest, pk: UUID) -> HttpResponse:
        place = queries.access_place(request.actor, model, pk, "amend")
        building = place if holder == "self" else getattr(place, holder) if holder else None
        initial = {name: getattr(place, f"{name}_id", getattr(place, name)) for name in names}
        if model is Dwelling:
            initial["area"] = queries.area_words(place.area_dm2)
        form: Any = form_class(request.POST or None, record=place, initial=initial)
        if model in {Building, Dwelling}:
            form.offer(request.community if model is Building else building)
        page = FormPage(
            f"{title}{_(': ')}{place}",
            _("Save the correction"),
            _crumbs(request, building),
            rows=SIDE_BY_SIDE,
            facts=_facts(form, place),
        )
        return form_page(
            request, page, form, "places.amend", place.pk,
            act=lambda: actions.amend(place, by=request.actor, **form.values()),
            to=lambda made: _building(request, building.pk) if building else _tree(request),
        )  # fmt: skip

    view.__name__ = f"amend_{model.__name__.lower()}"
    return view


amend_grid = _amend(Grid, forms.GridAmendForm, gettext_lazy("Correct a grid"), ("name",))
amend_compound = _amend(Compound, forms.CompoundAmendForm, gettext_lazy("Correct a compound"), ("name",))
amend_building = _amend(
    Building,
    forms.BuildingAmendForm,
    gettext_lazy("Correct a building"),
    ("name", "compound", "grid", "order", "use"),
    "self",
)
amend_entrance = _amend(
    Entrance, forms.EntranceAmendForm, gettext_lazy("Correct an entrance"), ("name",), "building"
)
amend_dwelling = _amend(
    Dwelling,
    forms.DwellingAmendForm,
    gettext_lazy("Correct a dwelling"),
    ("entrance", "room", "floor"),
    "building",
)


def _end(model: type[Compound | Building], title: Any) -> Any:
    """The page on which a compound or building gets its last day."""

    @right("places.end")
    @require_http_methods(["GET", "POST"])
    def view(request: ActorRequest, pk: UUID) -> HttpResponse:
        place = queries.access_place(request.actor, model, pk, "end")
        first = {"on": place.valid_to or clock.today()}
        form = forms.EndForm(request.POST or None, record=place, initial=first)
        page = FormPage(
            f"{title}{_(': ')}{place}",
            _("Write down the last day"),
            _crumbs(request, place if model is Building else None),
            lede=_("It stays in the books with its last day; nothing is deleted."),
            facts=lambda: [
                (pgettext("of a place", "Name"), place.name),
                (_("to (last day)"), place.valid_to),
            ],
            danger=True,
        )
        return form_page(
            request, page, form, "places.end", place.pk,
            act=lambda: actions.end(place, by=request.actor, **form.values()),
            to=lambda made: _building(request, made) if model is Building else _tree(request),
        )  # fmt: skip

    view.__name__ = f"end_{model.__name__.lower()}"
    return view


end_compound = _end(Compound, gettext_lazy("Last day of a compound"))
end_building = _end(Building, gettext_lazy("Last day of a building"))
