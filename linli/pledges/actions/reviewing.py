"""三评 (R-12): by oneself, by a leader, by residents on paper or by the code; and the end of the round of a pledge."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.core import clock
from linli.core.errors import DomainError
from linli.core.rights import Actor
from linli.core.workflow import move, write_fact
from linli.pledges import judging, queries
from linli.pledges.models import Kind, Pledge, PledgeReview, Way
from linli.residents.models import Person
from linli.rulebook import book
from linli.rulebook.verdict import Verdict

WORDS = {Kind.SELF: judging.SELF, Kind.LEADER: judging.LEADER, Kind.PUBLIC: judging.PUBLIC}
ONE = 1


@dataclass(frozen=True)
class Said:
    """What one review says. Of residents two numbers: so many say kept, so many not yet; a leader is a person."""

    kind: str
    way: str = Way.PAGE
    words: str = ""
    kept: int = 0
    not_kept: int = 0
    leader: Person | None = None


@transaction.atomic
def begin_review(row: Pledge, *, by: Actor, version: int) -> None:
    """开始评议: from now on the three reviews are taken."""
    move(row, "begin_review", by=by, version=version)


@transaction.atomic
def review(row: Pledge, said: Said, *, not_kin: bool = True, by: Actor) -> PledgeReview:
    """评议: one review more. A leader's is by neither the pledger nor kin (R-12), a self review is the pledger's own."""
    _check(row, said, not_kin=not_kin)
    write_fact(row, "review", by=by, note=said.kind)
    made = PledgeReview(
        community=row.community, pledge=row, kind=said.kind, way=said.way, words=said.words, kept=said.kept,
        not_kept=said.not_kept, leader=said.leader, reviewed_on=clock.today(),
    )  # fmt: skip
    made.clean_fields(exclude=["community", "pledge", "leader"])
    made.save(force_insert=True)
    return made


def _check(row: Pledge, said: Said, *, not_kin: bool) -> None:
    if said.kind == Kind.PUBLIC:
        if said.kept + said.not_kept < ONE:
            raise DomainError(_("How many sheets came in?"), field="kept")
        return
    if not said.words:
        raise DomainError(_("A few words, please."), field="words")
    if said.kind == Kind.SELF:
        if queries.reviews_of(row).filter(kind=Kind.SELF).exists():
            raise DomainError(_("The pledger has reviewed it already."), field="kind")
        return
    if said.leader is None:
        raise DomainError(_("Which leader?"), field="leader")
    if not not_kin or (row.member and row.member.person_id == said.leader.pk):
        raise DomainError(_("A leader's review is never by the pledger or by family (R-12)."), field="leader")


def complete(row: Pledge) -> Verdict:
    """三评是否齐全: what R-12 says of the reviews so far. One query."""
    said = [
        judging.Review(
            WORDS[Kind(one.kind)], by=str(one.leader_id or ""), people=max(one.kept + one.not_kept, ONE)
        )
        for one in queries.reviews_of(row)
    ]
    least = book.value("party.pledge.least_public_reviews", on=clock.today(), at=row.community.code)
    pledger = str(row.member.person_id) if row.member else str(row.organisation_id)
    return judging.judge_reviews(said, pledger=pledger, kin=(), least_public=least)


@transaction.atomic
def close(row: Pledge, *, by: Actor, version: int) -> None:
    """结评 (R-12): only with all three reviews, and enough of residents."""
    verdict = complete(row)
    if verdict.blocks:
        raise DomainError(
            _("Not closed yet (R-12): %(missing)d of the three reviews are missing, and %(public)d residents have answered."),
            missing=len(verdict.result["missing"]), public=verdict.result["public_counted"],  # type: ignore[index]
        )  # fmt: skip
    move(row, "close", by=by, version=version, closed_on=clock.today())
