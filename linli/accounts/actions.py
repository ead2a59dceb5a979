"""Everything that changes users, their postings, their invitations and their passwords."""

import datetime as dt
import re
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from linli.accounts import invitations
from linli.accounts.models import Invitation, Posting, User
from linli.accounts.posted import POSTED
from linli.accounts.queries import keepers, not_over, works_elsewhere
from linli.accounts.roles import Role
from linli.core import audit, clock, keys, spans
from linli.core.errors import DomainError
from linli.core.records import write_down
from linli.core.rights import Actor
from linli.places.models import Community
from linli.rulebook import book

# What every telephone can type.
LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{1,39}")


@transaction.atomic
def post(
    community: Community,
    *,
    login: str,
    name: str,
    role: str,
    title: str,
    since: dt.date,
    by: Actor,
    until: dt.date | None = None,
    place_id: UUID | None = None,
    user_id: UUID | None = None,
) -> User:
    """任用: a new user with a posting in the community; without a password nobody can log in as them yet."""
    user = _make_user(login, name, user_id or keys.uuid7())
    post_again(user, community, role=role, title=title, since=since, until=until, place_id=place_id, by=by)
    return user


@transaction.atomic
def post_at_township(
    community: Community,
    *,
    login: str,
    name: str,
    title: str,
    since: dt.date,
    by: Actor,
    user_id: UUID | None = None,
) -> User:
    """街道任用: a new user who works at the township of a community; the audit of that community tells it."""
    user = _make_user(login, name, user_id or keys.uuid7())
    posting = Posting(
        user=user, role=Role.TOWNSHIP, division_id=community.division_id, title=title, valid_from=since
    )
    posting.full_clean()
    posting.save()
    audit.record(posting, "accounts.post", by=by)
    return user


def _make_user(login: str, name: str, user_id: UUID) -> User:
    """A user without a password; of two who take the same login at once, one is refused."""
    if not LOGIN.fullmatch(login):
        raise DomainError(
            _("Two to forty small letters, digits, dots, hyphens or @; a letter or digit comes first."),
            field="login",
        )
    try:
        with transaction.atomic():
            return User.objects.create_user(login, name, id=user_id)
    except (ValidationError, IntegrityError) as taken:
        raise DomainError(_("This login name cannot be taken. Choose another."), field="login") from taken


@transaction.atomic
def post_again(
    user: User,
    community: Community,
    *,
    role: str,
    title: str,
    since: dt.date,
    by: Actor,
    until: dt.date | None = None,
    place_id: UUID | None = None,
    posting_id: UUID | None = None,
) -> Posting:
    """兼任: one posting more for somebody who has a login; it opens as soon as it begins."""
    _hold(user)
    posting = Posting(
        id=posting_id or keys.uuid7(),
        user=user,
        role=role,
        community=community,
        place_id=place_id,
        title=title,
        valid_from=since,
        valid_to=until,
    )
    _check(posting)
    return write_down(posting, "accounts.post", by=by)


def _hold(user: User) -> User:
    """The user as stored; nobody else posts or renews them before this transaction ends."""
    return User.objects.select_for_update().get(pk=user.pk)


def _check(posting: Posting) -> None:
    """Refuse days that are over, a place that is none, and a posting that the user has already."""
    if posting.valid_from < clock.today():
        raise DomainError(_("A posting begins today or later."), field="since")
    if posting.valid_to and posting.valid_to < posting.valid_from:
        raise DomainError(_("The last day comes before the first."), field="until")
    _check_place(posting)
    same = Posting.objects.filter(
        spans.not_over(posting.valid_from),
        user=posting.user,
        community=posting.community,
        role=posting.role,
        place_id=posting.place_id,
        ended_at__isnull=True,
    )
    if posting.valid_to:
        same = same.filter(valid_from__lte=posting.valid_to)
    if same.exists():
        raise DomainError(_("They hold this posting already in these days."), field="role")


def _check_place(posting: Posting) -> None:
    """A grid worker stands at a grid or everywhere, the property company at a compound, all others as `POSTED` says."""
    if posting.role == Role.PROPERTY and not posting.place_id:
        raise DomainError(_("Choose the compound that the company serves."), field="place")
    if not posting.place_id:
        return
    posted = POSTED.get(posting.role)
    if posted is None:
        raise DomainError(_("Somebody of this role is posted in the whole community."), field="place")
    if not posted.rows(posting.community_id).filter(pk=posting.place_id).exists():
        raise DomainError(_("There is no such place here for this role."), field="place")


@transaction.atomic
def invite(
    community: Community,
    *,
    login: str,
    name: str,
    role: str,
    title: str,
    since: dt.date,
    by: Actor,
    until: dt.date | None = None,
    place_id: UUID | None = None,
) -> tuple[User, str]:
    """邀请: a posting for who has this login, made if need be. With it the token of an invitation where they need one:
    "" for who can log in already, and for who waits for an invitation of another community.
    """
    known = User.objects.filter(login__iexact=login).first()
    if known is not None and known.name != name:
        raise DomainError(_("This login name belongs to somebody else. Choose another."), field="login")
    user = known or _make_user(login, name, keys.uuid7())
    post_again(user, community, role=role, title=title, since=since, until=until, place_id=place_id, by=by)
    if user.has_usable_password() or works_elsewhere(user, community):
        return user, ""
    return user, issue(user, community, "accounts.invite", by=by)


@transaction.atomic
def issue(user: User, community: Community, action: str, *, by: Actor) -> str:
    """A new invitation, good for `accounts.invitation.hours`; an older one ends. The token is returned and kept nowhere."""
    now, token = clock.now(), invitations.new_token()
    hours = int(book.value("accounts.invitation.hours", on=now.date(), at=community.code))
    _hold(user)
    _shut(Invitation.objects.filter(user=user))
    made = Invitation(
        user=user,
        community=community,
        handle=invitations.handle_of(token),
        digest=invitations.digest_of(token),
        invited_at=now,
        expires_at=now + dt.timedelta(hours=hours),
    )
    write_down(made, action, by=by)
    return token


def _shut(rows: QuerySet[Invitation]) -> int:
    return rows.filter(used_at__isnull=True, taken_back_at__isnull=True).update(taken_back_at=clock.now())


@transaction.atomic
def renew(user: User, community: Community, *, by: Actor) -> str:
    """重发链接: a new link for a forgotten password or a lost invitation; the old password holds until it is used.
    Only where the user belongs to this community alone.
    """
    _hold(user)
    if not user.postings.filter(not_over(), community=community).exists():
        raise DomainError(_("They have no posting here now. Give them one first."))
    if works_elsewhere(user, community):
        raise DomainError(
            _(
                "%(name)s also works elsewhere, so one community alone cannot do this. "
                "Ask who runs the server; the command is: linli staff renew %(login)s --community %(slug)s"
            ),
            name=user.name,
            login=user.login,
            slug=community.slug,
        )
    return issue(user, community, "accounts.renew", by=by)


@transaction.atomic
def take_back(user: User, community: Community, *, by: Actor) -> None:
    """收回邀请: the link of this community opens nothing any more."""
    standing = Invitation.objects.filter(user=user, community=community, expires_at__gt=clock.now())
    if not _shut(standing):
        raise DomainError(_("There is no link that could be taken back."))
    audit.record(user, "accounts.take_back", by=by)


@transaction.atomic
def end_posting(posting: Posting, *, last_day: dt.date, at_once: bool, by: Actor) -> None:
    """免去授岗: it holds to the end of `last_day`, or ends this minute. A community keeps a secretary who can log in."""
    if posting.community_id is None:
        raise ValueError("a posting at a division is not ended by a community")
    community = Community.objects.select_for_update().get(pk=posting.community_id)
    now = Posting.objects.get(pk=posting.pk)
    _may_end(now, last_day, at_once=at_once)
    _keep_a_secretary(community, now, last_day)
    now.valid_to = max(last_day, now.valid_from) if at_once else last_day
    now.ended_at = clock.now() if at_once else None
    now.save(update_fields=["valid_to", "ended_at"])
    audit.record(
        now, "accounts.end_posting", by=by, after=last_day.isoformat(), note="at once" if at_once else ""
    )
    if not now.user.postings.filter(not_over(), community=community).exists():
        _shut(Invitation.objects.filter(user=now.user, community=community))


def _may_end(posting: Posting, last_day: dt.date, *, at_once: bool) -> None:
    today = clock.today()
    if posting.ended_at or (posting.valid_to and posting.valid_to < today):
        raise DomainError(_("This posting has ended already."))
    if at_once and last_day != today:
        raise DomainError(_("At once means that today is the last day."), field="last_day")
    if last_day < today:
        raise DomainError(_("The last day is today or later."), field="last_day")
    if last_day < posting.valid_from and not at_once:
        raise DomainError(_("It has not begun by then. To drop it, end it at once."), field="last_day")
    if posting.valid_to and last_day > posting.valid_to:
        raise DomainError(_("It ends earlier than that. To go on, give a new posting."), field="last_day")


def _keep_a_secretary(community: Community, posting: Posting, last_day: dt.date) -> None:
    """The last secretary who can log in stays until another stands; the row of the community is locked meanwhile."""
    standing = keepers(community)
    if (
        standing.filter(pk=posting.pk).exists()
        and not standing.filter(spans.beyond(last_day)).exclude(pk=posting.pk).exists()
    ):
        raise DomainError(
            _("The community would have no secretary who can log in. First another one must have come.")
        )


@transaction.atomic
def take_up(invitation: Invitation, *, password: str, by: Actor) -> User:
    """应邀: the invited person chooses a password. Exactly one press of one link does it; other sessions end."""
    now = clock.now()
    user = _hold(invitation.user)
    standing = Invitation.objects.filter(
        pk=invitation.pk, used_at__isnull=True, taken_back_at__isnull=True, expires_at__gt=now
    )
    if not user.is_active or not standing.update(used_at=now):
        raise DomainError(_("This link is not good any more. Please ask for a new one."))
    _set_password(user, password)
    audit.record(invitation, "accounts.take_up", by=by)
    return user


@transaction.atomic
def change_password(user: User, *, password: str, by: Actor) -> None:
    """换密码: the own one; whoever asks has shown the old one. Other sessions of the user end."""
    _set_password(user, password)
    audit.record(user, "accounts.change_password", by=by)


def _set_password(user: User, password: str) -> None:
    """Checked, hashed and stored; a lock from wrong ones before is lifted. Sessions carry a digest of the old hash."""
    validate_password(password, user)
    user.set_password(password)
    user.failures, user.locked_until = 0, None
    user.save(update_fields=["password", "failures", "locked_until"])
