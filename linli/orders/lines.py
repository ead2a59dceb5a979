"""What a list of the desk shows of an order, and how it is drawn.

Rows of values and not records, drawn here and not by a template: fifty records and fifty times a template cost ten
times as much as the page around them.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import formats
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from linli.core import clock
from linli.core.markup import fill, joined
from linli.core.templatetags.linli import deadline_bar, status
from linli.orders.models import Channel, Order
from linli.orders.models.order import Standing
from linli.orders.terms import time_left, time_taken
from linli.orders.workflow import OrderStatus

# What is read, in the order of the fields of `Line`.
READ = (
    "pk", "number", "subject", "status", "channel", "place", "submitted_at", "due_at", "paused_at", "resolved_at",
    "ended_at", "category__name", "category__kind", "building__name", "building__compound__name", "team__name",
    "handler__name", "accepted_by__name", "community__code",
)  # fmt: skip


@dataclass
class Line(Standing):
    """An order as a line shows it: instead of its related rows it has their names."""

    pk: UUID
    number: str
    subject: str
    status: str
    channel: str
    place: str
    submitted_at: dt.datetime
    due_at: dt.datetime
    paused_at: dt.datetime | None
    resolved_at: dt.datetime | None
    ended_at: dt.datetime | None
    category: str
    kind: str
    building_name: str | None
    compound_name: str | None
    team: str | None
    handler: str | None
    accepted_by: str | None
    code_of_place: str

    @property
    def building(self) -> str:
        """The building in words, as `Building` says itself."""
        return " ".join(part for part in (self.compound_name, self.building_name) if part)

    @property
    def channel_word(self) -> Any:
        """The word of the channel."""
        return Channel(self.channel).label


def read(rows: QuerySet[Order]) -> Any:
    """The rows narrowed to what lines show: named tuples, from each of which `Line` is made."""
    return rows.select_related(None).values_list(*READ, named=True)


def lines(rows: Iterable[Any]) -> list[Line]:
    """The lines of rows that were `read`."""
    return [Line(*row) for row in rows]


def draw(rows: Iterable[Any], slug: str) -> SafeString:
    """The lines of a page of the ledger."""
    return table_rows(lines(rows), slug)


def table_rows(shown: Sequence[Line], slug: str) -> SafeString:
    """Each line as a row of a table: time, what, who, status. What many lines share is worked out once."""
    if not shown:
        return SafeString("")
    words = Words(
        folder=_folder(slug, shown[0].number),
        left=_("Time left"),
        who=_("Who"),
        nobody=fill('<span class="second">{}</span>', _("nobody yet")),
        badges={line.status: status(line.badge) for line in shown},
        channels={line.channel: str(line.channel_word) for line in shown},
    )
    return joined((_row(line, words) for line in shown), "\n")


def _folder(slug: str, number: str) -> str:
    """The address of an order at the desk up to its number: asked once, not for each line."""
    return reverse("orders:desk_detail", args=[slug, number]).removesuffix(number)


class Words(NamedTuple):
    """What the lines of one page share; `folder` is the address of an order up to its number."""

    folder: str
    left: str
    who: str
    nobody: SafeString
    badges: dict[str, SafeString]
    channels: dict[str, str]


def _row(line: Line, words: Words) -> SafeString:
    second = " · ".join(
        part for part in (line.number, line.category, line.where, words.channels[line.channel]) if part
    )
    return fill(
        "<tr>\n"
        '  <td class="table__bar" data-label="{}">{}</td>\n'
        '  <th scope="row" class="table__title"><a href="{}">{}</a><span class="second">{}</span></th>\n'
        '  <td class="table__short" data-label="{}">{}</td>\n'
        '  <td class="table__status">{}</td>\n'
        "</tr>",
        words.left, _time(line),
        words.folder + line.number, line.subject, second,
        words.who, line.holder or (words.nobody if line.is_open else ""),
        words.badges[line.status],
    )  # fmt: skip


def _time(line: Line) -> SafeString:
    """The bar of what is open, the day and the time of what has ended."""
    if line.is_open or line.stopped_at is None:
        return time_bar(line)
    ended = _("ended on %(day)s") % {"day": _day(line.stopped_at)}
    took = _("took %(time)s") % {"time": time_taken(line)}
    return fill('<span class="second">{}<br>{}</span>', ended, took)


def waiting_cells(shown: Sequence[Line], slug: str) -> SafeString:
    """New orders and those to be handed out as lines of a list, each with its next step as a button."""
    if not shown:
        return SafeString("")
    folder = _folder(slug, shown[0].number)
    steps = {
        OrderStatus.SUBMITTED: ("admit", pgettext("order verb", "Admit")),
        OrderStatus.ADMITTED: ("dispatch", _("Hand it to…")),
    }
    return joined(_waiting(line, folder + line.number, *steps[OrderStatus(line.status)]) for line in shown)


def _waiting(line: Line, address: str, verb: str, label: str) -> SafeString:
    when = f"{_day(line.submitted_at)} {line.submitted_at.astimezone(clock.BEIJING):%H:%M}"
    return fill(
        '<li class="cell cell--act"><span class="cell__main"><strong class="cell__title" id="fresh-{}">'
        '<a href="{}">{}</a></strong><span class="cell__more">{} · {} · {}</span></span>'
        '<a class="button button--tonal button--small" href="{}/{}" aria-describedby="fresh-{}">{}</a></li>',
        line.number, address, line.subject, when, line.channel_word, line.category, address, verb, line.number, label,
    )  # fmt: skip


def time_bar(order: Standing) -> SafeString:
    """The bar and the words for the time of an order that is still open; nothing for any other."""
    if not order.is_open:
        return SafeString("")
    left = time_left(order)
    if left.paused:
        return deadline_bar(left.share, "hold", left.words)
    return deadline_bar(left.share, "", left.words, before=_by(get_language(), order.due_at))


@lru_cache(maxsize=2000)  # much is due at the same hour of the same day
def _by(_language: str | None, due_at: dt.datetime) -> str:
    return _("by %(day)s %(time)s") % {
        "day": _day(due_at), "time": f"{due_at.astimezone(clock.BEIJING):%H:%M}"
    }  # fmt: skip


def _day(moment: dt.datetime) -> str:
    """11月20日."""
    return _day_in(get_language(), moment.astimezone(clock.BEIJING).date())


@lru_cache(maxsize=2000)
def _day_in(_language: str | None, day: dt.date) -> str:
    return formats.date_format(day, "MONTH_DAY_FORMAT")
