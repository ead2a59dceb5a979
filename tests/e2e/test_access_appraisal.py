"""Pages of appraisal and points: axe, targets, width, dark, as `test_access` looks at all others."""

import pytest

from linli.party import actions
from linli.party.models import PointAppeal, PointEntry
from tests.e2e.conftest import DESK
from tests.e2e.test_access import walk
from tests.party.appraised import Appraised
from tests.party.party import Party
from tests.party.pointed import Pointed


@pytest.fixture
def party(place):
    """Two branches."""
    return Party(place)


@pytest.fixture
def pointed(party):
    """Points with an appeal that waits, one that is answered, and an entry that is taken back."""
    made = Pointed(party)
    for minutes in (60, 90):
        made.serve(minutes)
    actions.pull_points(made.community, by=made.by)
    wrong, right = PointEntry.objects.order_by("id")
    asked = actions.appeal_points(made.member, words="那天是邻居去的。", entry=wrong, by=made.own)
    actions.answer_points(asked, answer="查过，记错了人。", take_back=True, by=made.by)
    actions.appeal_points(made.member, words="少了半小时。", entry=right, by=made.own)
    return made


def test_pages_of_points(street, pointed):
    desk, own = "/desk/nanmen/party/points/", "/serve/nanmen/party/points/"
    waiting = PointAppeal.objects.get(answered_on__isnull=True)
    paths = [
        desk, f"{desk}write_point_rule", f"{desk}write_point_rule !", f"{desk}pull_points",
        f"{desk}rules/{pointed.rule.pk}/end_point_rule", f"{desk}appeals/{waiting.pk}/answer_points",
        f"{desk}appeals/{waiting.pk}/answer_points !",
    ]  # fmt: skip
    found = walk(street.open(user="secretary", size=DESK), paths, resident=False)
    mine = [own, f"{own}leave_points", f"{own}{waiting.entry.pk}/appeal_points", f"{own}appeal_points"]
    found += walk(street.open(user="zhou"), mine[:1])
    found += walk(street.open(user="zhou"), mine[1:], resident=False)

    assert not found, "\n".join(found)


def test_pages_of_appraisal(street, party):
    made = Appraised(party)
    row = made.until("deciding")
    for member in made.full:
        made.grade(member, "excellent")
    closed = actions.open_appraisal(party.branch, year=2025, by=made.by)
    desk, own = "/desk/nanmen/party/appraisals/", "/serve/nanmen/party/appraisal/"
    one = f"{desk}{row.pk}/members/{made.full[1].pk}"
    paths = [
        desk, f"{desk}open_appraisal", f"{desk}open_appraisal !", f"{desk}{row.pk}", f"{desk}{row.pk}/close_appraisal",
        f"{desk}{row.pk}/call_off_appraisal", f"{desk}{closed.pk}/ask_self_reviews", one,
        *(f"{one}/{verb}" for verb in ("write_self_review", "note_opinion", "count_test", "grade")), f"{one}/grade !",
    ]  # fmt: skip
    found = walk(street.open(user="secretary", size=DESK), paths, resident=False)
    actions.close_appraisal(row, cap_reason="上级同意。", by=made.by, version=row.version)
    found += walk(street.open(user="secretary", size=DESK), [f"{desk}{row.pk}", one], resident=False)
    actions.ask_self_reviews(closed, by=made.by, version=closed.version)
    found += walk(street.open(user="zhou"), [own])
    found += walk(street.open(user="zhou"), [f"{own}{closed.pk}/review_oneself"], resident=False)

    assert not found, "\n".join(found)
