"""Questions about surveys. Nothing here writes."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from linli.core import clock, keys
from linli.core.panels import riding
from linli.core.rights import Actor, access, visible_to
from linli.places.models import Community
from linli.rulebook import book
from linli.surveys.models import Answer, Response, Survey
from linli.surveys.workflow import SurveyStatus

PAGE = "surveys.survey"
TEXTS_ON_A_PAGE = 20


class Counted(NamedTuple):
    """How often a value was given to a question: of how many that were asked, and how many said something in words."""

    question: str
    value: str
    given: int
    first: int
    worded: int


def surveys_for(actor: Actor, right: str = "surveys.view") -> QuerySet[Survey]:
    """The surveys on which the actor holds a right, without their questions."""
    return visible_to(Survey.objects.of(actor.community_id), actor, right).defer("form", "left_out")


def access_survey(actor: Actor, number: str, verb: str = "view") -> Survey:
    """The only way for staff to one survey: 404 if unseen, 403 if the verb is not theirs."""
    rows = Survey.objects.of(actor.community_id).select_related("community").annotate(**riding(PAGE))
    return access(rows, actor, f"surveys.{verb}", number=number)


def fewest(survey: Survey) -> int:
    """How many must have answered before anything of it is shown (M-12)."""
    return int(book.value("surveys.results.few", on=clock.today(), at=survey.community.code))


def states() -> dict[str, Q]:
    """Where surveys stand; what is past its last day depends on the day."""
    passed = Q(status=SurveyStatus.PUBLISHED, closes_on__lt=clock.today())
    return {
        "drafted": Q(status=SurveyStatus.DRAFTED),
        "open": Q(status=SurveyStatus.PUBLISHED) & ~passed,
        "closed": Q(status=SurveyStatus.CLOSED) | passed,
        "withdrawn": Q(status=SurveyStatus.WITHDRAWN),
    }


def public_surveys(community: Community) -> tuple[list[Survey], list[Survey]]:
    """What everybody may answer now, and what is closed and shows its results; the newest first."""
    now = states()
    shown = Survey.objects.of(community).filter(
        now["open"] | Q(status=SurveyStatus.CLOSED, shows_results=True)
    )
    rows = list(shown.defer("form", "left_out").order_by("-published_at", "-id")[:100])
    return [row for row in rows if row.is_open], [row for row in rows if not row.is_open]


def survey_by_code(community: Community, typed: str) -> Survey | None:
    """The survey of a code as typed, once it was published."""
    rows = Survey.objects.of(community).filter(status__in=[SurveyStatus.PUBLISHED, SurveyStatus.CLOSED])
    return rows.select_related("community").filter(code=keys.read_code(typed)).first()


def responses(survey: Survey) -> QuerySet[Response]:
    """The responses of a survey."""
    return Response.objects.of(survey.community_id).filter(survey=survey)


def answers(survey: Survey) -> QuerySet[Answer]:
    """The answers to a survey."""
    return Answer.objects.of(survey.community_id).filter(response__survey=survey)


def by_channel(survey: Survey) -> dict[str, int]:
    """How many responses came in each way."""
    counted = responses(survey).values("channel").annotate(n=Count("id"))
    return {row["channel"]: row["n"] for row in counted.order_by()}


def counts(survey: Survey) -> Iterator[Counted]:
    """All answers of a survey, counted: one query."""
    grouped = answers(survey).values("question", "value").annotate(
        given=Count("id"), first=Count("id", filter=Q(row=0)), worded=Count("id", filter=~Q(text=b""))
    )  # fmt: skip
    for row in grouped.order_by():
        yield Counted(**row)


def texts(survey: Survey, question: str, page: int) -> list[str]:
    """One page of the free words to a question, in no order that tells who said them; one more says that there are more."""
    said = answers(survey).filter(question=question).exclude(text=b"").order_by("text")
    begin = page * TEXTS_ON_A_PAGE
    return [row.text for row in said.only("community", "text")[begin : begin + TEXTS_ON_A_PAGE + 1]]


def exported(survey: Survey) -> QuerySet[Answer]:
    """All answers, response by response."""
    return answers(survey).select_related("response").order_by("response_id", "question", "occurrence", "row")
