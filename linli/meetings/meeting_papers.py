"""会议记录, 会议纪要, 会议通知, 签到表 and the year's book on paper, in the manner of GB/T 9704-2012 (R-48)."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from linli.core import clock
from linli.core.rights import Actor
from linli.meetings import queries
from linli.meetings.kinds import Kind, Presence
from linli.meetings.models import Attendance, Meeting
from linli.meetings.workflow import MeetingStatus
from linli.organisations.models import PartyOrganisation
from linli.papers.typeset import Meta, pdf

FOLDER = Path(__file__).parent / "typst"
ONE, YEAR, SHEET, DOOR = (FOLDER / f"{name}.typ" for name in ("one", "year", "sheet", "door"))
Document = dict[str, Any]


def day_of(when: dt.datetime) -> str:
    """2026年7月1日: Arabic, without leading zeros, as GB/T 9704 has it."""
    local = when.astimezone(clock.BEIJING)
    return f"{local.year}年{local.month}月{local.day}日"


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


@translation.override(settings.LANGUAGE_CODE)
def minutes_pdf(meeting: Meeting, by: Actor) -> bytes:
    """会议记录 as PDF."""
    roll = list(queries.attendances_of(meeting))
    return pdf(ONE, minutes_of(meeting, roll), meta=Meta(title=meeting.title, issuer=meeting.community.name))


@translation.override(settings.LANGUAGE_CODE)
def summary_pdf(meeting: Meeting, by: Actor) -> bytes:
    """会议纪要 as PDF: the edited outcome, with the resolutions, without who said what."""
    values = {
        "number": number_of(meeting),
        "title": _("Summary: %(title)s") % {"title": meeting.title},
        "facts": [[_("Time"), _when(meeting)], [_("Place"), meeting.place], [_("Chaired by"), meeting.host]],
        "sections": [
            {"heading": _("Outcome"), "items": [{"title": "", "text": meeting.summary}]},
            *([resolved] if (resolved := _resolved(meeting))["items"] else []),
        ],
        "close": [str(meeting.body), day_of(meeting.minuted_at or meeting.starts_at)],
    }
    return pdf(ONE, values, meta=Meta(title=meeting.title, issuer=meeting.community.name))


@translation.override(settings.LANGUAGE_CODE)
def notice_pdf(meeting: Meeting, by: Actor) -> bytes:
    """会议通知 as PDF."""
    values = {
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
    return pdf(ONE, values, meta=Meta(title=meeting.title, issuer=meeting.community.name))


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


@translation.override(settings.LANGUAGE_CODE)
def year_pdf(organisation: PartyOrganisation, by: Actor, year: int) -> bytes:
    """全年组织生活本: every minuted meeting of a year with a table of contents. Four questions and two for each meeting."""
    first = dt.datetime(year, 1, 1, tzinfo=clock.BEIJING)
    rows = queries.meetings_for(by).filter(
        organisation=organisation, status__in=[MeetingStatus.MINUTED, MeetingStatus.FILED],
        starts_at__gte=first, starts_at__lt=first.replace(year=year + 1),
    )  # fmt: skip
    meetings = list(rows.order_by("starts_at", "id"))
    documents = [
        _dated(meeting, minutes_of(meeting, list(queries.attendances_of(meeting)))) for meeting in meetings
    ]
    values = {
        "cover": _("Book of organisation life"), "organisation": organisation.name, "year": f"{year}年",
        "contents": _("Contents"), "documents": documents, "none": _("No minutes in this year."),
    }  # fmt: skip
    return pdf(YEAR, values, meta=Meta(title=f"{organisation.name} {year}", issuer=organisation.name))


def _dated(meeting: Meeting, document: Document) -> Document:
    """With day and kind in the heading, so that the table of contents tells them apart."""
    local = meeting.starts_at.astimezone(clock.BEIJING)
    kind = Kind(meeting.kind).label
    return {**document, "title": f"{local.month}月{local.day}日 {kind}：{meeting.title}"}
