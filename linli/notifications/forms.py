"""What people type about messages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core.forms import ActForm, PlainTextField
from linli.ledgers.keyset import FIRST_YEAR, LAST_YEAR
from linli.notifications.channels.robots import kind_of


class ClearForm(forms.Form):
    """清掉: one message, or all that lay there when the page was drawn. It is no act of the books: who read what is
    written down nowhere, and a repeat finds nothing to clear.
    """

    message = forms.UUIDField(required=False)
    until = forms.DateTimeField(
        required=False, input_formats=["%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z"]
    )

    def clean_until(self) -> Any:
        """The moment of a page that was drawn; not one that no time zone holds."""
        moment = self.cleaned_data["until"]
        return moment if moment and FIRST_YEAR <= moment.year <= LAST_YEAR else None


class DropForm(ActForm):
    """不用告诉了: why, chosen from a few; no free words about a person."""

    reason = forms.ChoiceField(
        label=_("Why need it not be told?"),
        widget=forms.RadioSelect,
        choices=[
            ("knows", pgettext_lazy("why not told", "The person knows it already")),
            ("wrong", pgettext_lazy("why not told", "The number or the place is wrong")),
            ("unreached", pgettext_lazy("why not told", "Cannot be reached, tried at several times")),
            ("unwanted", pgettext_lazy("why not told", "The person does not want to be told")),
        ],
        error_messages={"required": _("Choose a reason.")},
    )

    @property
    def words(self) -> str:
        """The reason as the audit keeps it."""
        return str(dict(self.fields["reason"].choices)[self.cleaned_data["reason"]])  # type: ignore[attr-defined]


class RobotForm(ActForm):
    """连上机器人: the address that the group's settings show, and the signing secret if there is one."""

    url = PlainTextField(
        label=_("Address of the robot (webhook)"),
        max_length=400,
        help_text=_(
            "Copy it from the settings of the group in WeCom, DingTalk or Feishu. It begins with https://"
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "url"}),
    )
    secret = PlainTextField(
        label=_("Signing secret"),
        max_length=200,
        required=False,
        help_text=_("DingTalk and Feishu show it when “signature” is chosen."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_url(self) -> Any:
        """One of the three makers, over https."""
        url = self.cleaned_data["url"]
        if not kind_of(url):
            raise forms.ValidationError(
                _("This is no address of a robot in WeCom, DingTalk or Feishu. Copy the whole address.")
            )
        return url
