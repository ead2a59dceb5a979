"""Party members of today: dues of the first branch, who is away, who reported here, posts, care; the same acts as a click."""

import datetime as dt
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from linli.calendars.months import add_months, month_of, months_between
from linli.core import clock
from linli.core.spans import in_force
from linli.demo.chronicle import Chronicle, at
from linli.demo.names import names
from linli.party import actions
from linli.party.collecting import assessed
from linli.party.models import BranchMembership, PartyMember
from linli.places.models import Dwelling
from linli.residents import actions as residents
from linli.residents.models import Person, Residence
from linli.residents.queries import state_of_residences

BASES = (("working", "6200"), ("retired", "4300"), ("working", "3000"), ("retired", "5600"), ("minimum_living", "0"),
         ("working", "4800.50"), ("laid_off", "0"), ("retired", "3900"))  # fmt: skip
PAYERS, LATE, MONTHS = 12, 10, 6
FLOATING = ((7, 240, "苏州", True), (9, 60, "广东", False), (10, 100, "西安", False))
RESIDENTS = 5
HOMES = 30


def plan_party_life(life: Chronicle) -> None:
    """Put what Party members do today into the chronicle of a community."""
    today = clock.today()
    first = add_months(month_of(today), -MONTHS)
    for number in range(PAYERS):
        life.plan(
            at(first, 9, number), f"party/basis/{number}", "party.set_basis",
            partial(_basis, life, number, first), by="dangwu",
        )  # fmt: skip
    for month in months_between(first, add_months(month_of(today), -1)):
        paid_on = min(month.replace(day=12), today)
        for number in range(LATE if month > add_months(first, 1) else PAYERS):
            life.plan(
                at(paid_on, 15, number), f"party/paid/{month}/{number}", "party.take_dues",
                partial(_pay, life, number, month, paid_on), by="dangwu",
            )  # fmt: skip
    for number, days, where, fixed in FLOATING:
        _plan_absence(life, number, today - dt.timedelta(days=days), where, fixed)
    invented = names(f"{life.slug}/in-service")
    for number, unit in enumerate(("县医院党支部", "第二中学党支部")):
        life.plan(
            at(today - dt.timedelta(days=30 - number), 16), f"party/reported/{number}", "party.report_in",
            partial(_report, life, next(invented), unit, today - dt.timedelta(days=30 - number)), by="dangwu",
        )  # fmt: skip
    for number in range(RESIDENTS):
        life.plan(
            at(today - dt.timedelta(days=15), 10, number), f"party/resident/{number}", "party.enter",
            partial(_resident, life, number), by="dangwu",
        )  # fmt: skip
    for number in range(HOMES):
        life.plan(
            at(today - dt.timedelta(days=14), 10, number), f"party/home/{number}", "residents.move",
            partial(_home, life, number, today - dt.timedelta(days=400)), by="zonghe",
        )  # fmt: skip
    for number, post in enumerate(("楼道安全岗", "民情联络岗", "文明劝导岗")):
        life.plan(
            at(today - dt.timedelta(days=90), 11, number), f"party/post/{number}", "party.give_post",
            partial(_post, life, number, post, today - dt.timedelta(days=90)), by="dangwu",
        )  # fmt: skip
    life.plan(
        at(today - dt.timedelta(days=12), 10),
        "party/care",
        "party.note_care",
        partial(_care, life),
        by="dangwu",
    )


def _members(life: Chronicle) -> list[PartyMember]:
    """The members in a fixed order: those who have a login, then branch after branch; who came from the roster is left out."""
    rows = BranchMembership.objects.of(life.pk).filter(in_force(), member__ended_on__isnull=True)
    rows = rows.filter(member__came_from="", member__full_on__isnull=False)
    rows = rows.select_related("member__person", "member__community").order_by("branch__name", "member__id")
    return sorted((row.member for row in rows), key=lambda member: member.person.user_id is None)


def _basis(life: Chronicle, number: int, first: dt.date, key: UUID) -> None:
    kind, base = BASES[number % len(BASES)]
    actions.set_basis(
        _members(life)[number], kind=kind, base=Decimal(base), first_month=first, basis_id=key,
        by=life.actor("dangwu"),
    )  # fmt: skip


def _pay(life: Chronicle, number: int, month: dt.date, paid_on: dt.date, key: UUID) -> None:
    member = _members(life)[number]
    owing = assessed(member, [month])[month].left
    actions.take_dues(
        member, months=[month], amount_fen=owing, paid_on=paid_on, payment_id=key, by=life.actor("dangwu")
    )


def _plan_absence(life: Chronicle, number: int, out_on: dt.date, where: str, fixed: bool) -> None:
    life.plan(
        at(out_on, 9), f"party/away/{number}", "party.note_leaving",
        lambda key: actions.note_leaving(
            _members(life)[number], out_on=out_on, whereabouts=where, fixed_place=fixed, absence_id=key,
            by=life.actor("dangwu"),
        ), by="dangwu",
    )  # fmt: skip
    if fixed:
        called = max(month_of(clock.today()), clock.today() - dt.timedelta(days=3))
        life.plan(
            at(called, 8), f"party/called/{number}", "party.note_contact",
            lambda key: actions.note_contact(
                _members(life)[number], how="call", met_on=called, contact_id=key, by=life.actor("dangwu")
            ), by="dangwu",
        )  # fmt: skip


def _report(life: Chronicle, name: str, unit: str, day: dt.date, key: UUID) -> None:
    person = residents.enter(life.community, name=name, by=life.actor("dangwu"))
    actions.report_in(
        person, unit=unit, reported_on=day, offers="周末能帮忙", reporting_id=key, by=life.actor("dangwu")
    )


def _resident(life: Chronicle, number: int, key: UUID) -> None:
    """Somebody of the roster: a building's list of members has a name then. The last is on probation."""
    rows: Any = Person.objects.of(life.pk).filter(residences__valid_to__isnull=True, residences__isnull=False)
    person = rows.order_by("residences__dwelling__building__order", "name").distinct()[number * 7]
    branch = (
        BranchMembership.objects.of(life.pk)
        .filter(in_force())
        .order_by("branch__name", "member__id")[0]
        .branch
    )
    probation = number == RESIDENTS - 1
    joined = clock.today() - dt.timedelta(days=120) if probation else dt.date(2004, 5, 8)
    actions.enter(
        person, branch=branch, joined_on=joined, full_on=None if probation else add_months(joined, 12),
        came_from="" if probation else "原单位党委", member_id=key, by=life.actor("dangwu"),
    )  # fmt: skip


def _home(life: Chronicle, number: int, since: dt.date, _key: UUID) -> None:
    """A member of a branch of a compound moves into a dwelling there, so that the map of the branch has numbers."""
    dwellings = list(Dwelling.objects.of(life.pk).filter(in_force()).order_by("building__order", "pk"))
    compounds = {row.building.compound_id for row in dwellings}
    rows = BranchMembership.objects.of(life.pk).filter(
        in_force(), branch__compound__in=compounds, member__ended_on__isnull=True
    )
    rows = rows.filter(member__person__residences__isnull=True).select_related("member__person", "branch")
    branches = sorted(set(rows.values_list("branch", flat=True)))
    if not branches:
        return
    member = rows.filter(branch=branches[number % len(branches)]).order_by("member__id")[0]
    inside = [row for row in dwellings if row.building.compound_id == member.branch.compound_id]
    person = member.member.person
    residents.move(
        person, kind=Residence.Kind.ACTUAL, to=inside[number * 3 % len(inside)], since=since,
        by=life.actor("zonghe"), seen=state_of_residences([]),
    )  # fmt: skip


def _post(life: Chronicle, number: int, name: str, since: dt.date, key: UUID) -> None:
    actions.give_post(_members(life)[number], name=name, since=since, post_id=key, by=life.actor("dangwu"))


def _care(life: Chronicle, _key: UUID) -> None:
    actions.note_care(
        _members(life)[4], kind="visit", given_on=clock.today(), office="支部委员会", words="住院期间探望",
        by=life.actor("dangwu"),
    )  # fmt: skip
