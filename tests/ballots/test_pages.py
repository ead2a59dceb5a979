"""What the pages of elections show, to whom, and what never stands there or anywhere (N10)."""

import io
from uuid import uuid4

import pypdf
import pytest
from django.apps import apps
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from linli.ballots import queries
from linli.ballots.models import Count, Elected, Elector, PartyElection
from linli.ballots.naming import find_electors, find_votes
from linli.ballots.timetable import days_of
from linli.ballots.views.acting import VERBS, offered
from linli.core.errors import DomainError
from linli.residents.models import Person
from tests.ballots.electing import (
    COUNTERS,
    NAMES,
    again,
    both,
    branch,
    count,
    join,
    listed,
    listed_names,
    nominated,
    party_worker,
    planned,
    polling,
    reported,
    take,
)
from tests.orders.test_pages import queries_of

VOTES = (28, 27, 26, 25, 24, 10)


def url(place, name, *rest):
    return reverse(f"ballots:{name}", args=[place.community.slug, *rest])


def act(**more):
    return {"act_id": str(uuid4()), **more}


def words_of(made):
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    return "".join(page.extract_text() for page in pages).replace("\n", "").replace(" ", "")


def typed(row, votes=VOTES, *, who="secretary", ballots_in=32, void=0, **more):
    counter, scrutineer = COUNTERS[who]
    numbers = {f"votes_{n}": number for n, number in enumerate(votes, 1)}
    return act(
        version=again(row).version, counter=counter, scrutineer=scrutineer, ballots_in=ballots_in, ballots_void=void,
        write_ins="", **numbers, **more,
    )  # fmt: skip


def english(client, path):
    return client.get(path, HTTP_ACCEPT_LANGUAGE="en").content.decode()


def test_the_secretary_plans_and_fixes_list_and_candidates(place, enter):
    organisation, desk = branch(place), enter(place.users["secretary"])
    form = act(organisation=organisation.pk, what="committee", why="term", seats=5, meeting_on="2026-03-10")

    made = desk.post(url(place, "plan"), form)
    row = PartyElection.objects.get()
    assert made["Location"] == url(place, "election", row.pk)
    assert desk.post(url(place, "plan"), form)["Location"] == made["Location"]
    desk.post(url(place, "list_electors", row.pk), act(version=1))
    five = "\n".join(listed_names(row)[:5])
    refused = desk.post(url(place, "nominate", row.pk), act(version=2, candidates=five))
    assert (refused.status_code, five in refused.content.decode()) == (422, True)
    assert "至少 6 名" in refused.content.decode()
    six = "\n".join(reversed(listed_names(row)[:6]))
    desk.post(url(place, "nominate", row.pk), act(version=2, candidates=six))

    held = queries.last_round(again(row))
    assert [one.elector.label for one in held.candidates] == list(reversed(listed_names(row)[:6]))
    page = english(desk, url(place, "election", row.pk))
    assert page.count("button--primary") == 1
    assert url(place, "open_poll", row.pk) in page


def test_more_ballots_in_than_out_keeps_the_draft(place, enter):
    row, desk = polling(place), enter(place.users["secretary"])

    answer = desk.post(url(place, "count", row.pk), typed(row, ballots_in=33))

    page = answer.content.decode()
    assert answer.status_code == 422
    for words in (
        "收回 33 张",
        "发出 32 张",
        "R-07",
        "中国共产党基层组织选举工作条例",
        'value="28"',
        "计票甲",
    ):
        assert words in page
    assert Count.objects.count() == 0


def test_two_people_press_at_once_and_one_person_twice(place, enter):
    row = polling(place)
    one, two = enter(place.users["secretary"]), enter(place.users["dangwu"])
    path = url(place, "count", row.pk)
    pages = [client.get(path) for client in (one, two)]
    assert {page.status_code for page in pages} == {200}

    first, second = typed(row), typed(row, who="dangwu")
    assert [client.post(path, form).status_code for client, form in ((one, first), (two, second))] == [
        302,
        302,
    ]
    assert [one.post(path, first).status_code, Count.objects.count()] == [302, 2]

    third = one.post(path, {**second, "act_id": str(uuid4())})
    assert (third.status_code, Count.objects.count()) == (422, 2)
    assert one.get(path).status_code == 302


def test_neither_counter_sees_the_numbers_of_the_other_before_both_are_in(place, enter):
    row = polling(place)
    count(place, row, (28, 27, 26, 25, 24, 11))
    path = url(place, "election", row.pk)
    pages = [english(enter(place.users[who]), path) for who in ("secretary", "dangwu")]

    for page in pages:
        assert ">28<" not in page
        assert "计票甲" not in page
    assert "Your count is in" in pages[0]
    assert "button--primary" not in pages[0]
    assert url(place, "count", row.pk) in pages[1]


def test_a_difference_is_shown_side_by_side_and_counted_again(place, enter):
    row = polling(place)
    count(place, row, (28, 27, 26, 25, 24, 10))
    count(place, row, (28, 27, 26, 24, 24, 10), who="dangwu")
    desk = enter(place.users["dangwu"])
    page = english(desk, url(place, "election", row.pk))

    assert "The two counts differ" in page
    assert url(place, "conclude", row.pk) not in page
    assert url(place, "recount", row.pk) in page
    answer = desk.post(url(place, "recount", row.pk), typed(row, who="dangwu", reason="漏唱一票"))
    assert answer.status_code == 302
    page = english(desk, url(place, "election", row.pk))
    assert "The two counts differ" not in page
    assert url(place, "conclude", row.pk) in page


def test_a_conflict_offers_the_ruling_alone_and_shows_both_readings(place, enter):
    row = both(place, polling(place, seats=1, candidates=2), (18, 2))
    desk = enter(place.users["secretary"])
    page = english(desk, url(place, "election", row.pk))

    assert "应到会 40" in page
    assert "实到会 32" in page
    assert "18 × 2 = 36" in page
    for name, there in (("rule", True), ("conclude", False), ("next_round", False), ("reduce_seats", False)):
        assert (url(place, name, row.pk) in page) is there
    form = act(version=again(row).version, reading="present", ruled_by="总监票人", source="选举办法第九条")
    assert desk.post(url(place, "rule", row.pk), form).status_code == 302
    assert "选举办法第九条" in english(desk, url(place, "election", row.pk))


def test_from_the_vote_to_the_approval_at_the_desk(place, enter):
    row, desk = both(place, polling(place), VOTES), enter(place.users["secretary"])
    for name, form in (
        ("conclude", {}),
        ("report", {"reported_on": "2026-03-10"}),
        (
            "approve",
            {"office": "街道党工委", "document_number": "平街党组〔2026〕7号", "approved_on": "2026-03-10", "post_1": "secretary",
             **{f"post_{n}": "member" for n in range(2, 6)}},
        ),
    ):  # fmt: skip
        assert desk.get(url(place, name, row.pk)).status_code == 200
        assert desk.post(url(place, name, row.pk), act(version=again(row).version, **form)).status_code == 302

    assert again(row).status == "approved"
    page = english(desk, url(place, "election", row.pk))
    assert "平街党组〔2026〕7号" in page
    assert "You can now" not in page


def test_a_step_is_ticked(place, enter):
    row, desk = planned(place), enter(place.users["secretary"])
    path = url(place, "tick", row.pk)

    assert 'value="ask" selected' in english(desk, f"{path}?step=ask")
    desk.post(path, act(step="ask", done_on="2026-03-09"))

    assert {one.step: one.done_on for one in queries.milestones_of(row)}["ask"].isoformat() == "2026-03-09"


def test_others_come_in_nowhere(place, enter):
    row = planned(place)

    for who in ("clerk", "grid_worker", "zhou"):
        assert enter(place.users[who]).get(url(place, "election", row.pk)).status_code == 403


def test_a_party_worker_of_one_branch_sees_its_elections_alone(place, enter):
    mine, other = branch(place, members=6), branch(place, "二支部", members=6)
    rows = [planned(place, one, seats=1) for one in (mine, other)]
    party_worker(place, at=mine, name="fenzhi")
    desk = enter(place.users["fenzhi"])

    assert [desk.get(url(place, "election", row.pk)).status_code for row in rows] == [200, 404]
    page = desk.get(url(place, "ledger")).content.decode()
    assert (mine.name in page, other.name in page) == (True, False)
    offered_there = desk.get(url(place, "plan")).context["form"].fields["organisation"].queryset
    assert list(offered_there) == [mine]


def test_lists_and_pages_ask_as_often_for_many_as_for_few(place, enter):
    small = polling(place, branch(place, members=8), seats=1, candidates=2, present=8)
    small = take(place, both(place, small, (7, 1), ballots_in=8), "conclude")
    desk = enter(place.users["secretary"])
    desk.get(url(place, "ledger"))  # who is at work, and where, is asked once
    few = len(queries_of(lambda: desk.get(url(place, "ledger"))))
    large = polling(place, branch(place, "二支部"))
    for n in range(3):
        planned(place, branch(place, f"{n}号支部", members=1), seats=1)

    assert len(queries_of(lambda: desk.get(url(place, "ledger")))) == few <= 4
    asked = [
        len(queries_of(lambda row=row: desk.get(url(place, "election", row.pk)))) for row in (small, large)
    ]
    assert asked[0] == asked[1] <= 6
    assert len(queries_of(lambda: desk.get(url(place, "electors", large.pk)))) <= 6
    assert len(queries_of(lambda: desk.get(url(place, "count", large.pk)))) <= 6


def test_papers_say_what_was_decided(place, enter):
    row = both(place, polling(place, seats=1, candidates=2), (18, 2))
    row = take(place, row, "rule", reading="present", ruled_by="老计", source="选举办法第九条")
    desk = enter(place.users["secretary"])
    name = listed_names(row)[0]
    before = {
        paper: words_of(desk.get(url(place, f"{paper}_pdf", row.pk)).content)
        for paper in ("timetable", "list", "tally", "ballots")
    }
    take(place, row, "conclude")
    after = {
        paper: words_of(desk.get(url(place, f"{paper}_pdf", row.pk)).content)
        for paper in ("minutes", "letter")
    }

    assert all(name in words for key, words in before.items() if key != "timetable")
    for words in after.values():
        for told in (name, "18×2=36", "应到40", "选举办法第九条", "老计"):
            assert told in words
    assert desk.get(url(place, "ballots_pdf", row.pk)).status_code == 302


def test_ballots_are_all_alike_two_on_a_page_and_say_nothing_of_anybody_who_votes(place, enter):
    row, desk = nominated(place), enter(place.users["secretary"])
    made = desk.get(url(place, "ballots_pdf", row.pk)).content
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages]

    assert len(pages) == 20
    assert len(set(pages)) == 1
    half = pages[0].replace("\n", "")
    assert half.count(listed_names(row)[0]) == 2
    assert listed_names(row)[7] not in half
    assert "secretary" not in half


def test_request_and_notice_can_be_printed_before(place, enter):
    row, desk = planned(place), enter(place.users["secretary"])

    for paper in ("request", "notice"):
        assert "3月10日" in words_of(desk.get(url(place, f"{paper}_pdf", row.pk)).content)


def test_no_table_links_a_voter_with_a_ballot():
    """N10: only these point to a person, and none of them can say who came or how anybody voted."""
    models = {model.__name__: model for model in apps.get_app_config("ballots").get_models()}
    of_people = {
        f"{name}.{field.name}"
        for name, model in models.items()
        for field in model._meta.local_fields
        if (field.is_relation and field.related_model in {Person, Elector, Elected})
        or (field.is_relation and field.related_model.__name__ == "User")
    }  # fmt: skip

    assert of_people == {
        "Elector.person", "Candidate.elector", "CountLine.elector", "Elected.elector", "Count.entered_by"
    }  # fmt: skip
    assert not [name for name in models if "ballot" in name.lower() or "vote" in name.lower()]
    assert {field.name for field in Elector._meta.local_fields} == {
        "id", "community", "election", "person", "number", "namesake", "left_out", "paper"
    }  # fmt: skip
    # Sums of one count: nothing in them tells one ballot from another, or when it was cast.
    assert {field.name for field in models["CountLine"]._meta.local_fields} == {
        "id", "community", "count", "elector", "votes"
    }  # fmt: skip


def test_every_verb_has_a_page_and_buttons_are_of_the_workflow(place):
    assert set(VERBS) == set(PartyElection.workflow.verbs) - {"plan"}
    row = again(reported(place))
    row.may = frozenset(VERBS)
    assert offered(row, queries.rounds_of(row), place.actor("secretary")) == ["approve", "call_off", "tick"]


def test_names_are_found_as_they_are_typed(place):
    organisation = branch(place, members=2)
    join(place, organisation, NAMES[0])
    row = listed(place, organisation, seats=1)
    people = list(queries.electors_of(row))
    alone = next(one for one in people if not one.namesake)
    twice = [one for one in people if one.namesake]

    for line in (
        alone.person.name,
        str(alone.number),
        f"{alone.number} {alone.person.name}",
        f" {alone.number}、{alone.person.name}",
    ):
        assert find_electors(line, people) == [alone]
    assert find_electors(twice[1].label, people) == [twice[1]]
    assert find_votes(f"{alone.person.name} 3\n\n{twice[0].label}：2票", people) == [
        (alone, 3),
        (twice[0], 2),
    ]
    for wrong in ("没有这个人", NAMES[0], "99", f"9 {alone.person.name}"):
        with pytest.raises(DomainError):
            find_electors(wrong, people)
    with pytest.raises(DomainError):
        find_votes(alone.person.name, people)


@given(st.dates(), st.dictionaries(st.text(min_size=1), st.integers(-400, 400), min_size=1))
def test_the_days_of_a_time_table_rise(day, offsets):
    try:
        made = days_of(day, offsets)
    except OverflowError:
        return

    assert [on for _step, on in made] == sorted(on for _step, on in made)
    assert {step: (on - day).days for step, on in made} == offsets
