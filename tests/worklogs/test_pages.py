"""Pages of work logs: nothing is stored until the worker says so, and nobody sees it before."""

import datetime as dt
import io
import re

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.accounts import delegations
from linli.accounts.models import Posting
from linli.core import clock, personal
from linli.core.audit import AuditEntry
from linli.core.keys import uuid7
from linli.core.records import state_of
from linli.core.rights import REGISTER
from linli.disclosure import actions as disclosure
from linli.meetings import actions as meetings
from linli.residents import actions as residents
from linli.worklogs import actions
from linli.worklogs.models import WorkLog
from linli.worklogs.personal import erase_logs
from tests.conftest import MORNING
from tests.people import SINCE, person

TODAY = MORNING.date()
SERVE, DESK, HANDED = "/serve/nanmen/log/", "/desk/nanmen/log/", "/desk/nanmen/logs/"
DAY = f"{SERVE}2026-03-10"
# Queries inside the view, without session, user and the frame of the transaction.
OUTSIDE = re.compile(
    r"^(BEGIN|COMMIT|SAVEPOINT|RELEASE|ROLLBACK)|django_session|FROM \"accounts_user\" WHERE"
)


def typed(log=None, sentence="陪检修师傅看了电表箱", **more):
    return {"act_id": str(uuid7()), "state": state_of(log) if log else "", "sentence": sentence, **more}


def handed(place, who="zhou", *, day=TODAY, sentence="都办了"):
    return actions.hand_in(place.community, day=day, sentence=sentence, by=place.actor(who))


def asked(call):
    with CaptureQueriesContext(connection) as captured:
        assert call().status_code < 400
    return [one["sql"] for one in captured if not OUTSIDE.search(one["sql"])]


def words_of(made):
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    return "".join(page.extract_text() for page in pages).replace("\n", "").replace(" ", "")


def test_zero_typing_gives_a_true_log_and_stores_nothing(place, enter):
    order, before = place.order("accepted"), AuditEntry.objects.count()
    page = enter(place.users["zhou"]).get(SERVE).content.decode()

    assert f"接单：{order.subject}（{order.number}）" in page
    assert "09:00" in page
    assert (WorkLog.objects.count(), AuditEntry.objects.count()) == (0, before)


@pytest.mark.parametrize("who", ["secretary", "clerk", "grid_worker", "zhou"])
def test_everybody_at_work_has_one_and_the_menu_leads_there(place, enter, who):
    client = enter(place.users[who])
    room = SERVE if who == "zhou" else DESK
    menu = client.get(room).content.decode()

    assert f'href="{room}"' in menu
    assert (HANDED in menu) is (who == "secretary")


def test_a_sentence_is_kept_sealed_and_changed(place, enter):
    client = enter(place.users["zhou"])
    assert client.post(f"{DAY}/write_log", typed())["Location"] == DAY
    log = WorkLog.objects.get()
    assert (log.sentence, log.is_handed_in, log.user) == ("陪检修师傅看了电表箱", False, place.users["zhou"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT sentence FROM worklogs_worklog")
        assert "电表箱".encode() not in bytes(cursor.fetchone()[0])
    client.post(f"{DAY}/write_log", typed(log, "改了"))

    assert WorkLog.objects.get().sentence == "改了"
    assert "改了" in client.get(DAY).content.decode()
    assert not AuditEntry.objects.filter(note__contains="改").exists()


@pytest.mark.parametrize("verb", ["write_log", "hand_in"])
def test_a_double_press_is_one_log(place, enter, verb):
    client, data = enter(place.users["zhou"]), typed()
    answers = [client.post(f"{DAY}/{verb}", data) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert AuditEntry.objects.filter(action=f"worklogs.{verb}").count() == WorkLog.objects.count() == 1


def test_taking_back_twice_is_once(place, enter):
    log, client = handed(place), enter(place.users["zhou"])
    data = {"act_id": str(uuid7()), "state": state_of(log)}
    answers = [client.post(f"{DAY}/take_back_log", data) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert AuditEntry.objects.filter(action="worklogs.take_back_log").count() == 1
    assert WorkLog.objects.get().lines == ""


def test_a_stale_page_keeps_what_was_typed(place, enter):
    client, data = enter(place.users["zhou"]), typed(sentence="在手机上写的")
    client.post(f"{DAY}/write_log", typed(sentence="在电脑上写的"))
    answer = client.post(f"{DAY}/write_log", data)

    assert answer.status_code == 409
    assert "在手机上写的" in answer.content.decode()
    assert WorkLog.objects.get().sentence == "在电脑上写的"
    again = answer.context["form"]
    client.post(f"{DAY}/write_log", typed(sentence="在手机上写的", state=again["state"].value()))
    assert WorkLog.objects.get().sentence == "在手机上写的"


def test_what_is_handed_in_is_changed_only_after_it_was_taken_back(place, enter):
    log, client = handed(place), enter(place.users["zhou"])
    answer = client.post(f"{DAY}/write_log", typed(log, "后来"))
    assert answer.status_code == 422
    assert WorkLog.objects.get().sentence == "都办了"
    client.post(f"{DAY}/take_back_log", {"act_id": str(uuid7()), "state": state_of(WorkLog.objects.get())})
    client.post(f"{DAY}/write_log", typed(WorkLog.objects.get(), "后来"))

    assert WorkLog.objects.get().sentence == "后来"


def test_what_was_handed_in_yesterday_stays(place, enter):
    handed(place)
    with clock.at(MORNING + dt.timedelta(days=1)):
        client = enter(place.users["zhou"])
        data = {"act_id": str(uuid7()), "state": state_of(WorkLog.objects.get())}
        answer = client.post(f"{DAY}/take_back_log", data)

        assert answer.status_code == 422
        assert "take_back_log" not in client.get(DAY).content.decode()
    assert WorkLog.objects.get().is_handed_in


def test_the_secretary_reads_the_copy_that_was_handed_in(place, enter):
    order = place.order("accepted")
    log = handed(place)
    place.take(order, "resolve")
    page = enter(place.users["secretary"]).get(f"{HANDED}{log.pk}").content.decode()

    assert f"接单：{order.subject}（{order.number}）" in page
    assert "都办了" in page
    assert "办结：" not in page, "done after it was handed in"
    assert "办结：" not in enter(place.users["zhou"]).get(SERVE).content.decode()


def test_before_it_is_handed_in_nobody_else_sees_it(place, enter):
    log = actions.write_log(place.community, day=TODAY, sentence="秘密", by=place.actor("zhou"))
    secretary = enter(place.users["secretary"])

    assert secretary.get(f"{HANDED}{log.pk}").status_code == 404
    assert secretary.get(f"{HANDED}{log.pk}/pdf").status_code == 404
    assert secretary.get(HANDED).context["rows"] == []
    for who in ("ma", "clerk", "grid_worker"):
        assert "秘密" not in enter(place.users[who]).get(SERVE).content.decode()
        assert enter(place.users[who]).get(f"{HANDED}{log.pk}").status_code == 403


@pytest.mark.parametrize("who", ["zhou", "ma", "clerk", "grid_worker"])
def test_only_the_secretary_reads_what_was_handed_in(place, enter, who):
    log, client = handed(place), enter(place.users[who])

    assert {client.get(path).status_code for path in (HANDED, f"{HANDED}{log.pk}", f"{HANDED}{uuid7()}")} == {
        403
    }


def test_nobody_presses_for_another(place, enter):
    log = handed(place)
    answer = enter(place.users["ma"]).post(
        f"{DAY}/take_back_log", {"act_id": str(uuid7()), "state": state_of(log)}
    )

    assert answer.status_code == 409
    assert WorkLog.objects.get().is_handed_in


def test_the_secretary_of_another_community_finds_nothing(place, other_place, enter):
    log, client = handed(place), enter(other_place.users["secretary"])

    assert client.get(f"{HANDED}{log.pk}").status_code == 404
    assert client.get(f"/desk/yongxinlu/logs/{log.pk}").status_code == 404
    assert log.user.name not in client.get("/desk/yongxinlu/logs/").content.decode()


def test_reading_is_not_lent(place, enter):
    log = handed(place)
    posting = Posting.objects.get(user=place.users["secretary"])
    delegations.delegate(
        posting, to=place.users["clerk"], since=TODAY, until=TODAY, by=place.actor("secretary")
    )  # fmt: skip

    assert enter(place.users["clerk"]).get(f"{HANDED}{log.pk}").status_code == 403
    assert not any(right.lendable for code, right in REGISTER.items() if code.startswith("worklogs."))


def test_the_list_is_by_day_and_counts_nothing(place, enter):
    place.order("accepted")
    for days, who in ((1, "zhou"), (0, "ma"), (2, "ma"), (0, "zhou")):
        handed(place, who, day=TODAY - dt.timedelta(days=days))
    answer = enter(place.users["secretary"]).get(HANDED)
    days = [row.day for row in answer.context["rows"]]
    main = answer.content.decode().split("<main")[1].split("</main")[0]

    assert days == sorted(days, reverse=True)
    assert len(days) == 4
    assert 'class="count"' not in main
    assert "09:00" not in main, "no hour of handing in: it would be a clock"


def test_the_list_goes_on_by_key(place, enter):
    for n in range(55):
        handed(place, day=TODAY - dt.timedelta(days=n))
    client = enter(place.users["secretary"])
    first = client.get(HANDED)
    rest = client.get(first.context["older"])

    assert (len(first.context["rows"]), len(rest.context["rows"])) == (50, 5)


@pytest.mark.parametrize("day", ["2026-03-11", "2025-09-10", "heute", "2026-02-30", "20260310"])
def test_a_day_that_has_no_log_is_not_found(place, enter, day):
    client = enter(place.users["zhou"])

    assert client.get(f"{SERVE}{day}").status_code == 404
    assert client.post(f"{SERVE}{day}/hand_in", typed()).status_code == 404


def test_days_lead_to_each_other(place, enter):
    client = enter(place.users["zhou"])
    today = client.get(SERVE).context

    assert (today["newer"], today["older"]) == ("", f"{SERVE}2026-03-09")
    assert client.get(today["older"]).context["newer"] == f"{SERVE}2026-03-10"


def test_a_sentence_that_is_too_long_is_refused_and_kept(place, enter):
    answer = enter(place.users["zhou"]).post(f"{DAY}/write_log", typed(sentence="长" * 1001))

    assert answer.status_code == 422
    assert "长长长" in answer.content.decode()
    assert not WorkLog.objects.exists()


def busy(place, rows):
    """A day of the clerk with matters, tasks and announcements."""
    by = place.actor("clerk")
    for n in range(rows):
        place.order("dispatched", building=place.buildings[n % 3])
        meetings.give(
            place.community, title="报数", giver="street", due_at=MORNING + dt.timedelta(days=1),
            handler=place.users["clerk"], by=by,
        )  # fmt: skip
        disclosure.publish(
            place.community, title="停水", text="修。", since=TODAY, until=TODAY, signed="社区", by=by
        )


def test_pages_ask_little_and_the_same_for_any_number_of_acts(place, enter):
    client, counts = enter(place.users["clerk"]), []
    for rows in (1, 2, 20):
        busy(place, rows)
        client.get(DESK)
        counts.append(asked(lambda: client.get(DESK)))
    handed(place, "clerk")
    listed = asked(lambda: enter(place.users["secretary"]).get(HANDED))

    assert len({len(one) for one in counts}) == 1
    assert len(counts[0]) <= 6, "\n".join(counts[0])
    assert len(listed) <= 4, "\n".join(listed)


def test_writing_asks_at_most_six_times(place, enter):
    busy(place, 3)
    client = enter(place.users["clerk"])
    day = f"{DESK}2026-03-10"
    wrote = asked(lambda: client.post(f"{day}/write_log", typed()))
    gave = asked(lambda: client.post(f"{day}/hand_in", typed(WorkLog.objects.get())))
    data = {"act_id": str(uuid7()), "state": state_of(WorkLog.objects.get())}
    took = asked(lambda: client.post(f"{day}/take_back_log", data))

    assert max(len(wrote), len(took)) <= 7, "\n".join([*wrote, "", *took])
    # Handing in composes the day besides: its entries and one query for each kind of record they name.
    assert len(gave) <= len(wrote) + 4, "\n".join(gave)


@pytest.mark.parametrize("who", ["worker", "secretary"])
def test_the_sheet_has_every_line_and_the_sentence(place, enter, who):
    order, log = place.order("accepted"), handed(place)
    path = f"{DAY}/pdf" if who == "worker" else f"{HANDED}{log.pk}/pdf"
    answer = enter(place.users["zhou" if who == "worker" else "secretary"]).get(path)
    words = words_of(answer.content)

    assert answer["Content-Type"] == "application/pdf"
    for told in (
        "民情日志",
        "2026年3月10日",
        "zhou",
        "09:00",
        f"接单：{order.subject}",
        order.number,
        "都办了",
    ):
        assert told.replace(" ", "") in words


def test_the_text_to_copy_is_the_day(place, enter):
    order = place.order("accepted")
    handed(place)
    text = enter(place.users["zhou"]).get(DAY).context["text"]

    assert text.splitlines() == [
        "民情日志 2026年3月10日 星期二", f"09:00 接单：{order.subject}（{order.number}）", "都办了",
    ]  # fmt: skip


def test_logs_are_erased_after_the_days_of_the_rulebook(place):
    handed(place, day=TODAY - dt.timedelta(days=2))
    kept = handed(place)
    code = personal.DECLARED[WorkLog, "sentence"].kept.code

    assert personal.purges()[code] == ("worklogs", erase_logs)
    assert erase_logs(place.community, MORNING - dt.timedelta(days=1)) == 1
    assert list(WorkLog.objects.all()) == [kept]


def test_a_worker_gets_a_copy_and_is_erased(place):
    user = person(place, "he", "member")
    one = residents.enter(place.community, name="何某", since=SINCE, by=place.actor("clerk"))
    one.user = user
    one.save()
    handed(place, "he")
    [part] = [part for part in personal.parts_of(one) if part.code == "worklogs"]
    assert any(fact.value == "都办了" for fact in part.records[0])
    personal.erase_of(one)

    assert not WorkLog.objects.exists()
