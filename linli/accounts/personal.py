"""个人信息 of users, and of the audit that names them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.accounts.models import Factor, HandOver, Posting, Token, User
from linli.accounts.queries import not_over
from linli.core.audit import AuditEntry
from linli.core.files.models import Attachment
from linli.core.personal import (
    STANDING,
    Basis,
    Fact,
    Kept,
    OfPerson,
    Sensitivity,
    Subject,
    declare,
    facts,
    hold,
    impersonal,
)

declare(
    User, "login", "name", "password", "last_login",
    purpose=_("to log in, and to be named beside one's own work; of the password only a digest is kept"),
    basis=Basis.CONTRACT, sensitivity=Sensitivity.ORDINARY, subject=Subject.STAFF, kept=STANDING,
)  # fmt: skip
declare(
    Posting, "title", "role", "valid_from", "valid_to",
    purpose=_("who may do what, and since when"),
    basis=Basis.CONTRACT, sensitivity=Sensitivity.ORDINARY, subject=Subject.STAFF, kept=STANDING,
)  # fmt: skip
declare(
    AuditEntry, "actor_name", "actor_title", "on_behalf_of",
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


hold(OfPerson("accounts", _("login and postings"), show=_show, stays=_stays))
