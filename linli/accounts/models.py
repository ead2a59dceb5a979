"""账号: a user is a login of the installation; a posting says as whom and where the user acts."""

import json
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.auth.password_validation import validate_password
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from linli.accounts.roles import Role
from linli.core import clock
from linli.core.crypto import EncryptedTextField
from linli.core.tenancy import CommunityModel, SharedModel
from linli.places.models import Community, Division


class UserManager(BaseUserManager["User"]):
    """Users are made by invitation or by the demo, never by signing up."""

    def create_user(self, login: str, name: str, password: str | None = None, **more: Any) -> "User":
        """A user with a hashed password; without one the account cannot log in with a password."""
        user = self.model(login=login.lower(), name=name, **more)
        if password is not None:
            validate_password(password, user)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Login names are compared without case."""
        return self.get(login__iexact=username)


class User(SharedModel, AbstractBaseUser):
    """用户: a login."""

    login = models.CharField(_("login name"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=60)
    is_active = models.BooleanField(_("may log in"), default=True)
    failures = models.PositiveSmallIntegerField(default=0, editable=False)
    failed_at = models.DateTimeField(null=True, editable=False)
    locked_until = models.DateTimeField(null=True, editable=False)

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [models.UniqueConstraint(Lower("login"), name="user_login_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def badge(self) -> tuple[str, str, object]:
        """Tone, icon and word of whether this login opens anything now."""
        if not self.is_active:
            return "mute", "cross-circle", _("May not log in")
        if self.locked_until and self.locked_until > clock.now():
            until = self.locked_until.astimezone(clock.BEIJING)
            return "warn", "lock", _("Locked until %(time)s") % {"time": f"{until:%H:%M}"}
        if not self.has_usable_password():
            return "out", "clock", _("Invited, not yet come")
        return "ok", "check", _("May log in")


class Posting(SharedModel):
    """任职授权: user x role x place, from a day to a day. A place is a division, a community or a grid inside one."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="postings", verbose_name=_("user"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    division = models.ForeignKey(
        Division,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("division"),
    )
    community = models.ForeignKey(
        Community,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("community"),
    )
    place_id = models.UUIDField(_("place inside the community"), null=True, blank=True)
    title = models.CharField(_("post in words"), max_length=40, blank=True)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)
    # Set where it ended within its last day: from this moment it opens nothing.
    ended_at = models.DateTimeField(_("ended at once at"), null=True, blank=True, editable=False)

    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        indexes = [models.Index(fields=["user", "community"], name="posting_user_community")]
        constraints = [
            models.CheckConstraint(name="posting_role_is_known", condition=Q(role__in=Role.values)),
            models.CheckConstraint(
                name="posting_at_division_or_community",
                condition=Q(division__isnull=False, community__isnull=True, place_id__isnull=True)
                | Q(division__isnull=True, community__isnull=False),
            ),
            models.CheckConstraint(
                name="posting_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.get_role_display()


class Invitation(SharedModel):
    """邀请: a link, good once and for some hours, by which a user chooses a password. Its token is stored nowhere:
    `handle` finds it by a keyed digest of the first six characters, `digest` judges the whole, and wrong ones count.
    """

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("user")
    )
    community = models.ForeignKey(
        Community, on_delete=models.PROTECT, related_name="+", verbose_name=_("community")
    )
    handle = models.CharField(_("keyed digest of the first six characters"), max_length=64, unique=True)
    digest = models.CharField(_("keyed digest of the token"), max_length=64)
    failures = models.PositiveSmallIntegerField(default=0, editable=False)
    locked_until = models.DateTimeField(null=True, editable=False)
    invited_at = models.DateTimeField(_("invited at"))
    expires_at = models.DateTimeField(_("good until"))
    used_at = models.DateTimeField(_("used at"), null=True, editable=False)
    taken_back_at = models.DateTimeField(_("taken back at"), null=True, editable=False)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                name="invitation_one_for_a_user",
                fields=["user"],
                condition=Q(used_at__isnull=True, taken_back_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.invited_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Whether it still lets its user in."""
        closed = self.used_at or self.taken_back_at or self.expires_at <= clock.now()
        return not closed and self.user.is_active


class Delegation(CommunityModel):
    """代理: somebody else acts in a posting for some days; each act names for whom. Rights over accounts stay behind."""

    posting = models.ForeignKey(
        Posting, on_delete=models.CASCADE, related_name="delegations", verbose_name=_("posting")
    )
    to = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("who acts"))
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"))
    ended_at = models.DateTimeField(_("ended at once at"), null=True, blank=True, editable=False)
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        indexes = [models.Index(fields=["community", "to"], name="delegation_to")]
        constraints = [
            models.CheckConstraint(
                name="delegation_ends_after_it_begins", condition=Q(valid_to__gte=F("valid_from"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.posting_id} {self.to_id}"

    @property
    def is_over(self) -> bool:
        """Whether it has ended, by the day or at once; it ends with its posting, too."""
        posting_over = self.posting.ended_at or (
            self.posting.valid_to and self.posting.valid_to < clock.today()
        )
        return bool(self.ended_at or posting_over) or self.valid_to < clock.today()

    @property
    def badge(self) -> tuple[str, str, object]:
        """Tone, icon and word of whether it holds today."""
        if self.is_over:
            return "mute", "cross", _("Over")
        if self.valid_from > clock.today():
            return "out", "clock", _("Begins later")
        return "ok", "check", _("Holds now")


class Token(SharedModel):
    """接口令牌: lets a program act in a posting over the API. It ends with the posting and on its last day; what was
    handed out is stored nowhere, only a keyed digest of it.
    """

    posting = models.ForeignKey(
        Posting, on_delete=models.CASCADE, related_name="tokens", verbose_name=_("posting")
    )
    name = models.CharField(_("what it is for"), max_length=60)
    digest = models.CharField(_("keyed digest of the token"), max_length=64, unique=True)
    may_write = models.BooleanField(_("may also write"), default=False)
    made_at = models.DateTimeField(_("made at"))
    valid_to = models.DateField(_("to (last day)"))
    used_on = models.DateField(_("last used on"), null=True, editable=False)
    ended_at = models.DateTimeField(_("ended at once at"), null=True, blank=True, editable=False)
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("token")
        verbose_name_plural = _("tokens")

    def __str__(self) -> str:
        return self.name

    @property
    def is_over(self) -> bool:
        """Whether it has ended, by the day or at once; it ends with its posting, too."""
        last = self.posting.valid_to
        return bool(self.ended_at or self.posting.ended_at) or clock.today() > min(
            self.valid_to, last or self.valid_to
        )

    @property
    def badge(self) -> tuple[str, str, object]:
        """Tone, icon and word of whether it opens anything."""
        return ("mute", "cross", _("Over")) if self.is_over else ("ok", "check", _("Holds now"))


class Factor(SharedModel):
    """第二因素: what a user has besides the password. An app counts time-steps (RFC 6238), a passkey its signatures
    (W3C WebAuthn); `counter` is the last one seen, so that nothing is good twice.
    """

    class Kind(models.TextChoices):
        """验证器 or 通行密钥."""

        APP = "app", _("Authenticator app")
        PASSKEY = "passkey", _("Passkey")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="factors", verbose_name=_("user"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=40)
    secret = EncryptedTextField(_("secret of the app, or the public key of the passkey"))
    handle = models.CharField(
        _("SHA-256 of the passkey's id"), max_length=64, null=True, unique=True, editable=False
    )
    counter = models.BigIntegerField(default=0, editable=False)
    made_at = models.DateTimeField(_("made at"))
    used_on = models.DateField(_("last used on"), null=True, editable=False)

    class Meta:
        verbose_name = _("second factor")
        verbose_name_plural = _("second factors")
        ordering = ["made_at", "id"]
        constraints = [
            models.CheckConstraint(name="factor_kind_is_known", condition=Q(kind__in=["app", "passkey"])),
            models.CheckConstraint(
                name="factor_passkey_has_a_handle",
                condition=Q(kind="app", handle__isnull=True) | Q(kind="passkey", handle__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RecoveryCode(SharedModel):
    """恢复码: lets its user in once where the second factor is lost; only a keyed digest is kept."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="recovery_codes", verbose_name=_("user")
    )
    digest = models.CharField(_("keyed digest of the code"), max_length=64, unique=True)
    used_at = models.DateTimeField(_("used at"), null=True, editable=False)

    class Meta:
        verbose_name = _("recovery code")
        verbose_name_plural = _("recovery codes")

    def __str__(self) -> str:
        return str(self.user_id)


class HandOver(CommunityModel):
    """交接: a posting that went from one person to another: what was held at that moment, and what was said about keys,
    promises and routines. The paper comes back with both signatures.
    """

    code = models.CharField(_("six-character code"), max_length=6)
    posting = models.ForeignKey(
        Posting, on_delete=models.PROTECT, related_name="+", verbose_name=_("posting")
    )
    giver = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("who hands over")
    )
    taker = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("who takes over")
    )
    held = EncryptedTextField(_("what was held, as JSON"))
    keys = EncryptedTextField(_("keys and things"), blank=True)
    promises = EncryptedTextField(_("promises made"), blank=True)
    routines = EncryptedTextField(_("what comes back every week, month or year"), blank=True)
    handed_at = models.DateTimeField(_("handed over at"))
    signed_on = models.DateField(_("came back with both signatures on"), null=True, editable=False)

    class Meta:
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        constraints = [
            models.UniqueConstraint(name="hand_over_code_once", fields=["community", "code"]),
            models.UniqueConstraint(name="hand_over_posting_once", fields=["community", "posting"]),
            models.CheckConstraint(name="hand_over_to_another", condition=~Q(giver=F("taker"))),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.posting}"

    @property
    def kinds(self) -> list[dict[str, Any]]:
        """What was held, kind by kind: `label`, `fate`, `words` and `ids`."""
        return json.loads(self.held)

    @property
    def badge(self) -> tuple[str, str, object]:
        """Tone, icon and word of whether the paper has come back."""
        if self.signed_on:
            return "ok", "check", _("Signed by both")
        return "out", "clock", _("The paper is not back yet")
