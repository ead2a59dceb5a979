"""What follows from a membership: reasons, honours and medals, duty posts, care, and the facts of R-10 for people."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.core import clock
from linli.core.forms import plain
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page
from linli.party import actions, forms, numbers, queries
from linli.party.models import DutyPost, Honour
from linli.party.reminders import reminders
from linli.party.views.acting import address, member_verb

FIRST_YEAR, LAST_YEAR = 2021, 2100


@right("party.view_records")
@require_GET
def standing(request: ActorRequest) -> HttpResponse:
    """提醒与人选: who has paid nothing or come to no meeting for months, and whose medal of fifty years is due; facts for people."""
    year = _year(plain(request.GET.get("year", "")))
    code = request.community.code
    context = {
        "told": reminders(request.actor, year, code),
        "numbers": numbers.lapse_numbers(code),
        "year": year,
        "years": [year - 1, year, year + 1],
    }
    return render(request, "party/standing.html", context)


def _year(written: str) -> int:
    """The year of the address; this year where it names none."""
    if written.isdecimal() and FIRST_YEAR <= int(written) <= LAST_YEAR:
        return int(written)
    return clock.today().year


note_reason = member_verb(
    "note_reason", _("A good reason"), _("Write it down"),
    lambda request, row: forms.ReasonForm(request.POST or None),
    lambda request, row, form: actions.note_reason(row, by=request.actor, **form.values()),
    lede=_("Illness, work far away, caring for somebody: documented, it stops the count of the warnings."),
)  # fmt: skip


def _honour_form(request: ActorRequest, row: object) -> forms.HonourForm:
    medal = request.GET.get("kind") == Honour.Kind.MEDAL_50
    return forms.HonourForm(request.POST or None, initial={"kind": Honour.Kind.MEDAL_50} if medal else {})


honour = member_verb(
    "honour", _("Write down an honour"), _("Write it down"), _honour_form,
    lambda request, row, form: actions.honour(row, by=request.actor, **form.values()),
    lede=_("What somebody decided. A medal of 50 years is checked against the day since when the years count."),
)  # fmt: skip
give_post = member_verb(
    "give_post", _("Give a duty post"), _("Write it down"),
    lambda request, row: forms.PostForm(request.POST or None, community=request.community),
    lambda request, row, form: actions.give_post(row, by=request.actor, **form.values()),
    lede=_("A duty that the member chose. Nobody is measured by it."),
)  # fmt: skip
note_care = member_verb(
    "note_care", _("Care for a Party member"), _("Write it down"),
    lambda request, row: forms.CareForm(request.POST or None),
    lambda request, row, form: actions.note_care(row, by=request.actor, **form.values()), to="member",
)  # fmt: skip


@right("party.view_records")
@require_GET
def posts(request: ActorRequest) -> HttpResponse:
    """设岗定责 of today, and what was done for members in need."""
    context = {"posts": queries.posts(request.actor), "cares": queries.cares(request.actor)}
    return render(request, "party/posts.html", context)


@right("party.end_post")
@require_http_methods(["GET", "POST"])
def end_post(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The last day of a duty post."""
    row = queries.access_record(request.actor, DutyPost, pk, "end_post")
    form = forms.LastDayForm(request.POST or None)
    here = address(request, "posts")
    page = FormPage(
        _("End a duty post"), _("Write down the last day"), ((_("Duty posts and care"), here),),
        lede=f"{row} · {row.member.person.name}", danger=True,
    )  # fmt: skip
    return form_page(
        request, page, form, "party.end_post", row.pk,
        act=lambda: actions.end_post(row, by=request.actor, **form.values()), to=lambda _made: here,
    )  # fmt: skip
