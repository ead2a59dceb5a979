"""怎么联系 (N-18): the ways to a person as the person said, the preferred one first; and the same in words."""

from uuid import UUID

from django.utils.translation import gettext as _

from linli.core.spans import in_force
from linli.notifications.addresses import Address, Channel
from linli.notifications.hours import Hours
from linli.residents.models import Person, Reach, Residence
from linli.residents.phones import is_mobile
from linli.residents.queries import LIVING, people_of_phone, reach_among


def addresses(community_id: UUID, phone: str, name: str = "") -> list[Address]:
    """The ways to who left a telephone, in the order to be tried; none without a telephone, and none to who died. Who
    said nothing gets a text message where one can be sent, else a call.
    """
    people = people_of_phone(community_id, phone) if phone else []
    if not phone or _of_the_dead(people, name):
        return []
    reach = reach_among(people)
    return _as_said(reach, phone, name) if reach else _by_phone(phone, name)


def _of_the_dead(people: list[Person], name: str) -> bool:
    """Whether a telephone was that of people who died; where somebody else has it too, the name tells."""
    alive = {person.name for person in people if not person.died_on}
    died = {person.name for person in people if person.died_on}
    return bool(died) and (not alive or (name in died and name not in alive))


def _as_said(reach: Reach, phone: str, name: str) -> list[Address]:
    """The way that the person chose; the telephone where a letter or a visit has no door to go to."""
    hours = None if reach.from_hour is None else Hours(reach.from_hour, reach.to_hour or 24)
    note = _(", ").join(
        words for words in (_("read it aloud") if reach.read_aloud else "", reach.language) if words
    )
    if reach.channel in {Reach.Channel.PAPER, Reach.Channel.VISIT} and (home := home_of(reach.person)):
        way = Channel.PAPER if reach.channel == Reach.Channel.PAPER else Channel.VISIT
        return [Address(way, home, reach.person.name, hours, note)]
    if reach.channel == Reach.Channel.CALL or reach.read_aloud:
        return [Address(Channel.CALL, phone, name, hours, note)]
    return _by_phone(phone, name, hours, note)


def _by_phone(phone: str, name: str, hours: Hours | None = None, note: str = "") -> list[Address]:
    """A text message, which takes a mobile telephone and somebody who reads; then a call."""
    ways = (Channel.SMS, Channel.CALL) if is_mobile(phone) else (Channel.CALL,)
    return [Address(way, phone, name, hours, note) for way in ways]


def home_of(person: Person) -> str:
    """Where a person lives today, in words; "" where nobody wrote it down."""
    found = home_now(person)
    return str(found.dwelling) if found else ""


def home_now(person: Person) -> Residence | None:
    """The residence in which a person lives today; None where nobody wrote it down."""
    living = Residence.objects.of(person.community_id).filter(in_force(), person=person, kind__in=LIVING)
    places = ("dwelling__building__compound", "dwelling__entrance__building__compound")
    return living.select_related(*places).order_by("-valid_from", "-id").first()


def in_words(reach: Reach | None) -> list[str]:
    """What the person asked for, each wish by itself; empty where nothing was said."""
    if reach is None:
        return []
    said = [reach.get_channel_display()]
    if reach.from_hour is not None:
        said.append(
            _("between %(first)d:00 and %(last)d:00") % {"first": reach.from_hour, "last": reach.to_hour}
        )
    if reach.language:
        said.append(_("speaks %(language)s") % {"language": reach.language})
    if reach.read_aloud:
        said.append(_("letters are read aloud"))
    if reach.do_not_visit:
        said.append(_("please do not visit"))
    return said
