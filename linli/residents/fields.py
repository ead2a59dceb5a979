"""Form fields about people, for the forms of every app above: each says beside itself what is wrong."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.core import clock
from linli.core.forms import PlainTextField
from linli.residents.identity import IdentityError, read
from linli.residents.phones import MOBILE_DIGITS, is_phone, read_phone


class PhoneField(PlainTextField):
    """A telephone number, kept as digits; the message says what is wrong with it."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "tel", "autocomplete": "tel"}
        super().__init__(max_length=30, **{"widget": forms.TextInput(attrs=attrs), **kwargs})

    def clean(self, value: Any) -> str:
        digits = read_phone(super().clean(value))
        if not digits or is_phone(digits):
            return digits
        if digits.isdecimal() and digits.startswith("1") and len(digits) != MOBILE_DIGITS:
            raise forms.ValidationError(
                _("A mobile number has 11 digits; this one has %(count)d."), params={"count": len(digits)}
            )
        raise forms.ValidationError(
            _("This is not a telephone number. Like 138 0000 0000, or 0597 482 0016.")
        )


class IdentityField(PlainTextField):
    """身份证号 in its normal form (GB 11643, R-41); the browser is asked not to remember it."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
        super().__init__(max_length=40, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        if not typed:
            return ""
        try:
            return read(typed, today=clock.today()).normal
        except IdentityError as wrong:
            raise forms.ValidationError(str(wrong), code=wrong.code) from None
