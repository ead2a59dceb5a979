"""The two pages of a ledger, seen on one that is declared here with nothing but the least: buildings by name."""

import hashlib
import re
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import include, path
from openpyxl import load_workbook

from linli.core.audit import AuditEntry
from linli.core.guards import Guard
from linli.core.rights import REGISTER as RIGHTS
from linli.ledgers import declaration
from linli.ledgers import pages as views
from linli.ledgers.declaration import Button, Column, Ledger, declare
from linli.ledgers.filters import Among, Choice, Days, options
from linli.ledgers.pages import pages
from linli.places.models import Building, Compound, Grid
from tests.people import SINCE

BUILDINGS = Ledger(
    code="buildings",
    title="楼栋",
    right="orders.desk",
    model=Building,
    rows=lambda actor: Building.objects.of(actor.community_id).select_related("compound", "grid"),
    order="name",
    columns=(
        Column("name", "楼名", lambda row: row.name),
        Column("order", "次序", lambda row: row.order),
        Column("compound", "小区", lambda row: str(row.compound or "")),
        Column("since", "从哪天", lambda row: row.valid_from),
        Column("secret", "联系人", lambda row: "王某", personal="orders.close"),
        Column("file_only", "备注", lambda row: "=1+1", on_page=False),
    ),
    filters=(
        Among("grid", "网格", "grid", rows=lambda actor: Grid.objects.of(actor.community_id)),
        Among("compound", "小区", "compound", rows=lambda actor: Compound.objects.of(actor.community_id)),
        Choice("use", "用途", "use", (("residential", "住宅"), ("office", "办公"))),
        Days("day", "日期", "valid_from"),
    ),
    empty=("没有楼", "先录入"),
    actions=(
        Button("录入", "orders:desk_submit", "plus", "orders.submit"),
        Button("只给居民", "orders:desk_submit", "plus", "orders.confirm"),
    ),
)
urlpatterns = [
    *pages(BUILDINGS, "desk/<slug:slug>/buildings/", "buildings"),
    path("", include("config.urls")),
]
LIST, FILE = "/desk/nanmen/buildings/", "/desk/nanmen/buildings/export.xlsx"


@pytest.fixture(autouse=True)
def _addresses(settings):
    settings.ROOT_URLCONF = __name__


def page(client, **asked):
    """The page as text."""
    answer = client.get(LIST, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def names(text):
    """The buildings that a page lists."""
    return re.findall(r'table__title">(\S+?)</th>', text)


def sheet(client, **asked):
    """The sheet of an export, and its bytes."""
    answer = client.get(FILE, asked)
    data = b"".join(answer.streaming_content)
    return load_workbook(BytesIO(data)).active, data


def many(place, count):
    """More buildings, of the first grid, without a compound."""
    Building.objects.bulk_create(
        Building(community=place.community, grid=place.grids[0], name=f"b{n:05}", order=n, valid_from=SINCE)
        for n in range(count)
    )


def test_both_views_ask_for_the_right_of_the_ledger():
    assert [pattern.callback.guard for pattern in urlpatterns[:2]] == [Guard(right="orders.desk")] * 2


def test_a_ledger_shows_its_rows_as_cells_with_their_labels(place, enter):
    text = page(enter(place.users["clerk"]))

    assert names(text) == ["1栋", "2栋", "3栋"]
    assert '<td class="table__number" data-label="次序">1</td>' in text
    assert '<td data-label="从哪天">2020-01-01</td>' in text
    assert "=1+1" not in text


def test_a_button_is_shown_to_who_may_press_it(place, enter):
    text = page(enter(place.users["clerk"]))

    assert "录入" in text
    assert "只给居民" not in text


def test_personal_data_are_left_out_of_page_and_file_without_the_right(place, enter):
    for who, sees in (("clerk", True), ("grid_worker", False)):
        client = enter(place.users[who])
        found, _data = sheet(client)

        assert RIGHTS["orders.close"].held_by(place.actor(who)) is sees
        assert ("王某" in page(client)) is sees
        assert ("联系人" in [cell.value for cell in found[3]]) is sees


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"use": "office"}, []),
        ({"use": "residential"}, ["1栋", "2栋", "3栋"]),
        ({"use": "castle"}, ["1栋", "2栋", "3栋"]),
        ({"grid": "x"}, ["1栋", "2栋", "3栋"]),
        ({"day_from": "2020-01-01", "day_to": "2020-01-01"}, ["1栋", "2栋", "3栋"]),
        ({"day_from": "2020-01-02"}, []),
        ({"day_to": "2019-12-31"}, []),
        ({"day_to": "9999-12-31", "day_from": "yesterday"}, ["1栋", "2栋", "3栋"]),
    ],
)
def test_filters_filter_and_unknown_words_do_not(place, enter, asked, found):
    client = enter(place.users["clerk"])

    assert names(page(client, **asked)) == found
    assert [row[0].value for row in sheet(client, **asked)[0].iter_rows(min_row=4)] == found


def test_a_row_of_the_community_can_be_chosen_and_no_other(place, other_place, enter):
    client = enter(place.users["clerk"])

    assert names(page(client, grid=place.grids[1].pk)) == ["1栋", "3栋"]
    assert names(page(client, grid=other_place.grids[0].pk)) == ["1栋", "2栋", "3栋"]
    assert str(other_place.grids[0].pk) not in page(client)


def test_all_lists_of_choices_are_one_query(place, django_assert_num_queries):
    actor = place.actor("clerk")
    with django_assert_num_queries(1):
        offered = options(BUILDINGS.filters, actor)

    assert list(offered["grid"].values()) == ["第1网格", "第2网格"]
    assert list(offered["compound"].values()) == ["青云首府"]
    assert offered["use"]["office"] == "办公"


def test_filters_survive_paging_and_export(place, enter):
    many(place, 120)
    client, seen, asked = (
        enter(place.users["clerk"]),
        [],
        f"{LIST}?grid={place.grids[0].pk}&day_from=2020-01-01",
    )
    while asked:
        text = client.get(asked).content.decode()
        seen.append(names(text))
        export = re.search(r'href="([^"]+export[^"]+)"', text).group(1).replace("&amp;", "&")
        onward = re.search(r'href="([^"]+)" rel="next"', text)
        asked = onward and onward.group(1).replace("&amp;", "&")

    assert [len(names) for names in seen] == [50, 50, 21]
    assert "1栋" not in seen[-1], "it lies in the other grid"
    rows = list(load_workbook(BytesIO(b"".join(client.get(export).streaming_content))).active.values)[3:]
    assert [row[0] for row in rows] == [name for page in seen for name in page]


def test_one_may_go_back_to_the_page_before(place, enter):
    many(place, 120)
    client = enter(place.users["clerk"])
    first = page(client)
    second = client.get(re.search(r'href="([^"]+)" rel="next"', first).group(1).replace("&amp;", "&"))
    back = re.search(r'href="([^"]+)" rel="prev"', second.content.decode()).group(1).replace("&amp;", "&")
    again = client.get(back).content.decode()

    assert names(again) == names(first)
    assert 'rel="prev"' not in first
    assert 'rel="prev"' not in again
    assert "上一页" in second.content.decode(), "newer and older are words for times only"


@pytest.mark.parametrize("rows", [1, 200])
def test_a_page_asks_at_most_four_times_whatever_it_holds(place, enter, rows):
    many(place, rows)
    client = enter(place.users["clerk"])
    page(client)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        page(client)
    own = [
        q["sql"] for q in captured.captured_queries if "session" not in q["sql"] and '"login"' not in q["sql"]
    ]

    assert len(own) <= 4, "\n".join(own)
    assert not any("OFFSET" in sql for sql in own)


@pytest.mark.parametrize("rows", [0, 1, 10_000])
def test_an_export_is_one_query_for_any_number_of_rows(place, enter, monkeypatch, rows):
    Building.objects.all().delete()
    many(place, rows)
    monkeypatch.setattr(views, "SPOOL", 1)  # beyond that size the file lies on the disk
    client = enter(place.users["clerk"])
    with CaptureQueriesContext(connection) as captured:
        found, _data = sheet(client)

    asked = [q["sql"] for q in captured.captured_queries if "places_building" in q["sql"]]
    assert (len(asked), found.max_row - 3) == (1, rows)
    assert [cell.value for cell in found[3]][:3] == ["楼名", "次序", "小区"]


def test_an_export_is_recorded_with_the_file_it_gave(place, enter):
    found, data = sheet(enter(place.users["clerk"]), use="residential", page="nonsense")
    entry = AuditEntry.objects.get()

    assert (entry.action, entry.subject_id, entry.actor_name) == (
        "ledgers.export",
        place.community.pk,
        "clerk",
    )
    assert (entry.note, entry.count) == ("buildings?use=residential", 3)
    assert entry.digest == hashlib.sha256(data).hexdigest()
    assert found.cell(2, 1).value == "用途 住宅。clerk 于 2026-03-10 09:00 导出。"


def test_an_export_is_a_download_with_a_name(place, enter):
    answer = enter(place.users["clerk"]).get(FILE)

    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert "attachment" in answer["Content-Disposition"]
    assert "2026-03-10.xlsx" in answer["Content-Disposition"]


def test_looking_is_not_recorded_and_nothing_can_be_sent(place, enter):
    client = enter(place.users["clerk"])
    page(client)

    assert not AuditEntry.objects.exists()
    assert [client.post(address).status_code for address in (LIST, FILE)] == [405, 405]
    assert not AuditEntry.objects.exists()


def test_an_empty_ledger_says_why(place, enter):
    Building.objects.all().delete()

    assert "没有楼" in page(enter(place.users["clerk"]))


def test_a_ledger_is_declared_once(monkeypatch):
    monkeypatch.setattr(declaration, "REGISTER", {})
    declare(BUILDINGS)

    with pytest.raises(ValueError, match="buildings is declared twice"):
        declare(BUILDINGS)


DECLARED = declaration.REGISTER.values()


def test_the_product_has_ledgers():
    assert "orders" in {ledger.code for ledger in DECLARED}


@pytest.mark.parametrize("ledger", DECLARED, ids=lambda ledger: ledger.code)
def test_every_right_that_a_ledger_names_is_known(ledger):
    named = {ledger.right, *(button.right for button in ledger.actions)}
    named |= {column.personal for column in ledger.columns if column.personal}

    assert named <= set(RIGHTS)


@pytest.mark.parametrize("ledger", DECLARED, ids=lambda ledger: ledger.code)
def test_no_ledger_has_a_column_of_identity_numbers_or_of_what_divides_people(ledger):
    forbidden = re.compile(r"identity|id_number|ethnic|relig|politic|points|身份证|民族|宗教|政治面貌|积分")

    assert not [column.name for column in ledger.columns if forbidden.search(f"{column.name} {column.label}")]
    assert not re.search(r"points|accepted_by|handler|contact", ledger.order)
