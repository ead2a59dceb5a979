"""Surveys on paper and as files, at the desk: the questionnaire, typing it in, the preview, the workbooks."""

import io

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from linli.core import audit, keys
from linli.core.forms import ActForm
from linli.core.guards import ActorRequest, right
from linli.core.pages import perform
from linli.papers.typeset import as_pdf, as_xlsx
from linli.surveys import actions, exporting, papers, queries
from linli.surveys.models import Channel, Survey
from linli.surveys.sample import sample as sample_workbook
from linli.surveys.sitting import Sitting
from linli.surveys.views.desk import address


@right("surveys.enter")
@require_http_methods(["GET", "POST"])
def enter(request: ActorRequest, number: str) -> HttpResponse:
    """录入: a paper, or what somebody says; then an empty form for the next."""
    survey = queries.access_survey(request.actor, number, "enter")
    if not survey.is_open:
        return HttpResponseRedirect(address(request, "survey", number))
    sitting = Sitting(survey, request.POST if request.method == "POST" else None, channel=_channel(request))
    if request.method == "POST" and sitting.press() and _kept(request, survey, sitting):
        return HttpResponseRedirect(f"{address(request, 'enter', number)}?channel={_channel(request)}&kept=1")
    context = {
        **sitting.context(),
        "kept": request.method == "GET" and "kept" in request.GET,
    }
    return render(request, "surveys/desk/enter.html", context, status=422 if sitting.wrong else 200)


def _channel(request: ActorRequest) -> str:
    """Paper, unless it was somebody who was helped; the next is as the one before."""
    asked = request.POST.get("channel") or request.GET.get("channel")
    return Channel.HELPED if asked == Channel.HELPED else Channel.PAPER


def _kept(request: ActorRequest, survey: Survey, sitting: Sitting) -> bool:
    form, new_id = ActForm(request.POST), keys.uuid7()
    if form.is_valid():
        perform(
            form, "surveys.enter", new_id, request.actor,
            lambda: actions.enter(
                survey, sitting.filling.rows(), channel=_channel(request), by=request.actor, response_id=new_id
            ),
            about=request.path,
        )  # fmt: skip
    return not sitting.refuse(form)


@right("surveys.draft")
@require_http_methods(["GET", "POST"])
def preview(request: ActorRequest, number: str) -> HttpResponse:
    """试填: the pages as people will see them; nothing is kept."""
    survey = queries.access_survey(request.actor, number, "draft")
    sitting = Sitting(survey, request.POST if request.method == "POST" else None)
    done = request.method == "POST" and sitting.press()
    context = {**sitting.context(), "done": done}
    return render(request, "surveys/desk/preview.html", context, status=422 if sitting.wrong else 200)


@right("surveys.view")
@require_GET
def questionnaire(request: ActorRequest, number: str) -> HttpResponse:
    """纸质问卷 as PDF."""
    survey = queries.access_survey(request.actor, number)
    there = request.build_absolute_uri(reverse("surveys:answer", args=[request.community.slug, survey.code]))
    made = papers.questionnaire_pdf(survey, address=there, by=request.actor)
    return as_pdf(made, f"survey-{survey.number}")


@right("surveys.view")
@require_GET
def export(request: ActorRequest, number: str) -> HttpResponse:
    """导出: all answers as a workbook, from five on; every export is recorded."""
    survey = queries.access_survey(request.actor, number)
    if queries.responses(survey).count() < queries.fewest(survey):
        raise Http404
    file = io.BytesIO()
    worded = "read_texts" in survey.may
    count = exporting.write(survey, file, by=request.actor, worded=worded, language=get_language() or "zh")
    audit.record(
        survey, "surveys.export", by=request.actor, count=count, note="" if worded else "without words"
    )
    return as_xlsx(file.getvalue(), f"survey-{survey.number}")


@right("surveys.draft")
@require_GET
def sample(request: ActorRequest) -> HttpResponse:
    """样表: a workbook to start from."""
    return as_xlsx(sample_workbook(), "survey-sample")
