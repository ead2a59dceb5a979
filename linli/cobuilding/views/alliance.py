"""Pages of the alliance at the desk: one page with members, chair, agreements and the three tracks; and its forms."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.cobuilding import actions, allied, papers
from linli.cobuilding import alliance_forms as forms
from linli.cobuilding.models import Alliance
from linli.cobuilding.views.acting import address
from linli.core import clock, keys
from linli.core.forms import plain
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page
from linli.core.rights import REGISTER
from linli.papers.typeset import as_pdf

HOME = _("Alliance")


@right("cobuilding.view_alliance")
@require_GET
def alliance(request: ActorRequest) -> HttpResponse:
    """党建联盟: whose turn it is, the members level by level, the agreements, the matters on three tracks."""
    typed = plain(request.GET.get("year", ""))
    asked = int(typed) if re.fullmatch(r"2[0-9]{3}", typed) else None
    found = allied.shown(request.community, asked)
    context = {
        "shown": found,
        "agreements": allied.agreements(found.alliance) if found else [],
        "years": range(clock.today().year, found.alliance.valid_from.year - 1, -1) if found else (),
        "today": clock.today(),
        "may": bool(REGISTER["cobuilding.ally"].on(request.actor)),
    }
    return render(request, "cobuilding/desk/alliance.html", context)


@right("cobuilding.ally")
@require_http_methods(["GET", "POST"])
def ally(request: ActorRequest) -> HttpResponse:
    """结盟."""
    form = forms.AllyForm(request.POST or None)
    new_id = keys.uuid7()
    page = FormPage(_("Found an alliance"), _("Found it"), _crumbs(request))
    return form_page(
        request, page, form, "cobuilding.ally", new_id,
        act=lambda: actions.ally(request.community, by=request.actor, alliance_id=new_id, **form.values()),
        to=lambda _made: address(request, "alliance"),
    )  # fmt: skip


def _crumbs(request: ActorRequest) -> tuple[tuple[Any, str], ...]:
    return ((HOME, address(request, "alliance")),)


def _form_view(
    name: str, form_class: Any, words: tuple[Any, Any], act: Callable[..., Any], rows: Any = ()
) -> Any:
    """A page that writes something down about the standing alliance, `words` are its title and its lede."""

    @right(f"cobuilding.{name}")
    @require_http_methods(["GET", "POST"])
    def view(request: ActorRequest) -> HttpResponse:
        row = allied.standing_alliance(request.community)
        if row is None:
            return HttpResponseRedirect(address(request, "alliance"))
        form, new_id = form_class(request.POST or None, alliance=row), keys.uuid7()
        page = FormPage(words[0], words[0], _crumbs(request), lede=words[1], rows=rows)
        subject = row.pk if name == "rotate" else new_id
        return form_page(
            request, page, form, f"cobuilding.{name}", subject,
            act=lambda: act(row, new_id, request.actor, form.values()), to=lambda _made: address(request, "alliance"),
        )  # fmt: skip

    view.__name__ = name
    return view


def _agree(_row: Alliance, key: UUID, by: Any, values: dict[str, Any]) -> None:
    actions.agree(values.pop("member"), by=by, agreement_id=key, **values)


join_alliance = _form_view(
    "join_alliance", forms.JoinForm, (_("Take a member in"), _("A Party organisation of one of five levels.")),
    lambda row, key, by, values: actions.join_alliance(row, by=by, member_id=key, **values),
)  # fmt: skip
rotate = _form_view(
    "rotate", forms.RotateForm,
    (_("Make the turns for a year"), _("One after the other, without a gap; everybody before anybody again.")),
    lambda row, _key, by, values: actions.rotate(row, by=by, **values),
)  # fmt: skip
agree = _form_view(
    "agree", forms.AgreeForm, (_("Write down an agreement"), ""), _agree,
    (("member",), ("title",), ("signed_on", "since", "until")),
)  # fmt: skip
raise_matter = _form_view(
    "raise_matter", forms.RaiseForm, (_("Write down a matter"), ""),
    lambda row, key, by, values: actions.raise_matter(row, by=by, matter_id=key, **values),
)  # fmt: skip


@right("cobuilding.settle_matter")
@require_http_methods(["GET", "POST"])
def settle_matter(request: ActorRequest, pk: UUID) -> HttpResponse:
    """说结果."""
    row = allied.access_matter(request.actor, pk, "settle_matter")
    form = forms.SettleForm(request.POST or None, record=row)
    page = FormPage(
        _("Say what came of it"), _("Keep it"), _crumbs(request), lede=row.title,
        facts=lambda: [(_("What came of it"), row.outcome)],
    )  # fmt: skip
    return form_page(
        request, page, form, "cobuilding.settle_matter", row.pk,
        act=lambda: actions.settle_matter(row, by=request.actor, **form.values()),
        to=lambda _made: address(request, "alliance"),
    )  # fmt: skip


def _end_view(name: str, find: Callable[..., Any], title: Any, lede: Any) -> Any:
    """The page on which something of the alliance gets its last day and the reason."""

    @right(f"cobuilding.{name}")
    @require_http_methods(["GET", "POST"])
    def view(request: ActorRequest, pk: UUID) -> HttpResponse:
        row = find(request.actor, pk, name)
        if request.method == "GET" and row.ending:
            return HttpResponseRedirect(address(request, "alliance"))
        form = forms.EndForm(request.POST or None, record=row)
        page = FormPage(
            title, title, _crumbs(request), lede=format_lazy("{name}{colon}{lede}", name=row, colon=_(": "), lede=lede), danger=True,
            facts=lambda: [(_("to (last day)"), row.valid_to)],
        )  # fmt: skip
        return form_page(
            request, page, form, f"cobuilding.{name}", row.pk,
            act=lambda: getattr(actions, name)(row, by=request.actor, **form.values()),
            to=lambda _made: address(request, "alliance"),
        )  # fmt: skip

    view.__name__ = name
    return view


leave_alliance = _end_view(
    "leave_alliance", allied.access_member, _("Leave the alliance"),
    _("Its agreements end with it, and the others take over its turns in the chair. What was, stays."),
)  # fmt: skip
end_agreement = _end_view(
    "end_agreement", allied.access_agreement, _("End the agreement early"), _("Both have agreed on that day."),
)  # fmt: skip
end_alliance = _end_view(
    "end_alliance", allied.access_alliance, _("End the alliance"),
    _("Its members, agreements and turns end on that day. What was, stays in the books."),
)  # fmt: skip


@right("cobuilding.view_alliance")
@require_GET
def agreement_pdf(request: ActorRequest, pk: UUID) -> HttpResponse:
    """共建协议 as PDF, to be signed by both."""
    row = allied.access_agreement(request.actor, pk)
    return as_pdf(papers.agreement_pdf(row, by=request.actor), "agreement")
