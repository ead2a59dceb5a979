"""What people type in the printing room."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.core.files.forms import PicturesField
from linli.core.forms import ActForm, PlainTextField
from linli.papers.printing.models import MOST_COPIES, ROWS, PrintJob, SignInSheet


class PrintForm(ActForm):
    """打印: which of the shown jobs, and how many copies of each."""

    def __init__(self, *args: Any, jobs: list[PrintJob], ticked: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.jobs = jobs
        for job in jobs:
            self.fields[f"pick-{job.pk}"] = forms.BooleanField(required=False, initial=ticked)
            self.fields[f"copies-{job.pk}"] = forms.IntegerField(
                min_value=1, max_value=MOST_COPIES, initial=job.copies, label=_("Copies")
            )

    def clean(self) -> dict[str, Any]:
        """At least one is ticked; what is wrong with one that is not ticked does not matter."""
        filled = super().clean() or {}
        for job in self.jobs:
            if not filled.get(f"pick-{job.pk}"):
                self.errors.pop(f"copies-{job.pk}", None)
        if not self.chosen(filled) and not self.errors:
            raise forms.ValidationError(_("Tick what is to be printed."))
        return filled

    def chosen(self, filled: dict[str, Any]) -> list[PrintJob]:
        """The jobs that are ticked."""
        return [job for job in self.jobs if filled.get(f"pick-{job.pk}")]

    @property
    def copies(self) -> dict[UUID, int]:
        """How many copies of each chosen job."""
        return {job.pk: self.cleaned_data[f"copies-{job.pk}"] for job in self.chosen(self.cleaned_data)}

    @property
    def lines(self) -> list[tuple[PrintJob, Any, Any]]:
        """Each job with its two fields."""
        return [(job, self[f"pick-{job.pk}"], self[f"copies-{job.pk}"]) for job in self.jobs]


class SheetForm(ActForm):
    """开签到表."""

    title = PlainTextField(label=_("What is it for?"), max_length=40)
    happens_at = forms.DateTimeField(
        label=_("When?"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
    )
    place = PlainTextField(label=_("Where?"), max_length=60)
    rows = forms.IntegerField(label=_("How many rows?"), min_value=ROWS[0], max_value=ROWS[1], initial=30)
    telephone = forms.BooleanField(label=_("With a column for the telephone"), required=False)


class ReturnedForm(ActForm):
    """收回签过的纸."""

    pictures = PicturesField(
        label=_("Photos of signed papers"),
        required=True,
        most=9,
        help_text=_("Up to nine at a time, one paper on each, the code in the picture."),
    )


class ReturnForm(ActForm):
    """签到表交回."""

    signatures = forms.IntegerField(label=_("How many signatures?"), min_value=0, max_value=ROWS[1])

    def __init__(self, *args: Any, sheet: SignInSheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signatures"].max_value = sheet.rows  # type: ignore[attr-defined]
        self.sheet = sheet

    def clean_signatures(self) -> int:
        """Not more than there are rows."""
        count = self.cleaned_data["signatures"]
        if count > self.sheet.rows:
            raise forms.ValidationError(_("The sheet has %(rows)d rows."), params={"rows": self.sheet.rows})
        return count
