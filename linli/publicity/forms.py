"""What people type about publications, channels and boards."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.core import clock
from linli.core.forms import ActForm, AmendForm, DayField, PlainTextField, VerbForm
from linli.core.rights import Actor
from linli.disclosure.forms import NamesNobody
from linli.meetings.kinds import LectureChannel
from linli.places.models import Community, Grid
from linli.publicity import queries
from linli.publicity.models import Audience, Board, Publication, PublicityChannel, Topic
from linli.publicity.models.publications import TEXT_LENGTH, TITLE_LENGTH

REASON_LENGTH = 120


class Words(NamesNobody):
    """What a publication says. What everybody reads names nobody who has not agreed (N-1)."""

    topic = forms.ChoiceField(label=_("Topic"), choices=Topic.choices)
    audience = forms.ChoiceField(label=_("For whom?"), choices=Audience.choices)
    title = PlainTextField(label=_("Title"), max_length=TITLE_LENGTH)
    text = PlainTextField(label=_("Text"), max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 10}))
    rows: tuple[tuple[str, ...], ...] = (("topic", "audience"), ("title",), ("text",))


class DraftForm(Words):
    """起草: of which organisation, about what, for whom."""

    rows: tuple[tuple[str, ...], ...] = (("organisation",), *Words.rows)

    def __init__(self, *args: Any, by: Actor, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, community=community, **kwargs)
        self.organisations = {str(row.pk): row for row in queries.organisations(by)}
        choices = [(key, str(row)) for key, row in self.organisations.items()]
        self.fields["organisation"] = forms.ChoiceField(label=_("Party organisation"), choices=choices)

    def clean_organisation(self) -> Any:
        """The organisation itself."""
        return self.organisations[self.cleaned_data["organisation"]]


class RewriteForm(Words):
    """改稿: begins with the words as they stand."""

    def __init__(self, *args: Any, record: Publication, **kwargs: Any) -> None:
        first = {name: getattr(record, name) for name in ("topic", "audience", "title", "text", "version")}
        super().__init__(*args, community=record.community, initial=first, **kwargs)


class ExamineForm(VerbForm):
    """审核（含保密审查）: what a second person signs (R-13)."""

    internal = forms.BooleanField(
        label=_("Nothing internal to the Party that is not for these readers is in it.")
    )
    secret = forms.BooleanField(label=_("Nothing secret is in it."))
    personal = forms.BooleanField(
        label=_("Nobody's personal data are in it, and no picture of somebody who did not agree.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("internal", "secret", "personal"):
            self.fields[name].error_messages["required"] = _("Sign this, or send the publication back.")

    def values(self) -> dict[str, Any]:
        """The signature is the act itself."""
        return {}


class ReasonForm(VerbForm):
    """退回、撤下, with the reason."""

    reason = PlainTextField(label=_("Why?"), max_length=REASON_LENGTH)


class SendOutForm(VerbForm):
    """发出: on which channel, on which day."""

    out_on = DayField(label=_("On which day?"))

    def __init__(self, *args: Any, record: Publication, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        rows = queries.channels(record.community_id)
        self.channels = {str(row.pk): row for row in rows if row.goes_on}
        choices = [(key, f"{row.name} · {row.get_kind_display()}") for key, row in self.channels.items()]
        self.fields["channel"] = forms.ChoiceField(label=_("Channel"), choices=choices)
        self.fields["out_on"].initial = clock.today()
        self.order_fields(["channel", "out_on"])

    def clean_channel(self) -> PublicityChannel:
        """The channel itself."""
        return self.channels[self.cleaned_data["channel"]]


class ChannelForm(ActForm):
    """登记渠道."""

    kind = forms.ChoiceField(label=_("Kind"), choices=LectureChannel.choices)
    name = PlainTextField(label=_("Name"), max_length=TITLE_LENGTH)
    keeper = PlainTextField(
        label=_("Kept by"),
        max_length=TITLE_LENGTH,
        help_text=_("A post or a unit, not a name: it outlives people."),
    )
    valid_from = DayField(label=_("From"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"valid_from": clock.today()}, **kwargs)


class EndForm(AmendForm):
    """停用: the last day of a channel or a board."""

    on = DayField(label=_("Last day"))

    def __init__(self, *args: Any, record: Any, **kwargs: Any) -> None:
        super().__init__(*args, record=record, initial={"on": clock.today()}, **kwargs)


class BoardForm(ActForm):
    """登记公示栏、宣传栏."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Board.Kind.choices)
    name = PlainTextField(label=_("Name"), max_length=TITLE_LENGTH)
    stands = PlainTextField(
        label=_("Where does it stand?"),
        max_length=TITLE_LENGTH,
        help_text=_("Like “north gate, left of the lockers”"),
    )
    valid_from = DayField(label=_("From"))

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, initial={"valid_from": clock.today()}, **kwargs)
        self.grids = {str(row.pk): row for row in Grid.objects.of(community)}
        choices = [("", _("no grid"))] + [(key, str(row)) for key, row in self.grids.items()]
        self.fields["grid"] = forms.ChoiceField(label=_("Grid"), choices=choices, required=False)
        self.order_fields(["kind", "name", "stands", "grid", "valid_from"])

    def clean_grid(self) -> Grid | None:
        """The grid itself, or none."""
        return self.grids.get(self.cleaned_data["grid"])


class PutUpForm(ActForm):
    """换一期: what hangs there from a day on, perhaps one of the publications."""

    title = PlainTextField(label=_("What hangs there?"), max_length=TITLE_LENGTH)
    put_up_on = DayField(label=_("From which day?"))

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, initial={"put_up_on": clock.today()}, **kwargs)
        rows = queries.for_everybody(community)[: queries.SHOWN]
        self.publications = {str(row.pk): row for row in rows}
        choices = [("", _("no publication"))] + [(key, str(row)) for key, row in self.publications.items()]
        self.fields["publication"] = forms.ChoiceField(
            label=_("Publication"), choices=choices, required=False
        )
        self.order_fields(["title", "publication", "put_up_on"])

    def clean_publication(self) -> Publication | None:
        """The publication itself, or none."""
        return self.publications.get(self.cleaned_data["publication"])
