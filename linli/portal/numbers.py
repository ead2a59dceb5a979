"""数字: the figures of a community, and behind each number its formula and its records."""

import datetime as dt
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from linli.core import clock
from linli.core.counting import Fact, Happened, Window
from linli.core.figures import REGISTER, Figure, all_figures
from linli.core.guards import ActorRequest, right
from linli.core.rights import visible_to

PAGE = 50


class PeriodForm(forms.Form):
    """Both days of a period, and what a figure asks besides."""

    def __init__(self, data: Any, *, figure: Any) -> None:
        super().__init__(data, label_suffix="")
        self.figure = figure
        if isinstance(figure.period, Happened):
            for name, label in (("from", _("From day")), ("to", _("To day"))):
                self.fields[name] = forms.DateField(
                    label=label, required=False, widget=forms.DateInput(attrs={"type": "date"})
                )
        for name, word in figure.parameters.items():
            self.fields[name] = forms.CharField(label=word, required=False, max_length=60)

    def clean(self) -> dict[str, Any]:
        """Both days or none, in order."""
        filled = super().clean() or {}
        first, last = filled.get("from"), filled.get("to")
        if first and not last:
            filled["to"] = last = clock.today()
        if last and not first:
            self._refuse("from", _("Say the first day too."))
        elif first and last and first > last:
            self._refuse("to", _("The last day comes before the first."))
        return filled

    def _refuse(self, name: str, why: Any) -> None:
        if name in self.fields and name not in self.errors:
            self.add_error(name, why)

    @property
    def window(self) -> Window:
        """The period asked about, if it was said rightly."""
        first, last = (
            (self.cleaned_data.get(name) for name in ("from", "to")) if self.is_valid() else (None, None)
        )
        return (first, last) if first and last else None

    @property
    def given(self) -> dict[str, str]:
        """What was named besides."""
        named = {name: self.cleaned_data.get(name) for name in self.figure.parameters}
        return {name: value for name, value in named.items() if value}


@right("figures.view")
@require_GET
def figures(request: ActorRequest) -> HttpResponse:
    """数字: each number as it stands today. One query for each figure: every one counts another table."""
    today = clock.today()
    lines = []
    for figure in all_figures():
        value = figure.value(request.community, None, today)
        lines.append(
            {
                "figure": figure,
                "text": figure.say(value),
                "measured": not isinstance(value, str | bool | None),
            }
        )
    return render(request, "portal/figures.html", {"lines": lines, "now": clock.now()})


@right("figures.view")
@require_GET
def figure(request: ActorRequest, key: str) -> HttpResponse:
    """一个数字: how it is counted, what is not counted, and the records behind it that the person may see."""
    declared = REGISTER.get(key)
    if declared is None:
        raise Http404
    form = PeriodForm(request.GET or None, figure=declared)
    form.is_valid()
    window, given = (form.window, form.given) if form.is_bound else (None, {})
    today = clock.today()
    shares = declared.shares_of(request.community, window, today, **given)
    several = len(declared.parts) > 1
    value = (
        shares[0][2] if shares and not several else declared.value(request.community, window, today, **given)
    )
    behind: Any = _Records([(part, _sorted(part, request, window, given)) for part in declared.parts])
    pages: Paginator = Paginator(behind, PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "figure": declared,
        "text": declared.say(value),
        "measured": not isinstance(value, str | bool | None),
        "exact": value if declared.rounded else None,
        "formula": declared.formula(**given),
        "shares": shares,
        "form": form,
        "fields": [form[name] for name in form.fields],
        "window": window,
        "now": clock.now(),
        "records": [_record(part, row, request.community.slug) for part, row in page],
        "records_count": pages.count,
        "distinct": type(value) is int and pages.count != value,
        "newer": _address(request, page.number - 1) if page.has_previous() else "",
        "older": _address(request, page.number + 1) if page.has_next() else "",
    }
    return render(request, "portal/figure.html", context, status=422 if form.errors else 200)


def _sorted(part: Figure, request: ActorRequest, window: Window, given: dict[str, str]) -> QuerySet:
    """The records of one kind that the person may see, the newest first."""
    rows = part.rows(request.community, window, clock.today(), **given)
    if not isinstance(part.counts, Fact):  # a fact comes sorted: the one in force stands first
        rows = rows.order_by(f"-{part.period.field}" if part.period.field else "pk", "-pk")
    return visible_to(rows, request.actor, part.right)


class _Records:
    """Records of several kinds behind one another, for a paginator: each with the part that counts it."""

    def __init__(self, parts: list[tuple[Figure, QuerySet]]) -> None:
        self.parts = [(part, rows, rows.count()) for part, rows in parts]

    def __len__(self) -> int:
        return sum(count for _part, _rows, count in self.parts)

    def __getitem__(self, wanted: slice) -> list[tuple[Figure, Any]]:
        first, last, found = wanted.start, wanted.stop, []
        for part, rows, count in self.parts:
            if first < count and last > 0:
                found += [(part, row) for row in rows[max(first, 0) : min(last, count)]]
            first, last = first - count, last - count
        return found


def _record(declared: Figure, row: Any, slug: str) -> dict[str, Any]:
    """A record as a line: what it is, since or at when, and its page if it has one."""
    when = getattr(row, declared.period.field) if declared.period.field else None
    if isinstance(when, dt.datetime):
        when = when.astimezone(clock.BEIJING)
    page = declared.page
    url = reverse(page[0], args=[slug, getattr(row, page[1])]) if page else ""
    return {"title": str(row), "when": when, "url": url}


def _address(request: ActorRequest, number: int) -> str:
    kept = request.GET.copy()
    kept["page"] = str(number)
    return f"{request.path}?{kept.urlencode()}"
