"""Pages of the desk: one survey with its results, its draft, its verbs. The ledger stands in `surveys.ledger`."""

from typing import Any, NamedTuple

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.core import keys
from linli.core.guards import ActorRequest, right
from linli.core.pages import FormPage, form_page
from linli.core.panels import panels_for
from linli.surveys import actions, forms, papers, queries, workbook
from linli.surveys.filling import spoken
from linli.surveys.models import Channel, Survey
from linli.surveys.results import WORDS, Shown, label_of, results
from linli.surveys.workflow import SurveyStatus


class Verb(NamedTuple):
    """The words of a button, its icon, and what a press does."""

    label: Any
    icon: str
    lede: Any
    danger: bool = False


VERBS = {
    "publish": Verb(_("Publish"), "megaphone", _("From now on people answer. The questions cannot be changed any more.")),
    "close": Verb(_("Close the survey"), "check", _("No more answers are taken, on the web or on paper."), danger=True),
    "withdraw": Verb(_("Withdraw the draft"), "undo", _("The draft stays in the ledger and is asked of nobody."), danger=True),
}  # fmt: skip


def address(request: ActorRequest, name: str, *rest: Any) -> str:
    """An address of this app in the community of the request."""
    return reverse(f"surveys:{name}", args=[request.community.slug, *rest])


@right("surveys.view")
@require_GET
def survey(request: ActorRequest, number: str) -> HttpResponse:
    """一份问卷: the questions of a draft, or the results."""
    row = queries.access_survey(request.actor, number)
    may = [verb for verb in row.workflow.verbs_from(row.status) if verb in row.may]
    context = {
        "survey": row,
        "verbs": [
            {"url": address(request, verb, number), **VERBS[verb]._asdict()} for verb in may if verb in VERBS
        ],
        "may": set(may) | ({"read_texts"} & row.may),
        "panels": panels_for(queries.PAGE, request.actor, row),
        **(_draft(row) if row.published_at is None else _results(request, row)),
    }
    return render(request, "surveys/desk/survey.html", context)


def _draft(row: Survey) -> dict[str, Any]:
    """What a draft shows: what will be asked, what is left out, and what stands in the way."""
    language = get_language() or "zh"
    return {
        "questions": [
            {"label": label_of(node, language), "hint": spoken(node.get("hint", {}), language)}
            for node in workbook.questions_of(row.form)
        ],
        "left_out": [{**one, "reason": workbook.REASONS[one["reason"]]} for one in row.left_out],
        "obstacles": workbook.obstacles(row.form),
        "warnings": row.form["warnings"],
    }


def _results(request: ActorRequest, row: Survey) -> dict[str, Any]:
    """How many answered, and each question counted; the free words of one question, page by page."""
    channels = queries.by_channel(row)
    total, few = sum(channels.values()), queries.fewest(row)
    counted = queries.counts(row) if total >= few else ()
    shown = results(row.form, counted, language=get_language() or "zh", few=few) if total >= few else []
    return {
        "total": total,
        "enough": total >= few,
        "few": few,
        "channels": [(label, channels.get(value, 0)) for value, label in Channel.choices],
        "shown": shown,
        "words": _words(request, row, shown),
        "message": papers.group_message(row, request.build_absolute_uri) if row.is_open else "",
    }


def _words(request: ActorRequest, row: Survey, shown: list[Shown]) -> dict[str, Any]:
    """One page of free words, for who may read them and asks for a question that was answered often enough."""
    asked = next((one for one in shown if one.kind == WORDS and str(one.n) == request.GET.get("words")), None)
    if asked is None or not asked.enough or "read_texts" not in row.may:
        return {}
    typed = request.GET.get("page", "0")
    page = min(int(typed), 10_000) if typed.isascii() and typed.isdecimal() else 0
    texts = queries.texts(row, asked.name, page)
    here = f"?words={asked.n}&page="
    return {
        "n": asked.n,
        "texts": texts[: queries.TEXTS_ON_A_PAGE],
        "newer": f"{here}{page - 1}#q{asked.n}" if page else "",
        "older": f"{here}{page + 1}#q{asked.n}" if len(texts) > queries.TEXTS_ON_A_PAGE else "",
    }


@right("surveys.draft")
@require_http_methods(["GET", "POST"])
def draft(request: ActorRequest) -> HttpResponse:
    """起草: choose a workbook, and say why we ask."""
    form, new_id = forms.SurveyForm(request.POST or None, request.FILES or None), keys.uuid7()
    page = FormPage(
        _("Make a survey"), _("Make a draft"), ((_("Surveys"), address(request, "ledger")),),
        lede=_("From an XLSForm workbook. Nothing is asked before you publish it."),
    )  # fmt: skip
    return form_page(
        request, page, form, "surveys.draft", new_id,
        act=lambda: actions.draft(request.community, by=request.actor, survey_id=new_id, **_read(form)),
        to=lambda key: address(request, "survey_by_key", key),
    )  # fmt: skip


def _read(form: forms.SurveyForm) -> dict[str, Any]:
    """What was typed, and the form that the workbook holds, if one was chosen."""
    values = form.values()
    file = values.pop("file")
    if not file:
        return {**values, "form": None}
    return {**values, "form": workbook.read(file.read(), file.name), "workbook_name": file.name}


@right("surveys.view")
@require_GET
def survey_by_key(request: ActorRequest, pk: Any) -> HttpResponse:
    """Where a new draft leads: to its page, by its number."""
    row = get_object_or_404(queries.surveys_for(request.actor), pk=pk)
    return HttpResponseRedirect(address(request, "survey", row.number))


@right("surveys.revise")
@require_http_methods(["GET", "POST"])
def revise(request: ActorRequest, number: str) -> HttpResponse:
    """改草稿: other words, another day, another workbook."""
    row = queries.access_survey(request.actor, number, "revise")
    here = address(request, "survey", number)
    if request.method == "GET" and row.status != SurveyStatus.DRAFTED:
        return HttpResponseRedirect(here)
    form = forms.SurveyForm(request.POST or None, request.FILES or None, survey=row)
    crumbs = ((_("Surveys"), address(request, "ledger")), (str(row), here))
    return form_page(
        request, FormPage(_("Change the draft"), _("Save the draft"), crumbs), form, "surveys.revise", row.pk,
        act=lambda: actions.revise(row, by=request.actor, version=form.seen, **_read(form)), to=lambda _key: here,
    )  # fmt: skip


def _verb(name: str, verb: Verb) -> Any:
    @right(f"surveys.{name}")
    @require_http_methods(["GET", "POST"])
    def view(request: ActorRequest, number: str) -> HttpResponse:
        row = queries.access_survey(request.actor, number, name)
        here = address(request, "survey", number)
        if request.method == "GET" and name not in row.workflow.verbs_from(row.status):
            return HttpResponseRedirect(here)
        form = forms.VerbForm(request.POST or None, survey=row)
        crumbs = ((_("Surveys"), address(request, "ledger")), (str(row), here))
        page = FormPage(verb.label, verb.label, crumbs, lede=verb.lede, danger=verb.danger)
        return form_page(
            request, page, form, f"surveys.{name}", row.pk,
            act=lambda: getattr(actions, name)(row, by=request.actor, version=form.seen), to=lambda _key: here,
        )  # fmt: skip

    view.__name__ = name
    return view


publish, close, withdraw = (_verb(name, verb) for name, verb in VERBS.items())
