"""征集, 审核, 公布: how a wish comes into the books, and how it gets onto the wall without its wisher's name."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.core import clock, keys
from linli.core.codes import start_coded
from linli.core.counters import next_number
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.core.workflow import move
from linli.places.models import Community
from linli.residents.mentions import mentions_in
from linli.residents.models import Person
from linli.rulebook import book
from linli.wishes.models import TITLE_LENGTH, Channel, Kind, MicroWish

FEN = 100


@dataclass(frozen=True)
class Wished:
    """A wish as it was said, written or typed. `value_fen` is an estimate, 0 where nothing is to be bought."""

    text: str
    kind: str = Kind.HELP
    value_fen: int = 0
    wisher_name: str = ""
    wisher_phone: str = ""
    place: str = ""
    person: Person | None = None
    authority: str = ""
    channel: str = Channel.WEB
    source_paper: str = ""
    due_on: dt.date | None = None


@transaction.atomic
def collect(community: Community, wished: Wished, *, by: Actor, wish_id: UUID | None = None) -> MicroWish:
    """征集: the wish enters the books with number and code; one that somebody writes down for another says why one may."""
    now = clock.now()
    wish = MicroWish(
        id=wish_id or keys.uuid7(),
        community=community,
        number=f"W{now.year}-{next_number(community.pk, 'wishes', now.year):04d}",
        code=keys.new_code(),
        title=_first_words(wished.text),
        text=wished.text,
        kind=wished.kind,
        value_fen=wished.value_fen,
        wisher_name=wished.wisher_name,
        wisher_phone=wished.wisher_phone,
        place=wished.place,
        person=wished.person,
        on_behalf_of_authority=wished.authority,
        channel=wished.channel,
        source_paper=wished.source_paper,
        due_on=wished.due_on,
        collected_at=now,
    )
    if wished.channel != Channel.WEB:
        wish.entered_by_id = by.user_id
    start_coded(wish, by=by)
    return wish


def _first_words(text: str) -> str:
    """The first line of a wish, short enough for a title; the desk writes the words for everybody."""
    line = " ".join(text.strip().splitlines()[0].split()) if text.strip() else ""
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1] + "…"


def examine(
    wish: MicroWish,
    *,
    title: str,
    kind: str,
    value_fen: int,
    max_claimers: int,
    lawful: bool,
    no_benefit: bool,
    by: Actor,
    version: int,
    due_on: dt.date | None = None,
    note: str = "",
) -> None:
    """审核: lawful, within the value cap (wishes.value.cap), and nothing that is a benefit to be applied for."""
    if not lawful:
        raise DomainError(_("What is not lawful is declined, with a reason."), field="lawful")
    if not no_benefit:
        raise DomainError(
            _("A benefit is applied for, not wished for: decline it and say where to go."), field="no_benefit"
        )
    cap = int(book.value("wishes.value.cap", on=clock.today(), at=wish.community.code)) * FEN
    if value_fen > cap:
        raise DomainError(
            _("A micro-wish costs at most %(cap)d yuan here; a larger one is declined, and you say where to go."),
            field="value_fen", cap=cap // FEN,
        )  # fmt: skip
    if max_claimers < 1:
        raise DomainError(_("At least one helps."), field="max_claimers")
    move(
        wish, "examine", by=by, version=version, note=note,
        title=title, kind=kind, value_fen=value_fen, max_claimers=max_claimers, due_on=due_on,
    )  # fmt: skip


def publish(wish: MicroWish, *, title: str, by: Actor, version: int) -> None:
    """公布: onto the wall. Its words name nobody, no telephone and no door (N-1)."""
    names_nobody(title, wish.community, "title", also=wish.wisher_name)
    move(wish, "publish", by=by, version=version, told=title, title=title, published_at=clock.now())


def names_nobody(words: str, community: Community, field: str, *, also: str = "") -> None:
    """Refuse words for everybody that name a person or a door; `also` is a name that the books may not have."""
    found = (
        [f"{mention.kind} “{mention.words}”" for mention in mentions_in(words, community)] if words else []
    )
    if also and also in words:
        found.append(f"“{also}”")
    if found:
        raise DomainError(
            _("This stands in public and names %(found)s."),
            field=field,
            found="、".join(dict.fromkeys(found)),
        )


def decline(wish: MicroWish, *, reason: str, instead: str, by: Actor, version: int) -> None:
    """不予公布: with a reason for a human being, and where to go instead."""
    move(
        wish, "decline", by=by, version=version, told=f"{reason}\n{instead}",
        decline_reason=reason, go_instead=instead, ended_at=clock.now(),
    )  # fmt: skip
