"""What people type about directed tasks, meetings and study."""

from linli.meetings.forms.tasks import (
    NOTE_LENGTH,
    AwaitForm,
    CallOffForm,
    ExtendForm,
    FinishForm,
    GiveForm,
    HandOnForm,
    MomentField,
    ResumeForm,
    TaskForm,
)

__all__ = [
    "NOTE_LENGTH",
    "AwaitForm",
    "CallOffForm",
    "ExtendForm",
    "FinishForm",
    "GiveForm",
    "HandOnForm",
    "MomentField",
    "ResumeForm",
    "TaskForm",
]
