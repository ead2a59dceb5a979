"""微心愿: every verb and its guard. Lit is only what the wisher confirmed (R-25)."""

import datetime as dt
import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.core import clock, outbox
from linli.core.audit import AuditEntry
from linli.core.errors import DomainError, Stale
from linli.core.rights import visible_to
from linli.core.workflow import Overtaken, TransitionError
from linli.notifications import queries as messages
from linli.notifications.models import Delivery
from linli.orders import verdicts  # noqa: F401  enters R-25
from linli.residents.models import Person
from linli.rulebook import registry
from linli.rulebook.book import book
from linli.wishes import actions, queries
from linli.wishes.models import MicroWish, WishClaim
from linli.wishes.receipts import wisher
from linli.wishes.workflow import OPEN, WISH_WORKFLOW
from tests.conftest import MORNING
from tests.people import SINCE, person
from tests.wishes.wishing import PHONE, WAY, collected, take, wished


def refused(act, *fields):
    with pytest.raises(DomainError) as why:
        act()
    assert not fields or why.value.field in fields
    return str(why.value)


@pytest.mark.parametrize("status", WAY)
def test_a_wish_stands_where_its_last_entry_leads(place, status):
    wish = wished(place, status)

    last = AuditEntry.objects.filter(subject_id=wish.pk).order_by("id").last()
    assert wish.status == last.after == status


def test_a_wish_has_a_number_of_its_own_series_and_a_code(place):
    place.order()

    first, second = collected(place), collected(place)

    assert [first.number, second.number] == ["W2026-0001", "W2026-0002"]
    assert first.code != second.code


def test_what_is_unlawful_a_benefit_or_above_the_cap_is_not_looked_through(place):
    wish, clerk = collected(place), place.actor("clerk")
    right = {
        "title": "想要一盏灯",
        "kind": "goods",
        "value_fen": 6000,
        "max_claimers": 1,
        "lawful": True,
        "no_benefit": True,
    }
    for wrong in ({"lawful": False}, {"no_benefit": False}, {"value_fen": 50_001}, {"max_claimers": 0}):
        refused(lambda wrong=wrong: actions.examine(wish, **right | wrong, by=clerk, version=1), *wrong)

    actions.examine(wish, **right | {"value_fen": 50_000}, by=clerk, version=1)
    assert wish.status == "examined"


@pytest.mark.parametrize("words", ["林小夜想要灯", "给 2栋301 装灯", "想要灯，打 13900006021"])
def test_words_for_the_wall_name_nobody(place, words):
    wish = wished(place, "examined")

    assert "公开" in refused(
        lambda: actions.publish(wish, title=words, by=place.actor("clerk"), version=wish.version), "title"
    )
    assert MicroWish.objects.get().status == "examined"


def test_a_declined_wish_says_why_and_where_to_go(place):
    wish = wished(place, "declined")

    assert (wish.decline_reason, wish.go_instead, wish.ended_at) == ("这是低保", "请到街道窗口", MORNING)


def test_nobody_claims_the_own_wish_known_by_the_books_or_by_the_telephone(place):
    by_phone = Person.objects.create(
        community=place.community, name="周", user=place.users["zhou"], phone=PHONE
    )
    wish = wished(place, "published")
    refused(lambda: actions.claim(wish, by=place.actor("zhou")))

    other = wished(place, "published", wisher_phone="", person=by_phone)
    refused(lambda: actions.claim(other, by=place.actor("zhou")))
    seen = visible_to(MicroWish.objects.of(place.community), place.actor("zhou"), "wishes.claim")
    assert other not in seen
    take(place, wish, "claim", helper="qiu")
    assert wish.status == "claimed"


def test_a_group_is_complete_with_its_last_member(place):
    wish = wished(place, "published", groups=3)
    for helper, status, taken in (("zhou", "published", 1), ("ma", "published", 2), ("qiu", "claimed", 3)):
        take(place, wish, "claim", helper=helper)
        assert (wish.status, wish.taken) == (status, taken)

    with pytest.raises(TransitionError):
        actions.claim(wish, by=place.actor("grid_worker"))
    assert WishClaim.objects.count() == 3


def test_one_helps_once(place):
    wish = wished(place, "published", groups=3)
    take(place, wish, "claim")

    refused(lambda: actions.claim(wish, by=place.actor("zhou")))
    assert (WishClaim.objects.count(), MicroWish.objects.get().taken) == (1, 1)


def test_the_desk_writes_an_organisation_down_and_says_that_it_is_enough(place):
    wish = wished(place, "published", groups=3)
    refused(lambda: actions.claim(wish, by=place.actor("zhou"), organisation="供电所"), "organisation")

    actions.claim(wish, by=place.actor("clerk"), organisation="供电所", enough=True)

    assert (wish.status, wish.taken, wish.max_claimers) == ("claimed", 1, 1)
    assert WishClaim.objects.get().organisation == "供电所"


def test_who_gives_a_place_back_frees_it_and_keeps_those_of_the_others(place):
    wish = wished(place, "published", groups=2)
    for helper in ("zhou", "ma"):
        take(place, wish, "claim", helper=helper)

    take(place, wish, "release", helper="ma")

    assert (wish.status, wish.taken) == ("published", 1)
    refused(lambda: actions.release(wish, by=place.actor("ma")))
    take(place, wish, "claim", helper="qiu")
    assert wish.status == "claimed"


def test_fulfilled_is_not_lit_and_who_did_it_never_lights_it(place, enter):
    wish = wished(place, "fulfilled")
    doer = place.users["zhou"]

    with pytest.raises(PermissionDenied):
        queries.access_wished(wisher(wish, doer.pk), wish.code, "light")
    refused(lambda: actions.light(wish, by=wisher(wish, doer.pk), version=wish.version))
    assert MicroWish.objects.get().status == "fulfilled"
    actions.light(wish, by=wisher(wish), version=wish.version)
    assert (wish.status, wish.lit_at, wish.lit_in_call) == ("lit", MORNING, False)


def test_the_code_in_the_hand_of_who_did_it_lights_nothing(place):
    """The desk may take the telephone of a helper for the wisher's: known by the books, it is refused."""
    wish = wished(place, "fulfilled")
    Person.objects.create(community=place.community, name="周", user=place.users["zhou"], phone=PHONE)

    refused(lambda: actions.light(wish, by=wisher(wish), version=wish.version))


def test_a_colleague_lights_it_for_the_wisher_in_a_call_or_on_paper(place):
    for way in ("call", "paper"):
        wish = wished(place, "published", by="clerk")
        actions.claim(wish, by=place.actor("clerk"), organisation="供电所")
        actions.fulfil(wish, words="办了", by=place.actor("clerk"), version=wish.version)
        with pytest.raises(PermissionDenied):
            queries.access_wish(place.actor("clerk"), wish.number, "light")
        refused(lambda w=wish: actions.light(w, by=place.actor("clerk"), version=w.version, way="call"))

        row = queries.access_wish(place.actor("secretary"), wish.number, "light")
        actions.light(row, by=place.actor("secretary"), version=row.version, way=way)
        assert (row.status, row.lit_in_call) == ("lit", True)


def test_not_fulfilled_puts_it_back_on_the_wall(place):
    wish = wished(place, "fulfilled")

    take(place, wish, "reopen")

    row = MicroWish.objects.get()
    assert (row.status, row.taken, row.fulfilment, row.fulfilled_by) == ("published", 0, "", None)
    assert WishClaim.objects.get().released_at == MORNING
    texts = [message.text for message in messages.inbox_of(place.actor("zhou"))]
    assert len(texts) == 1
    assert "没有实现" in texts[0]


def test_a_withdrawn_wish_frees_who_helped(place):
    wish = wished(place, "claimed")

    take(place, wish, "withdraw")

    assert (wish.status, wish.taken, wish.ended_at) == ("withdrawn", 0, MORNING)
    assert not WishClaim.objects.filter(released_at__isnull=True).exists()


def test_note_and_story_are_shown_only_with_consent_and_name_nobody(place):
    wish = wished(place, "lit")
    me = wisher(wish)

    actions.thank(wish, by=me, thanks="谢谢", story="夜里不怕了")
    assert MicroWish.objects.get().story_consent_at is None
    refused(lambda: actions.thank(wish, by=me, story="我是林小夜", consent=True), "story")
    actions.thank(wish, by=me, thanks="谢谢", consent=True)
    assert MicroWish.objects.get().story_consent_at == MORNING
    actions.thank(wish, by=me, thanks="谢谢")
    assert MicroWish.objects.get().story_consent_at is None, "an answer is taken back"


def test_the_wisher_is_told_and_asked_and_no_wish_stands_in_the_text(place):
    wish = wished(place, "fulfilled")

    told = Delivery.objects.filter(subject_id=wish.pk, ended_at__isnull=True)
    (asked,) = told
    assert wish.number in asked.text
    assert "小夜灯" not in asked.text
    assert asked.done_by == place.users["zhou"]
    assert wish.code[:3] not in asked.text, "staff who ring see no code"


def test_a_wish_without_telephone_is_told_where_the_wisher_is_found(place):
    wished(place, "published", wisher_phone="", place="三楼左手")

    assert Delivery.objects.get().channel == "visit"


def test_nobody_of_another_community_sees_it(place, other_place):
    wish = wished(place, "published")

    for right in ("wishes.view", "wishes.claim", "wishes.desk"):
        rows = visible_to(MicroWish.objects.of(other_place.community), other_place.actor("clerk"), right)
        assert wish not in rows


def test_the_verdict_r_25_says_the_same_as_the_books(place):
    kept = [wished(place, status) for status in ("published", "claimed", "fulfilled", "lit")]
    given_facts = [
        {"fulfilled": wish.fulfilled_at is not None, "confirmed": wish.lit_at is not None} for wish in kept
    ]

    document = {"check": "wishes", "wishes": given_facts}
    found = registry.judge("R-25", document, today=clock.today, book=book())

    assert found.result["lit"] == MicroWish.objects.filter(status="lit").count() == 1
    assert found.result["unconfirmed"] == MicroWish.objects.filter(status="fulfilled").count() == 1


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    verbs=st.lists(st.sampled_from([verb for verb in WISH_WORKFLOW.verbs if verb != "collect"]), max_size=12)
)
def test_whatever_is_pressed_a_wish_is_lit_only_after_it_was_fulfilled_and_claims_fit(place, verbs):
    wish = collected(place)
    done = []
    for verb in verbs:
        try:
            take(place, wish, verb)
        except (DomainError, Stale):
            wish.refresh_from_db()
            continue
        done.append(verb)

    row = MicroWish.objects.get(pk=wish.pk)
    standing = WishClaim.objects.filter(wish=row, released_at__isnull=True).count()
    assert row.taken == standing <= row.max_claimers
    assert (row.status == "lit") == ("light" in done)
    assert "light" not in done or done[: done.index("light")].count("fulfil") > done.count("reopen")
    assert (row.ended_at is not None) == (row.status in {"lit", "declined", "withdrawn"})
    assert (row.status in OPEN) <= (row.lit_at is None)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_press_at_once_for_the_last_place_one_gets_it(transactional_db):
    from tests.people import settle

    place = settle("nanmen", "350824001003")
    wish = wished(place, "published", groups=2)
    take(place, wish, "claim", helper="zhou")
    helpers = [place.actor(name) for name in ("ma", "qiu", "grid_worker")]
    start, won, lost = threading.Barrier(len(helpers)), [], []

    def press(by):
        with clock.at(MORNING):
            row = MicroWish.objects.get(pk=wish.pk)
            start.wait()
            try:
                actions.claim(row, by=by)
                won.append(by)
            except Stale as stale:
                lost.append(stale)
            finally:
                connection.close()

    threads = [threading.Thread(target=press, args=(by,)) for by in helpers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    row = MicroWish.objects.get()
    assert (len(won), len(lost)) == (1, 2)
    assert (row.status, row.taken, row.claims.count()) == ("claimed", 2, 2)


def test_a_page_that_is_stale_lights_nothing(place):
    wish = wished(place, "fulfilled")
    mine, theirs = (MicroWish.objects.select_related("community").get(pk=wish.pk) for _ in range(2))
    actions.reopen(mine, by=wisher(mine), version=mine.version)

    with pytest.raises(Overtaken):
        actions.light(theirs, by=wisher(theirs), version=theirs.version)


def test_one_household_or_one_desk_counts_nowhere(place):
    from linli.places.models import Dwelling
    from linli.residents.models import Residence

    home = Dwelling.objects.create(
        community=place.community, building=place.buildings[0], room="301", valid_from=SINCE
    )
    for name, phone, user in (("林小夜", PHONE, None), ("周", "13900006022", place.users["zhou"])):
        who = Person.objects.create(community=place.community, name=name, phone=phone, user=user)
        Residence.objects.create(
            community=place.community, person=who, dwelling=home, kind="actual", valid_from=SINCE
        )
    person(place, "colleague", "clerk")
    at_the_desk = wished(place, "published", by="clerk", wisher_phone="13900006023")
    actions.claim(at_the_desk, by=place.actor("colleague"))
    actions.fulfil(at_the_desk, words="办了", by=place.actor("colleague"), version=at_the_desk.version)
    actions.light(at_the_desk, by=place.actor("secretary"), version=at_the_desk.version, way="call")

    rows = {wish.pk: wish.own_circle for wish in MicroWish.objects.all()}
    assert rows[at_the_desk.pk]
    assert wished(place, "lit").own_circle, "zhou lives with the wisher"
    assert not wished(place, "lit", wisher_phone="13900006024").own_circle


def test_who_leaves_gives_claims_back_to_the_wall(place):
    from linli.accounts.models import Posting
    from linli.core.holdings import held_in

    wish = wished(place, "claimed")
    posting = Posting.objects.get(user=place.users["zhou"])
    (held,) = [one for one in held_in(posting) if one.holding.code == "wishes.claims"]
    held.holding.settle(
        held.things[0], posting, taker=place.users["ma"], by=place.actor("secretary"), note=""
    )

    wish.refresh_from_db()
    assert (wish.status, wish.taken) == ("published", 0)


def test_who_wished_is_erased_some_time_after_the_end_and_stays_before(place):
    from linli.core import personal

    open_wish, lit = (
        wished(place, "claimed"),
        wished(place, "lit", wisher_phone="13900006024", wisher_name="田小声"),
    )
    asker = Person.objects.create(community=place.community, name="林小夜", phone=PHONE)
    assert open_wish.number in " ".join(personal.reasons_to_stay(asker))
    code, (_app, erase) = next((c, p) for c, p in personal.purges().items() if c.startswith("wishes."))
    assert code == "wishes.contact.days"

    assert erase(place.community, MORNING) == 0
    assert erase(place.community, MORNING + dt.timedelta(days=1)) == 1
    lit.refresh_from_db()
    open_wish.refresh_from_db()
    assert (lit.wisher_name, lit.wisher_phone, open_wish.wisher_phone) == ("", "", PHONE)
    outbox.follow_at_once()
