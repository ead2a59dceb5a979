"""What a posting holds by itself: who acts in it, and tokens of programs. With it they end (交接)."""

from typing import Any

from django.db.models import Exists, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.accounts import delegations, tokens
from linli.accounts.models import Delegation, Posting, Token
from linli.accounts.queries import not_over
from linli.core import clock
from linli.core.holdings import Holding, declare
from linli.core.rights import Actor


def lent(posting: Posting) -> QuerySet[Delegation]:
    """Who acts in it; and in which postings its holder acts, where the holder keeps no other posting here."""
    if posting.community is None:
        return Delegation.objects.none()
    kept = Posting.objects.filter(not_over(), user=posting.user, community=posting.community)
    acts = Q(posting=posting) | (Q(to=posting.user) & ~Q(Exists(kept.exclude(pk=posting.pk))))
    rows = delegations.delegations_at(posting.community.pk)
    return rows.filter(acts, ended_at__isnull=True, valid_to__gte=clock.today())


def open_tokens(posting: Posting) -> QuerySet[Token]:
    """The tokens that open something today."""
    rows = Token.objects.filter(posting=posting, ended_at__isnull=True, valid_to__gte=clock.today())
    return rows.order_by("made_at", "id")


def _end_delegation(row: Delegation, posting: Posting, *, taker: Any, by: Actor, note: str) -> None:
    delegations.end_delegation(row, by=by)


def _end_token(row: Token, posting: Posting, *, taker: Any, by: Actor, note: str) -> None:
    tokens.end_token(row, by=by)


def _words(row: Delegation) -> str:
    return _("%(name)s acts for %(holder)s until %(day)s") % {
        "name": row.to.name, "holder": row.posting.user.name, "day": row.valid_to.isoformat(),
    }  # fmt: skip


END = gettext_lazy("end")
declare(
    Holding("accounts.delegations", gettext_lazy("Delegations"), END, lent, _end_delegation, words=_words)
)
declare(Holding("accounts.tokens", gettext_lazy("Tokens for programs"), END, open_tokens, _end_token))
