"""What staff and members see of messages, and that a press counts once."""

import datetime as dt
import io
import re
import uuid

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.core import clock
from linli.core.audit import AuditEntry
from linli.notifications import actions
from linli.notifications.addresses import Address, Channel, Event
from linli.notifications.models import Delivery, Message, Robot
from linli.papers.printing import actions as printing
from linli.papers.printing.models import PrintJob
from tests.conftest import MORNING
from tests.notifications.conftest import PHONE
from tests.orders.test_pages import queries_of

TELLING, DESK, INBOX = "/desk/nanmen/telling/", "/desk/nanmen/", "/desk/nanmen/inbox/"
WECOM = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a-key-of-the-group"


def press(client, row, verb, *, act_id=None, version=None, **more):
    form = {"act_id": act_id or str(uuid.uuid4()), "version": version or row.version, **more}
    return client.post(f"{TELLING}{row.pk}/{verb}", form)


def stands(row):
    row.refresh_from_db()
    return row.status


def letter(say, **more):
    return say(Address(Channel.PAPER, "青云首府 1栋 502", "林小夜"), **more)


def test_a_call_is_made_and_written_down(place, say, enter):
    row, client = (
        say(Address(Channel.CALL, PHONE, "林小夜", None, "要念给本人听")),
        enter(place.users["clerk"]),
    )
    answer = client.get(TELLING)
    page = answer.content.decode()
    for word in (f"tel:{PHONE}", "林小夜", "要念给本人听", "您反映的事办过了"):
        assert word in page
    assert "no-store" in answer["Cache-Control"]

    assert press(client, row, "tell").status_code == 302
    page = client.get(TELLING).content.decode()
    assert (stands(row), PHONE in page, "现在没有要告诉的" in page) == ("told", False, True)
    assert AuditEntry.objects.filter(subject_id=row.pk).last().actor_name == "clerk"


def test_who_was_not_reached_comes_back_later(place, say, enter):
    row, client = say("call"), enter(place.users["clerk"])
    press(client, row, "miss")

    assert PHONE not in client.get(TELLING).content.decode()
    with clock.at(MORNING + dt.timedelta(hours=2)):
        page = enter(place.users["clerk"]).get(TELLING).content.decode()
        assert PHONE in page
        assert "还没联系上" in page
        row.refresh_from_db()
        press(enter(place.users["clerk"]), row, "tell")
    assert stands(row) == "told"


@pytest.mark.parametrize("verb", ["tell", "miss"])
def test_a_double_press_is_one_act(place, say, enter, verb):
    row, client, act_id = say("call"), enter(place.users["clerk"]), str(uuid.uuid4())
    first = press(client, row, verb, act_id=act_id)
    again = press(client, row, verb, act_id=act_id, version=1)

    assert (first.status_code, again.status_code) == (302, 302)
    assert AuditEntry.objects.filter(subject_id=row.pk, action=f"notifications.{verb}").count() == 1


def test_of_two_clerks_at_once_one_wins(place, say, enter):
    row = say("call")
    press(enter(place.users["clerk"]), row, "tell", version=1)
    late = press(enter(place.users["secretary"]), row, "miss", version=1)

    assert late.status_code == 409
    assert "刚" in late.content.decode()
    assert stands(row) == "told"


def test_what_need_not_be_told_leaves_the_list_with_its_reason(place, say, enter):
    row, client = say("call"), enter(place.users["clerk"])
    assert press(client, row, "drop").status_code == 422
    assert press(client, row, "drop", reason="knows").url == TELLING

    assert stands(row) == "dropped"
    assert AuditEntry.objects.filter(subject_id=row.pk).last().note == "本人已经知道"


def test_a_letter_goes_through_the_printing_room_into_the_letter_box(place, say, enter):
    row, client, act_id = letter(say), enter(place.users["clerk"]), str(uuid.uuid4())
    for _ in range(2):
        assert press(client, row, "lay", act_id=act_id, version=1).status_code == 302
    job = PrintJob.objects.get()
    text = "".join(
        page.extract_text()
        for page in pypdf.PdfReader(io.BytesIO(printing.bound([job], by=place.actor("clerk")))).pages
    )

    assert stands(row) == "laid"
    assert "林小夜" in text.replace("\n", "")
    assert "502" in text
    assert "502" not in f"{job.title} {job.place} {job.place_order}"
    assert "已放进信箱" in client.get(TELLING).content.decode()
    press(client, row, "tell")
    assert stands(row) == "told"


def test_a_letter_that_is_overtaken_leaves_the_printing_room(place, say, enter):
    row, client = letter(say), enter(place.users["clerk"])
    press(client, row, "lay")
    actions.overtake(place.team, by=place.actor("clerk"))

    assert stands(row) == "dropped"
    assert not PrintJob.objects.exists()


@pytest.mark.parametrize(("way", "verb"), [("call", "lay"), ("paper", "miss")])
def test_a_verb_of_another_way_is_refused(place, say, enter, way, verb):
    row = letter(say) if way == "paper" else say("call")

    assert press(enter(place.users["clerk"]), row, verb).status_code == 403
    assert stands(row) == "waiting"


def test_who_did_the_work_does_not_ask_whether_it_is_solved(place, say, enter):
    row = say("call", done_by=place.users["clerk"])
    clerk, secretary = enter(place.users["clerk"]), enter(place.users["secretary"])

    assert PHONE not in clerk.get(TELLING).content.decode()
    assert press(clerk, row, "tell").status_code == 404
    assert PHONE in secretary.get(TELLING).content.decode()


def test_what_a_machine_sends_is_on_no_page(place, say, enter, gateway):
    row, client = say("sms", text="编号 K7P-4M2", spoken="凭回执看"), enter(place.users["secretary"])

    for path in (TELLING, DESK, INBOX):
        page = client.get(path).content.decode()
        assert PHONE not in page
        assert "K7P" not in page
    assert press(client, row, "tell").status_code == 404


@pytest.mark.parametrize(
    ("who", "status"), [("secretary", 200), ("clerk", 200), ("grid_worker", 403), ("zhou", 403)]
)
def test_who_sees_telephones(place, other_place, say, enter, who, status):
    say("call")
    client = enter(place.users[who])

    assert client.get(TELLING).status_code == status
    assert client.get("/desk/yongxinlu/telling/").status_code == 404
    assert PHONE not in client.get("/serve/nanmen/inbox/").content.decode()


def test_one_of_another_community_is_not_found(place, other_place, say, enter):
    row = say("call")
    stranger = enter(other_place.users["clerk"])

    assert (
        stranger.post(f"/desk/yongxinlu/telling/{row.pk}/tell", {"act_id": str(uuid.uuid4())}).status_code
        == 404
    )
    assert stands(row) == "waiting"


def lay(place, name, turn=1, text="派给您了"):
    event = Event.of("tests.happened", place.team, turn)
    actions.notify_inboxes(event, [place.users[name]], text=text, path="/serve/nanmen/")
    return Message.objects.get(user=place.users[name], turn=str(turn))


def test_an_inbox_is_its_owners_alone(place, enter):
    lay(place, "zhou", text="给周的")
    lay(place, "ma", text="给马的")
    pages = {
        who: enter(place.users[who]).get("/serve/nanmen/inbox/").content.decode()
        for who in ("zhou", "ma", "qiu", "secretary")
    }

    assert {who: [word for word in ("给周的", "给马的") if word in page] for who, page in pages.items()} == {
        "zhou": ["给周的"], "ma": ["给马的"], "qiu": [], "secretary": [],
    }  # fmt: skip


def test_a_message_is_cleared_by_its_owner_only_and_leaves_no_trace(place, enter):
    mine, other = lay(place, "zhou"), lay(place, "zhou", 2)
    enter(place.users["ma"]).post("/serve/nanmen/inbox/clear", {"message": str(mine.pk)})
    assert Message.objects.filter(ended_at__isnull=True).count() == 2

    client = enter(place.users["zhou"])
    for _ in range(2):
        assert (
            client.post("/serve/nanmen/inbox/clear", {"message": str(mine.pk)}).url == "/serve/nanmen/inbox/"
        )
    assert list(Message.objects.filter(ended_at__isnull=True)) == [other]
    assert not AuditEntry.objects.exists()


def test_one_press_clears_what_the_page_showed_and_nothing_newer(place, enter):
    for n in range(3):
        lay(place, "zhou", n)
    client = enter(place.users["zhou"])
    until = re.search(
        r'name="until" value="([^"]+)"', client.get("/serve/nanmen/inbox/").content.decode()
    ).group(1)
    with clock.at(MORNING + dt.timedelta(seconds=5)):
        newer = lay(place, "zhou", 9, text="刚来的")
    client.post("/serve/nanmen/inbox/clear", {"until": until})

    assert list(Message.objects.filter(ended_at__isnull=True)) == [newer]


@pytest.mark.parametrize(
    "form", [{}, {"message": "x"}, {"until": "x"}, {"until": "0001-01-01T00:00:00+1400"}]
)
def test_a_press_without_sense_clears_nothing(place, enter, form):
    lay(place, "zhou")
    enter(place.users["zhou"]).post("/serve/nanmen/inbox/clear", form)

    assert Message.objects.get().ended_at is None


def test_the_inbox_pages_by_key_the_newest_first(place, enter):
    for n in range(60):
        with clock.at(MORNING - dt.timedelta(minutes=n)):
            lay(place, "clerk", n, text=f"第{n}件")
    client, seen, address = enter(place.users["clerk"]), [], INBOX
    while address:
        page = client.get(address).content.decode()
        seen += re.findall(r"第(\d+)件", page)
        onward = re.search(r'href="([^"]+)" rel="?next', page) or re.search(
            r'href="([^"]+after=[^"]+)"', page
        )
        address = onward.group(1).replace("&amp;", "&") if onward else None

    assert seen == [str(n) for n in range(60)]


@pytest.mark.parametrize("rows", [1, 60])
def test_pages_ask_at_most_four_times_whatever_they_hold(place, say, enter, rows):
    for n in range(rows):
        say("call", turn=n)
        lay(place, "clerk", n)
    client = enter(place.users["clerk"])
    for path in (TELLING, INBOX, DESK, "/serve/nanmen/inbox/", "/serve/nanmen/"):
        client.get(path)
        asked = queries_of(lambda path=path: client.get(path))

        assert len(asked) <= 4, "\n".join([path, *asked])


def test_a_press_asks_at_most_six_times(place, say, enter):
    row, client = say("call"), enter(place.users["clerk"])
    client.get(TELLING)
    asked = queries_of(lambda: press(client, row, "tell"))

    assert len(asked) <= 6, "\n".join(asked)


def test_today_says_how_many_wait(place, say, enter):
    client = enter(place.users["clerk"])
    assert "打电话或送信" not in client.get(DESK).content.decode()

    for n in range(3):
        say("call", turn=n)
    lay(place, "clerk")
    page = client.get(DESK).content.decode()
    assert re.search(r'要告诉居民的事</strong>.*?<span class="count">3</span>', page, re.DOTALL)
    assert re.search(r'消息</strong>.*?<span class="count">1</span>', page, re.DOTALL)
    assert "打电话或送信" not in enter(place.users["grid_worker"]).get(DESK).content.decode()


def test_the_first_page_of_a_member_says_how_many_messages_there_are(place, enter):
    client = enter(place.users["zhou"])
    assert '消息 <span class="count">' not in client.get("/serve/nanmen/").content.decode()

    for n in range(3):
        lay(place, "zhou", n)
    assert '消息 <span class="count">3</span>' in client.get("/serve/nanmen/").content.decode()


def connect(client, url=WECOM, **more):
    return client.post(f"{TELLING}robot", {"act_id": str(uuid.uuid4()), "url": url, **more})


def test_the_secretary_connects_a_robot_whose_address_is_never_shown(place, enter):
    client = enter(place.users["secretary"])
    assert connect(client).status_code == 302
    connect(client, "https://open.feishu.cn/open-apis/bot/v2/hook/x", secret="s")
    page = client.get(f"{TELLING}robot").content.decode()

    assert "飞书" in page
    assert "hook/x" not in page
    assert Robot.objects.get().secret == "s"
    with connection.cursor() as cursor:
        cursor.execute("SELECT url FROM notifications_robot")
        assert b"feishu" not in bytes(cursor.fetchone()[0])
    client.post(f"{TELLING}robot/remove", {"act_id": str(uuid.uuid4())})
    assert not Robot.objects.exists()
    entries = AuditEntry.objects.filter(action__startswith="notifications.")
    assert [entry.action.split(".")[1] for entry in entries] == ["set_robot", "set_robot", "remove_robot"]
    assert "hook" not in repr(list(entries.values()))


@pytest.mark.parametrize(
    "url", ["", "https://example.org/hook", WECOM.replace("https", "http"), "javascript:alert(1)"]
)
def test_another_address_is_no_robot(place, enter, url):
    assert connect(enter(place.users["secretary"]), url).status_code == 422
    assert not Robot.objects.exists()


def test_only_the_secretary_connects_a_robot(place, enter):
    assert connect(enter(place.users["clerk"])).status_code == 403


def test_the_queries_of_a_page_do_not_grow_with_the_tries(place, say, enter):
    row, client = say("call"), enter(place.users["clerk"])
    Delivery.objects.filter(pk=row.pk).update(tries=3)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(TELLING).content.decode()

    assert "试过 3 次" in page
    assert sum("notifications_delivery" in query["sql"] for query in asked.captured_queries) == 1
