"""Pages of wishes and deeds: what they show, to whom, one press is one act, and how often they ask."""

import io
import re

import pypdf
import pytest
from django.test import Client

from linli.core import clock
from linli.core.keys import uuid7
from linli.residents.models import Person
from linli.wishes import actions
from linli.wishes.models import MicroWish, PracticalDeed, WishClaim
from linli.wishes.receipts import digits_of, wisher
from tests.orders.test_pages import queries_of
from tests.wishes.wishing import DUE, PHONE, begun, collected, confirmed, take, wished

WALL, MAKE, FOLLOW = "/nanmen/wishes/", "/nanmen/wishes/new", "/nanmen/wishes/follow"
DESK, SERVE, BOARD = "/desk/nanmen/wishes/", "/serve/nanmen/wishes/", "/desk/nanmen/deeds/"


def typed(**more):
    return {"act_id": str(uuid7()), **more}


def proven(wish):
    client = Client()
    client.post(FOLLOW, {"code": wish.code, "digits": digits_of(wish)})
    return client


def words_of(made):
    """The words of a PDF, without blanks."""
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    return "".join(page.extract_text() for page in pages).replace("\n", "").replace(" ", "")


def test_anybody_makes_a_wish_once_and_gets_a_code(place):
    client, data = Client(), typed(text="想学会用手机视频", kind="company", wisher_phone=PHONE)
    first, second = client.post(MAKE, data), client.post(MAKE, data)

    wish = MicroWish.objects.get()
    assert first["Location"] == second["Location"] == f"/nanmen/wishes/received/{wish.code}"
    assert wish.code in client.get(first["Location"]).content.decode()
    assert (wish.channel, wish.entered_by, wish.status) == ("web", None, "collected")


@pytest.mark.parametrize(
    ("field", "value"),
    [("text", ""), ("wisher_phone", "123"), ("yuan", "-1"), ("due_on", "2026-03-09"), ("kind", "x")],
)
def test_a_wrong_wish_is_refused_beside_its_field(place, field, value):
    answer = Client().post(MAKE, typed(**{"text": "灯", "kind": "goods", field: value}))

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not MicroWish.objects.exists()


def test_the_wall_shows_lamps_and_words_and_never_who_or_where(place):
    for status in ("collected", "published", "fulfilled", "declined"):
        wished(place, status, text="三楼左手独居，想要灯", place="1栋301")
    lit = wished(place, "lit", place="1栋301")
    actions.thank(lit, by=wisher(lit), thanks="看得清了", story="夜里不怕了", consent=True)
    page = Client().get(WALL).content.decode()

    assert page.count('class="card wish') == 3
    assert page.count("lamps__lit") == 1
    assert "看得清了" in page
    for hidden in ("林小夜", "1栋", "301", PHONE[-4:], "三楼", lit.code):
        assert hidden not in page
    assert Client().get(f"{WALL}?show=waiting").content.decode().count('class="card wish') == 1


def test_the_wall_stands_by_the_day_of_publishing_whatever_people_do(place):
    first, second = wished(place, "published"), wished(place, "published")
    take(place, first, "claim")

    page = Client().get(WALL)
    assert [wish.number for wish, _icon in page.context["wishes"]] == [second.number, first.number]


def test_code_and_digits_open_the_wish_and_too_many_wrong_ones_shut_it(place):
    wish = wished(place, "fulfilled")
    client = Client()
    assert client.get(f"{FOLLOW}/{wish.code}").context["form"].initial["code"]
    for _ in range(5):
        assert client.post(FOLLOW, {"code": wish.code, "digits": "0000"}).status_code == 422
    assert client.post(FOLLOW, {"code": wish.code, "digits": "6021"}).status_code == 422
    with clock.at(clock.now() + DUE):
        answer = client.post(FOLLOW, {"code": wish.code, "digits": "6021"})

    assert answer["Location"] == f"{FOLLOW}/{wish.code}"


def test_the_wisher_lights_it_thanks_and_cannot_be_overtaken_unseen(place):
    wish = wished(place, "fulfilled")
    client, page = proven(wish), f"{FOLLOW}/{wish.code}"
    assert "灯送到了" in client.get(page).content.decode()
    stale = client.post(f"{page}/light", typed(version=1))
    assert stale.status_code == 409

    client.post(f"{page}/light", typed(version=wish.version))
    client.post(f"{page}/thank", typed(thanks="谢谢", story="", consent="on"))

    row = MicroWish.objects.get()
    assert (row.status, row.thanks, row.story_consent_at is not None) == ("lit", "谢谢", True)
    refused = client.post(f"{page}/thank", typed(thanks="我是林小夜", consent="on"))
    assert refused.status_code == 422


def test_who_fulfilled_it_and_is_logged_in_has_no_word_for_the_wisher(place, enter):
    wish = wished(place, "fulfilled")
    client = enter(place.users["zhou"])
    client.post(FOLLOW, {"code": wish.code, "digits": digits_of(wish)})

    assert (
        "点亮"
        not in re.sub(
            r"(?s)<head>.*?</head>", "", client.get(f"{FOLLOW}/{wish.code}").content.decode()
        ).split("已实现")[0]
    )
    assert client.post(f"{FOLLOW}/{wish.code}/light", typed(version=wish.version)).status_code == 403
    assert MicroWish.objects.get().status == "fulfilled"


def test_nobody_without_the_digits_says_anything(place):
    wish = wished(place, "fulfilled")
    for verb in ("light", "reopen", "withdraw", "thank"):
        assert Client().post(f"{FOLLOW}/{wish.code}/{verb}", typed(version=wish.version)).status_code == 404

    assert MicroWish.objects.get().status == "fulfilled"


def test_a_paper_form_is_typed_in_with_what_its_code_knows(place, enter):
    known = Person.objects.create(community=place.community, name="林小夜", phone=PHONE)
    client = enter(place.users["clerk"])
    entry = f"{DESK}enter?channel=paper&paper=K7P-4M2&person={known.pk}"
    page = client.get(entry).content.decode()
    for proposed in ("林小夜", PHONE, "K7P-4M2"):
        assert proposed in page

    answer = client.post(
        entry, typed(text="想要一把凳子", kind="goods", channel="paper", source_paper="K7P-4M2", wisher_name="林小夜", wisher_phone=PHONE)
    )  # fmt: skip

    wish = MicroWish.objects.get()
    assert (wish.person, wish.channel, wish.source_paper) == (known, "paper", "K7P-4M2")
    assert wish.entered_by == place.users["clerk"]
    assert wish.code[:3] in client.get(answer["Location"]).content.decode()
    assert wish.code not in client.get(f"{DESK}{wish.number}").content.decode(), "later nobody sees the code"
    assert enter(place.users["secretary"]).get(answer["Location"]).status_code == 404


def test_the_desk_takes_a_wish_from_the_paper_to_the_wall(place, enter):
    wish, client = collected(place), enter(place.users["clerk"])
    page = f"{DESK}{wish.number}"
    right = {
        "title": "想要一盏灯", "kind": "goods", "yuan": "60", "max_claimers": "1", "lawful": "on", "no_benefit": "on",
    }  # fmt: skip
    assert client.post(f"{page}/examine", typed(version=1, **right | {"yuan": "501"})).status_code == 422
    client.post(f"{page}/examine", typed(version=1, **right))
    assert client.post(f"{page}/publish", typed(version=2, title="林小夜要灯")).status_code == 422
    client.post(f"{page}/publish", typed(version=2, title="想要一盏灯"))

    row = MicroWish.objects.get()
    assert (row.status, row.value_fen) == ("published", 6000)
    message = client.get(page).context["message"]
    assert "想要一盏灯" in message
    assert len(message) < 300
    assert "/nanmen/wishes/" in message
    assert "林小夜" not in message
    assert client.get(f"{page}/examine").status_code == 302, "what does not lead on has no page"


def test_a_member_claims_sees_the_wisher_fulfils_and_another_does_not_see(place, enter):
    wish = wished(place, "published", place="三楼左手")
    zhou, qiu = enter(place.users["zhou"]), enter(place.users["qiu"])
    assert "林小夜" not in zhou.get(f"{SERVE}{wish.number}").content.decode()

    zhou.post(f"{SERVE}{wish.number}/claim", typed(version=wish.version))
    assert "林小夜" in zhou.get(f"{SERVE}{wish.number}").content.decode()
    assert "三楼左手" in zhou.get(f"{SERVE}{wish.number}").content.decode()
    assert "林小夜" not in qiu.get(f"{SERVE}{wish.number}").content.decode()
    assert qiu.post(f"{SERVE}{wish.number}/claim", typed(version=wish.version)).status_code == 409
    version = MicroWish.objects.get().version
    zhou.post(f"{SERVE}{wish.number}/fulfil", typed(version=version, words="灯送到了"))

    assert MicroWish.objects.get().status == "fulfilled"
    assert "林小夜" not in zhou.get(f"{SERVE}{wish.number}").content.decode(), (
        "when it is done nobody needs the name"
    )


def test_a_member_gives_a_wish_back(place, enter):
    wish = wished(place, "claimed")
    enter(place.users["zhou"]).post(f"{SERVE}{wish.number}/release", typed(version=wish.version, note="出差"))

    assert (MicroWish.objects.get().status, WishClaim.objects.get().released_at is not None) == (
        "published",
        True,
    )


def test_a_deed_is_made_from_an_order_and_the_order_says_so(place, enter):
    order, client = place.order("accepted"), enter(place.users["clerk"])
    page = f"/desk/nanmen/orders/{order.number}"
    assert f"begin?order={order.number}" in client.get(page).content.decode()
    form = client.get(f"{BOARD}begin?order={order.number}").context["form"]
    assert (form["title"].value(), form["owner"].value()) == (order.subject, order.accepted_by_id)

    filled = typed(
        title="装路灯", what="三盏", owner=place.users["zhou"].pk, due_on="2026-04-01", organisation=""
    )
    client.post(f"{BOARD}begin?order={order.number}", filled)
    again = client.post(f"{BOARD}begin?order={order.number}", filled, follow=True)

    deed = PracticalDeed.objects.get()
    assert (deed.origin_id, again.context["deed"]) == (order.pk, deed)
    assert deed.number in client.get(page).content.decode()
    assert order.number in client.get(f"{BOARD}{deed.number}").content.decode()
    assert client.post(f"{BOARD}begin?order={order.number}", filled | typed()).status_code == 422


def test_the_owner_of_a_deed_says_that_it_is_done(place, enter):
    deed, client = begun(place), enter(place.users["zhou"])
    assert deed.title in client.get(SERVE).content.decode()
    address = f"/serve/nanmen/deeds/{deed.number}"

    client.post(address, typed(version=deed.version, evidence="装好了"))

    assert PracticalDeed.objects.get().status == "done"
    assert enter(place.users["qiu"]).get(address).status_code == 404
    assert "装好了" in client.get(address).content.decode()


def test_everybody_sees_deeds_and_nobody_named(place):
    confirmed(place, category="适老")
    dropped = begun(place, title="不办了的事")
    actions.drop(dropped, note="重复", by=place.actor("clerk"), version=dropped.version)
    page = Client().get("/nanmen/deeds/").content.decode()

    assert "给独居老人装扶手" in page
    assert "zhou" not in page
    assert "不办了的事" not in page


def test_form_and_wall_on_paper(place, enter):
    known = Person.objects.create(community=place.community, name="林小夜", phone=PHONE)
    wished(place, "published", place="1栋301")
    client = enter(place.users["clerk"])

    form = words_of(client.get(f"{DESK}form.pdf?person={known.pk}").content)
    walls = [words_of(client.get(f"{DESK}wall.pdf{size}").content) for size in ("", "?paper=a3")]

    assert "我有一个心愿" in form
    assert "林小夜" in form
    for wall in walls:
        assert "想要一盏床头小夜灯" in wall
        assert "林小夜" not in wall
    assert client.get(f"{DESK}form.pdf?person=x").status_code == 404
    assert enter(place.users["zhou"]).get(f"{DESK}wall.pdf").status_code == 403


def test_the_ledgers_export_without_who_wished(place, enter):
    wished(place, "lit")
    begun(place)
    client = enter(place.users["clerk"])
    for ledger in (DESK, f"{BOARD}all/"):
        page = client.get(ledger)
        assert page.status_code == 200
        assert "林小夜" not in page.content.decode()


BUDGETS = {
    WALL: ("anybody", 4), "/nanmen/deeds/": ("anybody", 4), DESK: ("clerk", 4), SERVE: ("zhou", 4), BOARD: ("clerk", 4),
    f"{BOARD}all/": ("clerk", 4),
}  # fmt: skip


@pytest.mark.parametrize("address", BUDGETS)
def test_lists_ask_little_and_no_more_with_more_rows(place, enter, address):
    who, most = BUDGETS[address]
    client = Client() if who == "anybody" else enter(place.users[who])
    counts = []
    for _ in range(3):
        wished(place, "published")
        wished(place, "lit")
        wished(place, "claimed")
        confirmed(place)
        begun(place)
        client.get("/nanmen/")
        counts.append(len(queries_of(lambda: client.get(address))))

    assert counts[-1] <= most
    assert counts[1] == counts[2]


def test_one_wish_and_one_deed_ask_at_most_six_times(place, enter):
    wish = wished(place, "published", groups=3)
    take(place, wish, "claim", helper="ma")
    deed = begun(place, origin=place.order("admitted"))
    clerk, zhou, asker = enter(place.users["clerk"]), enter(place.users["zhou"]), proven(wish)
    for client, address in (
        (clerk, f"{DESK}{wish.number}"),
        (clerk, f"{DESK}{wish.number}/claim"),
        (clerk, f"{BOARD}{deed.number}"),
        (zhou, f"{SERVE}{wish.number}"),
        (zhou, f"/serve/nanmen/deeds/{deed.number}"),
        (asker, f"{FOLLOW}/{wish.code}"),
    ):
        client.get("/nanmen/")
        assert len(queries_of(lambda c=client, a=address: c.get(a))) <= 6, address


PRESSES = {
    "examine": (
        "collected",
        {"title": "灯", "kind": "goods", "yuan": 1, "max_claimers": 1, "lawful": 1, "no_benefit": 1},
    ),
    "publish": ("examined", {"title": "想要一盏灯"}),
    "decline": ("collected", {"reason": "待遇", "instead": "窗口"}),
    "withdraw": ("published", {"told": "不要了"}),
    "claim": ("published", {"organisation": "供电所"}),
    "fulfil": ("claimed", {"words": "办了"}),
    "light": ("fulfilled", {"way": "call"}),
    "reopen": ("fulfilled", {"way": "call"}),
}


@pytest.mark.parametrize("verb", PRESSES)
def test_a_press_asks_no_more_than_it_needs(place, enter, verb):
    status, filled = PRESSES[verb]
    wish = wished(place, status)
    client = enter(place.users["clerk"])
    client.get("/nanmen/")

    asked = queries_of(
        lambda: client.post(f"{DESK}{wish.number}/{verb}", typed(version=wish.version, **filled))
    )

    assert MicroWish.objects.get().status != status
    assert len(asked) <= 6, asked


@pytest.mark.parametrize(
    ("verb", "status", "groups"),
    [
        ("claim", "published", 1),
        ("claim", "published", 3),
        ("release", "claimed", 1),
        ("fulfil", "claimed", 1),
    ],
)
def test_a_press_of_who_helps_asks_as_little(place, enter, verb, status, groups):
    wish = wished(place, status, groups=groups)
    client = enter(place.users["zhou"])
    client.get("/nanmen/")
    filled = typed(version=wish.version, words="办了", note="出差")

    asked = queries_of(lambda: client.post(f"{SERVE}{wish.number}/{verb}", filled))

    assert len(asked) <= 6, asked
    assert WishClaim.objects.exists()


def test_the_wisher_lights_it_in_six_questions(place):
    wish = wished(place, "fulfilled")
    client = proven(wish)
    client.get("/nanmen/")

    asked = queries_of(lambda: client.post(f"{FOLLOW}/{wish.code}/light", typed(version=wish.version)))

    assert MicroWish.objects.get().status == "lit"
    assert len(asked) <= 6, asked
