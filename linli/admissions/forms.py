"""What people type about development files: one form for a step, with the fields that the step asks for."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.admissions import queries
from linli.admissions.actions import Ballot, Evidence
from linli.admissions.models import (
    NUMBER_LENGTH,
    WORDS_LENGTH,
    Admission,
    AdmissionStep,
    Decision,
    Ending,
    Role,
    YearPlan,
)
from linli.admissions.models.files import OFFICE_LENGTH
from linli.admissions.models.scans import TITLE_LENGTH
from linli.admissions.steps import SPONSORS, Step
from linli.core import clock
from linli.core.files.actions import MOST_OF_A_ROLE
from linli.core.forms import ActForm, AmendForm, DayField, PlainTextField, plain
from linli.core.rights import Actor
from linli.core.widgets import Cards
from linli.organisations.models import Level
from linli.organisations.queries import people_called
from linli.organisations.rolls import Body, roll_of
from linli.papers.pdf_pages import ScansField
from linli.party.queries import branches_of
from linli.places.models import Community
from linli.residents.fields import PhoneField
from linli.residents.phones import mask_phone

NEW, NAME_LENGTH = "new", 60
MOST, EARLIEST, LATEST = 5000, 2000, 2100


class MomentField(forms.DateTimeField):
    """A day and a time, from the browser's own field."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, **kwargs)


def several_lines(label: Any, *, required: bool = True, hint: Any = "") -> PlainTextField:
    """A field of a few lines."""
    widget = forms.Textarea(attrs={"rows": 3})
    return PlainTextField(
        label=label, required=required, max_length=WORDS_LENGTH, widget=widget, help_text=hint
    )


def count_of(
    label: Any, *, initial: int | None = None, required: bool = True, hint: Any = ""
) -> forms.IntegerField:
    """A number of people."""
    return forms.IntegerField(
        label=label, min_value=0, max_value=MOST, initial=initial, required=required, help_text=hint
    )


def _document() -> dict[str, forms.Field]:
    return {
        "document_number": PlainTextField(
            label=_("Number of the paper"), max_length=NUMBER_LENGTH, required=False
        ),
        "note": several_lines(_("Note, and where the paper lies"), required=False),
    }


class ApplicationForm(ActForm):
    """建档: who applied, when, at which branch."""

    name = PlainTextField(label=_("Name"), max_length=NAME_LENGTH)
    person = forms.ChoiceField(label=_("Who is it?"), required=False, widget=Cards)
    phone = PhoneField(label=_("telephone"), required=False, help_text=_("Of somebody new."))
    born_on = DayField(
        label=_("born on"), required=False,
        help_text=_("Only where the books do not know it: the age on the day of the application is judged by it."),
    )  # fmt: skip
    branch: Any = forms.ModelChoiceField(None, label=_("Party branch"), empty_label=_("Please choose"))
    done_on = DayField(label=_("The application was handed in on"), initial=clock.today)
    ROWS = (("name", "phone"), ("person",), ("born_on", "done_on"), ("branch",))

    def __init__(self, *args: Any, community: Community, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= _document()
        self.fields["branch"].queryset = branches_of(actor).filter(level=Level.BRANCH)  # type: ignore[attr-defined]
        name = plain(self.data.get("name", "")) if self.is_bound else ""
        self.found = people_called(community.pk, name[:NAME_LENGTH])
        if not self.found:
            del self.fields["person"]
            return
        known = [
            (str(row.pk), " · ".join(filter(None, [row.name, mask_phone(row.phone)]))) for row in self.found
        ]
        self.fields["person"].choices = [*known, (NEW, _("Somebody else, not in the books yet"))]  # type: ignore[attr-defined]


class VerbForm(ActForm):
    """A verb of one file, with the version the person saw."""

    def __init__(self, *args: Any, record: Admission, **kwargs: Any) -> None:
        initial = {"version": record.version, **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)
        self.record = record


class StepForm(VerbForm):
    """记一步: the day, and what the step asks for besides."""

    done_on = DayField(label=_("On which day?"), initial=clock.today)

    def __init__(self, *args: Any, record: Admission, step: Step, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.step = step
        for asked in step.asks:
            self.fields |= getattr(self, f"_{asked}")()

    def _meeting(self) -> dict[str, forms.Field]:
        return {
            "meeting": forms.ModelChoiceField(
                queries.committees_of(self.record), label=_("Decided by which meeting?"), required=False,
                empty_label=_("Not in the books of meetings"),
            )
        }  # fmt: skip

    def _document(self) -> dict[str, forms.Field]:
        return _document()

    def _helpers(self) -> dict[str, forms.Field]:
        role = Role.SPONSOR if self.step.number == SPONSORS else Role.CONTACT
        return {"members": helpers_field(self.record, role), **_document()}

    def _training(self) -> dict[str, forms.Field]:
        return {
            "training_days": count_of(_("Days of the course"), hint=_("Days or hours must be enough.")),
            "training_hours": forms.DecimalField(
                label=_("Hours of teaching"), min_value=0, max_value=1000, decimal_places=1
            ),
        }

    def _approver(self) -> dict[str, forms.Field]:
        return {
            "approver": PlainTextField(label=_("Who approved it?"), max_length=OFFICE_LENGTH),
            "approver_level": forms.ChoiceField(
                label=_("Of which level is it?"), initial=Level.COMMITTEE,
                choices=[(one.value, one.label) for one in (Level.COMMITTEE, Level.JOINT_COMMITTEE, Level.GENERAL_BRANCH, Level.BRANCH)],
            ),
        }  # fmt: skip

    def shown(self) -> Evidence:
        """By what the step shows itself."""
        return evidence(self.cleaned_data)


def evidence(filled: Mapping[str, Any]) -> Evidence:
    """Paper, note, meeting and training out of a form."""
    return Evidence(**{name: filled[name] for name in Evidence._fields if filled.get(name) is not None})


def helpers_field(row: Admission, role: str) -> forms.ModelMultipleChoiceField:
    """Members of the branch, of whom one or two are ticked."""
    hints = {
        Role.CONTACT: _("One or two full members."),
        Role.SPONSOR: _("Two full members; nobody who has no vote for a time."),
    }
    return forms.ModelMultipleChoiceField(
        queries.helpers_to_choose(row), label=_("Which members?"), widget=forms.CheckboxSelectMultiple,
        help_text=hints[Role(role)],
    )  # fmt: skip


class HelpersForm(VerbForm):
    """更换联系人、介绍人."""

    role = forms.ChoiceField(label=_("As what?"), choices=Role.choices, widget=Cards(two=True))
    done_on = DayField(label=_("From which day?"), initial=clock.today)

    def __init__(self, *args: Any, record: Admission, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.fields["members"] = helpers_field(record, Role.CONTACT)
        self.fields["members"].help_text = _(
            "Contact persons: one or two. Sponsors: two. Who goes on is ticked again."
        )


class VoteForm(VerbForm):
    """支部大会表决: counts as the tellers wrote them down; nobody's ballot."""

    held_at = MomentField(
        label=_("When did the assembly begin?"), required=False,
        help_text=_("Not needed where the meeting is chosen."),
    )  # fmt: skip
    entitled = count_of(
        _("Entitled to vote"), hint=_("Full members of the branch with a vote, as the roll says.")
    )
    present = count_of(_("Present of those entitled"))
    yes_present = count_of(_("Yes, of those present"))
    no = count_of(_("No"), initial=0)
    abstain = count_of(_("Abstained"), initial=0)
    written_yes = count_of(
        _("Written opinions: yes"), initial=0, hint=_("Of those who did not come. They count if they lay there before it began.")
    )  # fmt: skip
    written_no = count_of(_("Written opinions: no"), initial=0)
    written_filed_at = MomentField(label=_("By when were all of them there?"), required=False)
    ROWS = (
        ("decision",), ("meeting", "held_at"), ("entitled", "present"), ("yes_present", "no", "abstain"),
        ("written_yes", "written_no", "written_filed_at"), ("months",), ("reason",),
    )  # fmt: skip

    def __init__(self, *args: Any, record: Admission, converts: bool, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.converts = converts
        self.fields["meeting"] = forms.ModelChoiceField(
            queries.assemblies_of(record), label=_("Which branch assembly?"), required=False,
            empty_label=_("Not in the books of meetings"),
        )  # fmt: skip
        if not self.is_bound:
            roll = roll_of(Body.ASSEMBLY, record.branch, clock.today())
            self.initial["entitled"] = sum(one.may_vote for one in roll)
        if converts:
            self._add_decision()
        self.fields |= _document()

    def _add_decision(self) -> None:
        choices = [one for one in Decision.choices if one[0] != Decision.ADMIT]
        self.fields["decision"] = forms.ChoiceField(
            label=_("What was put to the vote?"), choices=choices, initial=Decision.ON_TIME, widget=Cards
        )
        self.fields["months"] = forms.IntegerField(
            label=_("Extended by how many months?"), min_value=1, max_value=120, required=False,
            help_text=_("Only for an extension, and once."),
        )  # fmt: skip
        self.fields["reason"] = several_lines(
            pgettext_lazy("of a decision", "Why?"), required=False,
            hint=_("For an extension or an end without conversion. The member may speak and may appeal."),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A meeting of the books says when it began; else it is typed."""
        filled: dict[str, Any] = super().clean() or {}
        if meeting := filled.get("meeting"):
            filled["held_at"] = meeting.starts_at
        if not filled.get("held_at") and "held_at" not in self.errors:
            self.add_error("held_at", _("Choose the meeting, or say when it began."))
        return filled

    def ballot(self) -> Ballot:
        """The counts."""
        return Ballot(**{name: self.cleaned_data[name] for name in Ballot._fields})

    def decided(self) -> dict[str, Any]:
        """What was put to the vote."""
        filled = self.cleaned_data
        if not self.converts:
            return {"decision": Decision.ADMIT}
        return {name: filled[name] for name in ("decision", "months", "reason")}


class ReviewForm(VerbForm):
    """考察."""

    reviewed_on = DayField(label=_("On which day?"), initial=clock.today)
    words = several_lines(
        _("What was found?"), hint=_("Study, work, what others say; nothing about family or health.")
    )


class ReceiptForm(VerbForm):
    """上级收到材料."""

    received_on = DayField(label=_("When did the superior receive the papers?"), initial=clock.today)
    special = forms.BooleanField(
        label=_("A special case"), required=False, help_text=_("Then the approval may take longer.")
    )


class CorrectForm(VerbForm):
    """更正一步: begins with what is written down."""

    done_on = DayField(label=_("On which day?"))

    def __init__(self, *args: Any, record: Admission, entry: AdmissionStep, **kwargs: Any) -> None:
        first = {name: getattr(entry, name) for name in ("done_on", "document_number", "note")}
        super().__init__(*args, record=record, initial=first, **kwargs)
        self.fields |= _document()


class ScanForm(ActForm):
    """添加扫描件: which paper, and its pages."""

    title = PlainTextField(
        label=_("Which paper is it?"), max_length=TITLE_LENGTH,
        help_text=_("Such as the application, the report of the vetting, the minutes, the admission form."),
    )  # fmt: skip
    pictures = ScansField(
        label=_("Its pages"), most=MOST_OF_A_ROLE,
        help_text=_("Photos of the pages, or a PDF from a scanner; at most nine pages, each file up to 15 MB. Kept are pictures of the pages, not the file."),
    )  # fmt: skip

    @property
    def typed(self) -> str:
        """What was sent, the pages among it, so that the same press with other pages is another act."""
        return super().typed + " ".join(page.digest for page in self.cleaned_data.get("pictures", []))


class WithdrawScanForm(ActForm):
    """撤回扫描件."""

    reason = several_lines(
        _("Why?"), hint=_("Read by who keeps the file: the wrong paper, unreadable, of somebody else.")
    )


class EndForm(VerbForm):
    """结束档案."""

    ending = forms.ChoiceField(label=_("What was it?"), choices=Ending.choices, widget=Cards)
    reason = several_lines(_("Why, and who decided it?"))


class PlanForm(ActForm):
    """定计划."""

    branch: Any = forms.ModelChoiceField(None, label=_("Party branch"), empty_label=_("Please choose"))
    year = forms.IntegerField(label=_("Year"), min_value=EARLIEST, max_value=LATEST)
    targets = count_of(_("Targets of development"))
    probationary = count_of(_("Admissions on probation"))

    def __init__(self, *args: Any, actor: Actor, year: int, **kwargs: Any) -> None:
        super().__init__(*args, initial={"year": year}, **kwargs)
        self.fields["branch"].queryset = queries.plan_branches(actor)  # type: ignore[attr-defined]


class AmendPlanForm(AmendForm):
    """改计划."""

    targets = count_of(_("Targets of development"))
    probationary = count_of(_("Admissions on probation"))

    def __init__(self, *args: Any, record: YearPlan, **kwargs: Any) -> None:
        first = {"targets": record.targets, "probationary": record.probationary}
        super().__init__(*args, record=record, initial=first, **kwargs)
