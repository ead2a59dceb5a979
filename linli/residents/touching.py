"""What a life event touches among residences, consents and proxies; each is settled by an act of its own."""

import datetime as dt
from functools import partial
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from linli.core.personal import Proposal
from linli.core.rights import Actor
from linli.residents import actions, proxies
from linli.residents.expiry import until
from linli.residents.models import Consent, LifeEvent, Person, Proxy, Residence
from linli.residents.purposes import PURPOSES
from linli.residents.queries import consents as said
from linli.residents.queries import residences_of

LEAVES = (LifeEvent.Kind.DEATH, LifeEvent.Kind.MOVED_OUT)


def residences(person: Person, kind: str, day: dt.date) -> list[Proposal]:
    """Who died or moved away lives here no more; who is registered here may stay so after a move."""
    if kind not in LEAVES:
        return []
    return [
        _residence(row, day) for row in residences_of(person) if row.valid_to is None or row.valid_to > day
    ]


def _residence(row: Residence, day: dt.date) -> Proposal:
    last = max(day, row.valid_from)
    label = f"{row.get_kind_display()}{_(': ')}{row.dwelling}"
    what = _("It ends; the last day is %(day)s.") % {"day": date_format(last, "DATE_FORMAT")}
    return Proposal(f"residence:{row.pk}", label, what, "residents.move", partial(_end_residence, row, last))


def _end_residence(row: Residence, last: dt.date, by: Actor) -> None:
    actions.end_residence(row, on=last, by=by)


def consents(person: Person, kind: str, _day: dt.date) -> list[Proposal]:
    """What somebody agreed to who moved away. Of who died nothing counts any more, without a press."""
    if kind != LifeEvent.Kind.MOVED_OUT:
        return []
    rows = [row for row in said(person) if row.withdrawn_at is None and row.purpose in PURPOSES]
    return [_consent(person, row) for row in rows]


def _consent(person: Person, row: Consent) -> Proposal:
    purpose = PURPOSES[row.purpose]
    last = until(row, person.community)
    label = (
        f"{purpose.label}{_(', until %(day)s') % {'day': date_format(last, 'DATE_FORMAT')} if last else ''}"
    )
    do: Any = lambda by: actions.withdraw_consent(person, purpose=purpose, channel="in_person", by=by)  # noqa: E731
    return Proposal(
        f"consent:{row.pk}", label, _("It is written down that the person no longer agrees."), "residents.withdraw_consent", do
    )  # fmt: skip


def proxies_of(person: Person, kind: str, _day: dt.date) -> list[Proposal]:
    """Who acts for somebody who moved away. Proxies of who died have ended already."""
    if kind != LifeEvent.Kind.MOVED_OUT:
        return []
    rows = Proxy.objects.of(person.community_id).filter(proxies.not_over(), person=person)
    return [_proxy(row) for row in rows.select_related("person", "community").order_by("id")]


def _proxy(row: Proxy) -> Proposal:
    until_day = date_format(row.valid_to, "DATE_FORMAT")
    label = _("%(name)s acts for the person until %(day)s") % {"name": row.name, "day": until_day}
    do: Any = lambda by: proxies.end_proxy(row, by=by)  # noqa: E731
    return Proposal(
        f"proxy:{row.pk}", label, _("It ends at once, and the person is told."), "residents.end_proxy", do
    )
