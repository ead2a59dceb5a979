"""What a worker types into the own log: one sentence or a few, or nothing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.core.forms import AmendForm, PlainTextField
from linli.core.records import state_of
from linli.worklogs.models import SENTENCE_LENGTH


class TakeBackForm(AmendForm):
    """取回日志. The record is None of a day of which nothing was written yet."""

    @property
    def present(self) -> str:
        """The state in which the log stands; "" where there is none."""
        return state_of(self.record) if self.record else ""


class LogForm(TakeBackForm):
    """补一句."""

    sentence = PlainTextField(
        label=_("What the records do not say"),
        max_length=SENTENCE_LENGTH,
        required=False,
        help_text=_("No names and no house numbers of residents, please"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("sentence", self.record.sentence if self.record else "")
