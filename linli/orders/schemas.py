"""What the API of orders takes and gives: one class for each body and each answer."""

import datetime as dt
from typing import Annotated, Literal
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import AfterValidator, AwareDatetime, BaseModel, Field

from linli.core import clock
from linli.core.api import Body, Fault, Named, Text, Version
from linli.orders.models import SUBJECT_LENGTH, TEXT_LENGTH, Channel
from linli.orders.verb_forms import ANSWER_LENGTH, NOTE_LENGTH
from linli.orders.workflow import OrderStatus
from linli.residents.phones import is_phone, read_phone

Number = Annotated[str, Field(pattern=r"^\d{4}-\d{4,7}$")]
Note = Annotated[Text, Field(max_length=NOTE_LENGTH)]


def _phone(typed: str) -> str:
    digits = read_phone(typed)
    if digits and not is_phone(digits):
        raise ValueError(_("This is not a telephone number. Like 138 0000 0000, or 0597 482 0016."))
    return digits


def _past(moment: dt.datetime | None) -> dt.datetime | None:
    if moment and not dt.datetime(1970, 1, 1, tzinfo=dt.UTC) <= moment <= clock.now():
        raise ValueError(_("This moment has not come yet, or lies too far back."))
    return moment


class OrderLine(BaseModel):
    """A line of the list of orders."""

    number: str
    status: OrderStatus
    version: int
    channel: Channel
    category: str
    subject: str
    building: UUID | None
    place: str
    submitted_at: dt.datetime
    due_at: dt.datetime
    resolved_at: dt.datetime | None


class OrderPage(BaseModel):
    """Orders, the newest first; `after` of the next request is `next` of this one, and "" where there is no more."""

    items: list[OrderLine]
    next: str


class Contact(BaseModel):
    """The requester, for who needs to know now."""

    name: str
    phone: str


class Event(BaseModel):
    """One act on an order, as staff see it."""

    verb: str
    before: str
    after: str
    by: str
    office: str
    on_behalf_of: str
    note: str
    told: str
    happened_at: dt.datetime


class OrderDetail(OrderLine):
    """One order, whole."""

    text: str
    answer: str
    pressing: bool
    external_number: str
    team: Named | None
    handler: Named | None
    accepted_by: Named | None
    contact: Contact | None
    verbs: list[str] = Field(description="what you can do with it now")
    history: list[Event]


class Stand(BaseModel):
    """Where an order stands after an act."""

    number: str
    status: OrderStatus
    version: int


class Submitted(Stand):
    """A new order, with what its requester needs to follow it, and numbers to ring first in an emergency."""

    code: str
    digits: str
    due_at: dt.datetime
    ring_first: list[str]


class Conflict(BaseModel):
    """Somebody else was quicker: why, and where the order stands now."""

    error: Fault
    now: Stand


class Listing(BaseModel):
    """What of the orders is wanted."""

    status: list[OrderStatus] = Field([], max_length=20)
    after: str = Field("", max_length=100)
    limit: int = Field(50, ge=1, le=200)


class Submission(Body):
    """A request that reached the community elsewhere."""

    text: Annotated[Text, Field(min_length=1, max_length=TEXT_LENGTH)]
    category: UUID
    channel: Literal["phone", "walk_in", "group", "hotline", "bench", "patrol", "paper"]
    building: UUID | None = None
    place: Annotated[Text, Field(max_length=100)] = ""
    contact_name: Annotated[Text, Field(max_length=40)] = ""
    contact_phone: Annotated[str, Field(max_length=30), AfterValidator(_phone)] = ""
    anonymous: bool = False
    external_number: Annotated[Text, Field(max_length=40)] = ""
    asked_at: Annotated[AwareDatetime | None, AfterValidator(_past)] = None


class Seen(Body):
    """An act without further words."""

    version: Version


class Answer(Seen):
    """Words for the requester."""

    answer: Annotated[Text, Field(min_length=1, max_length=ANSWER_LENGTH)]


class Resolution(Answer):
    """What was done, and a note for colleagues."""

    note: Note = ""


class Reason(Seen):
    """A reason for colleagues."""

    note: Annotated[Note, Field(min_length=1)]


class Admission(Seen):
    """Kind and place, looked at once more."""

    category: UUID
    building: UUID | None = None
    pressing: bool = False
    wall_text: Annotated[Text, Field(max_length=SUBJECT_LENGTH)] = ""
    note: Note = ""


class Dispatching(Seen):
    """One person or one team."""

    handler: UUID | None = None
    team: UUID | None = None
    note: Note = ""


class Question(Seen):
    """What the requester is asked."""

    question: Annotated[Text, Field(min_length=1, max_length=NOTE_LENGTH)]


class Words(Seen):
    """What the requester said to the question."""

    words: Annotated[Text, Field(min_length=1, max_length=NOTE_LENGTH)]


class Extending(Seen):
    """Why it takes longer; the requester reads it."""

    reason: Annotated[Text, Field(min_length=1, max_length=NOTE_LENGTH)]


class HandingDown(Seen):
    """An answer for the requester, or a word for who goes on."""

    told: Annotated[Text, Field(max_length=ANSWER_LENGTH)] = ""
    note: Note = ""


class Merging(Seen):
    """The number of the open order with which it goes on."""

    into: Number


class Splitting(Seen):
    """The second matter."""

    text: Annotated[Text, Field(min_length=1, max_length=TEXT_LENGTH)]
    category: UUID
    building: UUID | None = None


class CallingBack(Seen):
    """Whether somebody answered, and what was said."""

    way: Literal["call", "paper"] = "call"
    answered: bool
    solved: Literal["", "yes", "mostly", "no"] = ""
    satisfied: Literal["", "yes", "mostly", "no"] = ""
    attitude: Literal["", "yes", "mostly", "no"] = ""
    speed: Literal["", "yes", "mostly", "no"] = ""
    told: Note = ""
