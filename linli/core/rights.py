"""Who may do what. Every right is named like its verb; `core.guards` puts them before views.

`accounts` answers who acts (see `answer_with`); each app declares its rights in its own rights.py.
A right on a record is one `Q`: the list filter and the test of one record come from the same words.
"""

import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.http import Http404

logger = logging.getLogger("linli.rights")


class _Nothing(Q):
    """No record. Rules are put together of many parts; what adds nothing leaves no trace in the question."""

    def __init__(self) -> None:
        super().__init__(pk__in=[])

    def __or__(self, other: Q) -> Q:
        return other or self  # an empty Q is no rule yet

    def __and__(self, other: Q) -> Q:
        return self

    def __invert__(self) -> Q:
        return EVERYTHING

    __ror__, __rand__ = __or__, __and__


class _Everything(Q):
    """Every record."""

    def __init__(self) -> None:
        super().__init__(~Q(pk__in=[]))

    def __or__(self, other: Q) -> Q:
        return self

    def __and__(self, other: Q) -> Q:
        return other or self

    def __invert__(self) -> Q:
        return NOTHING

    __ror__, __rand__ = __or__, __and__


NOTHING, EVERYTHING = _Nothing(), _Everything()


@dataclass(frozen=True)
class Office:
    """One hat a person wears in a community: a role, and the place it is held at (the whole community if None).
    `lent_by` and `lender_id` say whose hat it is, where somebody else wears it for a while (代理).
    """

    role: str
    label: str = ""
    posting_id: UUID | None = None
    place_id: UUID | None = None
    lent_by: str = ""
    lender_id: UUID | None = None


@dataclass(frozen=True)
class Actor:
    """Who acts, in one community, with which offices, and for whom."""

    community_id: UUID
    name: str
    user_id: UUID | None = None
    offices: tuple[Office, ...] = ()
    on_behalf_of: str = ""

    def plays(self, *roles: str) -> bool:
        """Whether the actor holds one of the roles, anywhere in the community."""
        return any(office.role in roles for office in self.offices)

    def everywhere(self, *roles: str) -> bool:
        """Whether the actor holds one of the roles for the whole community."""
        return any(office.role in roles and office.place_id is None for office in self.offices)

    def places(self, *roles: str) -> list[UUID]:
        """The places inside the community where the actor holds one of the roles."""
        return [office.place_id for office in self.offices if office.role in roles and office.place_id]

    @property
    def own(self) -> "Actor":
        """The actor without the offices of others."""
        return replace(self, offices=tuple(office for office in self.offices if not office.lent_by))

    @property
    def hands(self) -> list[UUID]:
        """The user, and those for whom the user acts: what one of them did, none of them confirms."""
        lenders = [office.lender_id for office in self.offices if office.lender_id]
        return [*([self.user_id] if self.user_id else []), *lenders]

    def office_for(self, code: str, subject: Any = None) -> Office | None:
        """The office under which the actor does `code`: the first whose role holds the right, one's own before a lent
        one; for whom others lend, the first that reaches the very record.
        """
        right = REGISTER.get(code)
        fitting = [office for office in self.offices if right is None or office.role in right.roles]
        ordered = sorted(fitting or self.offices, key=lambda office: bool(office.lent_by))
        lent = any(office.lent_by for office in ordered)
        if (
            right
            and right.where
            and lent
            and subject
            and subject._meta.app_label == code.split(".", maxsplit=1)[0]
        ):
            reaching = (
                office for office in ordered if right.reaches(replace(self, offices=(office,)), subject)
            )
            return next(reaching, ordered[0])
        return next(iter(ordered), None)

    @property
    def title(self) -> str:
        """The first office in words, for the page head and the audit."""
        return self.offices[0].label if self.offices else ""


@dataclass(frozen=True)
class Bearer:
    """Who shows a good token to the API: the actor of its posting, and whether it may write."""

    actor: Actor
    may_write: bool


@dataclass(frozen=True)
class Right:
    """May `roles` do `code`; on which records is told by `where`. What is not `lendable` takes an office of one's own."""

    code: str
    label: Any
    roles: frozenset[str]
    where: Callable[[Actor], Q] | None = None
    lendable: bool = True

    def held_by(self, actor: Actor) -> bool:
        """Whether the actor may do this at all, on some record or other."""
        return (actor if self.lendable else actor.own).plays(*self.roles)

    def on(self, actor: Actor) -> Q:
        """The records on which the actor may do this."""
        if not self.held_by(actor):
            return NOTHING
        return self.where(actor if self.lendable else actor.own) if self.where else EVERYTHING

    def reaches(self, actor: Actor, record: Any) -> bool:
        """Whether the actor may do this on the record."""
        return type(record)._base_manager.filter(self.on(actor), pk=record.pk).exists()


REGISTER: dict[str, Right] = {}


def declare(
    code: str,
    label: Any,
    *roles: str,
    where: Callable[[Actor], Q] | None = None,
    lendable: bool = True,
) -> Right:
    """Enter a right in the register; each right is declared once."""
    if code in REGISTER:
        raise ValueError(f"the right {code} is declared twice")
    REGISTER[code] = Right(code, label, frozenset(roles), where, lendable)
    return REGISTER[code]


def visible_to(rows: QuerySet, actor: Actor, code: str) -> QuerySet:
    """Those of `rows` on which `actor` holds the right `code`."""
    return rows.filter(REGISTER[code].on(actor))


def access(
    rows: QuerySet, actor: Actor, code: str, /, *, see: str = "view", among: Collection[str] = (), **key: Any
) -> Any:
    """One record for one purpose: 404 unless the actor sees it, 403 if it is seen but the verb is not theirs.

    The record comes back with `.may`, the set of verbs of its app that the actor holds on it. Where an app has several
    kinds of records, `among` names the verbs about this one, and `see` the right to see it.
    """
    app = code.split(".", maxsplit=1)[0]
    verbs = {
        right.code.split(".")[1]: right for right in REGISTER.values() if right.code.startswith(f"{app}.")
    }
    verbs = {verb: right for verb, right in verbs.items() if not among or verb in among}
    rules = _rules(verbs, actor)
    asked = {f"may_{n}": rule for n, rule in enumerate(rules) if rule is not EVERYTHING}
    held = {name: ExpressionWrapper(rule, BooleanField()) for name, rule in asked.items()}
    try:
        record = visible_to(rows, actor, f"{app}.{see}").annotate(**held).get(**key)
    except rows.model.DoesNotExist as missing:
        logger.warning("not found: %s by %s", code, actor.user_id)
        raise Http404 from missing
    record.may = frozenset(
        verb for n, ours in enumerate(rules.values()) if getattr(record, f"may_{n}", True) for verb in ours
    )
    if code.split(".")[1] not in record.may:
        logger.warning("refused: %s by %s on %s", code, actor.user_id, record.pk)
        raise PermissionDenied(REGISTER[code].label)
    return record


def _rules(verbs: Mapping[str, Right], actor: Actor) -> dict[Q, list[str]]:
    """The rules under which the actor may do the verbs. Verbs of one rule stand together, because a record may have
    thirty of them, and most stand on the same few rules.
    """
    shared: dict[Q, list[str]] = {}
    for verb, right in verbs.items():
        rule = right.on(actor)
        if rule is not NOTHING:
            shared.setdefault(rule, []).append(verb)
    return shared


_answer: Callable[[Any, Any], Actor] | None = None
_answer_area: Callable[[Any, str, frozenset[str]], Any] | None = None


def answer_with(
    function: Callable[[Any, Any], Actor], area: Callable[[Any, str, frozenset[str]], Any]
) -> None:
    """`accounts` says how a user's postings become an actor in a community, and at which divisions a user is posted."""
    global _answer, _answer_area
    _answer, _answer_area = function, area


def division_for(user: Any, code: str, roles: frozenset[str]) -> Any:
    """The division of a code at which `user` is posted in one of the roles; None elsewhere."""
    if _answer_area is None:
        raise RuntimeError("no app answers at which divisions a user is posted")
    return _answer_area(user, code, roles)


def actor_for(user: Any, community: Any) -> Actor:
    """The actor that `user` is in `community`."""
    if _answer is None:
        raise RuntimeError("no app answers who a user is in a community")
    return _answer(user, community)
