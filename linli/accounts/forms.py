"""Logging in with a password. Wrong ones are counted; after five the login is shut for a while (R-43)."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.db.models import F
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core import clock
from linli.core.forms import PlainTextField
from linli.rulebook import book

# One sentence for every refusal: it tells nobody which logins exist or are shut.
REFUSED = _(
    "Login name and password do not go together. After too many wrong ones the login rests for a while."
)


class LoginForm(forms.Form):
    """Login name and password; the message never says which of the two was wrong."""

    login = PlainTextField(
        label=_("Login name"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
        error_messages={"required": _("Type your login name.")},
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Type your password.")},
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.request = request
        self.user: User | None = None

    def clean(self) -> dict[str, Any]:
        """The user who may come in, as `self.user`."""
        filled = super().clean() or {}
        if self.errors:
            return filled
        known = User.objects.filter(login__iexact=filled["login"])
        if known.filter(locked_until__gt=clock.now()).exists():
            raise forms.ValidationError(REFUSED)
        user = authenticate(self.request, username=filled["login"], password=filled["password"])
        if not isinstance(user, User):
            _count_failure(filled["login"])
            raise forms.ValidationError(REFUSED)
        self.user = user
        known.filter(failures__gt=0).update(failures=0, locked_until=None)
        return filled


def _count_failure(login: str) -> None:
    """One more wrong password for this login, and the lock when they are too many."""
    today = clock.today()
    known, now = User.objects.filter(login__iexact=login), clock.now()
    window = dt.timedelta(minutes=int(book.value("accounts.lockout.window_minutes", on=today)))
    known.filter(failed_at__lt=now - window).update(failures=0)
    known.update(failures=F("failures") + 1, failed_at=now)
    minutes = int(book.value("accounts.lockout.minutes", on=today))
    known.filter(failures__gte=int(book.value("accounts.lockout.failures", on=today))).update(
        failures=0, locked_until=now + dt.timedelta(minutes=minutes)
    )
