"""What people type about accounts: logging in, the own password, postings. Wrong passwords are counted; after five
the login is shut for a while (R-43).
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.accounts import posted
from linli.accounts.invitations import read_token
from linli.accounts.models import Posting, User
from linli.accounts.passwords import RulebookValidator
from linli.accounts.roles import Role
from linli.core import clock
from linli.core.forms import ActForm, PlainTextField
from linli.places.models import Community
from linli.rulebook import book

# One sentence for every refusal: it tells nobody which logins exist or are shut.
REFUSED = _(
    "Login name and password do not go together. After too many wrong ones the login rests for a while."
)

WRONG_OLD = _("The old password is not right. After too many wrong ones it rests for a while.")


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
            count_failure(filled["login"])
            raise forms.ValidationError(REFUSED)
        self.user = user
        return filled


def count_failure(login: str) -> None:
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


class CodeForm(forms.Form):
    """The code of an invitation, as it stands on paper."""

    code = PlainTextField(
        label=_("The code of your invitation"),
        help_text=_("Four groups of six characters; capitals or not, with or without hyphens."),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": _("Type the code.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def clean_code(self) -> str:
        """The token, if the code is whole."""
        if token := read_token(self.cleaned_data["code"]):
            return token
        raise forms.ValidationError(_("That is not the whole code. It has four groups of six characters."))


def _password_field(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        **more,
    )


class NewPasswordForm(ActForm):
    """A password, twice. What is wrong with it stands beside it."""

    password = _password_field(_("New password"), error_messages={"required": _("Choose a password.")})
    again = _password_field(_("The same once more"), error_messages={"required": _("Type it once more.")})

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["password"].help_text = RulebookValidator().get_help_text()

    @property
    def typed(self) -> str:
        """Nothing: no digest of a password is kept beside its hash."""
        return ""

    def clean_password(self) -> str:
        """A password that the rules allow."""
        password = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password

    def clean_again(self) -> str:
        """The same as the first."""
        if self.data.get("password") != self.cleaned_data["again"]:
            raise forms.ValidationError(_("The two are not the same."))
        return self.cleaned_data["again"]


class ChangePasswordForm(NewPasswordForm):
    """The old password and a new one. Wrong old ones count like those at the door."""

    field_order = ("old", "password", "again")
    old = forms.CharField(
        label=_("Old password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Type your old password.")},
    )

    def clean_old(self) -> str:
        """The password that holds now."""
        login = self.user.login
        if User.objects.filter(pk=self.user.pk, locked_until__gt=clock.now()).exists():
            raise forms.ValidationError(WRONG_OLD)
        if not self.user.check_password(self.cleaned_data["old"]):
            count_failure(login)
            raise forms.ValidationError(WRONG_OLD)
        return self.cleaned_data["old"]


def _day_field(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more
    )


EVERYWHERE = "everywhere"


# Who works at the township is posted there, by who runs the installation.
POSTED_HERE = [(role.value, role.label) for role in Role if role is not Role.TOWNSHIP]


class PostForm(ActForm):
    """授岗: as what, where, from when and perhaps until when."""

    role = forms.ChoiceField(
        label=_("Role"), choices=[("", "—"), *POSTED_HERE], error_messages={"required": _("Choose a role.")}
    )
    title = PlainTextField(
        label=_("Post in words"),
        help_text=_("As it stands on the door, like “deputy secretary”"),
        max_length=40,
        required=False,
    )
    place = forms.ChoiceField(
        label=pgettext_lazy("of a posting", "Where"),
        help_text=_(
            "A grid worker is posted at one grid, or on purpose everywhere; the property company at its compound; a Party affairs worker perhaps at one branch."
        ),
        required=False,
    )
    since = _day_field(_("First day"), error_messages={"required": _("Say from when.")})
    until = _day_field(_("Last day"), required=False)

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, initial={"since": clock.today()}, **kwargs)
        self.fields["place"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            (EVERYWHERE, _("The whole community")),
            *posted.choices(community),
        ]

    def clean(self) -> dict[str, Any]:
        """A grid worker has a place; nothing chosen means everywhere for all others."""
        filled = super().clean() or {}
        if filled.get("role") == Role.GRID_WORKER and not filled.get("place") and "place" not in self.errors:
            self.add_error("place", _("Choose a grid, or the whole community."))
        return filled

    def values(self) -> dict[str, Any]:
        """As the actions take them."""
        filled = super().values()
        place = filled.pop("place")
        return {**filled, "place_id": UUID(place) if place not in {"", EVERYWHERE} else None}


class InviteForm(PostForm):
    """邀请: who, and the posting."""

    field_order = ("name", "login", "role", "title", "place", "since", "until")
    name = PlainTextField(label=_("Name"), max_length=60, error_messages={"required": _("Type the name.")})
    login = PlainTextField(
        label=_("Login name"),
        help_text=_("What they type to log in: small letters, digits, dots, hyphens, @"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": _("Choose a login name.")},
    )

    def clean_login(self) -> str:
        """In small letters."""
        return self.cleaned_data["login"].lower()


class EndForm(ActForm):
    """免去授岗: the last day, or at once."""

    last_day = _day_field(_("Last day"), error_messages={"required": _("Say until when.")})
    at_once = forms.BooleanField(
        label=_("At once"), help_text=_("From this minute they see nothing here any more."), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"last_day": clock.today()}, **kwargs)


class DelegateForm(ActForm):
    """请人代理: who acts, and on which days."""

    to = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who acts"),
        empty_label="—",
        error_messages={"required": _("Choose who acts.")},
    )
    since = _day_field(_("First day"), error_messages={"required": _("Say from when.")})
    until = _day_field(_("Last day"), error_messages={"required": _("Say until when.")})

    def __init__(self, *args: Any, colleagues: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, initial={"since": clock.today()}, **kwargs)
        self.fields["to"].queryset = colleagues  # type: ignore[attr-defined]


class TokenForm(ActForm):
    """接口令牌: for which posting, what for, until when, and whether it may write."""

    posting = forms.ModelChoiceField(
        Posting.objects.none(), label=_("For which posting"), empty_label=None,
        error_messages={"required": _("Choose a posting.")},
    )  # fmt: skip
    name = PlainTextField(
        label=_("What it is for"),
        help_text=_("Like “screen in the hall” or “figures for the street office”"),
        max_length=60,
        error_messages={"required": _("Say what it is for.")},
    )
    until = _day_field(_("Last day"), error_messages={"required": _("Say until when.")})
    may_write = forms.BooleanField(
        label=_("It may also write"),
        help_text=_("Without this it only reads what the posting may see."),
        required=False,
    )

    def __init__(self, *args: Any, postings: QuerySet[Posting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["posting"].queryset = postings  # type: ignore[attr-defined]


def _long_field(label: Any, hint: Any) -> PlainTextField:
    return PlainTextField(
        label=label, help_text=hint, max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class HandOverForm(ActForm):
    """交接: to whom, and what the papers do not say."""

    taker = forms.ModelChoiceField(
        User.objects.none(), label=_("Successor"), empty_label="—",
        help_text=_("Somebody with a posting here. Who has none is invited first."),
        error_messages={"required": _("Choose the successor.")},
    )  # fmt: skip
    keys = _long_field(_("Keys and things"), _("Which door, which cupboard, which telephone, how many"))
    promises = _long_field(_("Promises made"), _("To whom, what, until when"))
    routines = _long_field(_("What comes back"), _("Every week, month or year: meetings, lists, visits"))
    also = forms.MultipleChoiceField(
        label=_("Also end"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )

    def __init__(
        self, *args: Any, takers: QuerySet[User], asked: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["taker"].queryset = takers  # type: ignore[attr-defined]
        self.fields["also"].choices = asked  # type: ignore[attr-defined]
        if not asked:
            del self.fields["also"]


class SignedForm(ActForm):
    """交接单交回: the day on which it came back with both signatures."""

    signed_on = _day_field(
        _("Both signatures are there since"), error_messages={"required": _("Say since when.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"signed_on": clock.today()}, **kwargs)
