"""M-1: what may not be kept is nowhere afterwards: in no table, no sealed field, no session, no log, no file."""

import json
import logging
import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from linli.core.keys import uuid7
from linli.papers.imports.models import ImportRun
from linli.residents.models import Person
from tests.papers.workbooks import FORBIDDEN_VALUES, everything_forbidden, saved, sheet_of

NAME = "上访户和社区矫正对象（中共党员）.xlsx"
# Titles of columns are named when they are left out; these values are no titles.
TITLES = ("党员", "重点人员", "精神障碍", "社区矫正", "刑满释放", "宗教信仰")
VALUES = {value for value in FORBIDDEN_VALUES if value not in TITLES} | {
    "满族", "藏族", "共青团员", "无党派", "老党员", "上访户", "张试", "另表", "回族", "6人",
}  # fmt: skip


def opened() -> str:
    """Every value of every row of every table: as it is stored, and every field opened with the key."""
    said: list[Any] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            said += [value for row in cursor.fetchall() for value in row]
    for model in apps.get_models():
        for row in model._base_manager.all():
            said += [getattr(row, field.attname) for field in model._meta.concrete_fields]
    sessions = apps.get_model("sessions.Session").objects.all()
    said += [session.get_decoded() for session in sessions]
    texts = [
        bytes(each).decode("utf-8", "ignore") if isinstance(each, bytes | memoryview) else str(each)
        for each in said
    ]
    found = "\n".join(texts)
    return found + re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), found)


def leaks(caplog) -> set[str]:
    """The forbidden values that are found anywhere; the places a person reads excepted that name a column."""
    files = [path for path in Path(tempfile.gettempdir()).glob("*.xls*") if path.stat().st_mtime > STARTED[0]]
    held = opened() + caplog.text + "".join(str(path) for path in files)
    return {value for value in VALUES if value in held}


STARTED = [0.0]


@pytest.fixture(autouse=True)
def _since(tmp_path):
    STARTED[0] = tmp_path.stat().st_mtime


def send(client, data, name=NAME):
    """The upload of the page."""
    file = SimpleUploadedFile(name, data)
    return client.post(
        "/desk/nanmen/imports/upload", {"act_id": str(uuid7()), "kind": "residents", "file": file}
    )


def test_the_search_finds_what_is_sealed(place, enter, caplog):
    send(enter(place.users["clerk"]), saved(sheet_of(["姓名", "楼栋"], ["回试族", "1栋"])), "名单.xlsx")

    assert "回试族" in opened()
    assert "名单.xlsx" in opened()


def test_nothing_forbidden_is_kept_at_any_step(place, enter, caplog):
    caplog.set_level(logging.DEBUG)
    client = enter(place.users["clerk"])
    columns = send(client, everything_forbidden()).url
    run = ImportRun.objects.get()
    assert leaks(caplog) == set()
    assert run.file_name == "…"
    assert run.table.name == ""
    assert run.table.other_sheets == ["楼栋"]

    pages = [client.get(columns).content.decode()]
    form = {
        "act_id": str(uuid7()),
        "version": run.version,
        "answer_0": "青云首府",
        "answer_1": str(place.grids[0].pk),
    }
    form |= {f"column_{name}": place_ for name, place_ in run.mapping.items()}
    fields = re.findall(r'name="(column_\w+)"', pages[0])
    form |= {name: "-" for name in fields if name not in form}
    assert client.post(columns, form).status_code == 302
    assert leaks(caplog) == set()

    run.refresh_from_db()
    pages += [client.get(columns.removesuffix("/columns"), {"show": "all"}).content.decode()]
    assert {row.verdict.value for row in run.verdicts} == {"rejected"}
    problems = client.get(columns.replace("columns", "problems.xlsx"))
    assert problems.status_code == 200
    client.post(columns.replace("columns", "apply"), {"act_id": str(uuid7()), "version": run.version})
    assert leaks(caplog) == set()
    assert {value for value in VALUES if any(value in page for page in pages)} == set()


def test_people_are_taken_in_without_what_stood_beside_them(place, enter, caplog):
    book = sheet_of(
        ["重点人员（回族、上访户）台账"],
        ["姓名", "民族", "楼栋", "单元", "房号", "电话", "备注"],
        *[[f"试{n}", "回族", "1栋", "上访户", 101 + n, "中共党员", "信基督教"] for n in range(4)],
        ["试五", "满族", "1栋", "上访户", "刑满释放人员", "", ""],
        title="社区矫正",
    )
    caplog.set_level(logging.DEBUG)
    client = enter(place.users["clerk"])
    send(client, saved(book))
    run = ImportRun.objects.get()
    told = json.dumps([vars(line) for line in run.table.left_out], ensure_ascii=False)
    client.post(f"/desk/nanmen/imports/{run.pk}/apply", {"act_id": str(uuid7()), "version": run.version})

    run.refresh_from_db()
    assert (run.status, Person.objects.count(), run.rejected) == ("applied", 4, 1)
    assert leaks(caplog) == set()
    assert "民族" in told
    assert not any(value in told for value in VALUES)
    refused = next(row for row in run.verdicts if row.verdict == "rejected")
    assert (refused.row, [finding.column for finding in refused.findings]) == (7, ["房号"])


def test_a_refused_workbook_leaves_no_word(place, enter, caplog):
    caplog.set_level(logging.DEBUG)
    answer = send(enter(place.users["clerk"]), saved(sheet_of(["上访户", "回族"], ["中共党员", "信基督教"])))

    assert answer.status_code == 422
    assert not ImportRun.objects.exists()
    assert leaks(caplog) == set()
    assert not any(value in answer.content.decode() for value in VALUES)
