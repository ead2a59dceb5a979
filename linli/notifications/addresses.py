"""Where a message goes: an inbox, a machine that sends, or somebody of the staff who carries it; and what it is about."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import pgettext_lazy

from linli.core import audit, crypto
from linli.notifications.hours import Hours


class Channel(models.TextChoices):
    """渠道: by which way somebody is told."""

    INBOX = "inbox", pgettext_lazy("way to tell", "inbox")
    SMS = "sms", pgettext_lazy("way to tell", "text message")
    EMAIL = "email", pgettext_lazy("way to tell", "e-mail")
    ROBOT = "robot", pgettext_lazy("way to tell", "robot of the staff group")
    CALL = "call", pgettext_lazy("way to tell", "a call by staff")
    PAPER = "paper", pgettext_lazy("way to tell", "a letter")
    VISIT = "visit", pgettext_lazy("way to tell", "somebody goes there")


MACHINES = (Channel.SMS, Channel.EMAIL, Channel.ROBOT)
BY_HAND = (Channel.CALL, Channel.PAPER, Channel.VISIT)
# These make somebody's telephone ring or the door bell; a letter and an e-mail may come at any hour.
DISTURBING = (Channel.SMS, Channel.ROBOT, Channel.CALL, Channel.VISIT)


@dataclass(frozen=True)
class Address:
    """One way to one person. `value` is a telephone, an e-mail address, a home in words or the id of a user; `hours`
    are those in which the person wants to be reached (N-18), None where nothing was said; `note` is for who carries
    it: the language, that it is read aloud.
    """

    channel: Channel
    value: str
    name: str = ""
    hours: Hours | None = None
    note: str = ""


@dataclass(frozen=True)
class Event:
    """What is told: a code, the record it is about, and what makes it this event and no other (the record's version,
    a deadline), so that an act done once is told once.
    """

    code: str
    community_id: UUID
    subject_kind: str
    subject_id: UUID
    turn: str = ""

    @classmethod
    def of(cls, code: str, record: Any, turn: object) -> "Event":
        """The event of a record."""
        word = turn.isoformat() if isinstance(turn, dt.datetime) else str(turn)
        return cls(code, record.community_id, audit.kind_of(record), record.pk, word)

    def digest(self, channel: str, value: str) -> str:
        """The keyed digest of an address at this event; at another event the same address has another."""
        words = (self.code, str(self.subject_id), self.turn, channel, value)
        return crypto.blind_index("\0".join(words), "notifications.address")
