"""Everything that changes a survey, and the one thing that adds an answer. One function per verb of the workflow."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.core import audit, clock, keys
from linli.core.codes import start_coded
from linli.core.counters import next_number
from linli.core.errors import DomainError
from linli.core.forms import plain
from linli.core.rights import Actor
from linli.core.workflow import TransitionError, move, write_fact
from linli.places.models import Community
from linli.surveys.filling import Filling, Stored
from linli.surveys.models import Answer, Channel, Response, Survey
from linli.surveys.workbook import Form, obstacles

#: Answers that one survey takes from the web within a minute; a hundred households do not press at once, a program does.
MOST_A_MINUTE = 100


@transaction.atomic
def draft(
    community: Community,
    form: Form,
    *,
    title: str,
    purpose: str,
    workbook_name: str,
    by: Actor,
    closes_on: dt.date | None = None,
    shows_results: bool = False,
    survey_id: UUID | None = None,
) -> Survey:
    """起草: a survey from a workbook that was read."""
    now = clock.now()
    survey = Survey(
        id=survey_id or keys.uuid7(),
        community=community,
        number=f"Q{now.year}-{next_number(community.pk, 'surveys', now.year):04d}",
        code=keys.new_code(),
        title=title or form.title,
        purpose=purpose,
        closes_on=_to_come(closes_on),
        shows_results=shows_results,
        form=form.stored,
        left_out=form.left_out,
        workbook_name=plain(workbook_name)[-120:],
        drafted_at=now,
    )
    start_coded(survey, by=by)
    return survey


def _to_come(day: dt.date | None) -> dt.date | None:
    if day and day < clock.today():
        raise DomainError(_("This day has passed."), field="closes_on")
    return day


def revise(
    survey: Survey,
    *,
    title: str,
    purpose: str,
    by: Actor,
    version: int,
    closes_on: dt.date | None = None,
    shows_results: bool = False,
    form: Form | None = None,
    workbook_name: str = "",
) -> None:
    """改草稿: other words or another last day; with a new workbook the questions are replaced."""
    changes: dict[str, Any] = {
        "title": title, "purpose": purpose, "closes_on": _to_come(closes_on), "shows_results": shows_results,
    }  # fmt: skip
    if form:
        changes |= {
            "form": form.stored,
            "left_out": form.left_out,
            "workbook_name": plain(workbook_name)[-120:],
        }
    move(survey, "revise", by=by, version=version, **changes)


def publish(survey: Survey, *, by: Actor, version: int) -> None:
    """发布: from now on people answer, and the questions stay as they are."""
    if found := obstacles(survey.form):
        raise DomainError(_("%(why)s Please mend the workbook."), why=found[0])
    if Filling(survey.form, {}, now=clock.now()).exhausted:
        raise DomainError(_("The expressions of this form take too long. Please make them simpler."))
    _to_come(survey.closes_on)
    move(survey, "publish", by=by, version=version, published_at=clock.now())


def close(survey: Survey, *, by: Actor, version: int) -> None:
    """结束: no more answers."""
    move(survey, "close", by=by, version=version, closed_at=clock.now())


def withdraw(survey: Survey, *, by: Actor, version: int) -> None:
    """撤回草稿."""
    move(survey, "withdraw", by=by, version=version)


@transaction.atomic
def answer(survey: Survey, rows: Sequence[Stored], *, by: Actor, response_id: UUID | None = None) -> Response:
    """答卷: somebody answers on the web; who it is is not written down, not even of who is logged in."""
    _takes(survey)
    recent = Response.objects.of(survey.community_id).filter(
        survey=survey, channel=Channel.WEB, happened_at__gt=clock.now() - dt.timedelta(minutes=1)
    )
    if recent.count() >= MOST_A_MINUTE:
        raise DomainError(_("Many are answering just now. Please press again in a minute."))
    response = _stored(survey, rows, Channel.WEB, response_id)
    audit.record(response, "surveys.answer", by=Actor(by.community_id, ""))
    return response


@transaction.atomic
def enter(
    survey: Survey, rows: Sequence[Stored], *, channel: str, by: Actor, response_id: UUID | None = None
) -> Response:
    """录入: a paper is typed in, or what somebody says at the counter or on the telephone."""
    _takes(survey)
    response = _stored(survey, rows, channel, response_id, entered_by=by.user_id)
    write_fact(survey, "enter", by=by)
    return response


def _takes(survey: Survey) -> None:
    if not survey.is_open:
        raise TransitionError(verb=_("Answer"), status=survey.badge[2])


def _stored(
    survey: Survey,
    rows: Sequence[Stored],
    channel: str,
    response_id: UUID | None,
    *,
    entered_by: UUID | None = None,
) -> Response:
    response = Response(
        id=response_id or keys.uuid7(),
        community_id=survey.community_id,
        survey=survey,
        channel=channel,
        happened_at=clock.now(),
        entered_by_id=entered_by,
    )
    response.save(force_insert=True)
    Answer.objects.bulk_create(
        Answer(
            community_id=survey.community_id, response=response, question=row.question,
            occurrence=row.occurrence, row=row.row, value=row.value, text=row.text,
        )
        for row in rows
    )  # fmt: skip
    return response
