"""Pages of Party members: axe, targets, width, dark, as `test_access` looks at all others."""

import datetime as dt

import pytest

from linli.calendars.months import add_months, month_of
from linli.core import clock
from linli.party import actions
from linli.party.models import DuesPayment
from tests.e2e.conftest import DESK
from tests.e2e.test_access import walk
from tests.party.party import Party


@pytest.fixture
def party(place):
    """A member with dues, one who is away and not reached, one whose medal is due; a post, care, a reporting."""
    made, today = Party(place), clock.today()
    month = month_of(today)
    payer = made.member(user=place.users["zhou"], group=made.groups[0])
    made.pays(payer, since=add_months(month, -1))
    actions.take_dues(payer, months=[add_months(month, -1)], amount_fen=3000, paid_on=today, by=made.by)
    away = made.member("孙试二")
    actions.note_leaving(
        away, out_on=today - dt.timedelta(days=300), whereabouts="苏州", fixed_place=True, by=made.by
    )
    late = made.member("李试三", joined_on=dt.date(1975, 5, 1), full_on=dt.date(1975, 5, 1))
    made.pays(late, since=add_months(month, -5))
    compound = made.branch.compound
    made.post = actions.give_post(
        payer, name="楼道安全岗", compound=compound, pioneer=True, since=today, by=made.by
    )
    actions.note_care(
        late, kind="visit", given_on=today, office="支部委员会", words="探望", amount="200", by=made.by
    )
    made.reporting = actions.report_in(payer.person, unit="县医院党支部", reported_on=today, by=made.by)
    made.payer, made.away = payer, away
    return made


def test_pages_of_party_members_at_the_desk(street, party):
    desk, pay = "/desk/nanmen/party/", DuesPayment.objects.first()
    one = f"{desk}members/{party.payer.pk}"
    verbs = (
        "amend", "change_branch", "change_group", "bar_from_voting", "restore_vote", "transfer_out", "end", "note_leaving", "note_contact",
        "note_reason", "honour", "give_post", "note_care", "set_basis", "reduce_dues", "take_dues",
    )  # fmt: skip
    paths = [
        f"{desk}members/", f"{desk}members/enter", f"{desk}members/enter !", f"{desk}members/buildings", one, f"{one}/dues",
        *(f"{one}/{verb}" for verb in verbs), f"{one}/reduce_dues !", f"{one}/set_basis !", f"{desk}floating/",
        f"{desk}members/{party.away.pk}", f"{desk}floating/{party.away.absences.get().pk}/note_return", f"{desk}in-service/",
        f"{desk}in-service/report_in", f"{desk}in-service/{party.reporting.pk}/end_reporting", f"{desk}standing/",
        f"{desk}duty-posts/", f"{desk}duty-posts/{party.post.pk}/end_post", f"{desk}dues/",
        f"{desk}dues/{pay.pk}/reverse_dues",
    ]  # fmt: skip
    found = walk(street.open(user="secretary", size=DESK), paths, resident=False)

    assert not found, "\n".join(found)


def test_ones_own_branch_and_dues_on_the_phone(street, party):
    found = walk(street.open(user="zhou"), ["/serve/nanmen/party/dues/"])

    assert not found, "\n".join(found)
