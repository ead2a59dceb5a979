"""What the pages of pledges show, to whom, and what they never show (M-4)."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from linli.core.panels import panels_for
from linli.pledges import actions, papers, queries
from linli.pledges.models import Goal, Kind, Pledge, PledgeReview
from linli.pledges.views.acting import VERBS
from tests.pledges.pledging import (
    again,
    branch,
    closed,
    delivered,
    drafted,
    in_review,
    leader,
    member,
    party_worker,
    published,
    round_of,
)

NAMED, UNNAMED = "陶可见", "罗不见"
LATE = "2026-01-31"


def url(place, name, *rest):
    return reverse(f"pledges:{name}", args=[place.community.slug, *rest])


def act(**more):
    return {"act_id": str(uuid4()), **more}


@pytest.fixture
def board(place):
    """Two published pledges, of which one shows the name; one thing is done, the rest is late."""
    first = round_of(place)
    named = published(place, member(place, NAMED), round_=first, named=True)
    unnamed = published(place, member(place, UNNAMED), round_=first)
    drafted(place, member(place, "还没公开"), round_=first)
    named.items.update(due_on=LATE)
    unnamed.items.update(due_on=LATE)
    delivered(place, unnamed)
    return named, unnamed


def test_the_board_names_nobody_without_consent_and_says_nothing_late(place, board):
    pages = [Client().get(url(place, name)).content.decode() for name in ("board", "done")]
    pages += [Client().get(url(place, "public_pledge", row.code)).content.decode() for row in board]

    assert NAMED in pages[0]
    for page in pages:
        assert UNNAMED not in page
        assert "还没公开" not in page
        assert not re.search(r"逾期|超期|没做到的|overdue|\blate\b|badge--bad|card--bad|note--bad", page)
        assert not re.search(r"(共|完成)\s*\d+\s*(项|件|人)", page)
    assert "每月陪两位独居老人说说话" in pages[1]


def test_a_name_taken_back_is_gone_at_once(place, board):
    named, _ = board
    actions.show_name(named, named=False, by=place.actor("secretary"), version=named.version)

    assert NAMED not in Client().get(url(place, "board")).content.decode()


def test_who_is_late_is_said_to_the_member_and_to_the_party_organisation(place, enter):
    row = published(place, member(place, "周党员", user=place.users["zhou"]))
    row.items.update(due_on=LATE)
    words = "The day has passed"

    own = (
        enter(place.users["zhou"])
        .get(url(place, "own_pledge", row.pk), HTTP_ACCEPT_LANGUAGE="en")
        .content.decode()
    )
    desk = (
        enter(place.users["secretary"])
        .get(url(place, "pledge_detail", row.pk), HTTP_ACCEPT_LANGUAGE="en")
        .content.decode()
    )
    everybody = (
        Client().get(url(place, "public_pledge", row.code), HTTP_ACCEPT_LANGUAGE="en").content.decode()
    )

    assert words in own
    assert words in desk
    assert words not in everybody


def test_a_draft_has_no_public_page(place):
    row = drafted(place)

    assert Client().get(url(place, "public_pledge", row.code)).status_code == 404


def test_a_resident_reviews_with_one_tap_and_once(place):
    row, browser = in_review(place), Client()
    page = url(place, "public_pledge", row.code)

    first = browser.post(page, act(answer="kept", words=""))
    browser.post(page, act(answer="kept", words=""))

    assert first.status_code == 302
    made = PledgeReview.objects.get()
    assert (made.kind, made.kept, made.not_kept, made.leader) == (Kind.PUBLIC, 1, 0, None)
    assert "answer" not in (browser.get(page).context["form"] or {})


def test_without_an_answer_the_form_comes_back(place):
    row = in_review(place)

    answer = Client().post(url(place, "public_pledge", row.code), act(words="还行"))

    assert (answer.status_code, PledgeReview.objects.count()) == (422, 0)


def three(round_, **more):
    typed = {"round": str(round_.pk), **more}
    for number, area in enumerate(("service", "study", "care"), 1):
        typed |= {
            f"deliverable_{number}": f"第{number}件事",
            f"area_{number}": area,
            f"due_{number}": "2026-12-01",
        }
    return act(**typed)


def test_a_member_writes_three_things_on_a_telephone(place, enter):
    member(place, "周党员", user=place.users["zhou"])
    round_, browser = round_of(place), enter(place.users["zhou"])

    answer = browser.post(url(place, "own_write"), three(round_))

    row = Pledge.objects.get()
    assert answer["Location"] == url(place, "own_pledge", row.pk)
    assert [item.deliverable for item in row.items.all()] == ["第1件事", "第2件事", "第3件事"]
    assert row.status == "drafted"


def test_who_is_no_member_writes_no_pledge(place, enter):
    round_of(place)

    assert enter(place.users["qiu"]).get(url(place, "own_write")).status_code == 302


def test_two_items_are_refused_on_the_page_and_the_draft_is_kept(place, enter):
    row = drafted(place, member(place, "周党员", user=place.users["zhou"]), promises=())
    page = url(place, "own_publish", row.pk)

    answer = enter(place.users["zhou"]).post(page, act(version=row.version))

    assert answer.status_code == 422
    assert "R-12" in answer.content.decode()
    assert again(row).status == "drafted"


def test_paper_is_written_down_and_published_in_one_press(place, enter):
    who, round_ = member(place, "陶党员"), round_of(place)

    enter(place.users["secretary"]).post(
        url(place, "write_down"), three(round_, member=str(who.pk), organisation="", at_once="on")
    )

    row = Pledge.objects.get()
    assert (row.status, row.named, row.member) == ("published", False, who)


def test_a_refused_paper_leaves_nothing(place, enter):
    who, round_ = member(place, "陶党员"), round_of(place)
    typed = three(round_, member=str(who.pk), organisation="", at_once="on") | {"deliverable_3": ""}

    answer = enter(place.users["secretary"]).post(url(place, "write_down"), typed)

    assert (answer.status_code, Pledge.objects.count()) == (422, 0)


def test_a_double_press_is_one_sheet(place, enter):
    row, browser = in_review(place), enter(place.users["secretary"])
    typed = act(version=row.version, kind="public", kept="6", not_kept="1", words="")

    for _ in range(2):
        assert browser.post(url(place, "review", row.pk), typed).status_code == 302

    assert PledgeReview.objects.get().kept == 6


def test_the_secretary_takes_a_pledge_through_its_life(place, enter):
    row, browser = published(place), enter(place.users["secretary"])
    leads = leader(place)
    item = row.items.get(number=1)
    steps = (
        ("deliver", {"item": str(item.pk), "evidence": "做了", "deed": ""}),
        ("show_name", {"named": "on"}),
        ("begin_review", {}),
        ("review", {"kind": "self", "words": "还行"}),
        ("review", {"kind": "leader", "leader": str(leads.pk), "not_kin": "on", "words": "实在"}),
        ("review", {"kind": "public", "kept": "4", "not_kept": "1"}),
        ("close", {}),
    )
    for verb, typed in steps:
        page = url(place, verb, row.pk)
        assert browser.get(page).status_code == 200
        answer = browser.post(page, act(version=again(row).version, **typed))
        assert answer.status_code == 302, (verb, answer.context["form"].errors)

    assert (again(row).status, again(row).named) == ("closed", True)
    assert browser.get(url(place, "pledge_detail", row.pk)).status_code == 200


def test_an_overtaken_press_says_so(place, enter):
    row = published(place)

    answer = enter(place.users["secretary"]).post(
        url(place, "begin_review", row.pk), act(version=row.version + 1)
    )

    assert answer.status_code == 409


@pytest.mark.parametrize("who", ["clerk", "grid_worker", "zhou"])
def test_nobody_but_the_party_organisation_opens_a_members_pledge(place, enter, who):
    row = published(place)
    browser = enter(place.users[who])

    for name in ("pledge_detail", "card_pdf", *VERBS):
        assert browser.get(url(place, name, row.pk)).status_code in {403, 404}
    assert browser.get(url(place, "own_pledge", row.pk)).status_code == 404


def test_goals_are_set_noted_and_read_by_everybody(place, enter):
    browser = enter(place.users["secretary"])
    browser.post(url(place, "set_goal"), act(year="2026", area="governance", text="议成两件事"))
    goal = Goal.objects.get()
    browser.post(url(place, "note_goal", goal.pk), act(text="议成了一件"))

    for page in (browser.get(url(place, "goals")), Client().get(url(place, "board"))):
        assert "议成两件事" in page.content.decode()
        assert "议成了一件" in page.content.decode()
    assert browser.get(url(place, "goals") + "?year=x0").status_code == 200


def test_a_report_is_written_and_appraised(place, enter):
    browser, who = enter(place.users["secretary"]), leader(place)
    sections = {"done": "开了会", "lacking": "人少", "next_steps": "改周末"}
    answer = browser.post(
        url(place, "report"),
        act(organisation=str(branch(place).pk), secretary=str(who.pk), year="2025", **sections),
    )
    page = answer["Location"]
    form = browser.get(f"{page}/appraise").context["form"]
    marks = {
        "good": "9",
        "fair": "2",
        "middling": "0",
        "poor": "0",
        "held_on": "2026-03-01",
        "state": form.initial["state"],
    }

    refused = browser.post(f"{page}/appraise", act(attended="10", questions="", opinion="", **marks))
    done = browser.post(f"{page}/appraise", act(attended="12", questions="", opinion="", **marks))

    assert (refused.status_code, done.status_code) == (422, 302)
    assert "开了会" in browser.get(page).content.decode()
    assert browser.get(url(place, "reports")).status_code == 200


def test_a_round_page_counts_and_lists_nobody(place, enter):
    row = closed(place, member(place, NAMED))

    page = enter(place.users["secretary"]).get(url(place, "round_detail", row.round.pk)).content.decode()

    assert NAMED not in page


@pytest.mark.parametrize("name", ["ledger", "board", "done", "own"])
def test_a_list_asks_as_often_for_many_as_for_one(place, enter, name, django_assert_max_num_queries):
    first, browser = round_of(place), enter(place.users["secretary"])
    published(place, member(place, "书记党员", user=place.users["secretary"]), round_=first)
    browser.get(url(place, name))
    asked = []
    for count in (0, 4):
        for number in range(count):
            delivered(place, published(place, member(place, f"党员{number}"), round_=first))
        with django_assert_max_num_queries(12) as counted:
            browser.get(url(place, name))
        asked.append(len(counted))

    assert asked[0] == asked[1]


def test_papers_name_the_pledger_only_on_what_is_handed_to_the_pledger(place):
    row = again(closed(place, member(place, UNNAMED)))
    by = place.actor("secretary")
    made = (
        papers.card_pdf(row, address="https://linli.example/p", by=by),
        papers.letter_pdf(row, list(queries.reviews_of(row)), by=by),
        *(
            papers.board_pdf(
                place.community,
                queries.board(place.community),
                paper=size,
                address="https://linli.example/",
                by=by,
            )
            for size in ("a4", "a3")
        ),
    )

    assert all(one.startswith(b"%PDF") for one in made)


def test_who_is_posted_at_a_branch_writes_for_its_members_alone(place, enter):
    here, there = member(place, "这里的"), member(place, "那里的", at=branch(place, "中凯党支部"))
    round_of(place)
    party_worker(place, at=branch(place))

    form = enter(place.users["dangwu"]).get(url(place, "write_down")).context["form"]

    assert list(form.fields["member"].queryset) == [here]
    assert there not in form.fields["member"].queryset
    assert [row.name for row in form.fields["organisation"].queryset] == [branch(place).name]


def test_the_panel_of_the_own_page_says_how_many_things_are_done(place):
    row = published(place, member(place, "周党员", user=place.users["zhou"]))
    delivered(place, row)

    shown = [
        one
        for one in panels_for("meetings.own", place.actor("zhou"), row.member.person)
        if "pledges" in one["template"]
    ]

    assert [(one["kept"], one["total"]) for one in shown] == [(1, 3)]
