"""代办 (N-5): who acts for a person in chosen matters, until a day or until the person ends it by a call."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from linli.core import audit, clock, keys
from linli.core.errors import DomainError
from linli.core.records import write_down
from linli.core.rights import Actor
from linli.core.workflow import Overtaken
from linli.notifications import actions as notifications
from linli.notifications.addresses import Event
from linli.places.models import Community
from linli.residents.expiry import last_day
from linli.residents.matters import MATTERS, in_words
from linli.residents.models import Person, Proxy, phone_index
from linli.residents.queries import living
from linli.residents.ways import addresses
from linli.rulebook import book

NAMED = _(
    "%(name)s may act for you here until %(day)s, in: %(matters)s. You may end it at any time by a call%(phone)s."
)
ENDED = _("%(name)s no longer acts for you here.")


def in_force() -> Q:
    """The proxies that hold today."""
    today = clock.today()
    return Q(ended_at__isnull=True, valid_from__lte=today, valid_to__gte=today)


def not_over() -> Q:
    """The proxies that hold today or will hold."""
    return Q(ended_at__isnull=True, valid_to__gte=clock.today())


def proxies_of(person: Person) -> list[Proxy]:
    """Whom a person has named, the newest first."""
    return list(Proxy.objects.of(person.community_id).filter(person=person).order_by("-valid_from", "-id"))


def proxies_for_phone(community_id: UUID, phone: str, matter: str) -> list[Proxy]:
    """The standing proxies, in a matter, of the one person whose telephone this is; none where two share the number.
    Two queries.
    """
    index = phone_index(phone)
    people = list(living(community_id).filter(phone_index=index)[:2]) if index else []
    if len(people) != 1 or matter not in MATTERS:
        return []
    rows = Proxy.objects.of(community_id).filter(in_force(), person=people[0]).select_related("person")
    return [row for row in rows.order_by("valid_from", "id") if matter in row.matters]


def longest(since: dt.date, community: Community) -> dt.date:
    """The last day that a proxy which begins on a day may have."""
    months = int(book.value("residents.proxy.months", on=clock.today(), at=community.code))
    return last_day(since, months)


@transaction.atomic
def name_proxy(
    person: Person,
    *,
    name: str,
    phone: str,
    matters: Sequence[str],
    how: str,
    since: dt.date,
    until: dt.date,
    by: Actor,
    proxy_id: UUID | None = None,
) -> Proxy:
    """登记代办人: from `since` to `until` somebody acts for the person in these matters; the person is told. Raises Overtaken
    where the person was erased or died meanwhile.
    """
    held = _hold(person)
    _check_days(held.community, since, until)
    _check_proxy(held, phone, matters)
    proxy = Proxy(
        id=proxy_id or keys.uuid7(),
        community=held.community,
        person=held,
        name=name,
        phone=phone,
        matters=[code for code in MATTERS if code in matters],
        how=how,
        valid_from=since,
        valid_to=until,
    )
    write_down(proxy, "residents.name_proxy", by=by)
    _tell(proxy, NAMED, "named", by=by)
    return proxy


def _hold(person: Person) -> Person:
    rows = living(person.community_id).select_for_update(of=("self",)).select_related("community")
    held = rows.filter(pk=person.pk).first()
    if held is None:
        raise Overtaken
    return held


def _check_days(community: Community, since: dt.date, until: dt.date) -> None:
    if since < clock.today():
        raise DomainError(_("The first day is today or later."), field="since")
    if until < since:
        raise DomainError(_("The last day is before the first."), field="until")
    if until > (last := longest(since, community)):
        raise DomainError(_("At the longest until %(day)s; then it is asked anew."), field="until", day=last)


def _check_proxy(person: Person, phone: str, matters: Sequence[str]) -> None:
    if not matters or set(matters) - set(MATTERS):
        raise DomainError(_("Please choose the matters."), field="matters")
    if phone == person.phone:
        raise DomainError(_("This is the telephone of the person; it needs one of the proxy."), field="phone")
    standing = Proxy.objects.of(person.community_id).filter(not_over(), person=person)
    # Telephones are sealed, so each is opened and compared; a person has few proxies.
    if any(row.phone == phone for row in standing):
        raise DomainError(_("This telephone is of a proxy already; end that one first."), field="phone")


@transaction.atomic
def end_proxy(proxy: Proxy, *, by: Actor) -> None:
    """结束代办: at once, and the person is told; no reason is asked. Raises Overtaken where it has ended already."""
    _end(proxy, by=by)
    _tell(proxy, ENDED, "ended", by=by)


def _end(proxy: Proxy, *, by: Actor) -> None:
    rows = Proxy.objects.of(proxy.community_id).filter(not_over(), pk=proxy.pk)
    proxy.ended_at = clock.now()
    if not rows.update(ended_at=proxy.ended_at):
        raise Overtaken
    audit.record(proxy, "residents.end_proxy", by=by)


def end_all(person: Person, *, by: Actor) -> list[UUID]:
    """End every proxy of who died; which ones. Nobody is told: the family is here."""
    rows = list(Proxy.objects.of(person.community_id).filter(not_over(), person=person))
    for row in rows:
        _end(row, by=by)
    return [row.pk for row in rows]


def _tell(proxy: Proxy, words: Any, turn: str, *, by: Actor) -> None:
    """Let the person be told, in the language of the community."""
    person, community = proxy.person, proxy.community
    with override(settings.LANGUAGE_CODE):
        telephone = (
            _(", telephone %(number)s") % {"number": community.telephone} if community.telephone else ""
        )
        text = str(words) % {
            "name": proxy.name,
            "day": date_format(proxy.valid_to, "DATE_FORMAT"),
            "matters": str(_(", ")).join(in_words(proxy.matters)),
            "phone": telephone,
        }
        ways = addresses(community.pk, person.phone, person.name)
    notifications.notify(Event.of("residents.proxy", proxy, turn), ways, text=text, by=by)


def erase_ended(community: Community, before: dt.datetime) -> int:
    """Erase the proxies that ended before a moment; how many."""
    over = Q(ended_at__lt=before) | Q(valid_to__lt=before.astimezone(clock.BEIJING).date())
    rows: QuerySet[Proxy] = Proxy.objects.of(community).filter(over)
    return rows.delete()[0]
