"""What people type: the draft of a survey at the desk, and one page of a survey that is being filled in."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from linli.core.forms import ActForm, DayField, PlainTextField
from linli.core.widgets import Cards
from linli.papers.excel.limits import MIB, UPLOAD
from linli.surveys.evaluating import Node
from linli.surveys.filling import LONGEST_ANSWER, Filling, key
from linli.surveys.models import PURPOSE_LENGTH, TITLE_LENGTH, Channel, Survey

#: More choices than these fold into a menu; a telephone shows some eight at once.
MOST_CARDS = 12
BOXES: dict[str, dict[str, str]] = {
    "integer": {"inputmode": "numeric", "autocomplete": "off"},
    "decimal": {"inputmode": "decimal", "autocomplete": "off"},
    "range": {"inputmode": "decimal", "autocomplete": "off"},
    "date": {"type": "date"},
    "time": {"type": "time"},
    "dateTime": {"type": "datetime-local"},
}


class SurveyForm(ActForm):
    """起草问卷: the workbook, and what is said around it."""

    file = forms.FileField(
        label=_("The workbook (XLSForm)"),
        help_text=_(
            "xlsx or xls, at most %(count)d MB. Questions that are not asked here are left out and named."
        )
        % {"count": UPLOAD // MIB},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.xls"}),
        error_messages={"required": _("Choose the workbook."), "empty": _("This file is empty.")},
    )
    title = PlainTextField(
        label=_("Title"), max_length=TITLE_LENGTH, required=False,
        help_text=_("If it is to be other than in the workbook."),
    )  # fmt: skip
    purpose = PlainTextField(
        label=_("Why do we ask?"), max_length=PURPOSE_LENGTH, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who answers reads this first: what becomes of the answers."),
    )  # fmt: skip
    closes_on = DayField(label=_("Last day"), required=False, help_text=_("Empty: open until it is closed."))
    shows_results = forms.BooleanField(label=_("After the end everybody may see the counts"), required=False)

    def __init__(self, *args: Any, survey: Survey | None = None, **kwargs: Any) -> None:
        if survey:
            kept = {
                name: getattr(survey, name)
                for name in ("title", "purpose", "closes_on", "shows_results", "version")
            }
            kwargs["initial"] = kept
        super().__init__(*args, **kwargs)
        if survey:
            self.fields["file"].required = False
            self.fields["file"].label = _("Another workbook, if the questions change")
            self.fields["title"].required = True


class VerbForm(ActForm):
    """A verb that needs no word: only the version of the survey that the person saw."""

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = survey.version


class PageForm(ActForm):
    """One page of a survey, bound to what was typed so far. What is right and wrong is judged by `Filling`; the fields
    here only draw. `kept` carries the answers of other pages, `shown` names the questions that stand on this one.
    """

    use_required_attribute = False
    kept = forms.CharField(widget=forms.HiddenInput, required=False)
    shown = forms.CharField(widget=forms.HiddenInput, required=False)
    page = forms.CharField(widget=forms.HiddenInput, required=False)
    channel = forms.ChoiceField(label=_("How did the answer come?"), required=False, widget=Cards(two=True))

    def __init__(
        self,
        filling: Filling,
        asked: list[Node],
        hidden: Mapping[str, str],
        *,
        wrong: Mapping[str, str],
        by_hand: bool,
    ) -> None:
        data: MultiValueDict[str, Any] = MultiValueDict({name: [value] for name, value in hidden.items()})
        for node in asked:
            data.setlist(key(node), list(node.typed))
        super().__init__(data)
        channel: Any = self.fields["channel"]
        channel.choices = [(row.value, row.label) for row in (Channel.PAPER, Channel.HELPED)]
        if not by_hand:
            del self.fields["channel"]
        for node in asked:
            self.fields[key(node)] = _field(filling, node)
        self.full_clean()
        for name, said in wrong.items():
            self.add_error(name if name in self.fields else None, said)
        if by_hand:
            self.fields["channel"].required = True
        for node in asked:
            self.fields[key(node)].required = filling.is_required(node)


def _field(filling: Filling, node: Node) -> forms.Field:
    label = filling.words(node) or node.name
    field = forms.Field(
        label=label, help_text=_hint(filling, node), required=False, widget=_widget(filling, node)
    )
    if filling.is_fixed(node):
        field.widget.attrs["disabled"] = True
    return field


def _hint(filling: Filling, node: Node) -> str:
    hint = filling.words(node, "hint")
    kind = node.spec["type"]
    if kind == "range":
        start, end, _step = node.spec["range"]
        said = str(_("A number from %(start)s to %(end)s") % {"start": start, "end": end})
        return f"{said} · {hint}" if hint else said
    if kind == "select_multiple":
        return hint or str(_("You may choose several."))
    return hint


def _widget(filling: Filling, node: Node) -> forms.Widget:
    kind, appearance = node.spec["type"], node.spec.get("appearance", "")
    if kind == "acknowledge":
        return forms.CheckboxInput()
    if kind == "select_multiple":
        return forms.CheckboxSelectMultiple(choices=filling.choices(node))
    if kind == "select_one":
        choices = filling.choices(node)
        if len(choices) > MOST_CARDS or "minimal" in appearance:
            return forms.Select(choices=[("", _("Please choose")), *choices])
        return Cards(choices=choices)
    if kind == "text" and "numbers" not in appearance:
        return forms.Textarea(
            attrs={"rows": 3 if "multiline" in appearance else 2, "maxlength": LONGEST_ANSWER}
        )
    return forms.TextInput(attrs=dict(BOXES.get(kind, {"maxlength": str(LONGEST_ANSWER)})))
