"""What people type about wishes and practical deeds."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core import clock
from linli.core.files.forms import PicturesField
from linli.core.files.showing import KIND
from linli.core.forms import ActForm, DayField, PlainTextField, VerbForm
from linli.core.rights import Actor
from linli.core.widgets import Cards
from linli.orders.models import Authority
from linli.places.models import Community
from linli.residents.fields import PhoneField
from linli.residents.models import Person
from linli.wishes import queries
from linli.wishes.actions import Wished
from linli.wishes.actions.doing import standing_claims
from linli.wishes.actions.intake import FEN
from linli.wishes.models import (
    STORY_LENGTH,
    TEXT_LENGTH,
    TITLE_LENGTH,
    WORDS_LENGTH,
    Channel,
    Kind,
    MicroWish,
    PracticalDeed,
    Satisfaction,
    Way,
)

MOST_YUAN, MOST_HELPERS, DIGITS = 100_000, 50, 4
# What a resident may be to the neighbour for whom the resident wishes.
SPEAKING = (Authority.FAMILY, Authority.ASKED)


def _area(
    label: Any, *, required: bool = True, rows: int = 3, length: int = WORDS_LENGTH, hint: Any = ""
) -> PlainTextField:
    widget = forms.Textarea(attrs={"rows": rows})
    return PlainTextField(label=label, required=required, max_length=length, widget=widget, help_text=hint)


class WishForm(ActForm):
    """许愿: what is wished, and how to reach the wisher."""

    text = _area(_("What do you wish for?"), rows=4, length=TEXT_LENGTH, hint=_("One sentence will do. The wall says it without name and door."))  # fmt: skip
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=Kind.choices, initial=Kind.HELP, widget=Cards(two=True)
    )
    yuan = forms.IntegerField(
        label=_("About how many yuan?"), required=False, min_value=0, max_value=MOST_YUAN,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Only for a thing. An estimate will do."),
    )  # fmt: skip
    due_on = DayField(label=_("By when, if there is a day?"), required=False)
    wisher_name = PlainTextField(label=_("Your name"), max_length=40, required=False)
    wisher_phone = PhoneField(
        label=_("Your telephone"),
        required=False,
        help_text=_(
            "Only who helps you and the community see it. Without it you follow the wish with the code."
        ),
    )
    place = PlainTextField(label=_("Where are you found?"), max_length=100, required=False)
    authority = forms.ChoiceField(
        label=_("You wish for a neighbour: you are"),
        choices=[("", _("I wish for myself")), *((row.value, row.label) for row in SPEAKING)],
        required=False,
    )

    def clean_due_on(self) -> Any:
        """A day that has not passed."""
        day = self.cleaned_data["due_on"]
        if day and day < clock.today():
            raise forms.ValidationError(_("This day has passed."))
        return day

    def wished(self, person: Person | None = None) -> Wished:
        """The wish, as the action takes it."""
        filled = self.cleaned_data
        return Wished(
            text=filled["text"],
            kind=filled["kind"],
            value_fen=(filled["yuan"] or 0) * FEN,
            wisher_name=filled["wisher_name"],
            wisher_phone=filled["wisher_phone"],
            place=filled["place"],
            authority=filled["authority"],
            due_on=filled["due_on"],
            channel=filled.get("channel", Channel.WEB),
            source_paper=filled.get("source_paper", ""),
            person=person,
        )


class EntryForm(WishForm):
    """登记: a wish that came by telephone, at the counter, on a visit or on the paper form."""

    channel = forms.ChoiceField(
        label=_("How did it come?"),
        choices=[(row.value, row.label) for row in Channel if row != Channel.WEB],
    )
    source_paper = PlainTextField(
        label=_("Number on the paper"), max_length=40, required=False, help_text=_("If it came on paper")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {"text": _("What is wished?"), "wisher_name": _("Name"), "wisher_phone": _("Telephone")}
        for name, label in words.items():
            self.fields[name].label = label
        self.fields["place"].label = _("Where is the wisher found?")
        self.fields["authority"].label = _("Who speaks for the wisher?")
        self.fields["authority"].choices = [  # type: ignore[attr-defined]
            ("", _("the wisher")), *((row.value, row.label) for row in Authority),
        ]  # fmt: skip


class ExamineForm(VerbForm):
    """审核: the three questions, and the words for everybody."""

    title = PlainTextField(
        label=_("The wish in words for everybody"), max_length=TITLE_LENGTH,
        help_text=_("No name, no door, no telephone, nothing of illness or family."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("What is it?"), choices=Kind.choices)
    yuan = forms.IntegerField(label=_("Estimated, in yuan"), min_value=0, max_value=MOST_YUAN)
    max_claimers = forms.IntegerField(
        label=_("How many may help together?"), min_value=1, max_value=MOST_HELPERS
    )
    due_on = DayField(label=_("Wished by"), required=False)
    lawful = forms.BooleanField(label=_("It is lawful and harms nobody"), required=False)
    no_benefit = forms.BooleanField(
        label=_("It is no benefit or allowance to which somebody may be entitled"), required=False
    )

    def __init__(self, *args: Any, record: MicroWish, **kwargs: Any) -> None:
        first = {
            "title": record.title, "kind": record.kind, "yuan": record.value_fen // FEN,
            "max_claimers": record.max_claimers, "due_on": record.due_on,
        }  # fmt: skip
        super().__init__(*args, record=record, initial=first, **kwargs)

    def values(self) -> dict[str, Any]:
        """Yuan are kept in fen."""
        values = super().values()
        values["value_fen"] = values.pop("yuan") * FEN
        return values

    def add_error(self, field: str | None, error: Any) -> None:
        """A refusal about the value stands beside the yuan."""
        super().add_error("yuan" if field == "value_fen" else field, error)


class PublishForm(VerbForm):
    """公布: the words once more."""

    title = PlainTextField(
        label=_("The wish in words for everybody"), max_length=TITLE_LENGTH,
        help_text=_("No name, no door, no telephone, nothing of illness or family."),
    )  # fmt: skip

    def __init__(self, *args: Any, record: MicroWish, **kwargs: Any) -> None:
        super().__init__(*args, record=record, initial={"title": record.title}, **kwargs)


class DeclineForm(VerbForm):
    """不予公布."""

    reason = _area(_("Why? The wisher reads this."))
    instead = _area(
        _("Where to go instead?"),
        hint=_("The office with its telephone, or what the community does otherwise"),
    )


class ClaimForm(VerbForm):
    """认领, by an organisation."""

    organisation = PlainTextField(label=_("Which organisation helps?"), max_length=60)
    enough = forms.BooleanField(label=_("That is enough: no more helpers are sought"), required=False)


class ReleaseForm(VerbForm):
    """放回, for somebody who cannot."""

    claim: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=_("Who gives it back?"), empty_label=_("Please choose")
    )
    note = _area(pgettext_lazy("wish verb", "Why?"), required=False, rows=2)

    def __init__(self, *args: Any, record: MicroWish, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.fields["claim"].queryset = standing_claims(record)  # type: ignore[attr-defined]


class FulfilForm(VerbForm):
    """实现."""

    words = _area(_("What was done?"), hint=_("The wisher reads this and says whether it is so."))
    pictures = PicturesField(label=_("Photos"), help_text=KIND)


class AnswerForm(VerbForm):
    """点亮 or 没实现, as the wisher said it to somebody else."""

    way = forms.ChoiceField(
        label=_("How did the wisher say so?"), widget=Cards(two=True),
        choices=[(way.value, way.label) for way in (Way.CALL, Way.PAPER)], initial=Way.CALL,
    )  # fmt: skip


class ReopenForm(AnswerForm):
    """没实现, as the wisher said it."""

    told = _area(_("What is missing?"), required=False, rows=2)


class WithdrawForm(VerbForm):
    """撤回."""

    told = _area(_("What did the wisher say?"), rows=2)


class SaidForm(VerbForm):
    """What the wisher says on the own page, with a word if wanted."""

    told = _area(_("What is missing?"), required=False, rows=2)


class ThankForm(VerbForm):
    """感谢: a note, a story, and a separate consent."""

    thanks = PlainTextField(label=_("A word of thanks"), max_length=60, required=False)
    story = _area(_("How it was, if you like to tell"), required=False, length=STORY_LENGTH)
    consent = forms.BooleanField(
        label=_("You may show both on the wish wall, without my name"), required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, record: MicroWish, **kwargs: Any) -> None:
        first = {
            "thanks": record.thanks,
            "story": record.story,
            "consent": record.story_consent_at is not None,
        }
        super().__init__(*args, record=record, initial=first, **kwargs)


def _owner_field() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        None, label=_("Who does it?"), required=False, empty_label=_("An organisation does it")
    )


class BeginForm(ActForm):
    """立项."""

    title = PlainTextField(label=_("What is to be done, in a line"), max_length=60)
    what = _area(_("More about it"), length=2000)
    category = PlainTextField(label=_("Kind, in words"), max_length=20, required=False)
    owner = _owner_field()
    organisation = PlainTextField(label=_("Which organisation does it?"), max_length=60, required=False)
    due_on = DayField(label=_("Due on"))
    pressing = forms.BooleanField(label=_("Urgent, hard, worrying or longed-for"), required=False)

    def __init__(
        self, *args: Any, community: Community, by: Actor, first: dict[str, Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, initial={"owner": by.user_id, **first}, **kwargs)
        self.fields["owner"].queryset = queries.owners(community)  # type: ignore[attr-defined]


class FinishForm(VerbForm):
    """办好."""

    evidence = _area(_("What was done?"), length=1000, rows=4)


class ConfirmForm(VerbForm):
    """确认."""

    satisfied = forms.ChoiceField(
        label=_("Are the residents satisfied?"), choices=Satisfaction.choices, widget=Cards(three=True)
    )
    note = _area(_("Note for colleagues"), required=False, rows=2)


class NoteForm(VerbForm):
    """A verb with a reason."""

    note = _area(pgettext_lazy("wish verb", "Why?"), rows=2)


class HandOnForm(VerbForm):
    """转交."""

    owner = _owner_field()
    organisation = PlainTextField(label=_("Which organisation does it?"), max_length=60, required=False)
    note = _area(_("Note for colleagues"), required=False, rows=2)

    def __init__(self, *args: Any, record: PracticalDeed, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.fields["owner"].queryset = queries.owners(record.community)  # type: ignore[attr-defined]
