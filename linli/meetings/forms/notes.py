"""What a member types for a study note."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.core.forms import ActForm, AmendForm
from linli.core.rights import Actor
from linli.meetings import queries
from linli.meetings.forms.meetings import area, line
from linli.meetings.models import NOTE_LENGTH, TITLE_LENGTH


def about(by: Actor) -> forms.ModelChoiceField:
    """The meetings of study to which one was invited."""
    return forms.ModelChoiceField(
        queries.studied(by), label=_("About which meeting?"), required=False, empty_label=_("About none"),
        help_text=_("Only a note about a meeting can be shared later."),
    )  # fmt: skip


class NoteForm(ActForm):
    """写笔记."""

    title = line(_("Title of the note"), length=TITLE_LENGTH)
    text = area(_("Words of the note"), length=NOTE_LENGTH, rows=8)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"] = about(by)


class AmendNoteForm(AmendForm):
    """改笔记."""

    title = line(_("Title of the note"), length=TITLE_LENGTH)
    text = area(_("Words of the note"), length=NOTE_LENGTH, rows=8)

    def __init__(self, *args: Any, by: Actor, record: Any, **kwargs: Any) -> None:
        first = {"title": record.title, "text": record.text, "meeting": record.meeting_id}
        super().__init__(*args, record=record, initial=first, **kwargs)
        self.fields["meeting"] = about(by)
