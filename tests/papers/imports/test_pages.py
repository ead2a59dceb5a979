"""The pages of imports through the whole stack: to whom, what they show and refuse, and how much they ask."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from linli.core.audit import AuditEntry
from linli.core.keys import uuid7
from linli.papers.imports.models import ImportRun
from linli.residents.models import Person
from tests.papers.taking import ROSTER, again, identity, read_in, taken, write
from tests.papers.workbooks import saved, sheet_of, workbook

IMPORTS = "/desk/nanmen/imports/"
OUTSIDE = re.compile(
    r"^(BEGIN|COMMIT|SAVEPOINT|RELEASE|ROLLBACK)|django_session|FROM \"accounts_user\" WHERE \"accounts_user\".\"id\""
)
WANG = ["王试一", identity(11), "13900000001", "1栋", "1单元", "302"]
PAGES = ["", "upload", "{run}/columns", "{run}", "{run}/problems.xlsx"]
VERBS = ["{run}/apply", "{run}/undo", "{run}/discard", "{run}/columns"]


def upload(client, data=None, *, name="名单.xlsx", kind="residents", **more):
    """What the page of the upload sends."""
    file = SimpleUploadedFile(name, workbook(ROSTER, WANG) if data is None else data)
    return client.post(f"{IMPORTS}upload", {"act_id": str(uuid7()), "kind": kind, "file": file, **more})


def press(client, run, verb, **more):
    """A button of the import's page."""
    return client.post(f"{IMPORTS}{run.pk}/{verb}", {"act_id": str(uuid7()), "version": run.version, **more})


def queries_of(call):
    """What the view asks the database, without session, user and transactions."""
    with CaptureQueriesContext(connection) as captured:
        answer = call()
    return answer, [query["sql"] for query in captured.captured_queries if not OUTSIDE.search(query["sql"])]


@pytest.fixture
def clerk(place, enter):
    """The clerk's browser."""
    return enter(place.users["clerk"])


@pytest.mark.parametrize(
    ("who", "status"),
    [("clerk", 200), ("secretary", 200), ("grid_worker", 403), ("zhou", 403), ("qiu", 403), ("", 302)],
)
def test_who_may_look(place, enter, who, status):
    run = read_in(place, "residents", ROSTER, WANG, ["", "", "", 1, 1, 1])
    client = enter(place.users[who]) if who else Client()

    assert [client.get(IMPORTS + path.format(run=run.pk)).status_code for path in PAGES] == [status] * len(
        PAGES
    )


@pytest.mark.parametrize("who", ["grid_worker", "zhou", ""])
def test_who_may_not_look_changes_nothing(place, enter, who):
    run = read_in(place, "residents", ROSTER, WANG)
    client = enter(place.users[who]) if who else Client()

    assert {press(client, run, verb.split("/")[1]).status_code for verb in VERBS} <= {302, 403}
    assert again(run).version == 1
    upload(client)
    assert ImportRun.objects.count() == 1


def test_another_community_does_not_see_it(place, other_place, enter):
    run, own = read_in(place, "residents", ROSTER, WANG), read_in(other_place, "residents", ROSTER, WANG)
    stranger = enter(other_place.users["clerk"])
    paths = [path for path in PAGES if "{run}" in path]

    assert {stranger.get(IMPORTS + path.format(run=run.pk)).status_code for path in paths} <= {403, 404}
    there = "/desk/yongxinlu/imports/"
    assert {stranger.get(there + path.format(run=run.pk)).status_code for path in paths} == {404}
    assert {stranger.get(there + path.format(run=own.pk)).status_code for path in paths} == {200}
    for verb in VERBS:
        form = {"act_id": str(uuid7()), "version": 1}
        assert stranger.post(there + verb.format(run=run.pk), form).status_code == 404
    assert again(run).version == 1


def test_an_act_of_another_import_opens_no_door(place, other_place, clerk):
    run, foreign = read_in(place, "residents", ROSTER, WANG), read_in(other_place, "residents", ROSTER, WANG)
    form = {"act_id": str(uuid7()), "version": 1}
    clerk.post(f"{IMPORTS}{run.pk}/columns", form)

    assert clerk.post(f"{IMPORTS}{foreign.pk}/columns", form).status_code == 404


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_pages_ask_little_and_the_same_for_any_number_of_rows(place, clerk, rows):
    lines = [[f"试{n}", identity(n), "", "1栋", "1单元", str(101 + n)] for n in range(rows)]
    for _ in range(rows):
        run = read_in(place, "residents", ROSTER, *lines, ["", "", "", 1, 1, 1])
    clerk.get(IMPORTS)
    for path, budget in (
        ("", 4),
        ("upload", 4),
        (f"{run.pk}/columns", 6),
        (f"{run.pk}", 6),
        (f"{run.pk}/problems.xlsx", 6),
    ):
        answer, asked = queries_of(lambda path=path: clerk.get(IMPORTS + path))
        assert (answer.status_code, len(asked) <= budget) == (200, True), "\n".join([path, *asked])
    answer, asked = queries_of(lambda: press(clerk, run, "apply", version=99))
    assert answer.status_code == 409
    assert len(asked) <= 40, "\n".join(asked)


def test_the_number_of_rows_does_not_change_what_a_refused_apply_asks(place, clerk):
    press(
        clerk, read_in(place, "residents", ROSTER, WANG), "apply", version=99
    )  # the head is known from now on
    counts = []
    for rows in (1, 3, 30):
        lines = [[f"试{n}", identity(n), "", "1栋", "1单元", str(101 + n)] for n in range(rows)]
        run = read_in(place, "residents", ROSTER, *lines)
        _answer, asked = queries_of(lambda run=run: press(clerk, run, "apply", version=99))
        counts.append(len(asked))

    assert len(set(counts)) == 1


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"<html><table><tr><td>1</td></tr></table></html>", "x.xlsx", "网页"),
        (b"", "x.xlsx", "空"),
        (b"%PDF-1.7", "x.xlsx", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "x.xlsx", "图片"),
        (workbook(["甲", "乙"], [1, 2]), "x.xlsx", "表头"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000), "x.xls", "。"),
    ],
)
def test_a_bad_file_is_told_beside_the_field(place, clerk, data, name, says):
    answer = upload(clerk, data, name=name)
    page = answer.content.decode()
    told = re.search(r'<p[^>]*id="id_file_error"[^>]*>(.*?)</p>|field--bad.*?</div>', page, re.S)

    assert answer.status_code == 422
    assert told
    assert says in page
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"), [("kind", "pets"), ("kind", ""), ("act_id", "x"), ("sheet", "没有的表")]
)
def test_a_bad_upload_is_refused(place, clerk, field, value):
    assert upload(clerk, **{field: value}).status_code == 422
    assert not ImportRun.objects.exists()


def test_without_a_file_it_is_said(place, clerk):
    answer = clerk.post(f"{IMPORTS}upload", {"act_id": str(uuid7()), "kind": "residents"})

    assert answer.status_code == 422
    assert "选" in answer.content.decode()


def test_a_double_press_is_one_import(place, clerk):
    key = str(uuid7())
    answers = [upload(clerk, act_id=key) for _ in range(3)]

    assert ImportRun.objects.count() == 1
    assert {answer.url for answer in answers} == {f"{IMPORTS}{ImportRun.objects.get().pk}/columns"}


def test_a_double_press_writes_and_undoes_once(place, clerk):
    run = read_in(place, "residents", ROSTER, WANG)
    form = {"act_id": str(uuid7()), "version": run.version}
    assert {clerk.post(f"{IMPORTS}{run.pk}/apply", form).status_code for _ in range(3)} == {302}
    assert Person.objects.count() == 1
    form = {"act_id": str(uuid7()), "version": again(run).version}
    assert {clerk.post(f"{IMPORTS}{run.pk}/undo", form).status_code for _ in range(3)} == {302}

    assert not Person.objects.exists()
    assert press(clerk, again(run), "undo").status_code == 409
    assert AuditEntry.objects.filter(action="papers.undo").count() == 1


def test_an_import_from_the_upload_to_the_undo(place, clerk):
    columns = upload(clerk).url
    page = clerk.get(columns).content.decode()
    fields = dict(re.findall(r'name="(act_id|version)" value="([^"]+)"', page))
    for name, options in re.findall(r'<select name="(\w+)".*?>(.*?)</select>', page, re.S):
        fields[name] = re.search(r'<option value="([^"]*)" selected', options)[1]
    found = clerk.post(columns, fields)
    assert found.status_code == 302
    run = ImportRun.objects.get()
    assert press(clerk, run, "apply").status_code == 302
    assert Person.objects.get().name == "王试一"
    assert "王试一" in clerk.get(found.url, {"show": "all"}).content.decode()
    assert press(clerk, again(run), "undo").status_code == 302
    assert not Person.objects.exists()


def test_two_names_for_one_column_are_refused(place, clerk):
    run = read_in(place, "residents", ROSTER, WANG)
    page = clerk.get(f"{IMPORTS}{run.pk}/columns").content.decode()
    fields = dict.fromkeys(re.findall(r'<select name="(column_\w+)"', page), "-")
    answer = press(clerk, run, "columns", **fields | {"column_name": "0", "column_tel": "0"})

    assert answer.status_code == 422
    assert again(run).version == 1


def test_the_preview_shows_what_was_asked_for_page_by_page(place, clerk):
    lines = [[f"试{n}号", identity(n), "", "1栋", "1单元", str(1001 + n)] for n in range(230)]
    run = read_in(place, "residents", ROSTER, *lines, ["", "", "", 1, 1, 1], lines[0])
    address = f"{IMPORTS}{run.pk}"

    def rows(**asked):
        return len(re.findall(r'<tr class="table__row', clerk.get(address, asked).content.decode()))

    assert rows(show="all") == 100
    assert rows(show="all", **{"from": 200}) == 32
    assert [rows(show=name) for name in ("inserted", "rejected", "repeated", "changed")] == [100, 1, 1, 0]
    assert rows(show="look") == 2
    for strange in ("-1", "x", "9" * 40, "１", "", "²"):
        assert clerk.get(address, {"from": strange, "show": strange}).status_code == 200


def test_no_number_of_a_person_is_shown_whole(place, clerk):
    taken(place, "residents", ROSTER, ["林试二", "", "13900000002", 1, 1, 101])
    numbers = [identity(n) for n in (11, 12, 13)]
    run = read_in(
        place, "residents", ROSTER, WANG, ["林试二", numbers[1], "13900000003", 1, 1, 101], ["", numbers[2], "", 1, 1, 1],
        ["试四", numbers[2][:-1], "", 1, 1, 1], WANG,
    )  # fmt: skip
    address = f"{IMPORTS}{run.pk}"
    pages = [
        clerk.get(path, {"show": "all"}).content.decode() for path in (IMPORTS, address, f"{address}/columns")
    ]
    press(clerk, run, "apply")
    pages.append(clerk.get(address, {"show": "all"}).content.decode())

    assert not any(number[:-1] in page for number in numbers for page in pages)
    assert not any(phone in page for phone in ("13900000001", "13900000003") for page in pages)
    assert "350824" in pages[1]


@pytest.mark.parametrize(
    "word", ["<script>alert(1)</script>", "{{7*7}}", "%s%n%d", "\u202etxt", "𠮷😀", "' OR 1=1 --", "a\u2028b"]
)
def test_any_words_in_cells_are_words(place, clerk, word):
    book = sheet_of(
        ["姓名", f"楼栋{word}", "单元", "房号", word],
        [word, word, word, word, word],
        ["王试一", 1, 1, word, ""],
    )
    columns = upload(clerk, saved(book), name=f"{word.replace('/', '')}.xlsx").url
    run = ImportRun.objects.get()
    pages = [clerk.get(columns), clerk.get(f"{IMPORTS}{run.pk}", {"show": "all"}), clerk.get(IMPORTS)]
    assert press(clerk, run, "apply").status_code == 302
    pages.append(clerk.get(f"{IMPORTS}{run.pk}", {"show": "all"}))

    assert {page.status_code for page in pages} == {200}
    assert not any("<script>alert" in page.content.decode() for page in pages)


def test_the_refused_rows_are_mended_and_read_in_again(place, clerk):
    run = read_in(
        place,
        "residents",
        ROSTER,
        WANG,
        ["林试二", identity(12)[:-1], "13900000002", "2栋", "1单元", "302"],
        ["艾试三", 3.5e17, "", 1, 1, 1],
    )
    answer = clerk.get(f"{IMPORTS}{run.pk}/problems.xlsx")
    assert "attachment" in answer["Content-Disposition"]

    lost = again(ImportRun.objects.get(pk=read_in(place, "residents", data=answer.content).pk))
    assert lost.rejected == 2
    book = load_workbook(BytesIO(answer.content))
    sheet = book.active
    assert [cell.value for cell in sheet["A"]][1:] == [3, 4]
    for row, number in ((2, identity(12)), (3, identity(13))):
        next(cell for cell in sheet[row] if sheet.cell(1, cell.column).value == "公民身份号码").value = number
    upload(clerk, saved(book))

    mended = ImportRun.objects.exclude(pk__in=[run.pk, lost.pk]).get()
    assert (mended.read, mended.inserted, mended.rejected) == (2, 2, 0)
    write(place, mended)
    assert set(Person.objects.values_list("name", flat=True)) == {"林试二", "艾试三"}


@pytest.mark.parametrize("keep", ["3", "x", "-1", "9" * 30])
def test_rows_that_are_no_changes_cannot_be_kept(place, clerk, keep):
    run = read_in(place, "residents", ROSTER, WANG, [*WANG[:1], identity(12), *WANG[2:]])

    assert press(clerk, run, "apply", keep=[keep]).status_code == 409
    assert not Person.objects.exists()
    assert again(run).version == 1


def test_a_press_without_an_act_changes_nothing(place, clerk):
    run, before = read_in(place, "residents", ROSTER, WANG), AuditEntry.objects.count()
    for verb in ("apply", "undo", "discard"):
        assert clerk.post(f"{IMPORTS}{run.pk}/{verb}", {}).status_code == 409

    assert (again(run).version, AuditEntry.objects.count()) == (1, before)


def test_when_the_books_have_changed_the_new_verdict_is_shown_and_can_be_written(place, clerk):
    run = read_in(place, "residents", ROSTER, WANG, ["林试二", identity(12), "", 1, 1, 101])
    taken(place, "residents", ROSTER, WANG)
    answer = press(clerk, run, "apply")
    page = answer.content.decode()

    assert answer.status_code == 409
    assert f'name="version" value="{again(run).version}"' in page
    assert (again(run).inserted, again(run).unchanged) == (1, 1)
    assert press(clerk, again(run), "apply").status_code == 302
    assert Person.objects.count() == 2


def test_kept_rows_stay(place, clerk):
    taken(place, "residents", ROSTER, WANG)
    run = read_in(place, "residents", ROSTER, [*WANG[:2], "13900000009", *WANG[3:]])
    assert 'name="keep" value="2"' in clerk.get(f"{IMPORTS}{run.pk}").content.decode()
    press(clerk, run, "apply", keep=["2"])

    assert Person.objects.get().phone == "13900000001"
    assert again(run).status == "applied"
