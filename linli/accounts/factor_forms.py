"""What people type about second factors. Wrong codes and passkeys count like wrong passwords (R-43)."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from linli.accounts import factors, passkeys
from linli.accounts.forms import count_failure
from linli.accounts.models import Factor, User
from linli.core import clock
from linli.core.forms import ActForm, PlainTextField

REFUSED = _("That did not fit. After too many wrong tries the login rests for a while.")
WRONG_PASSWORD = _("The password is not right. After too many wrong ones it rests for a while.")
MOST_SENT = 20_000  # characters of what a browser sends of a passkey
DIGITS = {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}


def _sent_field() -> forms.CharField:
    return forms.CharField(widget=forms.HiddenInput, required=False, max_length=MOST_SENT)


def _name_field(proposed: Any = "") -> PlainTextField:
    return PlainTextField(
        label=_("What you call it"),
        help_text=_("Like “my telephone” or “key on the key ring”"),
        max_length=40,
        initial=proposed,
        error_messages={"required": _("Give it a name.")},
    )


class SecondForm(forms.Form):
    """The second step at the door: a code of an app, a recovery code, or a passkey."""

    code = PlainTextField(
        label=_("The code of your app"),
        help_text=_("The six digits that your app shows now. If the telephone is lost: a recovery code."),
        max_length=30,
        widget=forms.TextInput(attrs=DIGITS),
        error_messages={"required": _("Type the code of your app.")},
    )
    passkey = _sent_field()

    def __init__(self, request: HttpRequest, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.request, self.user = request, user
        self.fields["code"].required = not self.data.get("passkey")

    def clean(self) -> dict[str, Any]:
        """Whoever shows nothing good is counted; at a login that rests nothing is judged."""
        filled = super().clean() or {}
        if self.errors:
            return filled
        if User.objects.filter(pk=self.user.pk, locked_until__gt=clock.now()).exists():
            raise forms.ValidationError(REFUSED)
        if not self._fits(filled):
            count_failure(self.user.login)
            raise forms.ValidationError(REFUSED)
        return filled

    def _fits(self, filled: dict[str, Any]) -> bool:
        if not filled["passkey"]:
            return factors.is_good(self.user, filled["code"])
        factor = passkeys.shown(self.request, filled["passkey"], self.user)
        if factor:
            factors.used(factor)
        return factor is not None


class PasskeyForm(forms.Form):
    """登录 by a passkey alone: the device has asked who holds it."""

    passkey = _sent_field()

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.user: User | None = None

    def clean(self) -> dict[str, Any]:
        """The owner of the passkey, as `self.user`; nobody whose login rests or is shut."""
        filled = super().clean() or {}
        factor = passkeys.shown(self.request, filled.get("passkey", ""))
        locked = factor and factor.user.locked_until and factor.user.locked_until > clock.now()
        if factor is None or locked or not factor.user.is_active:
            raise forms.ValidationError(_("This passkey opens nothing here. Log in with your password."))
        factors.used(factor)
        self.user = factor.user
        return filled


class ProofForm(forms.Form):
    """The password once more, before the own factors are changed."""

    password = forms.CharField(
        label=_("Your password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Type your password.")},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.user = user

    def clean_password(self) -> str:
        """The password that holds now; wrong ones count like those at the door."""
        if User.objects.filter(pk=self.user.pk, locked_until__gt=clock.now()).exists():
            raise forms.ValidationError(WRONG_PASSWORD)
        if not self.user.check_password(self.cleaned_data["password"]):
            count_failure(self.user.login)
            raise forms.ValidationError(WRONG_PASSWORD)
        return self.cleaned_data["password"]


class NameForm(ActForm):
    """改名."""

    name = _name_field()

    def __init__(self, *args: Any, factor: Factor | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial={"name": factor.name if factor else ""}, **kwargs)


class AddAppForm(ActForm):
    """添加验证器: one code shows that the app has the secret."""

    field_order = ("code", "name")
    code = PlainTextField(
        label=_("The six digits that the app shows"),
        max_length=10,
        widget=forms.TextInput(attrs={**DIGITS, "inputmode": "numeric"}),
        error_messages={"required": _("Type the six digits.")},
    )
    name = _name_field(_("My telephone"))

    def clean_code(self) -> str:
        """Without the blank in the middle that some apps show."""
        return self.cleaned_data["code"].replace(" ", "")


class AddPasskeyForm(ActForm):
    """添加通行密钥."""

    field_order = ("name", "passkey")
    name = _name_field(_("This device"))
    passkey = _sent_field()
