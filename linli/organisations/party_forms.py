"""What people type about the organisations of the Party, groups of work, and programmes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core import clock
from linli.core.forms import ActForm, AmendForm, DayField, PlainTextField
from linli.core.spans import not_over
from linli.core.widgets import Cards
from linli.organisations.forms import WhoForm
from linli.organisations.models import (
    Approval,
    Form,
    GroupMember,
    Level,
    PartyOrganisation,
    PartyPost,
    Programme,
    WorkGroup,
)
from linli.organisations.models.party import NAME_LENGTH, NUMBER_LENGTH, OFFICE_LENGTH, TEXT_LENGTH
from linli.places.models import Community, Compound
from linli.places.queries import buildings, standing

NOBODY = "—"


def _rows(rows: Any, label: Any, **more: Any) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(rows, label=label, empty_label=NOBODY, required=False, **more)


class _PlacedForm(forms.Form):
    """Under what a Party organisation stands, and for which compound or building."""

    def place(self, community: Community) -> None:
        """Offer what the community has."""
        standing_now = (
            PartyOrganisation.objects.of(community).filter(not_over()).exclude(level=Level.HOUSEHOLD)
        )
        self.fields["parent"] = _rows(standing_now.order_by("name"), _("under"))
        self.fields["compound"] = _rows(
            Compound.objects.of(community).filter(standing()),
            _("compound"),
            help_text=_("A branch of a compound shows its buildings on the map."),
        )
        self.fields["building"] = _rows(
            buildings(community).filter(standing()), _("building"), help_text=_("For a group or a household.")
        )


class FoundForm(_PlacedForm, ActForm):
    """成立党组织."""

    level = forms.ChoiceField(
        label=_("level"), choices=Level.choices, initial=Level.BRANCH, widget=Cards(two=True)
    )
    form = forms.ChoiceField(
        label=_("form"),
        choices=Form.choices,
        initial=Form.ORDINARY,
        help_text=_("A joint branch: several units with fewer than three full members each."),
    )
    name = PlainTextField(label=pgettext_lazy("of a place", "Name"), max_length=NAME_LENGTH)
    superior = PlainTextField(
        label=_("superior Party organisation"),
        max_length=OFFICE_LENGTH,
        required=False,
        help_text=_("Only for the topmost organisation of the community."),
    )
    units = forms.IntegerField(label=_("number of units"), min_value=1, max_value=99, required=False)
    since = DayField(label=_("founded on"), initial=clock.today)

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place(community)


class ChangeForm(_PlacedForm, AmendForm):
    """更名、调整."""

    name = PlainTextField(label=pgettext_lazy("of a place", "Name"), max_length=NAME_LENGTH)
    superior = PlainTextField(
        label=_("superior Party organisation"), max_length=OFFICE_LENGTH, required=False
    )

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place(community)


class ApprovalForm(ActForm):
    """批复."""

    matter = forms.ChoiceField(label=_("what was approved"), choices=Approval.Matter.choices)
    office = PlainTextField(label=_("approved by"), max_length=OFFICE_LENGTH)
    document_number = PlainTextField(
        label=_("number of the paper"), max_length=NUMBER_LENGTH, help_text=_("Like 平街党〔2026〕3号")
    )
    approved_on = DayField(label=_("approved on"), initial=clock.today)
    text = PlainTextField(
        label=_("what it says"),
        max_length=TEXT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class TermForm(ActForm):
    """新一届."""

    begins_on = DayField(label=_("elected on"), initial=clock.today)
    ends_on = DayField(
        label=_("last day of the term"),
        required=False,
        help_text=_("Leave it empty for the usual term: five years in a community."),
    )


class SeatForm(WhoForm):
    """任职."""

    post = forms.ChoiceField(label=_("post"), choices=PartyPost.choices)
    unit = PlainTextField(
        label=_("from which unit"),
        max_length=OFFICE_LENGTH,
        required=False,
        help_text=_("For a part-time member from a local organisation."),
    )
    since = DayField(label=_("From which day?"), initial=clock.today)


class FormGroupForm(ActForm):
    """成立小组."""

    kind = forms.ChoiceField(
        label=_("kind"),
        choices=WorkGroup.Kind.choices,
        initial=WorkGroup.Kind.LEADING,
        widget=Cards(two=True),
    )
    name = PlainTextField(label=pgettext_lazy("of a place", "Name"), max_length=NAME_LENGTH)
    purpose = PlainTextField(
        label=_("what it is for"),
        max_length=TEXT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    since = DayField(label=_("From which day?"), initial=clock.today)

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = PartyOrganisation.objects.of(community).filter(not_over()).order_by("name")
        self.fields["organisation"] = _rows(rows, _("Party organisation"))


class JoinGroupForm(WhoForm):
    """进组."""

    part = forms.ChoiceField(
        label=_("as what"), choices=GroupMember.Part.choices, initial=GroupMember.Part.MEMBER
    )
    since = DayField(label=_("From which day?"), initial=clock.today)


class ProgrammeForm(ActForm):
    """设立品牌."""

    name = PlainTextField(label=pgettext_lazy("of a place", "Name"), max_length=NAME_LENGTH)
    text = PlainTextField(label=_("what it stands for"), max_length=TEXT_LENGTH, required=False)
    strands = PlainTextField(
        label=_("strands"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One on each line."),
    )
    kind = forms.ChoiceField(label=_("kind"), choices=Programme.Kind.choices, initial=Programme.Kind.ORDINARY)
    since = DayField(label=_("From which day?"), initial=clock.today)

    def clean_strands(self) -> list[str]:
        """The names, without blank lines."""
        named = [line.strip() for line in self.cleaned_data["strands"].splitlines() if line.strip()]
        if any(len(name) > NAME_LENGTH for name in named):
            raise forms.ValidationError(
                _("A strand has a name of %(most)s characters at most.") % {"most": NAME_LENGTH}
            )
        return named


class StrandForm(ActForm):
    """增设子项."""

    name = PlainTextField(label=pgettext_lazy("of a place", "Name"), max_length=NAME_LENGTH)
    since = DayField(label=_("From which day?"), initial=clock.today)
