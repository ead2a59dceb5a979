"""What people type about announcements."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from linli.core import clock
from linli.core.forms import ActForm, PlainTextField
from linli.disclosure.models import END_LENGTH, TEXT_LENGTH, TITLE_LENGTH, Announcement
from linli.disclosure.outages import WORDS, Kind
from linli.disclosure.queries import Place
from linli.papers.printing.models import MOST_COPIES
from linli.places.models import Building, Community, Entrance
from linli.places.queries import buildings, standing
from linli.residents.mentions import mentions_in

WEEK = dt.timedelta(days=7)
MINUTES = 5


@dataclass(frozen=True)
class Offered:
    """A building to tick, with its entrances: the place, the id of its box, whether it is ticked."""

    place: Place
    box: str
    ticked: bool
    entrances: list["Offered"]

    @property
    def opened(self) -> bool:
        """Whether one of the entrances is ticked."""
        return any(entrance.ticked for entrance in self.entrances)


def box_of(building: Building) -> str:
    """The id of the box in which a building is ticked; the map leads there."""
    return f"place-{building.pk}"


class NamesNobody(ActForm):
    """What everybody will read names nobody, unless whoever writes says that it was agreed (N-1)."""

    public: tuple[str, ...] = ("title", "text")
    agreed = forms.BooleanField(
        label=_("Whoever is named here agreed to stand in public."),
        required=False,
        help_text=_("Needed only if the text names a resident, a number or a door."),
    )

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        self.community, self.names_somebody = community, False
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Refuse names, numbers and doors, each named."""
        filled: dict[str, Any] = super().clean() or {}
        if not filled.get("agreed"):
            for name in self.public:
                self._refuse_mentions(name, filled.get(name, ""))
        return filled

    def _refuse_mentions(self, name: str, text: str) -> None:
        found = mentions_in(text, self.community) if text else []
        if found:
            self.names_somebody = True
            words = "、".join(f"{mention.kind} “{mention.words}”" for mention in found)
            self.add_error(name, _("This stands in public and names %(found)s.") % {"found": words})

    def values(self) -> dict[str, Any]:
        """Named like the arguments of the action."""
        return {name: value for name, value in super().values().items() if name != "agreed"}


class AnnouncementForm(NamesNobody):
    """What every announcement says; `places` are buildings and entrances."""

    title = PlainTextField(
        label=_("Title"),
        max_length=TITLE_LENGTH,
        help_text=_("The message itself, like “Water off on 23 November, 8:00 to 16:00”"),
    )
    text = PlainTextField(label=_("Text"), max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 6}))
    telephone = PlainTextField(label=_("Telephone"), max_length=30, required=False)
    signed = PlainTextField(label=_("Issued by"), max_length=60)
    places = forms.MultipleChoiceField(
        label=_("For which buildings?"),
        help_text=_("Tick none and it is for everywhere."),
        required=False,
        error_messages={"invalid_choice": _("This building or entrance is not there any more.")},
    )

    def __init__(
        self, *args: Any, community: Community, initial: dict[str, Any] | None = None, **kwargs: Any
    ) -> None:
        first = {"telephone": community.telephone, "signed": community.name}
        super().__init__(*args, community=community, initial={**first, **(initial or {})}, **kwargs)
        self.rows: dict[str, Place] = {str(row.pk): row for row in buildings(community).filter(standing())}
        self.entrances: dict[UUID, list[Entrance]] = {}
        inside = Entrance.objects.of(community).select_related("building__compound")
        for entrance in inside:
            if str(entrance.building_id) in self.rows:
                self.entrances.setdefault(entrance.building_id, []).append(entrance)
        self.rows |= {str(row.pk): row for held in self.entrances.values() for row in held}
        self.fields["places"].choices = [(key, str(row)) for key, row in self.rows.items()]  # type: ignore[attr-defined]

    def clean_places(self) -> list[Place]:
        """The places themselves; an entrance of a building that is ticked as a whole says nothing more."""
        chosen = [self.rows[key] for key in dict.fromkeys(self.cleaned_data["places"])]
        whole = {place.pk for place in chosen if isinstance(place, Building)}
        return [place for place in chosen if isinstance(place, Building) or place.building_id not in whole]

    @property
    def offered(self) -> list[Offered]:
        """Every building with its entrances, as the page draws them."""
        ticked = set(map(str, self["places"].value() or []))
        return [
            Offered(row, box_of(row), str(row.pk) in ticked, self._inside(row, ticked))
            for row in self.rows.values()
            if isinstance(row, Building)
        ]

    def _inside(self, building: Building, ticked: set[str]) -> list[Offered]:
        return [
            Offered(row, f"place-{row.pk}", str(row.pk) in ticked, [])
            for row in self.entrances.get(building.pk, [])
        ]


class PublishForm(AnnouncementForm):
    """发布公告."""

    since = forms.DateField(
        label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        first = {"since": clock.today(), "until": clock.today() + WEEK}
        super().__init__(*args, initial=first, **kwargs)


class MomentField(forms.DateTimeField):
    """A day and a time of Beijing."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, **kwargs)


class OutageForm(AnnouncementForm):
    """停水停电等: the kind has said title and text already; places and times remain."""

    begins_at = MomentField(label=_("Since when, or from when?"))
    expected_end = MomentField(
        label=_("Expected end"), required=False, help_text=_("Leave it empty if nobody knows yet.")
    )

    def __init__(self, *args: Any, kind: Kind, initial: dict[str, Any] | None = None, **kwargs: Any) -> None:
        self.kind = kind
        now = localtime(clock.now())
        words = WORDS[kind]
        first = {
            "title": words.title,
            "text": words.text,
            "begins_at": now - dt.timedelta(minutes=now.minute % MINUTES),
        }
        super().__init__(*args, initial={**first, **(initial or {})}, **kwargs)
        self.fields["title"].help_text = _("The times are added by themselves.")

    @classmethod
    def newer(cls, row: Announcement, places: list[Place], data: Any) -> "OutageForm":
        """The form of an update, which begins as the announcement stands."""
        names = ("title", "text", "telephone", "signed", "begins_at", "expected_end")
        first = {name: getattr(row, name) for name in names} | {"places": [str(place.pk) for place in places]}
        return cls(data, kind=Kind(row.kind), community=row.community, initial=first)


class EndForm(NamesNobody):
    """结束: what is said that it is over."""

    public = ("end_text",)
    end_text = PlainTextField(label=_("What is said?"), max_length=END_LENGTH)


class CopiesForm(ActForm):
    """How many copies for each door."""

    copies = forms.IntegerField(
        label=_("Copies for each door"), min_value=1, max_value=MOST_COPIES, initial=1
    )
