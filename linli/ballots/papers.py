"""换届选举 on paper: time table, request, invitation, list, ballots, tally sheet, minutes, report."""

import datetime as dt
from collections.abc import Callable
from functools import wraps
from math import ceil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from linli.ballots import judging, queries
from linli.ballots.models import PartyElection, What
from linli.ballots.queries import Held
from linli.core import clock
from linli.core.keys import show_code
from linli.core.rights import Actor
from linli.papers.typeset import Meta, pdf
from linli.papers.typeset.press import Paper, bind
from linli.rulebook.verdict import Outcome

FOLDER = Path(__file__).parent / "typst"
ONE, ROWS, BALLOTS = (FOLDER / f"{name}.typ" for name in ("one", "rows", "ballots"))
# At most so many blank lines for others on a ballot.
BLANK_LINES = 3
BLANK = "＿" * 6
A_PAGE = 2
Document = dict[str, Any]


def _chinese(make: Callable[..., bytes]) -> Callable[..., bytes]:
    """Papers are Chinese, whatever the person at work reads."""

    @wraps(make)
    def made(row: PartyElection, by: Actor) -> bytes:
        with translation.override(settings.LANGUAGE_CODE):
            return make(row, by)

    return made


def day_of(day: dt.date | None) -> str:
    """2026年7月1日: Arabic, without leading zeros, as GB/T 9704 has it."""
    return f"{day.year}年{day.month}月{day.day}日" if day else "—"


def _what(row: PartyElection) -> str:
    return (
        pgettext("of an election", "committee members") if row.what == What.COMMITTEE else _("the secretary")
    )


def _title(row: PartyElection) -> str:
    return _("%(name)s: election of %(what)s") % {"name": row.organisation.name, "what": _what(row)}


def _superior(row: PartyElection) -> str:
    above = row.organisation.parent
    return row.organisation.superior or (above.name if above else _("superior Party organisation"))


def _meta(row: PartyElection, title: str, by: Actor) -> Meta:
    return Meta(title=title, issuer=row.organisation.name, number=show_code(row.code), printed_by=by.name)


def _to_fill_in(*words: str) -> str:
    """Words, each with a blank to write on."""
    return "　".join(f"{word}{BLANK}" for word in words)


def _close(row: PartyElection, day: dt.date | None = None) -> list[str]:
    return [row.organisation.name, day_of(day or clock.today())]


@_chinese
def timetable_pdf(row: PartyElection, by: Actor) -> bytes:
    """日程表: what comes when, and a column to tick."""
    steps = queries.milestones_of(row)
    values = {
        "heading": _("Time table of the election"),
        "facts": [[_("Election"), _title(row)], [_("Seats"), str(row.seats)]],
        "widths": [14, 0, 40, 40],
        "height": 0,
        "header": [_("No."), _("Step"), _("Planned for"), _("Done on")],
        "rows": [
            [str(one.number), str(one.get_step_display()), day_of(one.planned_on), day_of(one.done_on) if one.done_on else ""]
            for one in steps
        ],
        "foot": _("The days are usual ones; what the superior says goes before."),
    }  # fmt: skip
    return pdf(ROWS, values, meta=_meta(row, str(values["heading"]), by))


@_chinese
def request_pdf(row: PartyElection, by: Actor) -> bytes:
    """请示: may this election be held, for how many seats, on which day."""
    title = _("Request to hold an election: %(title)s") % {"title": _title(row)}
    values = {
        "number": "", "title": title, "to": _superior(row), "facts": [],
        "opening": _(
            "We mean to hold a meeting of all members on %(day)s to elect %(what)s. Seats: %(seats)d. Candidates exceed the seats by at least a fifth where a committee is elected. The vote is secret. Please approve."
        ) % {"day": day_of(row.meeting_on), "what": _what(row), "seats": row.seats},
        "sections": [], "close": _close(row),
    }  # fmt: skip
    return pdf(ONE, values, meta=_meta(row, title, by))


@_chinese
def notice_pdf(row: PartyElection, by: Actor) -> bytes:
    """会议通知: when the members meet to vote."""
    title = _("Invitation: %(title)s") % {"title": _title(row)}
    values = {
        "number": "", "title": title, "to": _("To all members of the Party organisation"),
        "opening": _(
            "On %(day)s we meet to elect %(what)s. The vote is secret: every ballot is the same, and nobody signs one. At least four fifths of those entitled must come. Please tell us early if you cannot."
        ) % {"day": day_of(row.meeting_on), "what": _what(row)},
        "facts": [[_("Time"), BLANK], [_("Place"), BLANK]], "sections": [], "close": _close(row),
    }  # fmt: skip
    return pdf(ONE, values, meta=_meta(row, title, by))


@_chinese
def list_pdf(row: PartyElection, by: Actor) -> bytes:
    """应到会名单, to sign in on paper; what is signed is not typed in: only the number of those present is (N10)."""
    counted = [one for one in queries.electors_of(row) if not one.left_out]
    values = {
        "heading": _("List of electors, to sign in"),
        "facts": [
            [_("Election"), _title(row)],
            [_("Day"), day_of(row.meeting_on)],
            [_("Who count"), _("%(eligible)d of %(entitled)d with a vote") % {"eligible": row.eligible or 0, "entitled": row.entitled or 0}],
        ],
        "widths": [16, 0, 60],
        "height": 9,
        "header": [_("No."), _("Name"), _("Signature")],
        "rows": [[str(one.number), one.person.name, ""] for one in counted],
        "foot": _("Signing in says that one came, and nothing else. Only the number is written down afterwards."),
    }  # fmt: skip
    return pdf(ROWS, values, meta=_meta(row, str(values["heading"]), by))


@_chinese
def ballots_pdf(row: PartyElection, by: Actor) -> bytes:
    """选票: one for everybody who has a vote, two on a page, all alike, without a number and without who printed them."""
    held = _prepared(row)
    seats = held.poll.seats
    values = {
        "heading": row.organisation.name,
        "title": _("Ballot: %(what)s") % {"what": _what(row)},
        "seats": _("%(seats)d to be elected; candidates: %(candidates)d") % {"seats": seats, "candidates": len(held.candidates)},
        "header": [_("No."), _("Name"), _("Yes"), _("No"), _("Abstain")],
        "candidates": [one.elector.label for one in held.candidates],
        "blank": min(seats, BLANK_LINES),
        "other": _("Other"),
        "instructions": [
            _("Tick one box behind each name. Behind whom nothing is ticked: abstained."),
            _("Choose at most %(seats)d people, those written in included. With more the ballot is void.") % {"seats": seats},
            _("Whom you want instead, write below and tick Yes. Do not sign, write no mark of your own."),
            _("The candidates stand in the order that the meeting has adopted."),
        ],
        "signed": day_of(row.meeting_on) + pgettext("on a ballot", " (seal)"),
    }  # fmt: skip
    pages = ceil((row.entitled or 1) / A_PAGE)
    return bind([Paper(BALLOTS, values, Meta(title=_("Ballots")), copies=pages)])


def _prepared(row: PartyElection) -> Held:
    return queries.rounds_of(row)[-1]


@_chinese
def tally_pdf(row: PartyElection, by: Actor) -> bytes:
    """计票表: on which one counter writes 正 strokes; two are printed, one for each counter."""
    held = _prepared(row)
    blank = [["", "", ""] for _n in range(BLANK_LINES)]
    values = {
        "heading": _("Tally sheet, round %(number)d") % {"number": held.poll.number},
        "facts": [
            [_("Election"), _title(row)],
            [_("Seats"), str(held.poll.seats)],
            [_("Ballots"), _to_fill_in(_("handed out"), _("came back"), _("void"), _("valid"))],
        ],
        "widths": [40, 0, 26],
        "height": 15,
        "header": [_("Name"), _("Votes in strokes (正)"), _("Sum")],
        "rows": [[one.elector.label, "", ""] for one in held.candidates] + blank,
        "foot": _to_fill_in(_("Counter"), _("Scrutineer"), _("Chief scrutineer"))
        + "\n"
        + _("Two people count apart from each other; each fills in a sheet."),
    }  # fmt: skip
    return bind([Paper(ROWS, values, _meta(row, str(values["heading"]), by), copies=2)])


def _round(held: Held) -> Document:
    """One round in words: the numbers, the votes, both readings with their arithmetic, the ruling."""
    poll = held.poll
    heading = _("Round %(number)d (%(kind)s)") % {"number": poll.number, "kind": poll.get_kind_display()}
    numbers = _(
        "%(eligible)s count, %(present)s present; ballots handed out %(out)s, came back %(in)s, void %(void)s. Seats: %(seats)d."
    ) % {
        "eligible": poll.eligible, "present": poll.present, "out": poll.ballots_out,
        "in": "—" if poll.ballots_in is None else poll.ballots_in, "void": "—" if poll.ballots_void is None else poll.ballots_void,
        "seats": poll.seats,
    }  # fmt: skip
    if poll.is_void:
        reason = _("This vote was declared void: %(reason)s") % {"reason": poll.void_reason}
        return {"heading": heading, "items": [{"title": "", "text": f"{numbers}\n{reason}"}]}
    votes = "\n".join(
        _("%(name)s: %(votes)d votes") % {"name": person.label, "votes": numbers_[0]}
        for person, numbers_, _differs in held.lines
    )
    counted = _("Counted by %(one)s and %(two)s, watched by %(three)s; both counts say the same.") % {
        "one": held.counts[0].counter, "two": held.counts[1].counter, "three": held.counts[0].scrutineer
    }  # fmt: skip
    items = [
        {"title": _("Ballots"), "text": f"{numbers}\n{counted}"},
        {"title": _("Votes"), "text": votes},
        {"title": _("Who has more than half"), "text": _readings(held)},
    ]
    return {"heading": heading, "items": items}


def _readings(held: Held) -> str:
    """Both readings side by side, the arithmetic below, and the ruling where there was one."""
    verdict, poll = held.verdict, held.poll
    if verdict is None:
        return ""
    none = _("nobody")
    lines = [
        _("Of those who count (%(number)s): %(names)s") % {"number": poll.eligible, "names": "、".join(judging.names(verdict.result, "elected_by_eligible")) or none},
        _("Of those present (%(number)s): %(names)s") % {"number": poll.present, "names": "、".join(judging.names(verdict.result, "elected_by_present")) or none},
        *verdict.arithmetic,
    ]  # fmt: skip
    if poll.ruled_reading:
        lines.append(
            _("The chief scrutineer %(name)s ruled: %(reading)s. Source: %(source)s")
            % {
                "name": poll.ruled_by,
                "reading": poll.get_ruled_reading_display(),
                "source": poll.ruled_source,
            }
        )
    elif verdict.outcome == Outcome.CONFLICT:
        lines.append(_("The readings differ."))
    return "\n".join(lines)


def _result(row: PartyElection) -> str:
    elected = queries.elected_in(row)
    told = "、".join(
        one.elector.label + (f"（{one.get_post_display()}）" if one.post else "") for one in elected
    )
    lines = [_("Elected: %(names)s.") % {"names": told}]
    if row.reduced:
        lines.append(
            _("%(seats)d seats stay empty; %(consented)s of those present agreed.")
            % {"seats": row.reduced, "consented": row.consented}
        )
    return "\n".join(lines)


def _sections(row: PartyElection) -> list[Document]:
    rounds = [_round(held) for held in queries.rounds_of(row)]
    return [*rounds, {"heading": _("Result"), "items": [{"title": "", "text": _result(row)}]}]


@_chinese
def minutes_pdf(row: PartyElection, by: Actor) -> bytes:
    """选举会议记录: how many were there, each round with both readings, who is elected."""
    title = _("Minutes: %(title)s") % {"title": _title(row)}
    values = {
        "number": "", "title": title,
        "facts": [
            [_("Day"), day_of(row.decided_on)],
            [_("With a vote"), _("%(entitled)d, of whom %(eligible)d count") % {"entitled": row.entitled or 0, "eligible": row.eligible or 0}],
            [_("How"), _("Secret vote. Two people counted apart from each other.")],
        ],
        "sections": _sections(row),
        "close": [_to_fill_in(_("Chair")), _to_fill_in(_("Chief scrutineer")), day_of(row.decided_on)],
    }  # fmt: skip
    return pdf(ONE, values, meta=_meta(row, title, by))


@_chinese
def letter_pdf(row: PartyElection, by: Actor) -> bytes:
    """选举结果的报告, with both readings and the arithmetic, so that the superior sees what it approves."""
    title = _("Report on the result: %(title)s") % {"title": _title(row)}
    values = {
        "number": "", "title": title, "to": _superior(row), "facts": [],
        "opening": _("On %(day)s the meeting of all members elected %(what)s by secret vote. We report the result; please approve it.") % {"day": day_of(row.decided_on), "what": _what(row)},
        "sections": _sections(row), "close": _close(row, row.reported_on),
    }  # fmt: skip
    return pdf(ONE, values, meta=_meta(row, title, by))
