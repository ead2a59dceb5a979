"""What people type about kinds of matters and whose duty they are."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core.forms import ActForm, AmendForm, PlainTextField
from linli.orders.models import Category, Responsibility
from linli.places.models import Compound
from linli.places.queries import standing
from linli.volunteers.models import Skill, Team


class CategoryForm(AmendForm):
    """改诉求分类."""

    name = PlainTextField(label=pgettext_lazy("of a kind of matter", "Name"), max_length=40)
    kind = forms.ChoiceField(
        label=_("Deadline like"),
        choices=Category.Kind.choices,
        help_text=_("The rulebook has the days for each."),
    )
    team: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=_("Usually handed to"), required=False, empty_label=_("Nobody in particular")
    )
    skills = forms.MultipleChoiceField(
        label=_("Skills that it takes"),
        choices=Skill.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Who says to be able to do one of them is shown it first."),
    )
    told = PlainTextField(
        label=_("What the resident reads about it"),
        max_length=200,
        required=False,
        help_text=_("For example: what the community can do here, and what it cannot."),
    )
    asked = forms.BooleanField(label=_("Residents are asked for it"), required=False)
    need = forms.BooleanField(
        label=_("A need of everyday life"),
        required=False,
        help_text=_("Such orders, once confirmed, are counted together with the wishes that were lit."),
    )

    def __init__(self, *args: Any, record: Category, **kwargs: Any) -> None:
        now = {name: getattr(record, name) for name in ("name", "kind", "told", "asked", "need", "skills")}
        kwargs["initial"] = {**now, "team": record.team_id, **kwargs.get("initial", {})}
        super().__init__(*args, record=record, **kwargs)
        self.fields["team"].queryset = Team.objects.of(record.community_id)  # type: ignore[attr-defined]


class ResponsibilityForm(ActForm):
    """责任界面: in which case, whose hand, by which clause."""

    situation = PlainTextField(
        label=_("In which case?"),
        max_length=60,
        help_text=_("Like: pipes inside the flat; outside the wall of the compound; within the warranty"),
    )
    hand = forms.ChoiceField(
        label=_("Whose duty?"), choices=[("", _("Choose")), *Responsibility.Hand.choices]
    )
    clause = PlainTextField(
        label=_("By which clause?"),
        max_length=160,
        help_text=_("Like 民法典 第271条, or the contract and its date"),
    )
    compound: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=_("Only in one compound?"), required=False, empty_label=_("Everywhere")
    )

    def __init__(self, *args: Any, category: Category, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Compound.objects.of(category.community_id).filter(standing())
        self.fields["compound"].queryset = rows  # type: ignore[attr-defined]
