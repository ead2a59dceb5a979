"""What people choose while a file is taken in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.core.forms import ActForm, PlainTextField
from linli.core.rights import Actor
from linli.core.widgets import Cards
from linli.papers.excel.limits import MIB, UPLOAD
from linli.papers.imports.importing import Question, importers, importers_for
from linli.papers.imports.models import ImportRun
from linli.papers.imports.sheets import Sheet

LETTERS = 26
ABSENT = "-"


class UploadForm(ActForm):
    """上传: which kind of list, and the file."""

    kind = forms.ChoiceField(label=_("What is in the file?"), widget=Cards)
    file = forms.FileField(
        label=_("The workbook"),
        help_text=_(
            "xlsx or xls, at most %(count)d MB. Columns that may not be kept are left out before anything is stored."
        )
        % {"count": UPLOAD // MIB},
        error_messages={
            "required": _("Choose a file; one larger than %(count)d MB does not get through.")
            % {"count": UPLOAD // MIB},
            "empty": _("This file is empty."),
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls"}),
    )
    sheet = PlainTextField(
        label=_("Sheet"), max_length=60, required=False, help_text=_("Only if it is not the first one.")
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        known = importers_for(actor)
        field.choices = [(kind, importer.label) for kind, importer in known.items()]
        field.widget.hints = {kind: importer.hint for kind, importer in known.items()}


class ColumnsForm(ActForm):
    """对上列: which column of the file is which, and what the file cannot say."""

    def __init__(
        self, *args: Any, run: ImportRun, sheet: Sheet, questions: list[Question], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.columns, self.asked = importers()[run.kind].columns, questions
        choices: list[tuple[str, Any]] = [(ABSENT, _("not in this file"))]
        choices += [
            (str(place), f"{letters(place)} · {title}") for place, title in enumerate(sheet.titles) if title
        ]
        for column in self.columns:
            self.fields[f"column_{column.name}"] = forms.ChoiceField(
                label=column.label,
                choices=choices[1:] if column.required else choices,
                initial=str(run.mapping.get(column.name, ABSENT)),
            )
        for place, question in enumerate(questions):
            self.fields[f"answer_{place}"] = forms.ChoiceField(
                label=question.label,
                help_text=question.hint,
                choices=question.choices,
                initial=run.answers.get(question.name, question.initial),
            )
        self.fields["version"].initial = run.version

    def clean(self) -> dict[str, Any]:
        filled: dict[str, Any] = super().clean() or {}
        taken: set[Any] = set()
        for column in self.columns:
            place = filled.get(f"column_{column.name}")
            if place != ABSENT and place in taken:
                self.add_error(f"column_{column.name}", _("This column is already used above."))
            taken.add(place)
        return filled

    @property
    def column_fields(self) -> list[forms.BoundField]:
        """The fields that say which column is which."""
        return [self[f"column_{column.name}"] for column in self.columns]

    @property
    def answer_fields(self) -> list[forms.BoundField]:
        """The questions about the file."""
        return [self[f"answer_{place}"] for place in range(len(self.asked))]

    @property
    def mapping(self) -> dict[str, int]:
        """The place of each column that the file has."""
        chosen = {column.name: self.cleaned_data[f"column_{column.name}"] for column in self.columns}
        return {name: int(place) for name, place in chosen.items() if place != ABSENT}

    @property
    def answers(self) -> dict[str, str]:
        """The answer to each question."""
        return {
            question.name: self.cleaned_data[f"answer_{place}"] for place, question in enumerate(self.asked)
        }


class ApplyForm(ActForm):
    """写入: everything but the changed rows that a person keeps as they are."""

    keep = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, changed: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keep"].choices = [(row, row) for row in changed]  # type: ignore[attr-defined]


def letters(place: int) -> str:
    """The name of a column in Excel: A, B … Z, AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, LETTERS)
        name = chr(ord("A") + rest) + name
    return name
