"""Pages of points and appraisal: who sees what, what the database is asked, and that nobody is compared."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.core import clock
from linli.core.keys import uuid7
from linli.party import actions, balances
from linli.party.models import AppraisalRound, Grade, PointAppeal, PointEntry, PointRule, SelfReview
from tests.party.appraised import Appraised
from tests.party.pointed import Pointed

POINTS, OWN = "/desk/nanmen/party/points/", "/serve/nanmen/party/points/"
ROUNDS, OWN_ROUNDS = "/desk/nanmen/party/appraisals/", "/serve/nanmen/party/appraisal/"
BEFORE = re.compile(r'"(core_|accounts_|places_community|django_)|SAVEPOINT|BEGIN|COMMIT')


def posted(client, url, **values):
    return client.post(url, {"act_id": str(uuid7()), **values})


def asked(client, url):
    """How often a page asks the database for more than who is there."""
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200, url
    return len([one for one in found if not BEFORE.search(one["sql"].split(" FROM ")[-1])])


@pytest.fixture
def pointed(party):
    return Pointed(party)


@pytest.fixture
def appraised(party):
    return Appraised(party)


def test_a_rule_is_written_and_ended_by_clicks_and_a_forbidden_one_refused(party, enter):
    client = enter(party.place.users["worker"])
    values = {"title": "志愿服务", "amount": "1", "per": "hour", "since": "2026-03-01"}

    refused = posted(client, f"{POINTS}write_point_rule", event="login_daily", **values)
    assert refused.status_code == 422
    assert "登录" in refused.content.decode()
    assert "志愿服务" in refused.content.decode(), "the draft is kept"
    made = posted(client, f"{POINTS}write_point_rule", event="volunteer_hours_confirmed", **values)
    assert made.status_code == 302
    rule = PointRule.objects.get()
    assert posted(client, f"{POINTS}rules/{rule.pk}/end_point_rule", on="2026-03-09").status_code == 302
    assert PointRule.objects.get().valid_to == dt.date(2026, 3, 9)


def test_points_are_for_the_whole_party_organisation_alone(pointed, enter):
    users = pointed.place.users
    urls = [POINTS, f"{POINTS}write_point_rule", f"{POINTS}pull_points"]

    for who, status in {
        "secretary": 200,
        "worker": 200,
        "branch_worker": 403,
        "clerk": 403,
        "zhou": 403,
    }.items():
        client = enter(users[who])
        assert {client.get(url).status_code for url in urls} == {status}, who


def test_one_joins_reads_appeals_and_reads_the_answer(party, enter):
    member = party.member("自己试", user=party.place.users["zhou"])
    own, desk = enter(party.place.users["zhou"]), enter(party.place.users["secretary"])
    assert posted(own, f"{OWN}join_points").status_code == 302
    pointed = Pointed.__new__(Pointed)
    pointed.party, pointed.place, pointed.community, pointed.by = (
        party,
        party.place,
        party.place.community,
        party.by,
    )
    pointed.write("volunteer_hours_confirmed", per="hour")
    pointed.serve(90)
    assert posted(desk, f"{POINTS}pull_points").status_code == 302
    entry = PointEntry.objects.get()

    text = own.get(OWN).content.decode()
    assert "1.5" in text
    assert "巡楼" in text
    assert posted(own, f"{OWN}{entry.pk}/appeal_points", words="不是我。").status_code == 302
    appeal = PointAppeal.objects.get()
    assert "不是我。" in desk.get(POINTS).content.decode()
    answered = posted(
        desk, f"{POINTS}appeals/{appeal.pk}/answer_points", what="take_back", answer="查过了，撤回。"
    )
    assert answered.status_code == 302
    assert "查过了，撤回。" in own.get(OWN).content.decode()
    assert balances.balance_of(member) == 0
    assert posted(own, f"{OWN}appeal_points", words="少一次。").status_code == 302
    assert posted(own, f"{OWN}leave_points").status_code == 302
    assert balances.participation_of(member) is None


def test_nobody_reads_or_appeals_about_the_points_of_another(pointed, enter):
    pointed.party.member("别人试", user=pointed.place.users["ma"])
    pointed.serve(60)
    actions.pull_points(pointed.community, by=pointed.by)
    entry, other = PointEntry.objects.get(), enter(pointed.place.users["ma"])

    assert "巡楼" not in other.get(OWN).content.decode()
    assert other.get(f"{OWN}{entry.pk}/appeal_points").status_code == 404
    assert enter(pointed.place.users["qiu"]).get(OWN).status_code == 200
    assert enter(pointed.place.users["qiu"]).get(f"{OWN}join_points").status_code == 404


def partners(pointed, count):
    for n in range(count - 1):
        actions.join_points(pointed.party.member(f"某某{n}"), by=pointed.own)


@pytest.mark.parametrize(("count", "shown"), [(9, False), (10, True)])
def test_a_distribution_is_shown_of_ten_or_more_and_names_nobody(pointed, enter, count, shown):
    partners(pointed, count)
    pointed.serve(60)
    actions.pull_points(pointed.community, by=pointed.by)

    told = balances.whole(pointed.community)
    page = enter(pointed.place.users["secretary"]).get(POINTS).content.decode()

    assert (told.distribution is not None) is shown
    assert ("至少 10 人" in page) is not shown
    assert "积分试" not in page
    assert "某某0" not in page
    if shown:
        assert sum(band.members for band in told.distribution) == count
        assert [band.members for band in told.distribution][:2] == [9, 1]


@pytest.mark.parametrize("many", [1, 12])
def test_pages_ask_the_same_of_the_database_for_one_and_for_many(pointed, enter, many):
    for _ in range(many):
        pointed.serve(30)
    actions.pull_points(pointed.community, by=pointed.by)
    for entry in PointEntry.objects.all():
        actions.appeal_points(pointed.member, words="不对。", entry=entry, by=pointed.own)
    partners(pointed, many)
    row = actions.open_appraisal(pointed.party.branch, year=2026, by=pointed.by)
    actions.ask_self_reviews(row, by=pointed.by, version=row.version)
    actions.write_self_review(row, pointed.member, words="按月参加。", by=pointed.own)
    desk, own = enter(pointed.place.users["secretary"]), enter(pointed.place.users["zhou"])

    assert asked(desk, POINTS) <= 4
    assert asked(own, OWN) <= 6
    assert asked(desk, ROUNDS) <= 4
    assert asked(desk, f"{ROUNDS}{row.pk}") <= 4
    assert asked(desk, f"{ROUNDS}{row.pk}/members/{pointed.member.pk}") <= 6
    assert asked(own, OWN_ROUNDS) <= 6


def test_entries_are_read_page_by_page_without_an_offset(pointed, enter):
    for n in range(52):
        with clock.at(clock.now() + dt.timedelta(days=n)):
            pointed.serve(60)
    actions.pull_points(pointed.community, by=pointed.by)
    client = enter(pointed.place.users["zhou"])

    first = client.get(OWN).content.decode()
    older = re.search(r'href="([^"]+after=[^"]+)"', first).group(1).replace("&amp;", "&")

    assert first.count("巡楼</strong>") == 50
    assert client.get(older).content.decode().count("巡楼</strong>") == 2
    assert client.get(f"{OWN}?after=x~y").status_code == 200


def test_the_panel_of_ones_own_page_asks_once(pointed, enter):
    pointed.serve(60)
    actions.pull_points(pointed.community, by=pointed.by)
    row = actions.open_appraisal(pointed.party.branch, year=2026, by=pointed.by)
    actions.ask_self_reviews(row, by=pointed.by, version=row.version)
    client = enter(pointed.place.users["zhou"])

    with CaptureQueriesContext(connection) as found:
        page = client.get("/serve/nanmen/party/").content.decode()

    ours = [one["sql"] for one in found if one["sql"].partition(" FROM ")[2].startswith('"party_')]
    assert len(ours) == 1
    assert "要您写自评" in page
    actions.write_self_review(row, pointed.member, words="写好了。", by=pointed.own)
    assert "要您写自评" not in client.get("/serve/nanmen/party/").content.decode()


def test_a_round_is_led_by_clicks_to_its_end(party, enter):
    members = [party.member(f"评{n}试", user=party.place.users[who]) for n, who in enumerate(("zhou", "ma"))]
    desk, own = enter(party.place.users["worker"]), enter(party.place.users["zhou"])
    assert posted(desk, f"{ROUNDS}open_appraisal", branch=party.branch.pk, year="2026").status_code == 302
    row = AppraisalRound.objects.get()
    here = f"{ROUNDS}{row.pk}"

    def lead(verb, **values):
        row.refresh_from_db()
        return posted(desk, f"{here}/{verb}", version=row.version, **values)

    assert lead("ask_self_reviews").status_code == 302
    assert posted(own, f"{OWN_ROUNDS}{row.pk}/review_oneself", words="按月参加，话少。").status_code == 302
    second = f"{here}/members/{members[1].pk}"
    assert posted(desk, f"{second}/write_self_review", words="从纸上抄下。").status_code == 302
    assert posted(desk, f"{second}/note_opinion", words="肯帮忙。").status_code == 302
    assert lead("hold_test", ballots_out="2", ballots_in="3").status_code == 422
    assert lead("hold_test", ballots_out="2", ballots_in="2").status_code == 302
    counts = {"excellent": "2", "qualified": "0", "basic": "0", "unqualified": "0"}
    assert posted(desk, f"{second}/count_test", **counts).status_code == 302
    assert lead("ask_opinions").status_code == 302
    for member in members:
        url = f"{here}/members/{member.pk}/grade"
        assert posted(desk, url, grade="excellent", opinion="").status_code == 422
        assert posted(desk, url, grade="excellent", opinion="支委会同意。").status_code == 302
    page = desk.get(here).content.decode()
    assert "2 ≤ 2 × 1/3" in page
    assert "支委会同意。" not in own.get(OWN_ROUNDS).content.decode(), "not before closing"
    refused = lead("close_appraisal")
    assert refused.status_code == 422
    assert lead("close_appraisal", cap_reason="上级同意。").status_code == 302
    assert Grade.objects.count() == 2
    mine = own.get(OWN_ROUNDS).content.decode()
    assert "支委会同意。" in mine
    assert "评1试" not in mine
    for url in (f"{here}/summary.pdf", f"{second}/notice.pdf"):
        assert desk.get(url).content.startswith(b"%PDF"), url
    assert own.get(f"{OWN_ROUNDS}{row.pk}/notice.pdf").content.startswith(b"%PDF")


def test_appraisals_are_for_the_party_organisation_and_a_branch_worker_sees_the_own(appraised, enter):
    other = actions.open_appraisal(appraised.party.other, year=2026, by=appraised.by)
    users = appraised.party.place.users

    for who, statuses in {
        "secretary": (200, 200),
        "worker": (200, 200),
        "branch_worker": (200, 404),
        "clerk": (403, 403),
        "zhou": (403, 403),
    }.items():
        client = enter(users[who])
        pages = (client.get(f"{ROUNDS}{row.pk}").status_code for row in (appraised.row, other))
        assert tuple(pages) == statuses, who
    assert str(other.branch) not in enter(users["branch_worker"]).get(ROUNDS).content.decode()


def test_nobody_reads_the_notice_or_review_of_another(appraised, enter):
    row = appraised.until("closed")
    users = appraised.party.place.users

    assert enter(users["qiu"]).get(f"{OWN_ROUNDS}{row.pk}/notice.pdf").status_code == 404
    assert enter(users["qiu"]).get(f"{OWN_ROUNDS}{row.pk}/review_oneself").status_code == 404
    assert enter(users["clerk"]).get(f"{ROUNDS}{row.pk}/summary.pdf").status_code == 403


def test_words_of_an_appraisal_are_sealed_in_the_database(appraised):
    appraised.until("closed")

    with connection.cursor() as cursor:
        for table, column in ((SelfReview, "words"), (Grade, "opinion")):
            cursor.execute(f"SELECT {column} FROM {table._meta.db_table}")
            held = [bytes(row[0]) for row in cursor.fetchall()]
            assert held
            assert all("支委会".encode() not in one and "参加".encode() not in one for one in held)


def test_a_page_left_open_is_said_to_be_stale(appraised, enter):
    client = enter(appraised.party.place.users["secretary"])
    actions.ask_self_reviews(appraised.row, by=appraised.by, version=1)

    stale = posted(client, f"{ROUNDS}{appraised.row.pk}/call_off_appraisal", version=1, reason="开错了。")

    assert stale.status_code == 409
    assert AppraisalRound.objects.get().status == "reviewing"
