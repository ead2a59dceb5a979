"""地址: the dwelling that a roster means by 2栋 4单元 302, found or proposed. Nothing is written before `settle`."""

import datetime as dt
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.core import audit, keys
from linli.core.rights import Actor
from linli.papers.excel import cells as readers
from linli.papers.excel.headers import shown
from linli.papers.excel.opening import Cell
from linli.papers.excel.reading import FULL_WIDTH, as_read
from linli.papers.imports.importing import Book, Question, Reading, word
from linli.places.models import Building, Community, Compound, Dwelling, Entrance, Grid

Part = int | str
# 2栋4单元302, 2幢4-302室, 3号楼101 in one cell.
WHOLE_ADDRESS = re.compile(r"(\d{1,5})(?:栋|幢|座|号楼|号)(?:(\d{1,5})(?:单元|-|—))?(\d{1,9})(?:室|号|户)?$")
WORD = re.compile(r"栋|幢|座|号楼")
FLOOR_DIGITS = 3
LONGEST = {"compound": 60, "building": 60, "entrance": 20, "room": 20}
LAST_PLACE = 32767
BATCH = 500
ALONE = "-"  # the answer that a building belongs to no compound


@dataclass(frozen=True)
class Address:
    """One dwelling in the words of a file: compound, building, entrance, room; numbers are numbers."""

    compound: str
    building: Part
    entrance: Part | None
    room: Part

    def __str__(self) -> str:
        building = f"{self.building}栋" if isinstance(self.building, int) else self.building
        entrance = f"{self.entrance}单元" if isinstance(self.entrance, int) else self.entrance or ""
        return f"{self.compound}{building}{entrance}{self.room}"

    @property
    def floor(self) -> int | None:
        """302 is on the third floor, 1101 on the eleventh; a room that is no such number says nothing."""
        is_number = isinstance(self.room, int) and len(str(self.room)) >= FLOOR_DIGITS
        return int(str(self.room)[:-2]) if is_number else None


def part_of(name: str) -> Part:
    """The number in the name of a building or entrance (3栋, 3号楼, 三幢: 3); a name without one is itself."""
    number = readers.whole(name)
    return number.value if number.value is not None and not number.problem else name


def _part(reading: Reading, name: str) -> Part | None:
    cell: Cell = reading.cells.get(name)
    if isinstance(cell, dt.date | dt.time):
        reading.fault(name, _("The spreadsheet has made a date of this; please write it as text."))
        return None
    number = readers.whole(cell)
    if number.value is not None and not number.problem:
        if number.note and str(number.value) not in shown(cell):
            reading.note(name, number.note)
        return number.value
    return reading.word(name) or None


class AddressBook:
    """What the community has of compounds, buildings, entrances and dwellings, loaded once for a whole file."""

    def __init__(self, community: Community, answers: dict[str, str]) -> None:
        self.community = community
        self.compounds = {row.name: row for row in Compound.objects.of(community)}
        self.grids = list(Grid.objects.of(community).order_by("code"))
        self.proposed: set[Address] = set()
        self.new: dict[type, list[Any]] = {Compound: [], Building: [], Entrance: [], Dwelling: []}
        answered = {question.name: question.choice(answers) for question in self.questions()}
        self.compound = answered["compound"].removeprefix(ALONE)
        self.grid_id = answered.get("grid", "")

    @cached_property
    def buildings(self) -> dict[tuple[str, Part], Building]:
        """By compound ("" for none) and number or name."""
        names = {row.pk: row.name for row in self.compounds.values()}
        rows = Building.objects.of(self.community).select_related("compound")
        return {(names.get(row.compound_id, ""), part_of(row.name)): row for row in rows}

    @cached_property
    def entrances(self) -> dict[Any, Entrance]:
        """By building and number or name."""
        rows = Entrance.objects.of(self.community).select_related("building__compound")
        return {(row.building_id, part_of(row.name)): row for row in rows}

    @cached_property
    def dwellings(self) -> dict[Any, Dwelling]:
        """By building, entrance (or None) and room."""
        rows = Dwelling.objects.of(self.community).select_related(
            "building__compound", "entrance__building__compound"
        )
        return {(row.building_id, row.entrance_id, row.room): row for row in rows}

    @cached_property
    def known(self) -> dict[UUID, Dwelling]:
        """The dwellings of the books by id."""
        return {row.pk: row for row in self.dwellings.values()}

    def _compounds(self) -> list[tuple[str, Any]]:
        alone = (ALONE, _("in no compound"))
        named = [(name, name) for name in sorted(self.compounds)]
        return [*named, alone] if len(named) == 1 else [alone, *named]

    def questions(self) -> list[Question]:
        """Where buildings stand that the file names without compound, and to which grid new ones belong."""
        compounds = self._compounds()
        asked = [
            Question(
                "compound", _("The file names no compound: its buildings are"), compounds, compounds[0][0]
            )
        ]
        if self.grids:
            grids = [(str(grid.pk), grid.name) for grid in self.grids]
            asked.append(Question("grid", _("New buildings belong to the grid"), grids, grids[0][0]))
        return asked

    def read(self, reading: Reading) -> Address | None:
        """The address of a row: of its own columns, or of one cell that holds it all; None where it has none."""
        faults = len(reading.faults)
        compound = reading.word("compound") or self.compound
        building, room = _part(reading, "building"), _part(reading, "room")
        entrance = _part(reading, "entrance")
        if len(reading.faults) > faults:
            return None
        if building is None and room is None:
            return self._read_whole(reading, compound)
        for name, value in (("building", building), ("room", room)):
            if value is None:
                reading.fault(name, _("The address is not complete: building and room are needed."))
        parts = {"compound": compound, "building": building, "entrance": entrance, "room": room}
        for name, value in parts.items():
            if len(str(value)) > LONGEST[name]:
                reading.fault(
                    name, _("This is too long: at most %(count)d characters.") % {"count": LONGEST[name]}
                )
        return (
            self._placed(reading, Address(compound, building, entrance, room)) if building and room else None
        )

    def _placed(self, reading: Reading, address: Address) -> Address:
        """A building that the books do not have needs a grid to lie in (R-28)."""
        if not self.grid_id and (address.compound, address.building) not in self.buildings:
            reading.fault(
                "building", _("This building is new, and the community has no grid to which it could belong.")
            )
        return address

    def _read_whole(self, reading: Reading, compound: str) -> Address | None:
        words = "".join(word(reading.cells.get("address")).translate(FULL_WIDTH).split())
        if not words:
            return None
        found = WHOLE_ADDRESS.search(words)
        if not found:
            reading.fault("address", _("The address was not understood; like 2栋4单元302."))
            return None
        building, entrance, room = found.groups()
        before = words[: found.start()]
        named = next((name for name in self.compounds if name in before), "")
        address = Address(named or compound, int(building), int(entrance) if entrance else None, int(room))
        if before and not named:
            reading.note("address", as_read(words, address))
        return self._placed(reading, address)

    def find(self, address: Address) -> Dwelling | None:
        """The dwelling of the books at this address, or None; then it is proposed."""
        building = self.buildings.get((address.compound, address.building))
        if building is None:
            return None
        entrance = self._entrance(building, address)
        if address.entrance is not None and entrance is None:
            return None
        return self.dwellings.get((building.pk, entrance.pk if entrance else None, str(address.room)))

    def proposal(self, address: Address) -> str:
        """The dwelling in words where it is new to the books, each once; "" otherwise."""
        if address in self.proposed or self.find(address):
            return ""
        self.proposed.add(address)
        return str(address)

    def _entrance(self, building: Building, address: Address) -> Entrance | None:
        return self.entrances.get((building.pk, address.entrance))

    def settle(self, address: Address, *, row: int, since: dt.date, book: Book) -> Dwelling:
        """The dwelling of an address; what of it is new is written by `register`."""
        if found := self.find(address):
            return found
        building = self._settle_building(address, row, since, book)
        entrance = self._settle_entrance(building, address, row, book) if address.entrance else None
        dwelling = Dwelling(
            id=keys.uuid7(), community=self.community, building=building, entrance=entrance,
            room=str(address.room), floor=address.floor, valid_from=since,
        )  # fmt: skip
        self.dwellings[building.pk, entrance.pk if entrance else None, dwelling.room] = dwelling
        return self._new(dwelling, row, book)

    def _settle_building(self, address: Address, row: int, since: dt.date, book: Book) -> Building:
        key = (address.compound, address.building)
        if key not in self.buildings:
            compound = self._settle_compound(address.compound, row, since, book) if address.compound else None
            number = min(address.building, LAST_PLACE) if isinstance(address.building, int) else 0
            building = Building(
                id=keys.uuid7(), community=self.community, compound=compound, grid_id=UUID(self.grid_id),
                name=self._name(address), order=number, valid_from=since,
            )  # fmt: skip
            self.buildings[key] = self._new(building, row, book)
        return self.buildings[key]

    def _name(self, address: Address) -> str:
        """A new building is called like its neighbours: 3栋 where they are 栋, 3号楼 where they are 号楼."""
        if isinstance(address.building, str):
            return address.building
        words = [
            WORD.search(row.name) for (name, _part), row in self.buildings.items() if name == address.compound
        ]
        word = next((found.group() for found in words if found), "栋")
        return f"{address.building}{word}"

    def _settle_compound(self, name: str, row: int, since: dt.date, book: Book) -> Compound:
        if name not in self.compounds:
            compound = Compound(id=keys.uuid7(), community=self.community, name=name, valid_from=since)
            self.compounds[name] = self._new(compound, row, book)
        return self.compounds[name]

    def _settle_entrance(self, building: Building, address: Address, row: int, book: Book) -> Entrance:
        key = (building.pk, address.entrance)
        if key not in self.entrances:
            name = f"{address.entrance}单元" if isinstance(address.entrance, int) else str(address.entrance)
            entrance = Entrance(id=keys.uuid7(), community=self.community, building=building, name=name)
            self.entrances[key] = self._new(entrance, row, book)
        return self.entrances[key]

    def _new(self, record: Any, row: int, book: Book) -> Any:
        record.clean_fields(exclude=[field.name for field in record._meta.fields if field.is_relation])
        self.new[type(record)].append(record)
        book.inserted(row, record)
        return record

    def register(self, book: Book, *, by: Actor) -> None:
        """登记小区、楼栋、单元、房屋: everything that was settled, in one go and with one entry in the audit."""
        for model, records in self.new.items():
            model._default_manager.bulk_create(records, batch_size=BATCH)  # type: ignore[attr-defined]
        count = sum(len(records) for records in self.new.values())
        if count:
            digest = audit.digest_of(str(row.pk) for records in self.new.values() for row in records)
            audit.record(book.run, "places.register", by=by, count=count, digest=digest)
        self.new = {model: [] for model in self.new}


def address_values(address: Address | None, *, with_compound: bool) -> dict[str, Any]:
    """The address as it is printed in the preview and the dry run."""
    if address is None:
        return {"building": None, "unit": None, "room": None}
    shown = {"building": address.building, "unit": address.entrance, "room": address.room}
    return {"compound": address.compound, **shown} if with_compound else shown


def place_shown(values: dict[str, Any]) -> str:
    """What `address_values` holds, in words."""
    if values["building"] is None or values["room"] is None:
        return ""
    return str(Address(values.get("compound", ""), values["building"], values["unit"], values["room"]))
