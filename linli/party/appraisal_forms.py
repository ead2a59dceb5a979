"""What people type in an appraisal of members."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core import clock
from linli.core.forms import ActForm, AmendForm, PlainTextField
from linli.core.records import state_of
from linli.core.rights import Actor
from linli.core.widgets import Cards
from linli.party import appraisals, queries
from linli.party.actions import Marks
from linli.party.models import AppraisalRound, GradeWord, MutualOpinion
from linli.party.models.appraisal import REASON_LENGTH

MOST, WORDS = 999, 1000


class OpenForm(ActForm):
    """开启评议."""

    branch: Any = forms.ModelChoiceField(None, label=_("Party branch"), empty_label=_("Please choose"))
    year = forms.IntegerField(
        label=_("Year"), min_value=2000, max_value=2100, initial=lambda: clock.today().year
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["branch"].queryset = queries.branches_of(actor)  # type: ignore[attr-defined]


class LeadForm(ActForm):
    """A step on that asks nothing; the round as the person saw it rides along."""

    rows: tuple[tuple[str, ...], ...] = ()

    def __init__(self, *args: Any, record: AppraisalRound, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": record.version}, **kwargs)
        self.record = record


class HoldTestForm(LeadForm):
    """民主测评."""

    ballots_out = forms.IntegerField(label=_("Sheets handed out"), min_value=1, max_value=MOST)
    ballots_in = forms.IntegerField(label=_("Sheets handed in"), min_value=0, max_value=MOST)
    rows = (("ballots_out", "ballots_in"),)


class CloseForm(LeadForm):
    """结束评议."""

    cap_reason = PlainTextField(
        label=_("Why more than a third are excellent"), max_length=REASON_LENGTH, required=False,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=_("Only where it is so."),
    )  # fmt: skip


class CallOffForm(LeadForm):
    """撤销评议."""

    reason = PlainTextField(label=_("Why?"), max_length=REASON_LENGTH)


class SaidForm(AmendForm):
    """What is held once of a member: nothing yet, or the words as somebody saw them."""

    @property
    def present(self) -> str:
        """The state in which it stands; "" where nothing does."""
        return state_of(self.record) if self.record else ""


class SelfReviewForm(SaidForm):
    """个人自评."""

    words = PlainTextField(
        label=_("Self-review"), max_length=WORDS, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("In one's own words: what was done, what is lacking, what comes next."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.record:
            self.initial.setdefault("words", self.record.words)


class OpinionForm(ActForm):
    """党员互评."""

    words = PlainTextField(
        label=_("What was said"), max_length=WORDS, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Without who said it."),
    )  # fmt: skip


class CorrectOpinionForm(AmendForm):
    """更正互评: begins with what is written down."""

    words = PlainTextField(
        label=_("What was said"), max_length=WORDS, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Without who said it."),
    )  # fmt: skip

    def __init__(self, *args: Any, record: MutualOpinion, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.initial["words"] = record.words


class CountForm(SaidForm):
    """计票: the sheets about one member."""

    excellent = forms.IntegerField(
        label=pgettext_lazy("grade of a member", "excellent"), min_value=0, max_value=MOST, initial=0
    )
    qualified = forms.IntegerField(
        label=pgettext_lazy("grade of a member", "qualified"), min_value=0, max_value=MOST, initial=0
    )
    basic = forms.IntegerField(
        label=pgettext_lazy("grade of a member", "basically qualified"),
        min_value=0,
        max_value=MOST,
        initial=0,
    )
    unqualified = forms.IntegerField(
        label=pgettext_lazy("grade of a member", "not qualified"), min_value=0, max_value=MOST, initial=0
    )
    rows = (("excellent", "qualified"), ("basic", "unqualified"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in Marks._fields:
            if self.record:
                self.initial.setdefault(name, getattr(self.record, name))

    def marks(self) -> Marks:
        """The four numbers."""
        return Marks(*(self.cleaned_data[name] for name in Marks._fields))


class GradeForm(SaidForm):
    """评定等次."""

    grade = forms.ChoiceField(label=_("Grade"), choices=GradeWord.choices, widget=Cards(two=True))
    opinion = PlainTextField(
        label=_("The committee’s opinion"), max_length=WORDS, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The grade stands on it, never on votes alone. The member reads it."),
    )  # fmt: skip
    meeting: Any = forms.ModelChoiceField(
        None, label=_("Meeting that decided"), required=False, empty_label=_("Not in the books")
    )

    def __init__(self, *args: Any, round_: AppraisalRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        recent = appraisals.meetings_of(round_.branch).values("pk")[: appraisals.MEETINGS]
        rows = appraisals.meetings_of(round_.branch).filter(pk__in=list(recent.values_list("pk", flat=True)))
        self.fields["meeting"].queryset = rows  # type: ignore[attr-defined]
        for name in ("grade", "opinion", "meeting"):
            if self.record:
                self.initial.setdefault(name, getattr(self.record, name))
