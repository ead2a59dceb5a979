"""Elections of the Party this year: one that is over and approved, and one that waits for its meeting."""

import datetime as dt
from functools import partial
from uuid import UUID

from linli.ballots import actions, queries
from linli.ballots.actions import Counted
from linli.ballots.models import Elector, LeftOut, PartyElection, What, Why
from linli.core import clock
from linli.demo.chronicle import Chronicle, at
from linli.organisations.models import PartyOrganisation, PartyPost

# The branch that has voted, and the one that will.
WHERE = {"nanmen": ("青云首府党支部", "汽运小区党支部"), "yongxinlu": ("和协花园党支部", "")}
SEATS, CANDIDATES, ABSENT = 3, 4, 1
POSTS = (PartyPost.SECRETARY, PartyPost.ORGANISATION, PartyPost.PUBLICITY)
# How many days before today.
PLANNED, NAMED, VOTED, REPORTED, APPROVED = 100, 60, 40, 37, 20
AHEAD = 6


def plan_elections(life: Chronicle) -> None:
    """Put the elections into a chronicle: a finished one, and a coming one where there are branches enough."""
    if life.slug not in WHERE:
        return
    voted, coming = WHERE[life.slug]
    today = clock.today()
    held_on = today - dt.timedelta(days=VOTED)
    steps = (
        (NAMED, "nominate", _nominate), (VOTED, "conclude", _vote), (REPORTED, "report", _report), (APPROVED, "approve", _approve),
    )  # fmt: skip
    _plan(life, voted, held_on, PLANNED, steps)
    if coming:
        _plan(life, coming, today + dt.timedelta(days=AHEAD), NAMED, ((AHEAD, "nominate", _nominate),))


def _plan(life: Chronicle, branch: str, meeting_on: dt.date, days: int, steps: tuple) -> None:
    today = clock.today()
    line = life.plan(
        at(today - dt.timedelta(days=days), 9), f"election/{branch}", "ballots.plan",
        partial(_begin, life, branch, meeting_on), by="dangwu",
    )  # fmt: skip
    for before, verb, act in steps:
        life.plan(
            at(today - dt.timedelta(days=before), 15), f"{line}/{verb}", f"ballots.{verb}", partial(act, life),
            by="dangwu", subject=line,
        )  # fmt: skip


def _begin(life: Chronicle, branch: str, meeting_on: dt.date, key: UUID) -> None:
    rows = PartyOrganisation.objects.of(life.pk).select_related("community")
    actions.plan(
        rows.get(name=branch, valid_to__isnull=True), what=What.COMMITTEE, why=Why.TERM, seats=SEATS,
        meeting_on=meeting_on, by=life.actor("dangwu"), election_id=key,
    )  # fmt: skip


def _row(life: Chronicle, key: UUID) -> PartyElection:
    return PartyElection.objects.of(life.pk).select_related(*queries.JOINED).get(pk=key)


def _others(row: PartyElection) -> list[Elector]:
    """Those of the list who have no login: who types the counts in is no candidate."""
    return list(queries.electors_of(row).filter(person__user__isnull=True))


def _nominate(life: Chronicle, key: UUID) -> None:
    """The list is fixed, one is left out of the number, the candidates are named."""
    row, by = _row(life, key), life.actor("dangwu")
    actions.list_electors(row, by=by, version=row.version)
    actions.leave_out(
        row, elector=_others(row)[-1], left_out=LeftOut.FRAIL, paper="平街党组〔2026〕3号", by=by, version=row.version
    )  # fmt: skip
    actions.nominate(row, candidates=_others(row)[:CANDIDATES], by=by, version=row.version)


def _vote(life: Chronicle, key: UUID) -> None:
    """Ballots go out and come back, two people count them, and both say the same."""
    row = _row(life, key)
    present = (row.eligible or 0) - ABSENT
    actions.open_poll(
        row, held_on=clock.today(), present=present, ballots_out=present, by=life.actor("dangwu"), version=row.version
    )  # fmt: skip
    candidates = _others(row)[:CANDIDATES]
    standing = {one.pk for one in candidates}
    one, two, watches = [one for one in queries.electors_of(row) if one.pk not in standing][:3]
    votes = {
        person.pk: present - 1 - number if number < SEATS else 1 for number, person in enumerate(candidates)
    }
    for login, counter in (("shuji", one), ("dangwu", two)):
        counted = Counted(counter.person.name, watches.person.name, present, 0, votes)
        actions.count(row, counted, by=life.actor(login))
    actions.conclude(row, by=life.actor("dangwu"), version=row.version)


def _report(life: Chronicle, key: UUID) -> None:
    row = _row(life, key)
    actions.report(row, reported_on=clock.today(), by=life.actor("dangwu"), version=row.version)


def _approve(life: Chronicle, key: UUID) -> None:
    row = _row(life, key)
    posts = {one.pk: post for one, post in zip(queries.elected_in(row), POSTS, strict=True)}
    above = row.organisation.parent
    actions.approve(
        row, office=above.name if above else row.organisation.superior, document_number=f"{clock.today().year}年换届批复1号",
        approved_on=clock.today(), posts=posts, by=life.actor("shuji"), version=row.version,
    )  # fmt: skip
