"""Handing over a post (N-19): nothing is left without owner, and the former holder sees nothing from that minute."""

import datetime as dt
import io
import uuid
from typing import Any

import pypdf
import pytest
from django.db import connection
from django.db.models import Q
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli.accounts import delegations, hand_overs, papers, tokens
from linli.accounts.models import Delegation, HandOver, Posting, Token
from linli.accounts.queries import actor_in
from linli.core import clock
from linli.core.audit import AuditEntry
from linli.core.errors import DomainError
from linli.core.files.actions import attachments_of
from linli.core.holdings import REGISTER, held_in
from linli.orders.models import Exclusion, Order
from linli.papers.typeset import png
from linli.volunteers.models import TeamMember
from tests.accounts.inviting import DESK, GOOD
from tests.conftest import MORNING
from tests.papers.printing.test_returning import photographed, send
from tests.people import person

TODAY = MORNING.date()
DAY = dt.timedelta(days=1)


def posting_of(place, name: str) -> Posting:
    return place.users[name].postings.get(community=place.community)


def page_of(place, name: str) -> str:
    return f"{DESK}{posting_of(place, name).pk}/hand_over"


def typed(place, to: str, **more: Any) -> dict[str, Any]:
    words = {"keys": "东门钥匙两把", "promises": "答应江家周五回话", "routines": "每月五日报表"}
    return {"act_id": str(uuid.uuid4()), "taker": str(place.users[to].pk), **words, **more}


def given(place, name: str, status: str = "accepted") -> Order:
    """An order handed to somebody in person, and taken."""
    order = place.order("admitted")
    from linli.orders import actions

    actions.dispatch(order, handler=place.users[name], by=place.actor("clerk"), version=order.version)
    if status == "accepted":
        place.take(order, "accept", taker=name)
    return order


@pytest.fixture
def desk(place, enter) -> Client:
    secretary = place.users["secretary"]
    secretary.set_password(GOOD)
    secretary.save()
    return enter(secretary)


@pytest.fixture
def successor(place):
    return person(place, "lan", "grid_worker", place_id=place.grids[0].pk)


@pytest.fixture
def loaded(place, successor):
    """A grid worker with orders taken and waiting, who acts for the clerk, and for whom somebody acts."""
    orders = [given(place, "grid_worker"), given(place, "grid_worker", "dispatched")]
    for whose, to in (("grid_worker", "clerk"), ("clerk", "grid_worker")):
        delegations.delegate(
            posting_of(place, whose),
            to=place.users[to],
            since=TODAY,
            until=TODAY + DAY,
            by=place.actor(whose),
        )
    return orders


def test_everything_held_stands_on_one_page(place, desk, loaded):
    page = desk.get(page_of(place, "grid_worker")).content.decode()

    for order in loaded:
        assert order.number in page
    assert "clerk代理grid_worker" in page
    assert "grid_worker代理clerk" in page
    assert "转给接手人" in page


def test_after_it_nothing_is_without_owner_and_the_former_holder_sees_nothing(
    place, desk, enter, loaded, successor
):
    giver, taker = enter(place.users["grid_worker"]), enter(successor)
    opened = [
        "/desk/nanmen/",
        "/serve/nanmen/",
        f"/serve/nanmen/orders/{loaded[0].number}",
        "/desk/nanmen/mine/",
    ]
    before = {path: giver.get(path).status_code for path in opened}
    answer = desk.post(page_of(place, "grid_worker"), typed(place, "lan"))
    row = HandOver.objects.get()

    assert answer.url == f"{DESK}hand_overs/{row.code}"
    assert set(before.values()) == {200}
    assert {path: giver.get(path).status_code for path in opened} == dict.fromkeys(opened, 404)
    assert actor_in(place.users["grid_worker"], place.community).offices == ()
    former = place.users["grid_worker"]
    unsettled = Order.objects.filter(Q(accepted_by=former) | Q(handler=former)).exclude(
        status__in=["resolved", "confirmed", "closed"]
    )
    assert not unsettled.exists()
    assert {o.handler for o in Order.objects.filter(pk__in=[o.pk for o in loaded])} == {successor}
    for order in loaded:
        assert taker.get(f"/serve/nanmen/orders/{order.number}").status_code == 200
    assert not Delegation.objects.filter(ended_at__isnull=True).exists()


def test_the_history_of_an_order_says_why_it_moved(place, desk, loaded):
    desk.post(page_of(place, "grid_worker"), typed(place, "lan"))
    row = HandOver.objects.get()
    moves = AuditEntry.objects.filter(
        subject_id=loaded[0].pk, note__contains=f"岗位交接 {row.code[:3]}-{row.code[3:]}"
    )

    assert [entry.action for entry in moves] == ["orders.send_back", "orders.dispatch"]


def test_tokens_of_the_posting_end(place, desk):
    person(place, "clerk2", "clerk")
    token = tokens.make_token(
        posting_of(place, "clerk"), name="屏幕", until=TODAY + DAY, may_write=False, by=place.actor("clerk")
    )
    desk.post(page_of(place, "clerk"), typed(place, "clerk2"))

    assert Token.objects.get().ended_at
    assert tokens.bearer_of(token, place.community) is None


def test_the_record_keeps_what_was_held_sealed(place, desk, loaded):
    desk.post(page_of(place, "grid_worker"), typed(place, "lan"))
    row = HandOver.objects.get()
    raw = HandOver.objects.values("held", "keys", "promises", "routines").get()

    kept = {kind["label"]: kind["ids"] for kind in row.kinds}
    assert set(kept["未办完的诉求"]) == {str(order.pk) for order in loaded}
    assert (row.keys, row.promises, row.routines) == ("东门钥匙两把", "答应江家周五回话", "每月五日报表")
    for sealed in raw.values():
        assert "钥匙".encode() not in bytes(sealed)
    assert "钥匙" not in str(AuditEntry.objects.values())


def test_the_last_secretary_stays_and_nothing_moves(place, desk):
    order = given(place, "secretary")
    answer = desk.post(page_of(place, "secretary"), typed(place, "clerk"))

    assert answer.status_code == 422
    assert not HandOver.objects.exists()
    order.refresh_from_db()
    assert order.accepted_by == place.users["secretary"]


def test_a_double_press_hands_over_once(place, desk, loaded):
    form = typed(place, "lan")
    answers = [desk.post(page_of(place, "grid_worker"), form).url for _ in range(2)]

    assert len(set(answers)) == 1
    assert HandOver.objects.count() == 1


def test_of_two_who_hand_over_at_once_one_is_refused(place, desk, loaded, successor):
    row, by = posting_of(place, "grid_worker"), place.actor("secretary")
    hand_overs.hand_over(row, taker=successor, by=by)

    with pytest.raises(DomainError):
        hand_overs.hand_over(row, taker=place.users["clerk"], by=by)
    assert HandOver.objects.get().taker == successor


@pytest.mark.parametrize("to", ["grid_worker", "zhou"])
def test_the_successor_is_another_of_the_staff(place, desk, to):
    assert desk.post(page_of(place, "grid_worker"), typed(place, to)).status_code == 422
    with pytest.raises(DomainError):
        hand_overs.hand_over(
            posting_of(place, "grid_worker"), taker=place.users[to], by=place.actor("secretary")
        )


def test_what_the_successor_may_not_get_stays_at_the_desk(place, desk, loaded, successor):
    Exclusion.objects.create(
        community=place.community, order=loaded[0], user=successor, happened_at=clock.now()
    )
    desk.post(page_of(place, "grid_worker"), typed(place, "lan"))
    loaded[0].refresh_from_db()

    assert loaded[0].status == "admitted"


@pytest.mark.parametrize(("also", "stays"), [([], True), (["volunteers.teams"], False)])
def test_places_in_teams_end_if_asked(place, desk, also, stays):
    desk.post(page_of(place, "zhou"), typed(place, "ma", also=also))
    row = TeamMember.objects.get(user=place.users["zhou"])

    assert HandOver.objects.count() == 1
    assert (row.valid_to is None) == stays
    assert row.valid_to in {None, TODAY - DAY}


def test_a_giver_who_keeps_another_posting_goes_on_acting_for_others(place, desk, loaded, successor):
    Posting.objects.create(
        user=place.users["grid_worker"], role="clerk", community=place.community, valid_from=TODAY
    )
    row = place.users["grid_worker"].postings.get(role="grid_worker")
    desk.post(f"{DESK}{row.pk}/hand_over", typed(place, "lan"))

    assert list(Delegation.objects.filter(ended_at__isnull=True).values_list("to__name", flat=True)) == [
        "grid_worker"
    ]


def words(answer: Any) -> str:
    pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    return "".join(page.extract_text() for page in pages).replace("\n", "").replace(" ", "")


def test_the_sheet_has_two_signatures_and_everything_held(place, desk, enter, loaded, successor):
    desk.post(page_of(place, "grid_worker"), typed(place, "lan"))
    row = HandOver.objects.get()
    told = words(desk.get(f"{DESK}hand_overs/{row.code}/pdf"))

    for part in (
        "交接单",
        "移交人签字",
        "接手人签字",
        "东门钥匙两把",
        loaded[0].number,
        f"{row.code[:3]}-{row.code[3:]}",
    ):
        assert part in told
    assert enter(successor).get(f"{DESK}hand_overs/{row.code}/pdf").status_code == 200


def test_the_successor_and_the_secretary_read_it_and_nobody_else(
    place, other_place, desk, enter, loaded, successor
):
    desk.post(page_of(place, "grid_worker"), typed(place, "lan"))
    path = f"{DESK}hand_overs/{HandOver.objects.get().code}"

    assert "答应江家周五回话" in enter(successor).get(path).content.decode()
    assert path in enter(successor).get("/desk/nanmen/mine/").content.decode()
    assert desk.get(f"{DESK}{posting_of(place, 'grid_worker').pk}").content.decode().count(path) == 1
    assert enter(place.users["clerk"]).get(path).status_code == 404
    assert enter(other_place.users["secretary"]).get(path).status_code == 404


@pytest.mark.parametrize(("shift", "status"), [(-1, 422), (0, 302), (1, 422)])
def test_it_comes_back_signed_between_the_hand_over_and_today(place, desk, loaded, shift, status):
    desk.post(page_of(place, "grid_worker"), typed(place, "lan"))
    row = HandOver.objects.get()
    form = {"act_id": str(uuid.uuid4()), "signed_on": TODAY + shift * DAY}
    answers = [desk.post(f"{DESK}hand_overs/{row.code}/return", form).status_code for _ in range(2)]

    assert answers == [status, status]
    row.refresh_from_db()
    assert (row.signed_on is not None) == (status == 302)
    assert AuditEntry.objects.filter(action="accounts.return_hand_over").count() == (status == 302)


def test_only_the_secretary_hands_over(place, enter, loaded):
    for who in ("clerk", "grid_worker", "zhou"):
        assert enter(place.users[who]).get(page_of(place, "grid_worker")).status_code == 403


def test_each_kind_that_is_held_is_declared_once():
    assert set(REGISTER) == {
        "orders.open", "accounts.delegations", "accounts.tokens", "volunteers.teams", "volunteers.profile",
        "meetings.tasks", "wishes.claims", "wishes.deeds", "rosters.shifts", "cobuilding.projects",
    }  # fmt: skip


def test_the_page_asks_the_same_for_any_number_of_orders(place, desk):
    path, asked = page_of(place, "grid_worker"), []
    for orders in (1, 6):
        for _ in range(orders):
            given(place, "grid_worker")
        desk.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(path).status_code == 200
        asked.append(
            len([query for query in captured if "FROM" in query["sql"] and "session" not in query["sql"]])
        )

    assert len(held_in(posting_of(place, "grid_worker"))[-1].things) == 7
    assert asked == [14, 14], "the user; who acts, the posting, who may follow, and one for each of ten kinds"


def test_the_photo_of_the_signed_sheet_finds_its_record(place, desk, enter, successor, settings, tmp_path):
    settings.FILES = tmp_path
    desk.post(page_of(place, "grid_worker"), typed(place, "lan"))
    row = HandOver.objects.get()
    record = f"{DESK}hand_overs/{row.code}"
    values, meta = papers.sheet(row, f"http://testserver{record}", place.actor("secretary"))
    photo = photographed(png(papers.TEMPLATE, values, meta=meta))
    for who in ("clerk", "secretary"):  # only a secretary takes it back
        send(enter(place.users[who]), photo)

    kept = attachments_of(row).get()
    assert kept.added_by == "secretary"
    picture = f"{record}/pictures/{kept.pk}"
    assert picture in desk.get(record).content.decode()
    assert enter(successor).get(picture)["Content-Type"] == "image/jpeg"
    assert enter(place.users["clerk"]).get(picture).status_code == 404
