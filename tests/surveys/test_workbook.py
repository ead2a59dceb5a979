"""Workbooks: what becomes of them, what is left out, and what is refused."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from linli.core.errors import DomainError
from linli.surveys import workbook
from linli.surveys.conversion import convert
from linli.surveys.sample import sample
from linli.surveys.workbook import judged, obstacles, questions_of
from tests.surveys.workbooks import YES_NO, book, form, needs, needs_book

SHARED = Path(__file__).resolve().parents[3] / "shared/data/xlsform"


def said(name, data, tmp_path):
    file = tmp_path / name
    file.write_bytes(data)
    out = io.StringIO()
    try:
        call_command("survey", "check", str(file), "--json", stdout=out)
        code = 0
    except SystemExit as left:
        code = left.code
    return code, json.loads(out.getvalue())


def test_a_workbook_becomes_a_form():
    made = needs()

    assert made.title == "需求问卷"
    assert [node["name"] for node in questions_of(made)] == ["elder", "how_many", "wants", "words"]
    assert made.left_out == []
    assert made.broken == []


def test_places_pictures_and_the_device_are_left_out_by_name():
    made = form([["start", "begun", ""], ["deviceid", "phone", ""], ["geopoint", "where", "您在哪里？"], ["image", "photo", "拍照"], ["text", "words", "说说"]])  # fmt: skip

    assert [(one["name"], one["type"], one["reason"]) for one in made.left_out] == [
        ("begun", "start", "device"), ("phone", "deviceid", "device"), ("where", "geopoint", "place"), ("photo", "image", "file"),
    ]  # fmt: skip
    assert [node["name"] for node in questions_of(made)] == ["words"]


@pytest.mark.parametrize(
    "row",
    [
        ["text", "a", "您的民族是？"], ["text", "a", "您的宗教信仰"], ["text", "a", "政治面貌"], ["text", "a", "身份证号码"],
        ["text", "a", "What is your religion?"], ["text", "a", "Passport number"],
    ],
)  # fmt: skip
def test_what_divides_people_is_refused_with_its_place(row):
    with pytest.raises(workbook.Refused) as refused:
        form([row])

    assert refused.value.where == "survey a"
    assert refused.value.code == "forbidden"


def test_a_choice_that_divides_people_is_refused():
    with pytest.raises(workbook.Refused) as refused:
        form([["select_one who", "a", "您是？"]], [["who", "x", "回族"], ["who", "y", "中共党员"]])

    assert refused.value.where == "choices who"


def test_what_pyxform_refuses_is_refused_with_its_row():
    with pytest.raises(workbook.Refused) as refused:
        form([["text", "", "没有名字的问题"]])

    assert "2" in refused.value.where


def test_too_many_questions_are_refused():
    with pytest.raises(workbook.Refused) as refused:
        form([["integer", f"q{number}", f"第{number}问"] for number in range(301)])

    assert refused.value.code == "too_many_questions"


def test_an_expression_that_cannot_be_worked_out_is_named():
    made = form(
        [["integer", "a", "一", ""], ["integer", "b", "二", "frobnicate(${a})"]], more=["relevant"]
    )  # fmt: skip

    assert made.broken[0]["name"] == "b"
    assert "frobnicate" in obstacles(made)[0]


def test_a_form_without_a_question_says_so():
    assert obstacles(form([["note", "hello", "您好"]]))


def test_a_question_for_a_name_is_warned_of():
    assert any("who" in words for words in form([["text", "who", "您的姓名"]]).warnings)


def test_labels_are_spoken_in_the_language_of_the_page():
    from linli.surveys.filling import spoken

    words = {"English (en)": "Hello", "中文 (zh)": "您好"}
    assert (spoken(words, "zh-hans"), spoken(words, "en"), spoken({"Swahili": "Jambo"}, "zh")) == (
        "您好",
        "Hello",
        "Jambo",
    )


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"PK\x03\x04 broken", b"type,name,label\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken"])  # fmt: skip
def test_what_is_no_workbook_is_refused_in_words(data):
    with pytest.raises(DomainError) as refused:
        workbook.read(data, "x.xlsx")

    assert refused.value.field == "file"
    assert str(refused.value)


def test_the_sample_passes_the_check(tmp_path):
    code, answer = said("样表.xlsx", sample(), tmp_path)

    assert (code, answer["title"], answer["left_out"], answer["warnings"]) == (
        0,
        "社区食堂问卷（样表）",
        [],
        [],
    )
    assert [one["name"] for one in answer["questions"]] == ["used", "wanted", "times", "words"]


def test_the_check_refuses_with_code_and_place(tmp_path):
    code, answer = said("坏.xlsx", book([["select_one nothing", "a", "选"]], YES_NO), tmp_path)

    assert code == 2
    assert answer["error"]["code"] == "xlsform"
    assert answer["error"]["where"]
    assert "pyxform" in answer["error"]["message"]


def test_a_name_that_is_no_file_is_bad_input(tmp_path):
    with pytest.raises(SystemExit) as left:
        call_command("survey", "check", str(tmp_path / "nothing.xlsx"), stdout=io.StringIO())

    assert left.value.code == 2


def test_a_form_survives_the_database_as_it_is():
    made = needs()

    assert json.loads(json.dumps(made.stored)) == made.stored
    assert judged(convert(needs_book()), "需求.xlsx").stored == made.stored


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared workbooks are not beside this checkout")
def test_shared_workbooks_become_forms_or_are_refused_as_pyxform_does():
    files = sorted(path for path in SHARED.glob("*/*") if path.suffix in {".xls", ".xlsx", ".xlsm"})
    refused = []
    for path in files:
        try:
            judged(convert(path.read_bytes()), path.name)
        except workbook.Refused as why:
            refused.append((path.name, why.code))

    assert len(files) == 58
    assert [code for _name, code in refused] == ["xlsform"] * 8


def test_what_nobody_sees_in_a_label_breaks_nothing():
    document = convert(book([["text", "a", "一二"]]))
    unseen = document["xform"].replace("一二", "一\x0b二\x01")

    made = judged({**document, "xform": unseen}, "旧.xls")

    assert questions_of(made)[0]["label"] == {"": "一二"}
