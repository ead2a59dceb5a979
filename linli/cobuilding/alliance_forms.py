"""What people type about the alliance."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.cobuilding.forms import area
from linli.cobuilding.models import Alliance, AllianceLevel, AllianceMatter, Project, Track
from linli.cobuilding.models.alliance import GIVES_LENGTH, LINE_LENGTH, NAME_LENGTH
from linli.core import clock
from linli.core.forms import ActForm, AmendForm, DayField, PlainTextField
from linli.core.spans import not_over
from linli.core.widgets import Cards
from linli.organisations.models import Organisation


class AllyForm(ActForm):
    """结盟."""

    name = PlainTextField(label=_("What is the alliance called?"), max_length=NAME_LENGTH)
    since = DayField(label=_("From which day?"), initial=clock.today)


class JoinForm(ActForm):
    """入盟."""

    level = forms.ChoiceField(
        label=_("Of which level?"), choices=AllianceLevel.choices, widget=Cards(three=True)
    )
    organisation: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=_("Which local organisation?"), required=False, empty_label=_("None of the list")
    )
    name = PlainTextField(
        label=_("Or its name in words"), max_length=NAME_LENGTH, required=False,
        help_text=_("The Party organisation of a unit; no person."),
    )  # fmt: skip
    since = DayField(label=_("From which day?"), initial=clock.today)

    def __init__(self, *args: Any, alliance: Alliance, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Organisation.objects.of(alliance.community_id).filter(not_over(), kind=Organisation.Kind.LOCAL)
        self.fields["organisation"].queryset = rows.order_by("name")  # type: ignore[attr-defined]


class RotateForm(ActForm):
    """排轮值."""

    first = DayField(
        label=_("From which month?"), initial=clock.today, help_text=_("The whole month of this day")
    )
    months = forms.TypedChoiceField(
        label=_("How long is one turn?"), coerce=int, initial=1,
        choices=[(1, _("one month")), (2, _("two months")), (3, _("three months")), (6, _("half a year"))],
    )  # fmt: skip

    def __init__(self, *args: Any, alliance: Alliance, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class AgreeForm(ActForm):
    """签共建协议."""

    member: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=_("With which member?"), empty_label=_("Please choose")
    )
    title = PlainTextField(label=_("Title of the agreement"), max_length=LINE_LENGTH)
    signed_on = DayField(label=_("Signed on"), initial=clock.today)
    since = DayField(label=_("From which day?"), initial=clock.today)
    until = DayField(label=_("Until which day?"), required=False, help_text=_("Empty: it goes on."))
    member_gives = area(_("What does the member give?"), rows=3, length=GIVES_LENGTH)
    community_gives = area(_("What does the community give?"), rows=3, length=GIVES_LENGTH)

    def __init__(self, *args: Any, alliance: Alliance, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = alliance.members.filter(not_over()).order_by("name", "id")
        self.fields["member"].queryset = rows  # type: ignore[attr-defined]


class RaiseForm(ActForm):
    """提一件联盟的事."""

    kind = forms.ChoiceField(label=_("On which track?"), choices=Track.choices, widget=Cards())
    title = area(_("What is it about?"), length=LINE_LENGTH, hint=_("Everybody can read it. No names."))
    project: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=_("A project of the three lists?"), required=False, empty_label=_("None")
    )

    def __init__(self, *args: Any, alliance: Alliance, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Project.objects.of(alliance.community_id).order_by("-begun_at", "-id")
        self.fields["project"].queryset = rows  # type: ignore[attr-defined]


class EndForm(AmendForm):
    """退出、终止: the last day, and why."""

    last_day = DayField(label=_("Until which day, this day included?"), initial=clock.today)
    reason = PlainTextField(
        label=_("Why?"), max_length=LINE_LENGTH, help_text=_("Only the desk reads it. No names.")
    )


class SettleForm(AmendForm):
    """说结果."""

    outcome = area(
        _("What came of it?"), rows=3, length=GIVES_LENGTH, hint=_("Everybody can read it. No names.")
    )

    def __init__(self, *args: Any, record: AllianceMatter, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.initial["outcome"] = record.outcome
