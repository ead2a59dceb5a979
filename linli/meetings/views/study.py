"""微党课 at the desk."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.core import keys
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page
from linli.meetings import actions, queries
from linli.meetings.forms.study import LectureForm, WithdrawForm
from linli.meetings.views.meetings import HOME, address


@right("meetings.publish_lecture")
@require_http_methods(["GET", "POST"])
def publish_lecture(request: ActorRequest) -> HttpResponse:
    """推送微党课: what went out is written down."""
    form = LectureForm(request.POST or None, by=request.actor)
    new_id = keys.uuid7()
    page = FormPage(
        _("Write down a micro-lecture"), _("Write it down"), ((HOME, address(request, "cadence")), (_("Micro-lectures"), address(request, "lectures"))),
        lede=_("One line for each time that one went out on a channel. Nobody has to prove that it was read."), rows=LectureForm.ROWS,
    )  # fmt: skip
    return form_page(
        request, page, form, "meetings.publish_lecture", new_id,
        act=lambda: actions.publish_lecture(
            form.cleaned_data["organisation"], form.published(), by=request.actor, lecture_id=new_id
        ),
        to=lambda made: address(request, "lecture", made),
    )  # fmt: skip


@right("meetings.view_lectures")
@require_GET
def lecture(request: ActorRequest, pk: UUID) -> HttpResponse:
    """一堂微党课."""
    row = queries.access_lecture(request.actor, pk)
    may = "withdraw_lecture" in row.may and row.withdrawn_on is None
    return render(request, "meetings/lecture.html", {"lecture": row, "may_withdraw": may})


@right("meetings.withdraw_lecture")
@require_http_methods(["GET", "POST"])
def withdraw_lecture(request: ActorRequest, pk: UUID) -> HttpResponse:
    """撤下: it counts no more; the row and the reason stay."""
    row = queries.access_lecture(request.actor, pk, "withdraw_lecture")
    form = WithdrawForm(request.POST or None)
    here = address(request, "lecture", row.pk)
    page = FormPage(
        _("Take it off"), _("Take it off"), ((_("Micro-lectures"), address(request, "lectures")), (row.title, here)),
        lede=_("It is counted no more. The row and the reason stay."), danger=True,
    )  # fmt: skip
    return form_page(
        request, page, form, "meetings.withdraw_lecture", row.pk,
        act=lambda: actions.withdraw_lecture(row, by=request.actor, **form.values()), to=lambda _made: here,
    )  # fmt: skip
