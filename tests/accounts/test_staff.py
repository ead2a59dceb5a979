"""Who holds which posting: inviting, posting once more, ending, handing over, renewing."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.accounts import actions
from linli.accounts.models import Invitation, Posting, User
from linli.accounts.queries import actor_in, past_postings, present_postings
from linli.core import clock
from linli.core.audit import AuditEntry
from linli.core.errors import DomainError
from tests.accounts.inviting import DESK, GOOD, come, invite, press, token_on, typed
from tests.conftest import MORNING
from tests.people import SINCE, person

TODAY = MORNING.date()
DAY = dt.timedelta(days=1)


@pytest.fixture
def desk(place, enter) -> Client:
    return enter(place.users["secretary"])


def posting_of(place, name: str) -> Posting:
    return place.users[name].postings.get(community=place.community)


def test_the_list_says_who_is_what_where_and_whether_they_can_log_in(desk, place):
    invite(desk, role="grid_worker", place=str(place.grids[1].pk), title="西片网格员")
    User.objects.filter(pk=place.users["ma"].pk).update(locked_until=MORNING + dt.timedelta(minutes=20))
    press(desk, posting_of(place, "qiu"), "end_posting", last_day=TODAY, at_once="on")
    page = desk.get(DESK).content.decode()

    for words in (
        "王小川",
        "wang@nanmen",
        "西片网格员",
        "第2网格",
        "已邀请，还没来",
        "09:20 前暂停登录",
        "可以登录",
    ):
        assert words in page
    assert page.index("以前的") < page.index("qiu@nanmen")


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_pages_ask_little_and_the_same_for_any_number_of_postings(desk, place, rows):
    for n in range(rows):
        person(place, f"old{n}", "grid_worker", place_id=place.grids[0].pk)
        posting = person(place, f"new{n}", "clerk").postings.get()
        Posting.objects.filter(pk=posting.pk).update(valid_to=TODAY - DAY)
    asked = {}
    for path in (DESK, f"{DESK}{posting.pk}"):
        desk.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(path).status_code == 200
        asked[path] = [q["sql"] for q in captured if "session" not in q["sql"]]

    assert len(asked[DESK]) - 1 == 3, "who acts, the postings now, those before; the user is read outside"
    assert len(asked[f"{DESK}{posting.pk}"]) <= 6


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("login", "王"),
        ("login", "-wang"),
        ("role", ""),
        ("role", "mayor"),
        ("since", "2026-03-09"),
        ("until", "2026-03-09"),
        ("place", "018f6b2e-0000-7000-8000-000000000001"),
        ("login", "clerk@nanmen"),
    ],
)
def test_a_wrong_invitation_is_told_and_nothing_is_written(desk, field, value):
    before = (User.objects.count(), Posting.objects.count())

    assert desk.post(f"{DESK}invite", typed(**{field: value})).status_code == 422
    assert (User.objects.count(), Posting.objects.count()) == before


def test_a_grid_worker_has_a_grid_or_everywhere_on_purpose(desk, place):
    grid = str(place.grids[0].pk)
    refused = [typed(role="grid_worker"), typed(role="clerk", place=grid)]
    for form in refused:
        assert desk.post(f"{DESK}invite", form).status_code == 422
    invite(desk, role="grid_worker", place="everywhere")

    assert Posting.objects.get(user__login="wang@nanmen").place_id is None


def test_a_grid_of_another_community_is_no_place_here(desk, other_place):
    form = typed(role="grid_worker", place=str(other_place.grids[0].pk))

    assert desk.post(f"{DESK}invite", form).status_code == 422


def test_who_has_a_login_gets_the_posting_without_a_new_password(desk, place, other_place, enter):
    clerk = other_place.users["clerk"]
    clerk.set_password(GOOD)
    clerk.save()
    answer = desk.post(f"{DESK}invite", typed(login=clerk.login.upper(), name=clerk.name))

    assert "不用新密码" in answer.content.decode()
    assert not Invitation.objects.exists()
    assert enter(clerk).get("/desk/nanmen/").status_code == 200


def test_who_waits_for_an_invitation_elsewhere_gets_no_second_link(desk, place, other_place, enter):
    """Else a secretary could invite a login of another community and choose its password."""
    theirs = enter(other_place.users["secretary"])
    theirs.post("/desk/yongxinlu/staff/invite", typed())
    answer = desk.post(f"{DESK}invite", typed())

    assert "另一个社区已邀请此人" in answer.content.decode()
    assert Invitation.objects.get().community == other_place.community
    assert (
        press(
            desk, Posting.objects.get(community=place.community, user__login="wang@nanmen"), "renew"
        ).status_code
        == 422
    )


def test_a_second_posting_opens_its_own_pages_and_is_given_once(desk, place, enter):
    ma, form = posting_of(place, "ma"), {"role": "clerk", "since": TODAY, "act_id": str(uuid.uuid4())}
    assert enter(ma.user).get("/desk/nanmen/").status_code == 403
    for _ in range(2):
        assert desk.post(f"{DESK}{ma.pk}/post", form).url == DESK

    assert enter(ma.user).get("/desk/nanmen/").status_code == 200
    assert ma.user.postings.count() == 2
    again = desk.post(f"{DESK}{ma.pk}/post", {**form, "act_id": str(uuid.uuid4())})
    assert again.status_code == 422


def test_a_posting_ended_at_once_shows_nothing_from_that_minute(desk, place, enter):
    order, clerk = place.order("admitted"), enter(place.users["clerk"])
    paths = ["/desk/nanmen/", "/desk/nanmen/orders/", f"/desk/nanmen/orders/{order.number}", "/serve/nanmen/"]
    assert clerk.get(paths[2]).status_code == 200
    token, successor = invite(desk), Client()
    come(successor, token)
    press(desk, posting_of(place, "clerk"), "end_posting", last_day=TODAY, at_once="on")

    assert {clerk.get(path).status_code for path in paths} <= {403, 404}
    assert successor.get(paths[2]).status_code == 200


def test_a_posting_holds_to_the_end_of_its_last_day(desk, place):
    clerk = place.users["clerk"]
    press(desk, posting_of(place, "clerk"), "end_posting", last_day=TODAY + DAY)
    held = {}
    for days in (0, 1, 2):
        with clock.at(MORNING + days * DAY):
            held[days] = actor_in(clerk, place.community).plays("clerk")

    assert held == {0: True, 1: True, 2: False}


@pytest.mark.parametrize(
    "more", [{"last_day": TODAY - DAY}, {"last_day": TODAY + DAY, "at_once": "on"}, {"last_day": ""}]
)
def test_a_wrong_last_day_is_told_and_nothing_ends(desk, place, more):
    assert press(desk, posting_of(place, "clerk"), "end_posting", **more).status_code == 422
    assert posting_of(place, "clerk").valid_to is None


def test_two_presses_end_it_once_and_a_second_tab_is_told(desk, place):
    row, act = posting_of(place, "clerk"), str(uuid.uuid4())
    for _ in range(2):
        assert press(desk, row, "end_posting", last_day=TODAY, at_once="on", act_id=act).url == DESK
    other_tab = press(desk, row, "end_posting", last_day=TODAY + DAY)

    assert other_tab.status_code == 422
    assert "已经结束" in other_tab.content.decode()
    assert AuditEntry.objects.filter(action="accounts.end_posting", subject_id=row.pk).count() == 1


def test_a_posting_that_has_not_begun_can_be_dropped(desk, place):
    invite(desk, since=TODAY + 5 * DAY)
    row = Posting.objects.get(user__login="wang@nanmen")
    assert press(desk, row, "end_posting", last_day=TODAY).status_code == 422
    press(desk, row, "end_posting", last_day=TODAY, at_once="on")

    with clock.at(MORNING + 5 * DAY):
        assert not actor_in(row.user, place.community).offices


def test_ending_the_last_posting_takes_the_open_link_back(desk):
    token = invite(desk)
    press(desk, Posting.objects.get(user__login="wang@nanmen"), "end_posting", last_day=TODAY, at_once="on")

    assert Client().get(f"/accounts/invited/{token}").status_code == 404


def test_the_last_secretary_stays_until_another_has_come(desk, place, enter):
    own = posting_of(place, "secretary")
    token = invite(desk, role="secretary")
    refused = press(desk, own, "end_posting", last_day=TODAY, at_once="on")
    assert refused.status_code == 422
    assert "没有能登录的书记" in refused.content.decode()

    come(Client(), token)
    assert press(desk, own, "end_posting", last_day=TODAY, at_once="on").status_code == 302
    assert desk.get(DESK).status_code == 404


def test_a_secretary_who_leaves_earlier_is_no_successor(desk, place):
    token = invite(desk, role="secretary", until=TODAY + 3 * DAY)
    come(Client(), token)

    assert (
        press(desk, posting_of(place, "secretary"), "end_posting", last_day=TODAY + 3 * DAY).status_code
        == 422
    )
    assert (
        press(desk, posting_of(place, "secretary"), "end_posting", last_day=TODAY + 2 * DAY).status_code
        == 302
    )


def test_two_secretaries_cannot_end_each_other(place):
    second = person(place, "second", "secretary")
    first, other = posting_of(place, "secretary"), second.postings.get()
    actions.end_posting(other, last_day=TODAY, at_once=True, by=place.actor("secretary"))

    with pytest.raises(DomainError):
        actions.end_posting(first, last_day=TODAY, at_once=True, by=place.actor("secretary"))


def test_a_forgotten_password_is_renewed_here_only_for_who_works_here_alone(desk, place, other_place):
    here, both = posting_of(place, "clerk"), posting_of(place, "ma")
    Posting.objects.create(user=both.user, role="member", community=other_place.community, valid_from=SINCE)

    assert press(desk, here, "renew").status_code == 200
    refused = press(desk, both, "renew")
    assert refused.status_code == 422
    assert f"linli staff renew {both.user.login} --community nanmen" in refused.content.decode()
    assert Invitation.objects.get().user == here.user


def test_a_renewed_password_ends_the_sessions_with_the_old_one(desk, place, enter):
    clerk = enter(place.users["clerk"])
    answer = press(desk, posting_of(place, "clerk"), "renew")
    assert clerk.get("/desk/nanmen/").status_code == 200
    come(Client(), token_on(answer))
    assert clerk.get("/desk/nanmen/").status_code == 302


VERBS = ["post", "end_posting", "renew", "take_back"]


@pytest.mark.parametrize("who", ["clerk", "grid_worker", "zhou", "qiu"])
def test_nobody_but_the_secretary_opens_these_pages(place, enter, who):
    row, client = posting_of(place, "ma"), enter(place.users[who])
    paths = [DESK, f"{DESK}invite", f"{DESK}{row.pk}", f"{DESK}{row.pk}/post"]

    assert {client.get(path).status_code for path in paths} == {403}
    assert {press(client, row, verb).status_code for verb in VERBS} == {403}
    assert "/staff/" not in client.get("/desk/nanmen/").content.decode()


def test_postings_of_another_community_are_not_there(desk, other_place):
    row = posting_of(other_place, "clerk")

    assert desk.get(f"{DESK}{row.pk}").status_code == 404
    assert {press(desk, row, verb, last_day=TODAY).status_code for verb in VERBS} == {404}
    assert posting_of(other_place, "clerk").valid_to is None


def test_every_act_is_written_down_once_and_says_by_whom(desk, place):
    token = invite(desk)
    row = Posting.objects.get(user__login="wang@nanmen")
    press(desk, row, "take_back")
    press(desk, row, "renew")
    press(desk, row, "end_posting", last_day=TODAY)
    entries = AuditEntry.objects.filter(action__startswith="accounts.", actor_id=place.users["secretary"].pk)

    assert [entry.action for entry in entries] == [
        "accounts.post", "accounts.invite", "accounts.take_back", "accounts.renew", "accounts.end_posting",
    ]  # fmt: skip
    assert token not in str(list(entries.values_list()))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    since=st.integers(0, 4),
    length=st.none() | st.integers(0, 4),
    at_once=st.booleans(),
    last=st.integers(0, 6),
)
def test_a_posting_stands_in_exactly_one_of_the_lists_and_only_the_first_opens_anything(
    place, since, length, at_once, last
):
    user = User.objects.create(login=f"u{User.objects.count()}", name="某人")
    begin = TODAY + since * DAY
    row = actions.post_again(
        user, place.community, role="clerk", title="", since=begin, by=place.actor("secretary"),
        until=None if length is None else begin + length * DAY,
    )  # fmt: skip
    try:
        actions.end_posting(row, last_day=TODAY + last * DAY, at_once=at_once, by=place.actor("secretary"))
    except DomainError:
        last = at_once = None
    for days in range(9):
        with clock.at(MORNING + days * DAY):
            now = present_postings(place.community).filter(pk=row.pk).exists()
            before = row in past_postings(place.community)
            open_ = bool(actor_in(user, place.community).offices)
            ends = [end for end in (None if length is None else since + length, last) if end is not None]
            held = since <= days <= min(ends, default=99) and not at_once

            assert now != before
            assert open_ == held
            assert now or not open_
