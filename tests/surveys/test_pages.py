"""Pages of surveys: answering page by page, the desk, and what nobody may see."""

import io
import re
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from linli.core import keys
from linli.surveys import actions
from linli.surveys.conversion import convert
from linli.surveys.models import Answer, Response, Survey
from linli.surveys.workbook import Refused, judged, obstacles
from tests.surveys.surveying import answered, drafted, fields, published
from tests.surveys.workbooks import form, needs_book

pytestmark = pytest.mark.django_db
SHARED = Path(__file__).resolve().parents[3] / "shared/data/xlsform"
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)"(?: value="([^"]*)")?')


def url(place, name, *rest):
    return reverse(f"surveys:{name}", args=[place.community.slug, *rest])


def hidden(answer):
    """What the page carries."""
    import html

    return {
        name: html.unescape(value)
        for name, value in HIDDEN.findall(answer.content.decode())
        if name != "csrfmiddlewaretoken"
    }


def send(client, address, page, **said):
    return client.post(address, {**hidden(page), "go": "next", **said})


def words(answer):
    return answer.content.decode()


def test_one_answers_page_by_page_and_nothing_is_stored_before_the_last_press(place, client):
    survey = published(place)
    here, names = url(place, "answer", survey.code), fields(survey)

    first = client.get(here)
    assert "家里有老人吗" in words(first)
    assert "几位老人" not in words(first)
    more = send(client, here, first, **{names["elder"]: "yes"})
    assert "几位老人" in words(more)
    wrong = send(client, here, more, **{names["elder"]: "yes", names["how_many"]: "70"})
    assert wrong.status_code == 422
    assert "请填 1 到 9" in words(wrong)
    second = send(client, here, wrong, **{names["elder"]: "yes", names["how_many"]: "2"})
    assert "想要哪些服务" in words(second)
    assert not Response.objects.of(place.community).exists()
    done = send(client, here, second, **{names["wants"]: ["meal", "walk"], names["words"]: "加灯"})

    assert done.url == url(place, "thanks", survey.code)
    assert client.get(done.url).status_code == 200
    stored = Answer.objects.of(place.community).order_by("question", "row")
    assert [(row.question, row.value or row.text) for row in stored] == [
        ("home/elder", "yes"), ("home/how_many", "2"), ("wants", "meal"), ("wants", "walk"), ("words", "加灯"),
    ]  # fmt: skip


def test_back_keeps_what_was_typed(place, client):
    survey = published(place)
    here, names = url(place, "answer", survey.code), fields(survey)
    second = send(client, here, client.get(here), **{names["elder"]: "no"})
    again = send(client, here, second, **{names["words"]: "加灯", "go": "back"})

    assert re.search(rf'name="{names["elder"]}" value="no"[^>]*checked', words(again))
    forth = send(client, here, again, **{names["elder"]: "no"})
    assert "加灯" in words(forth)


def test_a_double_press_is_one_response(place, client):
    survey = published(place)
    here, names = url(place, "answer", survey.code), fields(survey)
    last = send(client, here, client.get(here), **{names["elder"]: "no"})

    for _press in range(2):
        assert send(client, here, last, **{names["words"]: "加灯"}).status_code == 302

    assert Response.objects.of(place.community).count() == 1


def test_an_answer_that_was_carried_along_and_is_shut_is_not_stored(place, client):
    survey = published(place)
    here, names = url(place, "answer", survey.code), fields(survey)
    second = send(client, here, client.get(here), **{names["elder"]: "no"})
    carried = hidden(second)
    carried["kept"] = carried["kept"].replace("{", '{{"{}": ["5"], '.format(names["how_many"]), 1)

    client.post(here, {**carried, "go": "next"})

    assert not Answer.objects.of(place.community).filter(question="home/how_many").exists()


@pytest.mark.parametrize("kept", ["", "[]", "{", "[" * 5000, '{"q1": 3}', '{"q1": [null, {"a": 1}]}', "\x00"])
def test_whatever_is_carried_is_answered_by_a_page(place, client, kept):
    survey = published(place)
    sent = {
        "kept": kept,
        "act_id": "x",
        "page": "999",
        "shown": "q1 q9 r3 __all__ act_id",
        "go": "more:r2",
        "q1": "\x00",
    }

    assert client.post(url(place, "answer", survey.code), sent).status_code in (200, 422)


def test_repeats_grow_and_shrink(place, client):
    made = form([["begin repeat", "person", "家人"], ["integer", "age", "多大？"], ["end repeat", "", ""]])
    survey = published(place, made)
    here = url(place, "answer", survey.code)
    first = client.get(here)
    name = re.search(r'value="more:(r\d+)"', words(first))[1]

    two = client.post(here, {**hidden(first), "go": f"more:{name}"})
    ages = re.findall(r'name="(q\d+-\d)"', words(two))
    assert len(ages) == 2
    send(client, here, two, **{ages[0]: "70", ages[1]: "8"})

    stored = Answer.objects.of(place.community).order_by("occurrence").values_list("occurrence", "value")
    assert list(stored) == [("1", "70"), ("2", "8")]


def test_a_survey_that_is_over_says_so(place, client):
    survey = published(place, shows_results=True)
    for number in range(6):
        answered(survey, wants=["meal"] if number else [])
    actions.close(survey, by=place.actor("clerk"), version=survey.version)

    assert (
        "form"
        not in words(client.get(url(place, "answer", survey.code))).split("<main", 1)[1].split("</main", 1)[0]
    )
    page = words(client.get(url(place, "results", survey.code)))
    assert "助餐" in page
    assert "83&nbsp;%" in page
    assert survey.title in words(client.get(url(place, "surveys")))


def test_results_are_for_everybody_only_where_the_survey_says_so(place, client):
    survey = published(place)
    actions.close(survey, by=place.actor("clerk"), version=survey.version)

    assert client.get(url(place, "results", survey.code)).status_code == 404


def test_fewer_than_five_are_shown_to_nobody(place, enter):
    survey = published(place)
    for _number in range(4):
        answered(survey, wants=["meal"], words="四号楼的王阿姨")
    clerk = enter(place.users["clerk"])

    page = words(clerk.get(url(place, "survey", survey.number)))
    assert "助餐" not in page
    assert clerk.get(url(place, "export", survey.number)).status_code == 404
    answered(survey, wants=["meal"])
    assert "助餐" in words(clerk.get(url(place, "survey", survey.number)))


def test_free_words_are_read_by_the_desk_alone(place, enter):
    survey = published(place)
    for number in range(6):
        answered(survey, words=f"加灯{number}")
    there = f"{url(place, 'survey', survey.number)}?words={fields(survey)['words'][1:]}"

    assert "加灯3" in words(enter(place.users["clerk"]).get(there))
    assert "加灯3" not in words(enter(place.users["grid_worker"]).get(there))


def test_the_export_has_a_row_for_each_and_no_hour(place, enter):
    survey = published(place)
    for number in range(6):
        answered(survey, elder="yes", how_many="2", wants=["meal", "walk"], words=f"加灯{number}")

    for user, worded in ((place.users["clerk"], True), (place.users["grid_worker"], False)):
        sheet = openpyxl.load_workbook(
            io.BytesIO(enter(user).get(url(place, "export", survey.number)).content)
        ).active
        rows = [list(row) for row in sheet.iter_rows(min_row=3, values_only=True)]
        assert len(rows) == 7
        assert "助餐；陪伴" in rows[1]
        assert all(value.hour == 0 for row in rows[1:] for value in row if hasattr(value, "hour"))
        assert any("加灯" in str(value) for value in rows[1]) is worded


def test_the_desk_makes_a_draft_of_a_workbook_and_publishes_it(place, enter):
    clerk = enter(place.users["clerk"])
    sent = {
        "act_id": str(keys.uuid7()), "purpose": "想知道先办什么。", "title": "",
        "file": SimpleUploadedFile("需求.xlsx", needs_book()),
    }  # fmt: skip

    made = clerk.post(url(place, "draft"), sent, follow=True)
    survey = Survey.objects.of(place.community).get()

    assert "家里有老人吗" in words(made)
    assert clerk.get(url(place, "preview", survey.number)).status_code == 200
    page = clerk.get(url(place, "publish", survey.number))
    clerk.post(url(place, "publish", survey.number), hidden(page))
    survey.refresh_from_db()
    assert survey.is_open
    assert "复制" in words(clerk.get(url(place, "survey", survey.number)))


def test_a_workbook_that_is_refused_is_refused_beside_its_field(place, enter):
    sent = {"act_id": str(keys.uuid7()), "purpose": "问", "file": SimpleUploadedFile("坏.xlsx", b"%PDF-1.4")}

    answer = enter(place.users["clerk"]).post(url(place, "draft"), sent)

    assert answer.status_code == 422
    assert "file" in answer.context["form"].errors
    assert not Survey.objects.of(place.community).exists()


def test_papers_are_typed_in_one_after_the_other(place, enter):
    survey, worker = published(place), enter(place.users["grid_worker"])
    here, names = url(place, "enter", survey.number), fields(survey)
    second = send(worker, here, worker.get(f"{here}?channel=helped"), **{names["elder"]: "no"})
    done = send(worker, here, second, **{names["words"]: "加灯", "channel": "helped"})

    assert done.status_code == 302
    assert worker.get(done.url).status_code == 200
    response = Response.objects.of(place.community).get()
    assert (response.channel, response.entered_by_id) == ("helped", place.users["grid_worker"].pk)


def test_the_questionnaire_prints(place, enter):
    from pypdf import PdfReader

    survey = published(place)
    pdf = enter(place.users["clerk"]).get(url(place, "questionnaire", survey.number)).content
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)

    assert "几位老人" in text
    assert "助餐" in text


@pytest.mark.parametrize("name", ["surveys", "answer", "survey", "ledger"])
def test_queries_are_few_and_the_same_for_many_rows(place, enter, client, name):
    survey = published(place)
    rest = {"answer": [survey.code], "survey": [survey.number]}.get(name, [])
    browser = client if name in {"surveys", "answer"} else enter(place.users["clerk"])
    browser.get(url(place, name, *rest))
    asked = []
    for times in (6, 12):
        for _number in range(times):
            answered(survey, wants=["meal", "walk"], words="加灯")
        drafted(place)
        with CaptureQueriesContext(
            connection,
        ) as found:
            browser.get(url(place, name, *rest))
        asked.append([query["sql"] for query in found if "surveys_" in query["sql"]])

    assert len(asked[0]) == len(asked[1])
    assert len(asked[0]) <= (4 if name != "survey" else 6)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared workbooks are not beside this checkout")
def test_every_shared_workbook_that_converts_can_be_answered(place, client):
    sent = 0
    for path in sorted(path for path in SHARED.glob("*/*") if path.suffix in {".xls", ".xlsx", ".xlsm"}):
        try:
            made = judged(convert(path.read_bytes()), path.name)
        except Refused:
            continue
        survey = drafted(place, made, title=made.title)
        if obstacles(made):
            continue
        actions.publish(survey, by=place.actor("clerk"), version=survey.version)
        sent += fill(client, url(place, "answer", survey.code))

    assert sent == Response.objects.of(place.community).count()
    assert sent == 43


def fill(client, here):
    """Answer everything with what is first at hand, page by page; 1 where it was taken."""
    page = client.get(here)
    for _press in range(30):
        assert page.status_code in (200, 422)
        said = {}
        for bound in page.context["form"].visible_fields():
            widget = type(bound.field.widget).__name__
            choices = [value for value, _label in getattr(bound.field.widget, "choices", ()) if value]
            if widget == "CheckboxInput":
                said[bound.name] = "on"
            elif choices:
                said[bound.name] = choices[0]
            elif not choices and widget not in {"Cards", "Select", "CheckboxSelectMultiple"}:
                said[bound.name] = guess(bound)
        page = client.post(here, {**hidden(page), "go": "next", **said})
        if page.status_code == 302:
            return 1
    return 0


def guess(bound):
    """Something that fits the kind of field, and changes where it was refused."""
    kind = bound.field.widget.__dict__.get("input_type", "")
    if kind not in ("", "text"):
        return {"date": "2030-01-02", "time": "09:30", "datetime-local": "2030-01-02T09:30"}[kind]
    refused = bool(bound.errors)
    before = (bound.value() or [""])[-1] if isinstance(bound.value(), list) else bound.value() or ""
    if bound.field.widget.attrs.get("inputmode"):
        return {"6": "12", "12": "240", "240": "1"}.get(before, "6") if refused else before or "6"
    return {"x": "1234567890", "1234567890": "a@b.org"}.get(before, "x") if refused else before or "x"
