"""The life of a survey, and its answers."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.core import clock
from linli.core.audit import AuditEntry
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.core.workflow import TransitionError
from linli.surveys import actions, queries
from linli.surveys.filling import Filling, Stored
from linli.surveys.models import Answer, Response, Survey
from linli.surveys.personal import erase_texts
from linli.surveys.results import results
from tests.surveys.surveying import answered, drafted, published
from tests.surveys.workbooks import form, needs

pytestmark = pytest.mark.django_db


def test_a_survey_is_drafted_published_and_closed(place):
    survey = drafted(place)
    assert survey.number == "Q2026-0001"

    actions.publish(survey, by=place.actor("clerk"), version=survey.version)
    assert survey.is_open
    actions.close(survey, by=place.actor("clerk"), version=survey.version)

    assert not survey.is_open
    with pytest.raises(TransitionError):
        answered(survey)


def test_a_published_form_is_frozen(place):
    survey = published(place)

    with pytest.raises(TransitionError):
        actions.revise(
            survey,
            title="别的",
            purpose="别的",
            form=needs("别的"),
            by=place.actor("clerk"),
            version=survey.version,
        )


def test_a_new_workbook_replaces_the_questions_of_a_draft(place):
    survey = drafted(place)

    actions.revise(
        survey, title="新", purpose="新", form=form([["text", "only", "只有一问"]]), workbook_name="新.xlsx",
        by=place.actor("clerk"), version=survey.version,
    )  # fmt: skip

    assert Survey.objects.of(place.community).get().form["tree"]["children"][0]["name"] == "only"


def test_a_form_with_a_broken_expression_stays_a_draft(place):
    survey = drafted(place, form([["integer", "a", "一", "frobnicate(1)"]], more=["relevant"]))

    with pytest.raises(DomainError, match="frobnicate"):
        actions.publish(survey, by=place.actor("clerk"), version=survey.version)


def test_a_form_without_a_question_stays_a_draft(place):
    survey = drafted(place, form([["geopoint", "where", "您在哪里？"]]))

    with pytest.raises(DomainError):
        actions.publish(survey, by=place.actor("clerk"), version=survey.version)


def test_after_the_last_day_nothing_is_taken(place):
    survey = published(place, closes_on=clock.today())
    answered(survey)

    with clock.at(clock.now() + dt.timedelta(days=1)), pytest.raises(TransitionError):
        answered(survey)


def test_nobody_who_answers_is_written_down(place):
    survey = published(place)

    response = answered(survey, by=place.actor("zhou"))

    assert response.entered_by_id is None
    entry = AuditEntry.objects.get(subject_id=response.pk)
    assert (entry.actor_id, entry.actor_name) == (None, "")
    names = {field.name for model in (Response, Answer) for field in model._meta.get_fields()}
    assert not names & {"person", "phone", "address", "device", "user", "name"}


def test_a_paper_says_who_typed_it_in_and_leaves_the_survey_as_it_is(place):
    survey = published(place)
    version = survey.version

    response = actions.enter(
        survey, [Stored("words", "0", 0, text="加灯")], channel="paper", by=place.actor("grid_worker")
    )

    assert response.entered_by_id == place.users["grid_worker"].pk
    assert Survey.objects.of(place.community).get().version == version


def test_a_flood_from_the_web_is_stopped_and_paper_goes_on(place, monkeypatch):
    survey = published(place)
    monkeypatch.setattr(actions, "MOST_A_MINUTE", 2)
    answered(survey), answered(survey)

    with pytest.raises(DomainError):
        answered(survey)
    actions.enter(survey, [], channel="paper", by=place.actor("clerk"))
    with clock.at(clock.now() + dt.timedelta(minutes=2)):
        answered(survey)


def test_free_words_are_sealed_and_erased_after_their_time(place):
    survey = published(place)
    answered(survey, words="请给三号楼加灯")
    actions.close(survey, by=place.actor("clerk"), version=survey.version)

    assert erase_texts(place.community, clock.now()) == 0
    assert erase_texts(place.community, clock.now() + dt.timedelta(seconds=1)) == 1
    assert queries.texts(survey, "words", 0) == []


def test_another_community_sees_nothing(place, other_place):
    survey = published(place)

    assert not queries.surveys_for(other_place.actor("clerk")).exists()
    assert queries.survey_by_code(other_place.community, survey.code) is None


def test_a_draft_is_nobodys_to_answer(place):
    assert queries.survey_by_code(place.community, drafted(place).code) is None


def test_a_grid_worker_types_in_and_does_not_publish(place):
    survey = drafted(place)

    assert queries.access_survey(place.actor("grid_worker"), survey.number, "enter")
    with pytest.raises(PermissionDenied):
        queries.access_survey(place.actor("grid_worker"), survey.number, "publish")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.sampled_from(["meal", "bath", "walk"]), unique=True), min_size=5, max_size=12))
def test_the_counts_of_choices_add_up(place, chosen):
    Answer.objects.of(place.community).delete()
    Response.objects.of(place.community).delete()
    survey = published(place)
    for wants in chosen:
        answered(survey, wants=wants)

    shown = next(
        one
        for one in results(survey.form, queries.counts(survey), language="zh", few=5)
        if one.name == "wants"
    )

    assert shown.asked == len(chosen)
    assert {bar.words: bar.count for bar in shown.bars} == {
        label: sum(name in wants for wants in chosen)
        for name, label in (("meal", "助餐"), ("bath", "助浴"), ("walk", "陪伴"))
    }


def test_numbers_have_a_middle_and_bands(place):
    survey = published(place, form([["integer", "age", "多大？"]]))
    for age in range(20, 80, 3):
        rows = [Stored("age", "0", 0, str(age))]
        actions.answer(survey, rows, by=Actor(place.community.pk, ""))

    (shown,) = results(survey.form, queries.counts(survey), language="zh", few=5)

    assert shown.facts == {"n": "20", "smallest": "20", "median": "48.5", "largest": "77"}
    assert sum(bar.count for bar in shown.bars) == 20


def test_what_fewer_than_five_were_asked_is_shown_to_nobody(place):
    survey = published(place)
    for elder in ("yes", "no", "no", "no", "no"):
        answered(survey, elder=elder, how_many="2" if elder == "yes" else "")

    shown = {one.name: one for one in results(survey.form, queries.counts(survey), language="zh", few=5)}

    assert shown["home/elder"].enough
    assert shown["home/elder"].bars[0].count == 1
    assert not shown["home/how_many"].enough
    assert shown["home/how_many"].facts == {}


def test_what_was_filled_in_is_what_is_stored(place):
    survey = published(place)
    made = Filling(survey.form, {}, now=clock.now())
    actions.answer(survey, made.rows(), by=Actor(place.community.pk, ""))

    stored = Answer.objects.of(place.community).values_list("question", "occurrence", "row", "value")
    assert sorted(stored) == sorted((row.question, row.occurrence, row.row, row.value) for row in made.rows())
