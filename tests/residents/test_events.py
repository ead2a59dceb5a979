"""Life events (N-4): one entry, everything it touches is proposed, each settled by the act it belongs to."""

import datetime as dt
import io

import pypdf
import pytest

from linli.accounts.models import Posting
from linli.core import clock
from linli.core.audit import AuditEntry
from linli.core.errors import DomainError
from linli.core.workflow import Overtaken
from linli.notifications import actions as notifications
from linli.notifications.addresses import Address, Channel, Event
from linli.notifications.models import Delivery
from linli.organisations import actions as organisations
from linli.organisations.models import Appointment
from linli.organisations.queries import people_called
from linli.residents import actions, events, next_steps, proxies
from linli.residents.care import on_list
from linli.residents.models import LifeEvent, Person, Proxy, Residence
from linli.residents.proxies import proxies_for_phone
from linli.residents.purposes import CARE_POWER
from linli.residents.queries import has_consented, residences_of, state_of_residences
from linli.residents.tasks import purge
from linli.residents.ways import addresses
from linli.volunteers.models import TeamMember
from tests.orders.test_pages import queries_of
from tests.people import SINCE
from tests.residents.test_own import form, said
from tests.residents.test_pages import PEOPLE, PHONE, page_of, person, room

DAUGHTER = "13900007788"
TODAY = dt.date(2026, 3, 10)
pytestmark = pytest.mark.usefixtures("_errands")


@pytest.fixture
def _errands(monkeypatch):
    """One matter for proxies."""
    from linli.residents import matters

    monkeypatch.setitem(matters.MATTERS, "errands", matters.Matter("errands", "跑腿"))


def rooted(place) -> Person:
    """Somebody of whom everything is known: home, login, team, post, consent, proxy."""
    by = place.actor("clerk")
    row = person(place, phone=PHONE, dwelling=room(place), since=SINCE)
    Person.objects.filter(pk=row.pk).update(user=place.users["ma"])
    row.refresh_from_db()
    organisations.appoint(row, "building_leader", at=place.buildings[0], since=SINCE, by=by)
    actions.consent(row, purpose=CARE_POWER, channel="telephone", guardian="江小晚", by=by)
    proxies.name_proxy(
        row, name="江小晚", phone=DAUGHTER, matters=["errands"], how="paper", since=TODAY, until=dt.date(2027, 3, 10), by=by
    )  # fmt: skip
    return row


def waiting(place, channel=Channel.CALL, value: str = PHONE, name: str = "江晚", turn: str = "1") -> Delivery:
    event = Event("test.told", place.community.pk, "places.community", place.community.pk, turn)
    return notifications.notify(event, [Address(channel, value, name)], text="x", by=place.actor("clerk"))


def died(place, row: Person, on: dt.date = TODAY) -> LifeEvent:
    return events.enter_event(row, kind="death", on=on, by=place.actor("clerk"))


def fresh(event: LifeEvent) -> LifeEvent:
    return LifeEvent.objects.select_related("person__community", "person__user").get(pk=event.pk)


def keys(event: LifeEvent) -> list[str]:
    return [proposal.key.split(":")[0] for proposal in events.touched(fresh(event))]


# Death


def test_after_a_death_nothing_goes_to_the_person_and_nobody_is_asked(place):
    row = rooted(place)
    for channel, value in (
        (Channel.CALL, PHONE),
        (Channel.VISIT, PHONE),
        (Channel.PAPER, "青云首府 2栋 4单元 302"),
    ):
        waiting(place, channel, value, turn=channel)
    other = waiting(place, value="13900001234", name="柴大年", turn="other")
    assert Delivery.objects.filter(ended_at__isnull=True).count() >= 4
    died(place, row)

    with clock.at(clock.now() + dt.timedelta(minutes=1)):
        assert list(Delivery.objects.filter(ended_at__isnull=True)) == [other]
        assert addresses(place.community.pk, PHONE, "江晚") == []
        assert on_list(place.community, CARE_POWER.code) == []
        assert not has_consented(row, CARE_POWER)
        assert proxies_for_phone(place.community.pk, PHONE, "errands") == []
        assert Proxy.objects.get().ended_at is not None


def test_the_telephone_that_somebody_else_has_too_stays_theirs(place):
    row = person(place, phone=PHONE)
    person(place, "柴大年", phone=PHONE)
    mine, theirs = waiting(place, turn="1"), waiting(place, name="柴大年", turn="2")
    died(place, row)

    mine.refresh_from_db(), theirs.refresh_from_db()
    assert (mine.ended_at is None, theirs.ended_at is None) == (False, True)
    assert addresses(place.community.pk, PHONE, "江晚") == []
    assert addresses(place.community.pk, PHONE, "柴大年") != []


def test_what_a_death_touches_is_settled_one_by_one_each_by_its_own_act(place):
    row, by = rooted(place), place.actor("secretary")
    event = died(place, row)
    assert sorted(keys(event)) == ["appointment", "member", "posting", "residence"]

    for proposal in events.touched(fresh(event)):
        events.settle_event(fresh(event), key=proposal.key, by=by)

    assert events.touched(fresh(event)) == []
    assert residences_of(row)[0].valid_to == TODAY
    assert Appointment.objects.get().valid_to == TODAY
    assert Posting.objects.get(user=place.users["ma"]).ended_at == clock.now()
    assert TeamMember.objects.get(user=place.users["ma"]).valid_to == TODAY - dt.timedelta(days=1)
    done = set(AuditEntry.objects.filter(actor_id=by.user_id).values_list("action", flat=True))
    assert done >= {"residents.move", "organisations.end_appointment", "accounts.end_posting", "volunteers.leave", "residents.settle_event"}  # fmt: skip


def test_who_lacks_the_right_of_an_app_cannot_settle_its_part(place):
    event, by = died(place, rooted(place)), place.actor("clerk")
    posting = next(one for one in events.touched(fresh(event)) if one.key.startswith("posting"))

    with pytest.raises(DomainError):
        events.settle_event(fresh(event), key=posting.key, by=by)
    assert "posting" in keys(event)


def test_what_is_left_as_it_is_is_not_asked_again(place):
    event, by = died(place, rooted(place)), place.actor("clerk")
    (home,) = (one for one in events.touched(fresh(event)) if one.key.startswith("residence"))
    events.leave_as_it_is(fresh(event), key=home.key, by=by)

    assert "residence" not in keys(event)
    assert Residence.objects.get().valid_to is None
    for again in (events.leave_as_it_is, events.settle_event):
        with pytest.raises(Overtaken):
            again(fresh(event), key=home.key, by=by)


def test_what_was_settled_elsewhere_disappears_by_itself(place):
    event, row = died(place, rooted(place)), Person.objects.get()
    actions.move(
        row,
        kind="actual",
        to=None,
        since=TODAY,
        by=place.actor("clerk"),
        seen=state_of_residences(residences_of(row)),
    )

    assert "residence" not in keys(event)


@pytest.mark.parametrize("day", [TODAY + dt.timedelta(days=1), dt.date(1979, 12, 31)])
def test_a_day_that_cannot_be_is_refused(place, day):
    row = person(place, born_on=dt.date(1980, 1, 1))

    with pytest.raises(DomainError) as refused:
        died(place, row, day)
    assert refused.value.field == "on"
    assert (LifeEvent.objects.count(), Person.objects.get().died_on) == (0, None)


def test_a_person_dies_once(place):
    row = person(place)
    died(place, row)

    with pytest.raises(Overtaken):
        died(place, row)
    with pytest.raises(Overtaken):
        actions.consent(row, purpose=CARE_POWER, channel="telephone", guardian="x", by=place.actor("clerk"))


# Taking it back


def test_a_death_written_down_by_mistake_is_taken_back_the_same_day(place):
    row = rooted(place)
    event = died(place, row)
    events.take_back_event(fresh(event), by=place.actor("clerk"))

    assert Person.objects.get().died_on is None
    assert [called.person for called in on_list(place.community, CARE_POWER.code)] == [row]
    assert len(proxies_for_phone(place.community.pk, PHONE, "errands")) == 1
    assert events.touched(fresh(event)) == []
    with pytest.raises(Overtaken):
        events.take_back_event(fresh(event), by=place.actor("clerk"))
    died(place, row)


def test_nothing_is_taken_back_after_something_was_settled_or_the_day_is_over(place):
    row = rooted(place)
    event, by = died(place, row), place.actor("secretary")
    with clock.at(clock.now() + dt.timedelta(days=1)), pytest.raises(Overtaken):
        events.take_back_event(fresh(event), by=by)
    events.settle_event(fresh(event), key=events.touched(fresh(event))[0].key, by=by)

    with pytest.raises(Overtaken):
        events.take_back_event(fresh(event), by=by)


# The other kinds


def test_who_moves_away_is_asked_about_homes_consents_and_proxies(place):
    row, by = rooted(place), place.actor("secretary")
    event = events.enter_event(row, kind="moved_out", on=TODAY, by=by)
    assert sorted(keys(event)) == ["appointment", "consent", "member", "proxy", "residence"]

    for proposal in events.touched(fresh(event)):
        events.settle_event(fresh(event), key=proposal.key, by=by)
    assert keys(event) == []
    assert on_list(place.community, CARE_POWER.code) == []
    assert Posting.objects.get(user=place.users["ma"]).valid_to is None


@pytest.mark.parametrize("kind", ["birth", "hospital", "telephone", "moved_in"])
def test_other_events_end_nothing(place, kind):
    event = events.enter_event(rooted(place), kind=kind, on=TODAY, by=place.actor("clerk"))

    assert keys(event) == []


def test_a_new_telephone_stands_in_the_books_at_once(place, enter):
    row, client = person(place, phone=PHONE), enter(place.users["clerk"])
    page = page_of(row, "enter_event/telephone")
    state = client.get(page).context["form"]["state"].value()
    press = form(state=state, phone="13900009911", on="2026-03-10")
    answers = [client.post(page, press) for _ in range(2)]

    assert len({answer.url for answer in answers}) == 1
    assert Person.objects.get().phone == "13900009911"
    assert not events.may_be_taken_back(LifeEvent.objects.get())
    late = client.post(page, {**press, **form(), "phone": "13900009922"})
    assert late.status_code == 409


def test_moving_in_is_a_move_and_an_event(place, enter):
    row, home = person(place), room(place)
    client, page = enter(place.users["clerk"]), page_of(row, "enter_event/moved_in")
    state = client.get(page).context["form"]["state"].value()
    typed = form(
        state=state,
        kind="actual",
        since="2026-03-01",
        building=place.buildings[1].pk,
        entrance="4",
        room="302",
    )
    client.post(page, typed)

    assert [(one.dwelling, one.valid_from) for one in residences_of(row)] == [(home, dt.date(2026, 3, 1))]
    assert LifeEvent.objects.get().kind == "moved_in"


def test_a_birth_leads_to_the_entry_of_the_child_with_the_home_of_the_parent(place, enter):
    row, client = person(place, dwelling=room(place), since=SINCE), enter(place.users["clerk"])
    answer = client.post(page_of(row, "enter_event/birth"), form(on="2026-03-09"))
    first = client.get(answer.url).context["form"]

    assert answer.url == f"{PEOPLE}enter?parent={row.pk}"
    assert [str(first[name].value()) for name in ("building", "entrance", "room")] == [
        str(place.buildings[1].pk), "4单元", "302",
    ]  # fmt: skip
    assert client.get(f"{PEOPLE}enter?parent=nobody").status_code == 200


# Pages


def test_the_desk_enters_a_death_and_settles_it_on_the_pages(place, enter):
    row, client = rooted(place), enter(place.users["secretary"])
    press = form(on="2026-03-10")
    answers = [client.post(page_of(row, "enter_event/death"), press) for _ in range(2)]
    event = LifeEvent.objects.get()
    assert {answer.url for answer in answers} == {page_of(row, f"events/{event.pk}")}

    shown = client.get(answers[0].url)
    key = shown.context["proposals"][0][0].key
    press = form(thing=key)
    for _ in range(2):
        assert client.post(f"{answers[0].url}/settle_event", press).status_code == 302
    assert client.post(f"{answers[0].url}/settle_event", form(thing=key)).status_code == 409
    left = client.get(answers[0].url).context["proposals"][0][0].key
    assert client.post(f"{answers[0].url}/leave", form(thing=left)).status_code == 302
    assert client.post(f"{answers[0].url}/take_back_event", form()).status_code == 409
    assert len(said(place, "settle_event")) == 2


def test_the_dead_are_on_no_list_but_are_found_by_who_searches(place, enter):
    row, client = person(place), enter(place.users["clerk"])
    died(place, row)

    assert "江晚" not in client.get(PEOPLE).content.decode()
    found = client.get(f"{PEOPLE}?q=江晚").content.decode()
    assert "江晚" in found
    assert "已去世" in found
    text = client.get(page_of(row)).content.decode()
    assert "已于2026年3月10日去世" in text
    assert "撤回同意" not in text


def test_the_family_gets_a_page_of_next_steps_that_names_nobody(place, enter):
    row, client = person(place), enter(place.users["clerk"])
    assert client.get(page_of(row, "next_steps")).status_code == 404
    died(place, row)
    answer = client.get(page_of(row, "next_steps"))
    pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    words = "".join(page.extract_text() for page in pages).replace("\n", "").replace(" ", "")

    assert answer["Content-Type"] == "application/pdf"
    assert len(pages) == 1
    assert all(word in words for word in ("注销户口", "卫生院", "不开死亡证明和健在证明", "也不要求您提供"))
    assert "江晚" not in words


def test_every_step_has_a_source_and_says_how_sure_it_is():
    day, steps = next_steps.reviewed()

    assert day <= dt.date(2026, 12, 31)
    assert all(step.source and step.where and step.confidence in {"S", "F", "V"} for step in steps)
    assert not any("居委会开" in step.where or "村委会开" in step.where for step in steps)


@pytest.mark.parametrize("who", ["grid_worker", "zhou"])
def test_life_events_are_for_the_desk_alone(place, enter, who):
    row = rooted(place)
    event, client = died(place, row), enter(place.users[who])
    page = page_of(row, f"events/{event.pk}")

    assert client.get(page).status_code == 403
    assert client.get(page_of(row, "enter_event/death")).status_code == 403
    for verb in ("settle_event", "leave", "take_back_event"):
        assert client.post(f"{page}/{verb}", form(thing="x")).status_code == 403


def test_events_stay_in_their_community_and_with_their_person(place, other_place, enter):
    event, other = died(place, person(place)), person(place, "柴大年")

    assert enter(place.users["clerk"]).get(page_of(other, f"events/{event.pk}")).status_code == 404
    away = page_of(event.person, f"events/{event.pk}").replace("nanmen", "yongxinlu")
    assert enter(other_place.users["clerk"]).get(away).status_code == 404
    assert enter(place.users["clerk"]).get(page_of(other, "enter_event/wedding")).status_code == 404


def test_the_page_of_a_death_asks_at_most_six_times(place, enter):
    row, client = rooted(place), enter(place.users["secretary"])
    page = page_of(row, f"events/{died(place, row).pk}")
    client.get(page)

    assert len(queries_of(lambda: client.get(page))) <= 6


def test_what_was_written_down_goes_after_its_days_and_the_day_of_death_stays(place):
    died(place, person(place))
    with clock.at(clock.now() + dt.timedelta(days=364)):
        purge()
        assert LifeEvent.objects.count() == 1
    with clock.at(clock.now() + dt.timedelta(days=366)):
        purge()

    assert (LifeEvent.objects.count(), Person.objects.get().died_on) == (0, TODAY)


def test_who_died_is_offered_for_no_post(place, enter):
    row = person(place)
    died(place, row)

    assert people_called(place.community.pk, "江晚") == []
    form_shown = (
        enter(place.users["clerk"]).get(f"/desk/nanmen/appointments/appoint?person={row.pk}").context["form"]
    )
    assert "person" not in form_shown.initial
