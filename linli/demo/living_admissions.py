"""Development files of today, in several phases: a talk that is overdue, a review that comes soon, a target who waits, one on
probation. All people are invented.
"""

import datetime as dt
import io
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from PIL import Image, ImageDraw, ImageFont

from linli.admissions import actions, queries, steps
from linli.admissions.actions import Ballot, Evidence
from linli.admissions.actions.stepping import verb_of
from linli.admissions.models import Admission, Decision, Role
from linli.core import clock
from linli.core.files.pictures import Picture, read_picture
from linli.core.rights import Actor
from linli.demo.chronicle import Chronicle, at
from linli.organisations.models import Level, PartyOrganisation
from linli.party.models import PartyMember
from linli.party.rolls import memberships
from linli.residents import actions as residents

WHERE = ("nanmen", "yongxinlu")
LEAST = 2
FILED = dt.timedelta(days=2)


class Told(NamedTuple):
    """One invented applicant: name, year of birth, and each step with how many days ago; days of reviews besides."""

    name: str
    born: int
    steps: tuple[tuple[int, int], ...]
    reviews: tuple[int, ...] = ()


FILES = (
    Told("郁晚舟", 2003, ((1, 45),)),
    Told("柏见山", 1999, ((1, 260), (2, 240), (3, 172), (5, 165), (4, 160))),
    Told("岑若谷", 1994, ((1, 420), (2, 400), (3, 330), (5, 325), (4, 310), (6, 60)), (190, 70)),
    Told(
        "祝星河", 1991,
        ((1, 700), (2, 680), (3, 620), (5, 615), (4, 600), (6, 240), (7, 230), (8, 220), (9, 210), (10, 120), (11, 90), (12, 40), (13, 20)),
        (440, 260, 80),
    ),
    Told(
        "温知秋", 1988,
        ((1, 1250), (2, 1230), (3, 1200), (5, 1195), (4, 1180), (6, 820), (7, 815), (8, 800), (9, 795), (10, 600), (11, 560), (12, 450),
         (13, 430), (14, 420), (15, 350), (16, 330), (17, 310), (19, 305), (20, 280), (18, 270)),
        (1020, 840, 660, 480, 170),
    ),
)  # fmt: skip
PLANNED = (2, 1)
# The papers of which the demonstration has a scan, by the number of the step.
SCANNED = {1: "入党申请书", 10: "政审报告", 14: "入党志愿书"}
SHEET, MARGIN, LINE = (840, 1188), 90, 46


def plan_admissions(life: Chronicle) -> None:
    """Put the development files of a community into its chronicle: one act is one file with the steps from paper."""
    if life.slug not in WHERE:
        return
    day = clock.today() - dt.timedelta(days=2)
    for place, told in enumerate(FILES):
        life.plan(
            at(day, 14, place), f"admissions/{place}", "admissions.open_file", partial(_file, life, told), by="dangwu"
        )  # fmt: skip
    life.plan(at(day, 15), "admissions/plan", "admissions.set_plan", partial(_plan, life), by="dangwu")


def _branch(life: Chronicle) -> tuple[PartyOrganisation, list[PartyMember]]:
    """The first branch with two full members or more, and these."""
    rows = PartyOrganisation.objects.of(life.pk).filter(level=Level.BRANCH, valid_to__isnull=True)
    since = clock.today() - dt.timedelta(days=1300)
    found = [
        (row, [one.member for one in memberships(row, clock.today()) if one.member.is_full(since)])
        for row in rows.order_by("name", "id")
    ]
    return next(pair for pair in found if len(pair[1]) >= LEAST)


def _file(life: Chronicle, told: Told, key: UUID) -> None:
    by, today = life.actor("dangwu"), clock.today()
    branch, members = _branch(life)
    person = residents.enter(life.community, name=told.name, born_on=dt.date(told.born, 5, 4), by=by)
    days = {number: today - dt.timedelta(days=ago) for number, ago in told.steps}
    row = actions.open_file(person, branch=branch, done_on=days.pop(steps.APPLY), by=by, admission_id=key)
    waiting = sorted(today - dt.timedelta(days=ago) for ago in told.reviews)
    for number, day in days.items():
        while waiting and waiting[0] <= day:
            actions.note_review(row, reviewed_on=waiting.pop(0), words="学习用心，楼道的事肯带头。", by=by)
        _step(row, number, day, members, by)
    for entry in queries.entries_of(row).filter(number__in=SCANNED):
        title = SCANNED[entry.number]
        actions.add_scan(row, entry, title=title, pictures=[_sheet(entry.number)], by=by)
    for left in waiting:
        actions.note_review(row, reviewed_on=left, words="按时来开会，答应的事做到了。", by=by)


def _sheet(number: int) -> Picture:
    """A sheet that shows where the words of a paper would stand."""
    sheet = Image.new("RGB", SHEET, "white")
    pen = ImageDraw.Draw(sheet)
    pen.text((MARGIN, MARGIN), f"SAMPLE {number}", fill="black", font=ImageFont.load_default(size=60))
    for y in range(MARGIN * 3, SHEET[1] - MARGIN, LINE):
        pen.line((MARGIN, y, SHEET[0] - MARGIN, y), fill="gray", width=4)
    out = io.BytesIO()
    sheet.save(out, "PNG")
    return read_picture(out.getvalue())


def _step(row: Admission, number: int, day: dt.date, members: list[PartyMember], by: Actor) -> None:
    verb = verb_of(number)
    given: dict[str, Any] = {"by": by, "version": row.version}
    if verb == "vote":
        entitled = len(members)
        ballot = Ballot(at(day, 19), entitled=entitled, present=entitled, yes_present=entitled)
        actions.vote(row, ballot, decision=Decision.ADMIT, **given)
        actions.note_receipt(row, received_on=day + FILED, by=by, version=row.version)
        return
    shown = Evidence(note="材料在支部档案柜")
    if number == steps.TRAINED:
        shown = Evidence("结业证", "", None, 3, Decimal(24))
    more: dict[str, Any] = {"done_on": day, "shown": shown, **given}
    if verb == "take_step":
        more["number"] = number
    if verb == "name_helpers":
        role = Role.CONTACT if number == steps.CONTACTS else Role.SPONSOR
        more |= {"role": role, "members": members[:LEAST]}
    if number == steps.ADMITTED:
        more |= {"approver_level": Level.COMMITTEE, "approver": "街道党工委"}
    getattr(actions, verb)(row, **more)


def _plan(life: Chronicle, key: UUID) -> None:
    targets, probationary = PLANNED
    actions.set_plan(
        _branch(life)[0], year=clock.today().year, targets=targets, probationary=probationary, by=life.actor("dangwu"),
        plan_id=key,
    )  # fmt: skip
