"""What people type with a verb about one order, checked before it becomes an act."""

from functools import cached_property
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core.forms import ActForm, PlainTextField
from linli.core.widgets import Cards
from linli.orders import learning, nearby, queries
from linli.orders.forms import BuildingField, CategoryField
from linli.orders.models import SUBJECT_LENGTH, TEXT_LENGTH, Degree, Order, Suggestion, Way
from linli.orders.telling import moment
from linli.orders.terms import extended_due
from linli.places.queries import buildings
from linli.volunteers.models import Skill, Team
from linli.volunteers.queries import skills_of

ANSWER_LENGTH = 2000
NOTE_LENGTH = 500
NOBODY = _("Choose one person or one team.")

DEGREES = [(row.value, row.label) for row in Degree]


def _asked(label: Any, *, required: bool = False) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=DEGREES, widget=Cards(three=True), required=required)


class VerbForm(ActForm):
    """A verb about one order."""

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": order.version, **kwargs.pop("initial", {})}, **kwargs)
        self.order = order


class AdmitForm(VerbForm):
    """受理: look once at kind and place; the desk knows better than the form."""

    category = CategoryField(label=_("What kind of matter?"))
    building = BuildingField()
    pressing = forms.BooleanField(
        label=_("Urgent, hard, worrying or longed-for"),
        required=False,
        help_text=_("A tag for the community's own account. It changes neither the deadline nor the way."),
    )
    wall_text = PlainTextField(
        label=_("Words for the wall"),
        max_length=SUBJECT_LENGTH,
        required=False,
        help_text=_("Everybody reads them; leave it empty and the wall says the kind and the place alone."),
    )
    note = PlainTextField(label=_("Note for colleagues"), max_length=NOTE_LENGTH, required=False)

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        chosen = {
            "category": str(order.category_id),
            "building": order.building_id,
            "wall_text": order.wall_text,
        }
        super().__init__(*args, order=order, initial=chosen, **kwargs)
        self.fields["category"].offer(queries.categories(order.community))  # type: ignore[attr-defined]
        self.fields["building"].queryset = buildings(order.community)  # type: ignore[attr-defined]
        self.fields["building"].known = order.building  # type: ignore[attr-defined]
        if not self.is_bound and (likely := learning.suggested(order)):
            self._suggest(order, likely)

    def _suggest(self, order: Order, likely: Suggestion) -> None:
        """What the community's own history says, with the reason; what the resident chose stands beside it."""
        self.initial["category"] = str(likely.category_id)
        words = _("”, “").join(likely.words)
        values = {
            "name": likely.category,
            "words": words,
            "percent": likely.percent,
            "chosen": order.category,
        }
        said = _(
            "Suggested: %(name)s, because of “%(words)s”; such a guess was right %(percent)d times in 100."
        )
        if likely.category_id != order.category_id:
            said = _(
                "Suggested: %(name)s, because of “%(words)s”; such a guess was right %(percent)d times in 100. The resident chose %(chosen)s."
            )
        self.fields["category"].help_text = said % values


class AnswerForm(VerbForm):
    """Words for the requester."""

    answer = PlainTextField(
        label=_("What the resident will read"),
        max_length=ANSWER_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("The resident needs an answer.")},
    )


class ResolveForm(AnswerForm):
    """办结: what was done, and a note for colleagues; and, if wanted, how long it took, for one's own service record."""

    note = PlainTextField(label=_("Note for colleagues"), max_length=NOTE_LENGTH, required=False)
    minutes = forms.IntegerField(
        label=_("How many minutes did it take?"),
        min_value=1,
        max_value=24 * 60,
        required=False,
        help_text=_("Only for your own service record; somebody else confirms it."),
    )


class NoteForm(VerbForm):
    """A reason for colleagues."""

    note = PlainTextField(
        label=_("Why?"),
        max_length=NOTE_LENGTH,
        error_messages={"required": _("Give the reason in a few words.")},
    )


class TakerField(forms.ChoiceField):
    """A team, or a person who may have the order. All are looked up only where they are shown."""

    def offer(self, order: Order) -> None:
        """Who may have this order."""
        self.order = order
        self.choices = self._offered

    def clean(self, value: Any) -> Team | User | None:
        """The one that was chosen."""
        kind, _colon, key = str(value or "").partition(":")
        if not kind:
            raise forms.ValidationError(self.error_messages["required"])
        rows = {"team": Team.objects.of(self.order.community_id), "user": queries.may_handle(self.order)}
        try:
            found: Any = rows[kind].filter(pk=UUID(key)).first()
        except (KeyError, ValueError):
            found = None
        if found is None:
            raise forms.ValidationError(self.error_messages["invalid_choice"])
        return found

    @cached_property
    def teams(self) -> dict[UUID, Team]:
        """The teams of the community, by their keys."""
        return {team.pk: team for team in Team.objects.of(self.order.community_id)}

    def _offered(self) -> list[Any]:
        teams = [(f"team:{key}", team.name) for key, team in self.teams.items()]
        return [("", _("Choose")), (_("Teams"), teams), (_("People"), self._people())]

    def _people(self) -> list[tuple[str, str]]:
        """Who can do what the kind of matter takes stands first; what each can do stands beside the name."""
        people = list(queries.may_handle(self.order))
        skills = skills_of(self.order.community, people)
        wanted = {str(Skill(skill).label) for skill in self.order.category.skills}
        people.sort(key=lambda user: not wanted & set(skills.get(user.pk, [])))
        return [
            (f"user:{user.pk}", " · ".join([user.name, *_joined(skills.get(user.pk))])) for user in people
        ]

    @cached_property
    def hint(self) -> str:
        """Who usually does it, or who is not to have it again."""
        if excluded := queries.excluded_from(self.order):
            names = _(", ").join(user.name for user in excluded)
            return _("Not again, because the resident said it was not solved: %(names)s") % {"names": names}
        if usual := self.teams.get(self.order.category.team_id):
            return _("%(team)s usually does this kind of matter.") % {"team": usual}
        return ""


def _joined(skills: list[str] | None) -> list[str]:
    return [_(", ").join(skills)] if skills else []


class DispatchForm(VerbForm):
    """派单: one person or one team."""

    to = TakerField(label=_("To whom?"), error_messages={"required": NOBODY, "invalid_choice": NOBODY})
    note = PlainTextField(label=_("Note for colleagues"), max_length=NOTE_LENGTH, required=False)

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, order=order, **kwargs)
        if order.category.team_id:
            self.initial["to"] = f"team:{order.category.team_id}"
        self.taker: TakerField = self.fields["to"]  # type: ignore[assignment]
        self.taker.offer(order)
        if not self.is_bound:
            self.taker.help_text = self.taker.hint

    def add_error(self, field: str | None, error: Any) -> None:
        """The page is shown again, and with it the hint."""
        super().add_error(field, error)
        self["to"].help_text = self.taker.hint

    def values(self) -> dict[str, Team | User | str | None]:
        """The choice as the action takes it."""
        to = self.cleaned_data["to"]
        team = isinstance(to, Team)
        return {
            "handler": None if team else to,
            "team": to if team else None,
            "note": self.cleaned_data["note"],
        }


class WordForm(VerbForm):
    """One sentence from the requester, if wanted."""

    told = PlainTextField(
        label=_("What is still wrong?"),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    satisfied = _asked(_("Are you satisfied?"))


class QuestionForm(VerbForm):
    """问询: what the requester is asked."""

    question = PlainTextField(
        label=_("What do you need to know?"),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The resident reads it. The clock stands still until the answer is there."),
        error_messages={"required": _("Write the question.")},
    )


class WordsForm(VerbForm):
    """答复: what the requester says to the question."""

    words = PlainTextField(
        label=_("Your answer"),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the answer.")},
    )


class SpokenAnswerForm(WordsForm):
    """答复 written down by somebody who spoke to the requester."""

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, order=order, **kwargs)
        self.fields["words"].label = _("What did the resident say?")


class ExtendForm(VerbForm):
    """延期: the reason, for the requester."""

    reason = PlainTextField(
        label=_("Why does it take longer?"),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("More time counts only with a reason that the resident reads.")},
    )

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, order=order, **kwargs)
        self.fields["reason"].help_text = _("The resident is told: new date %(due)s.") % {
            "due": moment(extended_due(order))
        }


class HandDownForm(VerbForm):
    """退回: an answer for the requester, or a word for who goes on."""

    told = PlainTextField(
        label=_("What the resident will read"),
        max_length=ANSWER_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What was decided or done above. Leave it empty if it only goes back."),
    )
    note = PlainTextField(label=_("For colleagues below"), max_length=NOTE_LENGTH, required=False)


class SplitForm(VerbForm):
    """拆单: the second matter."""

    text = PlainTextField(
        label=_("What is the second matter?"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what the second matter is.")},
    )
    category = CategoryField(label=_("What kind of matter?"))
    building = BuildingField()

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, order=order, initial={"building": order.building_id}, **kwargs)
        self.fields["category"].offer(queries.categories(order.community))  # type: ignore[attr-defined]
        self.fields["building"].queryset = buildings(order.community)  # type: ignore[attr-defined]


class MergeForm(VerbForm):
    """并单: with which other open matter."""

    into = forms.ChoiceField(
        label=_("Which matter is the same?"),
        required=False,
        help_text=_(
            "First what is said in much the same words, then what is of the same kind or at the same building."
        ),
    )
    number = PlainTextField(
        label=_("Or its number"), max_length=12, required=False, help_text=_("Like 2026-0417")
    )

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, order=order, **kwargs)
        self.others = {str(other.pk): other for other in nearby.beside(order)}
        if order.merged_into and order.merged_into.is_open:  # what the resident said
            self.others = {str(order.merged_into_id): order.merged_into, **self.others}
            self.initial["into"] = str(order.merged_into_id)
        self.fields["into"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")),
            *((key, f"{other.number} {other.subject}") for key, other in self.others.items()),
        ]

    def clean(self) -> dict[str, Any]:
        """One of the two ways names an open matter."""
        filled: dict[str, Any] = super().clean() or {}
        chosen = self.others.get(filled.get("into", ""))
        if typed := filled.pop("number", ""):
            chosen = nearby.open_numbered(self.order, typed)
        if chosen is None and "into" not in self.errors:
            self.add_error("number" if typed else "into", _("Choose another matter that is still open."))
        filled["into"] = chosen
        return filled


class RateForm(ActForm):
    """评价: satisfied, and if wanted friendly and quick. Nothing is chosen beforehand (M-12)."""

    satisfied = _asked(_("Are you satisfied?"), required=True)
    attitude = _asked(_("Were people friendly?"))
    speed = _asked(_("Was it quick enough?"))


class CallBackForm(VerbForm):
    """回访: whether somebody answered, and what was said."""

    way = forms.ChoiceField(
        label=_("How?"),
        choices=[(Way.CALL.value, Way.CALL.label), (Way.PAPER.value, Way.PAPER.label)],
        initial=Way.CALL,
        widget=Cards(two=True),
    )
    answered = forms.ChoiceField(
        label=_("Reached?"),
        choices=[("yes", _("Reached, and answered")), ("no", _("Nobody answered"))],
        widget=Cards(two=True),
        error_messages={"required": _("Say whether somebody answered.")},
    )
    solved = _asked(_("Is it solved?"))
    satisfied = _asked(_("Is the resident satisfied?"))
    attitude = _asked(_("Were people friendly?"))
    speed = _asked(_("Was it quick enough?"))
    told = PlainTextField(label=_("What is still wrong?"), max_length=NOTE_LENGTH, required=False)

    def clean(self) -> dict[str, Any]:
        """Who was reached said whether it is solved and whether satisfied; who was not said nothing."""
        filled: dict[str, Any] = super().clean() or {}
        if filled.get("answered") == "yes":
            for name in ("solved", "satisfied"):
                if not filled.get(name) and name not in self.errors:
                    self.add_error(name, _("Please say what the resident answered."))
        return filled

    def values(self) -> dict[str, Any]:
        """As the action takes it."""
        filled = self.cleaned_data
        if filled["answered"] == "no":
            return {"way": filled["way"], "answered": False}
        said = {name: filled[name] for name in ("solved", "satisfied", "attitude", "speed", "told")}
        return {"way": filled["way"], "answered": True, **said}
