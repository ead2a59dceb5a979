"""What people type about points."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.core import clock
from linli.core.forms import ActForm, DayField, PlainTextField
from linli.core.widgets import Cards
from linli.party import point_sources
from linli.party.models import Per, PointAppeal
from linli.party.models.points import REASON_LENGTH, TITLE_LENGTH

EXPLAIN, TAKE_BACK = "explain", "take_back"


class EventField(forms.ChoiceField):
    """Which confirmed deed. A word that is none of these is answered by the rule itself (R-11)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=lambda: [(one.event, one.label) for one in point_sources.REGISTER.values()],
            widget=Cards, **kwargs,
        )  # fmt: skip

    def valid_value(self, value: str) -> bool:
        """Any word; the action judges it."""
        return len(value) <= TITLE_LENGTH


class PointRuleForm(ActForm):
    """写积分规则."""

    event = EventField(label=_("For which confirmed deed?"))
    title = PlainTextField(
        label=_("title of the rule"), max_length=TITLE_LENGTH, help_text=_("As the members read it.")
    )
    amount = forms.DecimalField(
        label=_("How many points?"), min_value=Decimal("0.01"), max_value=Decimal("1000"), decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )  # fmt: skip
    per = forms.ChoiceField(
        label=_("for each"), choices=Per.choices, initial=Per.TIME, widget=Cards(two=True)
    )
    since = DayField(label=_("From which day?"), initial=clock.today)
    rows = (("event",), ("title",), ("amount", "since"), ("per",))


class AppealForm(ActForm):
    """申诉."""

    words = PlainTextField(
        label=_("What is not right?"), max_length=REASON_LENGTH, widget=forms.Textarea(attrs={"rows": 3})
    )


class AnswerForm(ActForm):
    """答复申诉. Without an entry only an explanation is possible."""

    what = forms.ChoiceField(
        label=_("What came of it?"), initial=EXPLAIN, widget=Cards,
        choices=[
            (EXPLAIN, _("The entry stays; it is explained")),
            (TAKE_BACK, _("The entry was wrong; an entry against it is written")),
        ],
    )  # fmt: skip
    answer = PlainTextField(
        label=_("Answer to the member"), max_length=REASON_LENGTH, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, record: PointAppeal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if record.entry is None:
            del self.fields["what"]

    def values(self) -> dict[str, Any]:
        """As the action takes it."""
        return {
            "answer": self.cleaned_data["answer"],
            "take_back": self.cleaned_data.get("what") == TAKE_BACK,
        }
