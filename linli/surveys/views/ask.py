"""Pages for everybody: which surveys are open, answering one, and what came of those that are over. Nobody logs in."""

import io

import segno
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from linli.core import keys
from linli.core.forms import ActForm
from linli.core.guards import CommunityRequest, public
from linli.core.pages import perform
from linli.core.rights import Actor
from linli.surveys import actions, queries
from linli.surveys.models import Survey
from linli.surveys.results import CHOICES, DAYS, NUMBERS, results
from linli.surveys.sitting import Sitting
from linli.surveys.workflow import SurveyStatus

ASKING = "anybody may answer, without an account and without a name"


def survey_of(request: CommunityRequest, code: str) -> Survey:
    """The survey of the address; 404 for what was never published."""
    survey = queries.survey_by_code(request.community, code)
    if survey is None:
        raise Http404
    return survey


@public(ASKING)
@require_GET
def surveys(request: CommunityRequest) -> HttpResponse:
    """问卷: what is asked now, and what came of what was asked."""
    now, over = queries.public_surveys(request.community)
    return render(request, "surveys/ask/surveys.html", {"open_surveys": now, "over": over})


@public(ASKING, refill=True)
@require_http_methods(["GET", "POST"])
def answer(request: CommunityRequest, code: str) -> HttpResponse:
    """填写: one page after another; nothing is stored before the last press."""
    survey = survey_of(request, code)
    if not survey.is_open:
        return render(request, "surveys/ask/over.html", {"survey": survey})
    sitting = Sitting(survey, request.POST if request.method == "POST" else None)
    if request.method == "POST" and sitting.press() and _kept(request, survey, sitting):
        return HttpResponseRedirect(reverse("surveys:thanks", args=[request.community.slug, survey.code]))
    return render(request, "surveys/ask/answer.html", sitting.context(), status=422 if sitting.wrong else 200)


def _kept(request: CommunityRequest, survey: Survey, sitting: Sitting) -> bool:
    """Whether the answers are stored, by this press or by an earlier one of the same form."""
    form, new_id, by = ActForm(request.POST), keys.uuid7(), Actor(request.community.pk, "")
    if form.is_valid():
        perform(
            form, "surveys.answer", new_id, by,
            lambda: actions.answer(survey, sitting.filling.rows(), by=by, response_id=new_id), about=request.path,
        )  # fmt: skip
    return not sitting.refuse(form)


@public(ASKING)
@require_GET
def thanks(request: CommunityRequest, code: str) -> HttpResponse:
    """谢谢: it is stored, and what becomes of it."""
    return render(request, "surveys/ask/thanks.html", {"survey": survey_of(request, code)})


@public(
    "counts of choices and numbers, where the survey says that everybody may see them, from five answers on"
)
@require_GET
def public_results(request: CommunityRequest, code: str) -> HttpResponse:
    """结果: counts alone, no word that anybody wrote."""
    survey = survey_of(request, code)
    if survey.status != SurveyStatus.CLOSED or not survey.shows_results:
        raise Http404
    total, few = sum(queries.by_channel(survey).values()), queries.fewest(survey)
    enough, language = total >= few, get_language() or "zh"
    shown = results(survey.form, queries.counts(survey), language=language, few=few) if enough else []
    context = {
        "survey": survey,
        "total": total,
        "enough": enough,
        "few": few,
        "shown": [one for one in shown if one.kind in (CHOICES, NUMBERS, DAYS)],
    }
    return render(request, "surveys/ask/results.html", context)


@public("a picture of the address of a survey")
@require_GET
def qr(request: CommunityRequest, code: str) -> HttpResponse:
    """二维码: a real PNG of more than 300 pixels, so that a long press in WeChat reads it."""
    survey = survey_of(request, code)
    address = request.build_absolute_uri(
        reverse("surveys:answer", args=[request.community.slug, survey.code])
    )
    picture = io.BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind="png", scale=10, border=4)
    return HttpResponse(picture.getvalue(), content_type="image/png")
