"""个人信息 of users, and of the audit that names them."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from linli.accounts.actions import end_posting
from linli.accounts.models import Factor, HandOver, Posting, Token, User
from linli.accounts.queries import not_over
from linli.core import clock
from linli.core.audit import AuditEntry
from linli.core.files.models import Attachment
from linli.core.personal import (
    STANDING,
    Basis,
    Fact,
    Kept,
    OfPerson,
    Proposal,
    Sensitivity,
    Subject,
    declare,
    facts,
    hold,
    impersonal,
)

declare(
    User, "login", "name", "password", "last_login",
    what=_("login name, name, password, last login"),
    purpose=_("to log in, and to be named beside one's own work; of the password only a digest is kept"),
    basis=Basis.CONTRACT, sensitivity=Sensitivity.ORDINARY, subject=Subject.STAFF, kept=STANDING,
)  # fmt: skip
declare(
    Posting, "title", "role", "valid_from", "valid_to",
    what=_("post, role, first and last day"),
    purpose=_("who may do what, and since when"),
    basis=Basis.CONTRACT, sensitivity=Sensitivity.ORDINARY, subject=Subject.STAFF, kept=STANDING,
)  # fmt: skip
declare(
    AuditEntry, "actor_name", "actor_title", "on_behalf_of",
    what=_("who acted, in which post, and for whom"),
    purpose=_("who did what and when, so that it can be accounted for"),
    basis=Basis.DUTY, sensitivity=Sensitivity.ORDINARY, subject=Subject.STAFF,
    kept=Kept(_("for good: the law asks for records of what was done")),
)  # fmt: skip
declare(
    AuditEntry, "note", "told",
    purpose=_("why something was done, and what was answered"),
    basis=Basis.DUTY, sensitivity=Sensitivity.ORDINARY, subject=Subject.NAMED,
    kept=Kept(_("for good: the law asks for records of what was done")),
)  # fmt: skip
declare(
    Attachment, "added_by",
    purpose=_("who did what and when, so that it can be accounted for"),
    basis=Basis.DUTY, sensitivity=Sensitivity.ORDINARY, subject=Subject.STAFF, kept=STANDING,
)  # fmt: skip
declare(
    Factor, "secret", "name",
    purpose=_("to make sure that nobody else logs in"),
    basis=Basis.CONTRACT, sensitivity=Sensitivity.ORDINARY, subject=Subject.STAFF, kept=STANDING,
)  # fmt: skip
declare(
    HandOver, "held", "keys", "promises", "routines",
    what=_("what was at hand, keys and things, promises, what comes back each week, month and year"),
    purpose=_("what a successor has to know of a post"),
    basis=Basis.CONTRACT, sensitivity=Sensitivity.ORDINARY, subject=Subject.STAFF, kept=STANDING,
)  # fmt: skip
impersonal(Token, "name", why="says what a program is for; who made it stands in the posting")


def _postings(person: Any) -> Any:
    """The postings of the user behind a person, in the person's community."""
    return Posting.objects.filter(user_id=person.user_id, community_id=person.community_id)


def _show(person: Any) -> list[list[Fact]]:
    if person.user_id is None:
        return []
    login = facts(person.user, "login", "name", "last_login")
    held = _postings(person).order_by("valid_from", "id")
    return [login, *(facts(row, "title", "role", "valid_from", "valid_to") for row in held)]


def _stays(person: Any) -> str:
    if person.user_id is None or not _postings(person).filter(not_over()).exists():
        return ""
    return str(_("The person still works here under a login; end the posting first."))


def _touched(person: Any, kind: str, _day: dt.date) -> list[Proposal]:
    """The postings of who died; with them the login opens nothing here."""
    if kind != "death" or person.user_id is None:
        return []
    rows = _postings(person).filter(not_over()).select_related("user", "community").order_by("id")
    return [_end(row) for row in rows]


def _end(row: Posting) -> Proposal:
    label = row.title or row.get_role_display()
    what = gettext("The posting ends at once; the login opens nothing here any more.")
    do: Any = lambda by: end_posting(row, last_day=clock.today(), at_once=True, by=by)  # noqa: E731
    return Proposal(f"posting:{row.pk}", label, what, "accounts.end_posting", do)


hold(OfPerson("accounts", _("login and postings"), show=_show, stays=_stays, touched=_touched))
