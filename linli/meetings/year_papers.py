"""全年组织生活: every minuted meeting of a year of one organisation, as a book with a table of contents, or as a folder of files."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from linli.core import audit, clock
from linli.core.files import store
from linli.core.files.models import Attachment
from linli.core.rights import Actor
from linli.meetings import queries
from linli.meetings.judging import day_of
from linli.meetings.kinds import Kind
from linli.meetings.meeting_papers import FOLDER, WRITTEN, Document, as_word, minutes_of
from linli.meetings.models import Meeting
from linli.meetings.workflow import MeetingStatus
from linli.organisations.models import PartyOrganisation
from linli.papers.folder import folder
from linli.papers.returning import SIGNED
from linli.papers.typeset import Meta, pdf

YEAR = FOLDER / "year.typ"


def minuted_in(organisation: PartyOrganisation, by: Actor, year: int) -> list[Meeting]:
    """The minuted meetings of a year, the first one first."""
    first = dt.datetime(year, 1, 1, tzinfo=clock.BEIJING)
    rows = queries.meetings_for(by).filter(
        organisation=organisation, status__in=[MeetingStatus.MINUTED, MeetingStatus.FILED],
        starts_at__gte=first, starts_at__lt=first.replace(year=year + 1),
    )  # fmt: skip
    return list(rows.order_by("starts_at", "id"))


@translation.override(settings.LANGUAGE_CODE)
def year_pdf(organisation: PartyOrganisation, by: Actor, year: int) -> bytes:
    """全年组织生活本: a book with a table of contents. Five questions for each meeting, and one."""
    documents = [
        _dated(meeting, minutes_of(meeting, list(queries.attendances_of(meeting))))
        for meeting in minuted_in(organisation, by, year)
    ]
    values = {
        "cover": _("Book of organisation life"), "organisation": organisation.name, "year": f"{year}年",
        "contents": _("Contents"), "documents": documents, "none": _("No minutes in this year."),
    }  # fmt: skip
    return pdf(YEAR, values, meta=Meta(title=f"{organisation.name} {year}", issuer=organisation.name))


def _dated(meeting: Meeting, document: Document) -> Document:
    """With day and kind in the heading, so that the table of contents tells them apart."""
    return {**document, "title": _line(meeting)}


def _line(meeting: Meeting) -> str:
    day = day_of(meeting)
    return f"{day.month}月{day.day}日 {Kind(meeting.kind).label}：{meeting.title}"


@translation.override(settings.LANGUAGE_CODE)
def year_folder(organisation: PartyOrganisation, by: Actor, year: int) -> bytes:
    """全年组织生活材料: a folder for each meeting, with minutes, summary and list of problems as Word files and the photos of the signed sheets;
    beside them the book of the year.
    """
    return folder(_files(organisation, by, year))


def _files(organisation: PartyOrganisation, by: Actor, year: int) -> Iterator[tuple[tuple[str, ...], bytes]]:
    meetings = minuted_in(organisation, by, year)
    sheets = _sheets(by, meetings)
    book, sheet = _("Book of organisation life"), _("Signed sheet")
    top = _("%(organisation)s %(year)s organisation life") % {"organisation": organisation.name, "year": year}
    yield (top, f"{book}.pdf"), year_pdf(organisation, by, year)
    for n, meeting in enumerate(meetings, 1):
        inside = f"{n:02d} {_line(meeting)}"
        for name in ("minutes", "summary", "problems"):
            if WRITTEN[name].exists(meeting):
                yield (top, inside, f"{WRITTEN[name].name}.docx"), as_word(name, meeting)
        for k, digest in enumerate(sheets[meeting.pk], 1):
            yield (top, inside, f"{sheet} {k}.jpg"), store.get(meeting.community_id, digest)


def _sheets(by: Actor, meetings: list[Meeting]) -> dict[UUID, list[str]]:
    """The photos of the signed sheets of all meetings: one question."""
    rows = Attachment.objects.of(by.community_id).filter(
        subject_id__in=[row.pk for row in meetings], subject_kind=audit.kind_of(Meeting), role=SIGNED
    )
    found: dict[UUID, list[str]] = defaultdict(list)
    for key, digest in rows.order_by("added_at", "id").values_list("subject_id", "file__digest"):
        found[key].append(digest)
    return found
