"""点单 over Open311: a report becomes an order, by the same act as at the desk, in the name of the token's posting."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from linli.accounts.tokens import bearer_of
from linli.core import clock, crypto
from linli.core.acts import Act, once
from linli.core.files.actions import attach
from linli.core.files.forms import MOST_AT_ONCE
from linli.core.files.pictures import Picture, read_picture
from linli.core.keys import uuid7
from linli.core.rights import REGISTER, Actor
from linli.core.workflow import Overtaken
from linli.gateways.open311.publishing import (
    BUILDING,
    PLACE,
    has_attributes,
    houses,
    needs_building,
    service_of,
)
from linli.gateways.open311.reading import PLACE as PLACE_LENGTH
from linli.gateways.open311.reading import Report
from linli.gateways.open311.refusals import FORBIDDEN, MISSING, WRONG, Refused, both
from linli.orders import actions, receipts
from linli.orders.actions import Request
from linli.orders.emergency import emergencies_in
from linli.orders.models import Category, Channel, Order
from linli.orders.pictures import ASKED
from linli.places.models import Building, Community
from linli.residents.phones import is_phone, read_phone

CHANNEL = Channel.OPEN311
# The act by which a request of another system came in.
RECEIVE = "gateways.receive"


@dataclass(frozen=True)
class Taken:
    """A request that is in the books, and what its sender is told."""

    order: Order
    notice: str


def sender_of(community: Community, api_key: str) -> Actor:
    """Who an api_key lets act here: a token of a posting that may write. Raises Refused (403)."""
    bearer = bearer_of(api_key, community) if api_key else None
    if bearer is None:
        raise Refused(FORBIDDEN, _("Missing or invalid api_key."))
    if not bearer.may_write or not REGISTER["orders.submit"].held_by(bearer.actor):
        raise Refused(FORBIDDEN, _("This api_key may not send requests."))
    return bearer.actor


def read_media(files: Sequence[UploadedFile]) -> list[Picture]:
    """The pictures that were sent along. Raises ValidationError in words, Refused where there are too many."""
    if len(files) > MOST_AT_ONCE:
        raise Refused(WRONG, _("At most %(most)d pictures at once."), most=MOST_AT_ONCE)
    return [read_picture(file.read()) for file in files]


def receive(
    community: Community, report: Report, pictures: Sequence[Picture], *, by: Actor, key: str = ""
) -> Taken:
    """Into the books, once. `key` is the sender's own (Idempotency-Key); without one the same words, sent twice by the
    same token on the same day, are one request. Raises Refused.
    """
    category = service_of(community, report.service_code)
    if category is None:
        raise Refused(MISSING, _("There is no service with this service_code."))
    request = _request(community, category, report)
    typed = f"{report!r} {[picture.digest for picture in pictures]}"
    named = key or f"{clock.today()} {typed}"
    posting = by.offices[0].posting_id
    act_id = UUID(crypto.blind_index(f"{posting} {named}", RECEIVE)[:32])
    try:
        with once(act_id, RECEIVE, new := uuid7(), by=by, typed=typed) as before:
            order = _earlier(before) if before else _submit(community, request, pictures, by, new)
    except IntegrityError as same:
        raise Overtaken from same
    return Taken(order, _notice(order, report))


def _earlier(act: Act) -> Order:
    return Order.objects.of(act.community_id).get(pk=act.subject_id)


def _submit(
    community: Community, request: Request, pictures: Sequence[Picture], by: Actor, new: UUID
) -> Order:
    order = actions.submit(community, request, by=by, order_id=new)
    if pictures:
        attach(order, ASKED, pictures, by=by)
    return order


def _request(community: Community, category: Category, report: Report) -> Request:
    """What the desk reads. Where the place is long it stands in the text; a link to a picture always does."""
    house = _building(community, category, report)
    place = _place(report)
    lines = [report.description or category.name]
    if len(place) > PLACE_LENGTH:
        lines.append(f"{_('Place')}：{place}")
    if report.media_url:
        lines.append(f"{_('Link to a picture')}：{report.media_url}")
    return Request(
        text="\n".join(lines),
        category=category,
        building=house,
        place=place if len(place) <= PLACE_LENGTH else "",
        contact_name=report.name,
        contact_phone=_phone(report),
        channel=CHANNEL,
    )


def _phone(report: Report) -> str:
    digits = read_phone(report.phone)
    return digits if is_phone(digits) else ""


def _place(report: Report) -> str:
    """The place in words. Nothing of ours lies on the earth (ADR 30), so a point is written down and not looked up."""
    point = "{:.5f}, {:.5f} (WGS 84)".format(*report.point) if report.point else ""
    told = [report.address, *report.attributes.get(PLACE, []), point]
    return "，".join(dict.fromkeys(words for words in told if words))


def _building(community: Community, category: Category, report: Report) -> Building | None:
    """The building of an attribute or an address_id. Raises Refused."""
    _judge_attributes(category, report)
    told = report.attributes.get(BUILDING, [])
    if len(told) > 1:
        raise Refused(WRONG, _("attribute[%(code)s] takes one value."), code=BUILDING)
    wanted = told[0] if told else str(report.address_id or "")
    if not wanted:
        if needs_building(category):
            raise Refused(WRONG, _("attribute[%(code)s] is missing."), code=BUILDING)
        return None
    try:
        found = houses(community).filter(pk=UUID(wanted)).first()
    except ValueError:
        found = None
    if found is None and told:
        raise Refused(WRONG, _("attribute[%(code)s] is none of the values."), code=BUILDING)
    if found is None:
        raise Refused(WRONG, _("There is no building with this address_id."))
    return found


def _judge_attributes(category: Category, report: Report) -> None:
    known = {BUILDING, PLACE} if has_attributes(category) else set()
    if unknown := sorted(set(report.attributes) - known):
        raise Refused(WRONG, _("There is no attribute “%(code)s”."), code=unknown[0])


def _notice(order: Order, report: Report) -> str:
    """What the sender tells the resident: the number to ring first, then how the matter is found again."""
    words = [
        both(_("Ring %(number)s first."), number=number)
        for number in dict.fromkeys(found.number for found in emergencies_in(report.description))
    ]
    due = f"{order.due_at.astimezone(clock.BEIJING):%Y-%m-%d %H:%M}"
    words.append(both(_("Written down as %(number)s, due by %(due)s."), number=order.number, due=due))
    digits = receipts.digits_of(order)
    words.append(both(_("To follow it: code %(code)s, digits %(digits)s."), code=order.code, digits=digits))
    if report.phone and not order.contact_phone:
        words.append(both(_("The telephone is no number of this country and was not kept.")))
    return " ".join(words)
