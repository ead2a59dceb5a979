"""Registers as branches keep them: two rows of heads, days in every writing, columns that are not read; nobody stands twice."""

import datetime as dt
import re

from linli.core.rights import visible_to
from linli.papers import actions
from linli.papers.imports.models import ImportRun
from linli.party.models import PartyMember
from linli.residents.models import Person
from tests.papers.taking import books, identity, reasons, verdicts
from tests.papers.workbooks import workbook

HEAD = [
    "序号",
    "姓名",
    "性别",
    "民族",
    "身份证号",
    "入党时间",
    "转正时间",
    "所在支部",
    "党小组",
    "联系电话",
    "备注",
]
ONE = [
    1,
    "王试一",
    "女",
    "壮族",
    identity(111),
    "1973.05",
    "1974年5月",
    "青云首府党支部",
    "第一党小组",
    "13900000001",
    "/",
]
TWO = [2, "李试二", "男", "汉", "", 38033, "2005-03-01", "青云首府", "", "", ""]


def read_in(party, *rows):
    run = actions.upload(party.place.community, "members", workbook(*rows), "党员.xlsx", by=party.by)
    return ImportRun.objects.select_related("community").get(pk=run.pk)


def taken(party, *rows):
    run = read_in(party, *rows)
    actions.apply(run, by=party.by, version=run.version)
    return ImportRun.objects.select_related("community").get(pk=run.pk)


def test_a_crooked_register_is_taken_in_and_ethnicity_is_left_out(party):
    title = ["青云首府党支部党员名册", *[""] * 10]

    run = read_in(party, title, HEAD, ONE, TWO)
    assert "壮族" not in str(run.sheet)
    actions.apply(run, by=party.by, version=run.version)

    one, two = PartyMember.objects.order_by("joined_on")
    assert (one.person.name, one.joined_on, one.full_on) == (
        "王试一",
        dt.date(1973, 5, 1),
        dt.date(1974, 5, 1),
    )
    assert one.memberships.get().group == party.groups[0]
    assert (one.person.phone, one.person.identity_number) == ("13900000001", identity(111))
    assert (two.joined_on, two.memberships.get().branch) == (dt.date(2004, 2, 16), party.branch)


def test_twice_the_same_file_changes_nothing_and_undo_takes_all_back(party):
    before = books()
    first = taken(party, HEAD, ONE, TWO)
    again = read_in(party, HEAD, ONE, TWO)

    assert verdicts(again) == ["unchanged", "unchanged"]
    actions.undo(first, by=party.by, version=first.version)
    assert books() == before


def test_who_lives_here_already_becomes_a_member_and_stays_one_person(party):
    known = Person.objects.create(community=party.place.community, name="李试二")

    taken(party, HEAD, TWO)

    assert PartyMember.objects.get().person == known


def test_what_cannot_be_is_refused_with_its_cell(party):
    wrong = [
        [1, "甲试", "", "", "", "2020.5", "2019.5", "青云首府党支部", "", "", ""],
        [2, "乙试", "", "", "", "2020", "", "青云首府党支部", "", "", ""],
        [3, "丙试", "", "", "", "2020.5", "", "没有的支部", "", "", ""],
        [4, "", "", "", "", "2020.5", "", "青云首府党支部", "", "", ""],
        [5, "丁试", "", "", "123", "2020.5", "", "青云首府党支部", "", "", ""],
        TWO,
        TWO,
    ]

    run = read_in(party, HEAD, *wrong)

    assert verdicts(run) == ["rejected"] * 5 + ["inserted", "repeated"]
    assert len({row for row, _column, _reason in reasons(run)}) >= 6


def test_a_clerk_neither_takes_a_register_in_nor_sees_that_one_was(party, enter):
    run = taken(party, HEAD, ONE)
    clerk, secretary = (enter(party.place.users[who]) for who in ("clerk", "secretary"))

    assert 'value="members"' not in clerk.get("/desk/nanmen/imports/upload").content.decode()
    for client, status in ((clerk, 404), (secretary, 200)):
        assert client.get(f"/desk/nanmen/imports/{run.pk}").status_code == status
    assert "党员.xlsx" not in clerk.get("/desk/nanmen/imports/").content.decode()


def test_a_party_worker_of_the_whole_takes_in_a_register_and_nothing_else(party, enter):
    users = party.place.users
    assert {
        who: enter(users[who]).get("/desk/nanmen/imports/upload").status_code
        for who in ("secretary", "clerk", "worker", "branch_worker", "grid_worker", "zhou")
    } == {
        "secretary": 200,
        "clerk": 200,
        "worker": 200,
        "branch_worker": 403,
        "grid_worker": 403,
        "zhou": 403,
    }

    kinds = {
        who: set(re.findall(r'name="kind" value="(\w+)"', enter(users[who]).get("/desk/nanmen/imports/upload").content.decode()))
        for who in ("secretary", "clerk", "worker")
    }  # fmt: skip
    assert kinds["worker"] == {"members"}
    assert kinds["secretary"] - kinds["clerk"] == {"members"}
    assert (
        "/desk/nanmen/imports/upload"
        in enter(users["worker"]).get("/desk/nanmen/party/members/").content.decode()
    )
    other = enter(users["branch_worker"]).get("/desk/nanmen/party/members/").content.decode()
    assert "/desk/nanmen/imports/upload" not in other


def test_what_a_party_worker_took_in_is_seen_and_undone_by_the_same(party):
    worker = party.place.actor("worker")
    run = actions.upload(party.place.community, "members", workbook(HEAD, ONE), "名册.xlsx", by=worker)

    assert visible_to(ImportRun.objects.all(), worker, "papers.undo").get() == run
    assert not visible_to(ImportRun.objects.all(), party.place.actor("clerk"), "papers.view").exists()
    assert not visible_to(ImportRun.objects.all(), party.place.actor("branch_worker"), "papers.view").exists()
