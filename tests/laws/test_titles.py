"""What WeChat shows of a shared link is its title and its first picture: short, unlike the others, nobody's data in it."""

import datetime as dt
import io
import re
from html import unescape

import pytest
from django.test import Client
from PIL import Image

from linli.core import clock
from linli.disclosure import actions as disclosure
from linli.disclosure.models import Announcement
from linli.hall.actions import book
from linli.hall.actions.appointments import Wanted
from linli.hall.planting import plant_services
from linli.hall.queries import free_half_hours
from linli.orders.receipts import digits_of
from linli.places.models import Building
from linli.surveys.actions import close
from linli.wishes.models import MicroWish
from tests.hall.hall import began, number, service
from tests.laws.test_rights import VIEWS
from tests.people import WAY
from tests.pledges.pledging import in_review, member
from tests.publicity.publishing import published as published_of_party
from tests.surveys.surveying import published
from tests.venues.venues import standing
from tests.wishes.wishing import WAY as WISHED
from tests.wishes.wishing import wished

LONGEST, LEAST_PICTURE = 28, 300
PHONE, NAME, PLACE, TEXT = "13900006021", "林小夜", "三楼左手第二户", "隔壁老赵家半夜还在打麻将吵得睡不着"
# Every public page of a community; an address that is added without being public has no business here.
PUBLIC = {
    address.removeprefix("<slug:slug>/")
    for address, view in VIEWS.items()
    if address.startswith("<slug:slug>/") and not view.guard.right
}
# Not pages: they answer a press, or with a file.
PRESSED = re.compile(
    r"/(confirm|reopen|answer|chase|rate|withdraw|cancel|attach|detach|light|thank)$|^elder$"
)
FILE = re.compile(r"\.(png|pdf|json|ics)$|/pictures/|^open311/")


@pytest.fixture
def orders(place):
    """A matter in every state, full of what must not be in a title."""
    more = {"text": TEXT, "place": PLACE, "contact_phone": PHONE, "building": place.buildings[0]}
    return {status: place.order(status, **more) for status in WAY}


@pytest.fixture
def announcements(place):
    """A notice with the longest title, an outage that goes on and one that is over."""
    by, today, now = place.actor("secretary"), clock.today(), clock.now()
    longest = Announcement._meta.get_field("title").max_length
    common = {"text": "请互相转告。", "signed": "南门社区", "by": by}
    notice = {"since": today, "until": today, "title": "关于开展冬季用电安全检查的通知" * 9}
    disclosure.publish(place.community, **common, **(notice | {"title": notice["title"][:longest]}))
    for kind, title in (("water", "青云首府一期二期停水"), ("lift", "青云首府 1 栋电梯停用检修")):
        row = disclosure.publish(
            place.community, **common, kind=kind, title=title, begins_at=now - dt.timedelta(hours=1)
        )
    disclosure.end(row, text="修好了。", by=by)
    return list(Announcement.objects.of(place.community))


@pytest.fixture
def hall(place):
    """One of each that the hall and the stations show: its address, what stands in it, and the digits where they are asked for."""
    plant_services(place.community)
    item = service(place)
    row, ticket, digits = (
        began(place, item, contact_name=NAME, contact_phone=PHONE),
        number(place),
        PHONE[-4:],
    )
    when = free_half_hours(place.community)[0][0]
    booked = book(place.community, Wanted(item, when, NAME, PHONE), by=place.actor("clerk"))
    return {
        "stations/<uuid:pk>": ({"pk": standing(place).pk}, ""),
        "hall/items/<slug:code>": ({"code": item.code}, ""),
        "hall/numbers/<uuid:pk>": ({"pk": ticket.pk}, ""),
        "hall/t/<str:code>": ({"code": row.code}, digits),
        "hall/bookings/<str:code>": ({"code": booked.code}, digits),
    }


@pytest.fixture
def wishes(place):
    """A wish in every state, full of what must not be in a title."""
    more = {"text": TEXT, "place": PLACE, "wisher_phone": PHONE, "wisher_name": NAME}
    return {status: wished(place, status, **more) for status in WISHED}


@pytest.fixture
def surveys(place):
    """One that is asked, and one that is over and shows its results, by their addresses; and a pledge under review."""
    asked, over = (
        published(place, title="大家的问题" * 12),
        published(place, title="去年的问题", shows_results=True),
    )
    close(over, by=place.actor("clerk"), version=over.version)
    one = "surveys/<survey_code:code>/"
    known = published_of_party(place, title="支委会定下两件事" * 5, text=f"写了 {NAME} 和 {PHONE}")
    pledges = {
        "pledges/<pledge_code:code>/": [in_review(place, member(place, NAME))],
        "publications/<str:code>/": [known],
    }
    return {one: [asked, over], f"{one}thanks": [asked, over], f"{one}results": [over], **pledges}


def paths(orders, announcements, hall, wishes, surveys):
    """Every page once for every row that it can show."""
    buildings = Building.objects.all()
    for address in sorted(PUBLIC):
        if PRESSED.search(address) or FILE.search(address):
            continue
        if address in hall:
            yield address, *hall[address]
        elif address in surveys:
            yield from ((address, {"code": row.code}, None) for row in surveys[address])
        elif "<order_code:code>" in address:
            yield from ((address, {"code": order.code}, order) for order in orders.values())
        elif "<wish_code:code>" in address:
            yield from ((address, {"code": wish.code}, wish) for wish in wishes.values())
        elif "<str:code>" in address:
            yield from ((address, {"code": row.code}, None) for row in announcements)
        elif "<uuid:pk>" in address:
            yield from ((address, {"pk": row.pk}, None) for row in buildings)
        else:
            assert "<" not in address, f"{address}: say here what it shows"
            yield address, {}, None


def opened(place, address, values, order):
    """The page as a resident sees it; who comes to a matter has said code and digits (its own page asks for them)."""
    client, path = Client(), f"/{place.community.slug}/{address}"
    for name, value in values.items():
        path = re.sub(rf"<\w+:{name}>", str(value), path)
    if isinstance(order, str) and order:
        client.post(path, {**values, "digits": order})
    elif isinstance(order, MicroWish):
        client.post(f"/{place.community.slug}/wishes/follow", {"code": order.code, "digits": PHONE[-4:]})
    elif order:
        client.post(f"/{place.community.slug}/t/", {"code": order.code, "digits": digits_of(order)})
    return client, client.get(path)


@pytest.fixture
def pages(place, orders, announcements, hall, wishes, surveys):
    """Path, title, words of the page and its browser for every public page."""
    found = []
    for address, values, order in paths(orders, announcements, hall, wishes, surveys):
        client, answer = opened(place, address, values, order)
        assert answer.status_code == 200, answer.request["PATH_INFO"]
        words = answer.content.decode()
        title = unescape(re.search(r"<title>(.*?)</title>", words, re.DOTALL).group(1))
        found.append((answer.request["PATH_INFO"], title, words, client))
    return found


def test_every_title_is_short_unlike_the_others_and_says_nothing_of_anybody(pages):
    private = (PHONE, PHONE[-4:], NAME, PLACE, TEXT[:6])
    seen = {}
    for path, title, _, _ in pages:
        seen.setdefault(title, []).append(path)

    assert {path: title for path, title, _, _ in pages if not 2 <= len(title) <= LONGEST} == {}
    assert {title: where for title, where in seen.items() if len(where) > 1} == {}
    assert [title for title in seen if any(word in title for word in private)] == []


def test_the_first_picture_is_large_enough_to_be_shown_and_the_receipt_has_one(pages):
    small = []
    for path, _, words, client in pages:
        if source := re.search(r'<img[^>]+src="([^"]+)"', words):
            picture = Image.open(io.BytesIO(client.get(source.group(1)).content))
            if min(picture.size) < LEAST_PICTURE:
                small.append((path, picture.size))

    assert small == []
    assert all("<img" in words for path, _, words, _ in pages if path.endswith("/received"))
