"""房屋导入: the list of dwellings of a compound, with floors and areas."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from linli.core import clock
from linli.core.rights import Actor
from linli.papers.excel.headers import Column
from linli.papers.imports.importing import (
    Book,
    Cells,
    Change,
    Importer,
    Judged,
    Question,
    Reading,
    Verdict,
    register,
    rejected,
    word,
)
from linli.places.addresses import Address, AddressBook, address_values, place_shown

ADDRESS_COLUMNS = (
    Column("compound", _("compound"), ("小区", "小区名称", "所属小区")),
    Column("building", _("building"), ("楼栋", "楼号", "栋号", "幢号", "栋", "幢", "楼栋号", "楼幢")),
    Column("entrance", _("entrance"), ("单元", "单元号")),
    Column("room", _("room"), ("房号", "室号", "房间号", "门牌号", "房屋编号", "户室", "室", "户号室")),
    Column(
        "address",
        _("address in one cell"),
        ("住址", "地址", "房屋地址", "家庭住址", "居住地址", "现住址", "详细地址"),
    ),
)
AREA = re.compile(r"(\d{1,5})(?:\.(\d{1,2})0*)?")
AREA_UNIT = re.compile(r"(平方米|平米|㎡|m2|m²)$", re.IGNORECASE)
LOWEST, HIGHEST = -10, 200


@register
class DwellingsImport(Importer):
    """房屋: compound, building, entrance, room; floor and exclusive area where the list has them."""

    kind: ClassVar[str] = "dwellings"
    label: ClassVar[Any] = _("Dwellings")
    hint: ClassVar[Any] = _(
        "Building, entrance, room; compound, floor and exclusive area if the list has them."
    )
    columns: ClassVar[tuple[Column, ...]] = (
        *ADDRESS_COLUMNS,
        Column("floor", _("floor"), ("楼层", "所在层", "层")),
        Column(
            "area",
            _("exclusive area in square metres"),
            ("专有面积", "专有部分面积", "产权面积", "建筑面积", "面积", "房屋面积"),
        ),
    )

    def __init__(self, community: Any, by: Actor, answers: dict[str, str]) -> None:
        super().__init__(community, by, answers)
        self.book = AddressBook(community, answers)
        self.seen: dict[Address, int] = {}

    heads: ClassVar[tuple[Any, ...]] = (_("dwelling"), _("floor"), _("exclusive area in square metres"))

    @staticmethod
    def shown(values: dict[str, Any]) -> tuple[str, ...]:
        return place_shown(values), str(values["floor"] or ""), values["area"] or ""

    def questions(self, rows: Iterable[Cells]) -> list[Question]:
        return self.book.questions()

    def judge(self, row: int, cells: Cells) -> Judged:
        reading = Reading(cells, self.columns)
        address = self.book.read(reading)
        if address is None and not reading.faults:
            reading.fault("building", _("The address is not complete: building and room are needed."))
        floor, area = self._floor(reading), self._area(reading)
        values = {**address_values(address, with_compound=True), "floor": floor, "area": square_metres(area)}
        if reading.faults or address is None:
            return rejected(row, values, *reading.faults)
        facts = {"floor": floor, "area_dm2": area}
        judged = Judged(
            row, Verdict.INSERTED, values, reading.notes, kept={"address": address, "facts": facts}
        )
        return self._compare(judged, address, reading)

    def _compare(self, judged: Judged, address: Address, reading: Reading) -> Judged:
        if address in self.seen:
            reading.note("room", _("the same dwelling as in row %(row)d") % {"row": self.seen[address]})
            judged.verdict = Verdict.REPEATED
            return judged
        self.seen[address] = judged.row
        dwelling = self.book.find(address)
        if dwelling is None:
            return judged
        judged.subject, facts = dwelling, judged.kept["facts"]
        labels = {"floor": str(_("floor")), "area_dm2": str(_("exclusive area in square metres"))}
        said: dict[str, Any] = {"floor": str, "area_dm2": square_metres}
        judged.changes = [
            Change(labels[name], "" if old is None else str(said[name](old)), str(said[name](new)))
            for name, new in facts.items()
            if new is not None and new != (old := getattr(dwelling, name))
        ]
        judged.verdict = Verdict.CHANGED if judged.changes else Verdict.UNCHANGED
        return judged

    def _floor(self, reading: Reading) -> int | None:
        text = word(reading.cells.get("floor"))
        if not text:
            return None
        found = re.fullmatch(r"(-?\d{1,3})(?:层|楼|F)?", text)
        if not found or not LOWEST <= int(found[1]) <= HIGHEST:
            reading.fault("floor", _("This is not a floor; like 3 or -1."))
            return None
        return int(found[1])

    def _area(self, reading: Reading) -> int | None:
        """The area in 0.01 square metres, exact; finer than that is not rounded but refused."""
        cell = reading.cells.get("area")
        # A figure that a formula made may be 88.35000000000001; the spreadsheet itself shows fifteen digits.
        text = f"{cell:.15g}" if isinstance(cell, float) else AREA_UNIT.sub("", word(cell)).strip()
        if not text:
            return None
        found = AREA.fullmatch(text)
        area = int(Decimal(f"{found[1]}.{found[2] or 0}") * 100) if found else 0
        if not area:
            reading.fault(
                "area",
                _("This is not an area in square metres, at most two places after the point; like 88.35."),
            )
            return None
        return area

    def write(self, judged: Sequence[Judged], book: Book) -> None:
        since = clock.today()
        for row in judged:
            facts = {name: value for name, value in row.kept["facts"].items() if value is not None}
            if row.verdict is Verdict.INSERTED:
                dwelling = self.book.settle(row.kept["address"], row=row.row, since=since, book=book)
                vars(dwelling).update(facts)
                continue
            book.changed(row.row, row.subject, {name: getattr(row.subject, name) for name in facts})
            vars(row.subject).update(facts)
            row.subject.save(update_fields=list(facts))
        self.book.register(book, by=self.by)


def square_metres(area: int | None) -> str | None:
    """8835 is 88.35."""
    return None if area is None else f"{Decimal(area) / 100:.2f}"
