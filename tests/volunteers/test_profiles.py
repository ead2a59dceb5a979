"""志愿者档案: one's own, and shown to nobody but where somebody is looked for."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.accounts import actions as accounts
from linli.core import clock
from linli.core.audit import AuditEntry
from linli.core.holdings import held_in
from linli.core.keys import uuid7
from linli.core.personal import erase_of, parts_of
from linli.residents.models import Person
from linli.volunteers import actions, queries
from linli.volunteers.models import Profile, ProfileSkill, ProfileTime, Skill

PAGE = "/serve/nanmen/profile"


def keep(place, who, *skills, times=((0, "evening"),), building=None):
    return actions.keep_profile(
        place.community, skills=skills, times=times, starts_from=building, by=place.actor(who)
    )  # fmt: skip


def names(rows):
    return sorted(user.name for user in rows)


def test_a_person_writes_the_own_profile_and_sees_it_again(place, enter):
    client = enter(place.users["zhou"])
    data = {
        "act_id": str(uuid7()), "skills": ["plumbing", "dialect"], "times": ["5-morning", "6-evening"],
        "starts_from": str(place.buildings[0].pk),
    }  # fmt: skip
    for _press in range(2):
        assert client.post(PAGE, data)["Location"] == "/serve/nanmen/service"

    (profile,) = Profile.objects.all()
    assert (profile.user, profile.starts_from) == (place.users["zhou"], place.buildings[0])
    assert {row.skill for row in profile.skills.all()} == {"plumbing", "dialect"}
    assert {(row.weekday, row.part) for row in profile.times.all()} == {(5, "morning"), (6, "evening")}
    page = client.get(PAGE).content.decode()
    assert page.count("checked") == 4


def test_the_audit_says_that_it_was_written_and_not_what(place):
    keep(place, "zhou", "plumbing")
    entry = AuditEntry.objects.get(action="volunteers.profile")

    assert (entry.note, entry.told) == ("", "")


def test_who_unticks_everything_has_no_profile(place, enter):
    keep(place, "zhou", "plumbing")
    enter(place.users["zhou"]).post(PAGE, {"act_id": str(uuid7())})

    assert not Profile.objects.exists()
    assert not ProfileTime.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"), [("skills", "magic"), ("times", "7-morning"), ("starts_from", "x")]
)
def test_what_is_no_choice_is_refused(place, enter, field, value):
    answer = enter(place.users["zhou"]).post(PAGE, {"act_id": str(uuid7()), field: value})

    assert answer.status_code == 422
    assert not Profile.objects.exists()


def test_nobody_else_sees_when_somebody_has_time(place, enter):
    keep(place, "zhou", "plumbing", times=((3, "morning"),), building=place.buildings[1])
    for who in ("clerk", "secretary", "ma"):
        assert "checked" not in enter(place.users[who]).get(PAGE).content.decode()
        assert queries.profile_of(place.actor(who)) is None


def test_who_acts_for_somebody_does_not_see_their_profile(place):
    from linli.accounts import delegations

    keep(place, "clerk", "plumbing")
    posting, today = place.users["clerk"].postings.get(), clock.today()
    delegations.delegate(
        posting, to=place.users["secretary"], since=today, until=today, by=place.actor("clerk")
    )  # fmt: skip

    assert queries.profile_of(place.actor("secretary")) is None


SKILLS = ("plumbing", "electricity", "dialect")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    can=st.fixed_dictionaries({who: st.sets(st.sampled_from(SKILLS)) for who in ("zhou", "ma", "qiu")}),
    wanted=st.sets(st.sampled_from(SKILLS)),
)
def test_found_is_who_can_do_all_of_it(place, can, wanted):
    for who, skills in can.items():
        keep(place, who, *skills)
    found = names(queries.with_skills(place.community, wanted))

    if wanted:
        assert found == sorted(who for who, skills in can.items() if wanted <= skills)
    else:
        assert set(can) <= set(found)


def test_who_has_left_is_not_found(place, other_place):
    keep(place, "qiu", "plumbing")
    keep(other_place, "qiu", "plumbing")
    posting = place.users["qiu"].postings.get()
    assert names(queries.with_skills(place.community, ["plumbing"])) == ["qiu"]

    accounts.end_posting(posting, last_day=clock.today(), at_once=True, by=place.actor("secretary"))
    assert names(queries.with_skills(place.community, ["plumbing"])) == []


def test_skills_are_told_in_words_with_one_question(place, django_assert_num_queries):
    keep(place, "zhou", "electricity", "plumbing")
    zhou, ma = place.users["zhou"], place.users["ma"]
    with django_assert_num_queries(1):
        told = queries.skills_of(place.community, [zhou, ma])

    assert told == {zhou.pk: [str(Skill.PLUMBING.label), str(Skill.ELECTRICITY.label)], ma.pk: []}


def test_a_profile_is_handed_to_its_person_and_erased_with_them(place):
    keep(place, "zhou", "plumbing", building=place.buildings[0])
    who = Person.objects.create(community=place.community, name="周大同", user=place.users["zhou"])
    (part,) = [part for part in parts_of(who) if part.code == "volunteers.profile"]
    assert {fact.field for fact in part.records[0]} == {"starts_from", "skill", "time"}

    erase_of(who)
    assert not ProfileSkill.objects.exists()


def test_a_profile_is_among_what_ends_with_a_posting_if_asked(place):
    keep(place, "zhou", "plumbing")
    held = {one.holding.code: one.holding.asked for one in held_in(place.users["zhou"].postings.get())}

    assert held["volunteers.profile"] is True
