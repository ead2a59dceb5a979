"""凭编号和四位数字: the page by which somebody without an account comes back to what is theirs."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from linli.accounts.proofs import is_blocked, remember
from linli.core import keys
from linli.core.forms import PlainTextField
from linli.core.guards import CommunityRequest
from linli.places.models import Community

DIGITS = 4


class DigitsForm(forms.Form):
    """Code and four digits."""

    code = PlainTextField(
        label=_("Your code"),
        max_length=12,
        widget=forms.TextInput(
            attrs={"class": "code-input", "autocomplete": "off", "autocapitalize": "characters"}
        ),
        error_messages={"required": _("Type the six characters of your code.")},
    )
    digits = PlainTextField(
        label=_("Last four digits of your telephone"),
        max_length=8,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("No telephone left? The receipt shows four digits instead."),
        error_messages={"required": _("Type the four digits.")},
    )

    def clean_digits(self) -> str:
        """Four digits, full-width ones too."""
        digits = "".join(unicodedata.normalize("NFKC", self.cleaned_data["digits"]).split())
        if len(digits) != DIGITS or not digits.isdecimal():
            raise forms.ValidationError(_("Four digits, please."))
        return digits


@dataclass(frozen=True, kw_only=True)
class DigitsPage:
    """The way back to one kind of record: what is asked for, how a record is found by its code, what proves that it is
    theirs ("" where nothing does), under which name the browser remembers that, and the page it then opens. What is
    past opens no longer, and `past_words` say so.
    """

    name: str
    heading: Any
    view: str
    find: Callable[[Community, str], Any]
    prove: Callable[[Any, str, Community], str]
    is_past: Callable[[Any, Community], bool] = lambda row, community: False
    past_words: Any = ""
    parent: Callable[[CommunityRequest], dict[str, Any]] | None = None

    def answer(self, request: CommunityRequest, code: str = "") -> HttpResponse:
        """The empty form, what is wrong in it, or the way on to the record."""
        read = keys.read_code(code)
        form = DigitsForm(request.POST or None, initial={"code": keys.show_code(read) if read else ""})
        row = self.find(request.community, form.cleaned_data["code"] if form.is_valid() else code)
        past = row is not None and self.is_past(row, request.community)
        if form.is_valid() and not past:
            if row is not None and self._opens(request, row, form.cleaned_data["digits"]):
                return HttpResponseRedirect(reverse(self.view, args=[request.community.slug, row.code]))
            form.add_error(None, TOO_MANY if row is not None and is_blocked(row) else NOT_TOGETHER)
        context = {"form": form, "heading": self.heading, "past_words": self.past_words if past else ""}
        if self.parent:
            context["parent"] = self.parent(request)
        return render(request, "accounts/digits.html", context, status=422 if form.is_bound else 200)

    def _opens(self, request: CommunityRequest, row: Any, digits: str) -> bool:
        proof = "" if is_blocked(row) else self.prove(row, digits, request.community)
        if proof:
            remember(request.session, self.name, proof)
        return bool(proof)

    def holds(self, request: CommunityRequest, row: Any) -> bool:
        """Whether this browser has proven this very record."""
        return str(row.pk) in request.session.get(self.name, [])


TOO_MANY = _("Too many wrong digits. Please try again in a while, or ring us.")
NOT_TOGETHER = _("Code and digits do not go together. Please look at the receipt again.")
