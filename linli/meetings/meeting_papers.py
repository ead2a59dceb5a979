"""会议记录, 会议纪要, 会议通知, 签到表 and the year of an organisation, in the manner of GB/T 9704-2012 (R-48).

A document is what is said on it; it becomes a PDF, or a Word file in which somebody goes on writing.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from linli.core import clock
from linli.core.rights import Actor
from linli.meetings import queries
from linli.meetings.kinds import LIFE, Presence
from linli.meetings.models import Attendance, Meeting
from linli.meetings.workflow import ProblemStatus
from linli.papers.typeset import Meta, pdf
from linli.papers.word import docx

FOLDER = Path(__file__).parent / "typst"
ONE, SHEET, DOOR = (FOLDER / f"{name}.typ" for name in ("one", "sheet", "door"))
Document = dict[str, Any]


def day_of(when: dt.datetime) -> str:
    """2026年7月1日: Arabic, without leading zeros, as GB/T 9704 has it."""
    return _day(when.astimezone(clock.BEIJING).date())


def _day(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def number_of(meeting: Meeting) -> str:
    """会〔2026〕1号: hexagonal brackets, no leading zero."""
    year, running = meeting.number.removeprefix("H").split("-")
    return f"会〔{year}〕{int(running)}号"


def _when(meeting: Meeting) -> str:
    return f"{day_of(meeting.starts_at)} {meeting.starts_at.astimezone(clock.BEIJING):%H:%M}"


def _names(rows: Iterable[Attendance], *presences: str) -> str:
    named = [
        row.person.name + (f"（{row.get_reason_display()}）" if row.reason else "")
        for row in rows
        if row.presence in presences
    ]
    return "、".join(named) or _("none")


def minutes_of(meeting: Meeting, roll: list[Attendance]) -> Document:
    """会议记录: who came, what was said to each item, how the votes went, what was resolved, what was corrected."""
    facts = [
        [_("Time"), _when(meeting)],
        [_("Place"), meeting.place],
        [_("Chaired by"), meeting.host],
        [_("Minutes by"), meeting.recorder or "—"],
        [_("Entitled and present"), _("%(entitled)s entitled to vote, %(present)s of them present") % {"entitled": meeting.entitled or 0, "present": meeting.present or 0}],
        [_("Present"), _names(roll, Presence.PRESENT)],
        [_("Not present"), _names(roll, Presence.EXCUSED, Presence.ABSENT)],
        *([[_("Guests without a vote"), meeting.guests]] if meeting.guests else []),
        *([[_("Lecturer"), meeting.lecturer]] if meeting.lecturer else []),
    ]  # fmt: skip
    sections = [
        {"heading": item.title, "items": [{"title": "", "text": item.said or _("Nothing was said to it.")}]}
        for item in meeting.items.all()
    ]
    sections += [
        section for section in (_votes(meeting), _resolved(meeting), _corrected(meeting)) if section["items"]
    ]
    return {
        "number": number_of(meeting), "title": f"{meeting.title}", "facts": [[_("Kind of meeting"), f"{meeting.body} {meeting.get_kind_display()}"], *facts],
        "sections": sections, "close": [_("Signed by the chair:　　　　　　"), _("Signed by who wrote the minutes:　　　　　　")],
    }  # fmt: skip


def _votes(meeting: Meeting) -> Document:
    told = _(
        "%(yes)s yes, %(no)s no, %(abstain)s abstained; %(present)s of %(entitled)s entitled present: %(outcome)s."
    )
    return {
        "heading": _("Votes"),
        "items": [
            {
                "title": motion.words,
                "text": told % {
                    "yes": motion.yes, "no": motion.no, "abstain": motion.abstain, "present": motion.present,
                    "entitled": motion.entitled, "outcome": _("carried") if motion.carried else _("not carried"),
                },
            }
            for motion in meeting.motions.all()
        ],
    }  # fmt: skip


def _resolved(meeting: Meeting) -> Document:
    return {
        "heading": _("Resolutions"),
        "items": [
            {"title": row.words, "text": _("%(who)s, by %(day)s.") % {"who": row.task.handler.name, "day": day_of(row.task.due_at)} if row.task else ""}
            for row in meeting.resolutions.select_related("task__handler")
        ],
    }  # fmt: skip


def _corrected(meeting: Meeting) -> Document:
    return {
        "heading": _("Corrections after filing"),
        "items": [{"title": day_of(row.written_at), "text": row.text} for row in meeting.corrections.all()],
    }


def summary_of(meeting: Meeting) -> Document:
    """会议纪要: the edited outcome, with the resolutions, without who said what."""
    return {
        "number": number_of(meeting),
        "title": _("Summary: %(title)s") % {"title": meeting.title},
        "facts": [[_("Time"), _when(meeting)], [_("Place"), meeting.place], [_("Chaired by"), meeting.host]],
        "sections": [
            {"heading": _("Outcome"), "items": [{"title": "", "text": meeting.summary}]},
            *([resolved] if (resolved := _resolved(meeting))["items"] else []),
        ],
        "close": [str(meeting.body), day_of(meeting.minuted_at or meeting.starts_at)],
    }


def notice_of(meeting: Meeting) -> Document:
    """会议通知."""
    return {
        "number": number_of(meeting),
        "title": _("Notice of a meeting: %(title)s") % {"title": meeting.title},
        "facts": [
            [_("Kind of meeting"), f"{meeting.body} {meeting.get_kind_display()}"],
            [_("Time"), _when(meeting)],
            [_("Place"), meeting.place],
            [_("Chaired by"), meeting.host],
        ],
        "sections": [
            {"heading": _("Agenda"), "items": [{"title": item.title, "text": ""} for item in meeting.items.all()]},
            {"heading": _("If you cannot come"), "items": [{"title": "", "text": _("Please tell the chair before. Nobody can come for another.")}]},
        ],
        "close": [str(meeting.body), day_of(clock.now())],
    }  # fmt: skip


def problems_of(meeting: Meeting) -> Document:
    """问题清单: by person, with measure and day, and what was done; what was struck is not on it (R-04)."""
    rows = queries.problems_of(meeting).exclude(status=ProblemStatus.STRUCK).order_by("due_on", "id")
    people: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        told = [
            _("Measure: %(measure)s.") % {"measure": row.measure},
            _("To be put right by %(day)s.") % {"day": _day(row.due_on)},
        ]
        if row.rectified_on:
            done = {"day": _day(row.rectified_on), "outcome": row.outcome}
            told.append(_("Put right on %(day)s: %(outcome)s.") % done)
        people.setdefault(row.person.name, []).append({"title": row.words, "text": "".join(told)})
    return {
        "number": number_of(meeting),
        "title": _("List of problems: %(title)s") % {"title": meeting.title},
        "facts": [
            [_("Kind of meeting"), f"{meeting.body} {meeting.get_kind_display()}"],
            [_("Time"), _when(meeting)],
        ],
        "sections": [{"heading": name, "items": items} for name, items in people.items()],
        "close": [str(meeting.body), day_of(clock.now())],
    }


class Written(NamedTuple):
    """A document of a meeting: what is said on it, and whether there is one yet."""

    name: Any
    of: Callable[[Meeting], Document]
    exists: Callable[[Meeting], bool]


WRITTEN = {
    "minutes": Written(
        pgettext_lazy("paper of a meeting", "Minutes"),
        lambda meeting: minutes_of(meeting, list(queries.attendances_of(meeting))),
        lambda meeting: meeting.minuted_at is not None,
    ),
    "summary": Written(
        pgettext_lazy("paper of a meeting", "Summary"), summary_of, lambda meeting: bool(meeting.summary)
    ),
    "problems": Written(gettext_lazy("List of problems"), problems_of, lambda meeting: meeting.kind in LIFE),
    "notice": Written(pgettext_lazy("paper of a meeting", "Notice"), notice_of, lambda _meeting: True),
}


@translation.override(settings.LANGUAGE_CODE)
def as_paper(name: str, meeting: Meeting) -> bytes:
    """A document of `WRITTEN` as PDF."""
    return pdf(ONE, WRITTEN[name].of(meeting), meta=_meta(meeting))


@translation.override(settings.LANGUAGE_CODE)
def as_word(name: str, meeting: Meeting) -> bytes:
    """A document of `WRITTEN` as a Word file."""
    return docx(WRITTEN[name].of(meeting), meta=_meta(meeting))


def _meta(meeting: Meeting) -> Meta:
    return Meta(title=meeting.title, issuer=meeting.community.name)


@translation.override(settings.LANGUAGE_CODE)
def sheet_pdf(meeting: Meeting, by: Actor, address: str) -> bytes:
    """签到表 as PDF; its QR is the address of the meeting, by which the photo of the signed sheet comes back."""
    roll = list(queries.attendances_of(meeting))
    values = {
        "heading": _("Sign-in sheet"),
        "facts": [[_("Meeting"), f"{meeting.body} {meeting.get_kind_display()}"], [_("Title"), meeting.title], [_("Time"), _when(meeting)], [_("Place"), meeting.place]],
        "header": [_("No."), _("Name"), _("As what"), _("Signature")],
        "rows": [[str(n), row.person.name, row.part, ""] for n, row in enumerate(roll, 1)],
        "foot": _("Nobody signs for another."),
    }  # fmt: skip
    meta = Meta(
        title=_("Sign-in sheet"), issuer=meeting.community.name, number=meeting.number, printed_by=by.name, qr=address,
        qr_line=_("The page of the meeting"),
    )  # fmt: skip
    return pdf(SHEET, values, meta=meta)


@translation.override(settings.LANGUAGE_CODE)
def door_pdf(meeting: Meeting, by: Actor, address: str) -> bytes:
    """会场二维码: by its QR somebody says that they are here; nobody has to."""
    values = {
        "kind": f"{meeting.body} {meeting.get_kind_display()}", "heading": meeting.title, "when": _when(meeting),
        "place": meeting.place, "foot": _("Whoever likes to scans it on arrival. The roll is kept by the chair either way."),
    }  # fmt: skip
    meta = Meta(
        title=_("Code for the door"), issuer=meeting.community.name, number=meeting.number, printed_by=by.name,
        qr=address, qr_line=_("I am here"),
    )  # fmt: skip
    return pdf(DOOR, values, meta=meta)
