"""账号: a user is a login of the installation; a posting says as whom and where the user acts."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.auth.password_validation import validate_password
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from linli.accounts.roles import Role
from linli.core.tenancy import SharedModel
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
