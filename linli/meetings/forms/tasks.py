"""What people type about directed tasks."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.core import clock
from linli.core.forms import ActForm, DayField, PlainTextField
from linli.core.rights import Actor
from linli.core.widgets import Cards
from linli.meetings.models import OFFICE_LENGTH, REPLY_LENGTH, TEXT_LENGTH, TITLE_LENGTH, DirectedTask, Giver
from linli.meetings.queries import handlers
from linli.meetings.terms import usual_due
from linli.places.models import Community

NOTE_LENGTH = 500


class MomentField(forms.DateTimeField):
    """A moment, chosen from the browser's calendar or typed."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """In Beijing time, to the minute."""
        if isinstance(value, dt.datetime):
            return value.astimezone(clock.BEIJING).replace(tzinfo=None)
        return value


def _handler_field(label: Any) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(None, label=label, empty_label=_("Please choose"))


def _note(label: Any, *, required: bool) -> PlainTextField:
    return PlainTextField(
        label=label, max_length=NOTE_LENGTH, required=required, widget=forms.Textarea(attrs={"rows": 2})
    )


class GiveForm(ActForm):
    """交办: one line, who gives it, and everything else is proposed."""

    title = PlainTextField(label=_("What is to be done?"), max_length=TITLE_LENGTH)
    giver = forms.ChoiceField(
        label=_("Who gives it?"), choices=Giver.choices, initial=Giver.STREET, widget=Cards(two=True)
    )
    office = PlainTextField(
        label=_("Which office?"),
        max_length=OFFICE_LENGTH,
        required=False,
        help_text=_("An office or a meeting, no person"),
        widget=forms.TextInput(attrs={"list": "offices", "autocomplete": "off"}),
    )
    document_number = PlainTextField(label=_("Number of the paper"), max_length=40, required=False)
    due_at = MomentField(label=_("Due"))
    handler = _handler_field(_("Who does it?"))
    given_on = DayField(label=_("Given on"), initial=clock.today)
    text = PlainTextField(
        label=_("More about it"),
        max_length=TEXT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, community: Community, by: Actor, **kwargs: Any) -> None:
        first = {"due_at": usual_due(clock.now(), at=community.code), "handler": by.user_id}
        super().__init__(*args, initial=first, **kwargs)
        self.fields["handler"].queryset = handlers(community)  # type: ignore[attr-defined]


class TaskForm(ActForm):
    """A verb of one task, with the version the person saw."""

    def __init__(self, *args: Any, task: DirectedTask, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": task.version}, **kwargs)
        self.task = task


class FinishForm(TaskForm):
    """办结."""

    reply = PlainTextField(
        label=_("What was done?"), max_length=REPLY_LENGTH, widget=forms.Textarea(attrs={"rows": 4})
    )
    deed = PlainTextField(
        label=_("Which order or announcement did it?"),
        max_length=12,
        required=False,
        help_text=_("Its number, like 2026-0417, or the code of the announcement"),
    )


class AwaitForm(TaskForm):
    """待街道答复."""

    note = _note(_("What do you wait for?"), required=True)


class ResumeForm(TaskForm):
    """继续办."""

    note = _note(_("What was the answer?"), required=False)


class ExtendForm(TaskForm):
    """改期."""

    due_at = MomentField(label=_("Due"))
    note = _note(_("Who agreed, and why?"), required=True)

    def __init__(self, *args: Any, task: DirectedTask, **kwargs: Any) -> None:
        super().__init__(*args, task=task, **kwargs)
        self.initial["due_at"] = task.due_at


class HandOnForm(TaskForm):
    """转交."""

    handler = _handler_field(_("To whom?"))
    note = _note(_("Note for colleagues"), required=False)

    def __init__(self, *args: Any, task: DirectedTask, **kwargs: Any) -> None:
        super().__init__(*args, task=task, **kwargs)
        # Who has it stays in the list: after a first press a second one must still be a valid form.
        self.fields["handler"].queryset = handlers(task.community)  # type: ignore[attr-defined]


class CallOffForm(TaskForm):
    """撤销交办."""

    note = _note(_("Why is it called off?"), required=True)
