"""任职导入: who holds which post where; grid, building and entrance leaders, lane stewards."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from linli.core import clock
from linli.core.rights import Actor
from linli.organisations.actions import appoint
from linli.organisations.models import Appointment, Post
from linli.papers.excel import cells as readers
from linli.papers.excel.headers import Column
from linli.papers.imports.importing import (
    Book,
    Cells,
    Importer,
    Judged,
    Question,
    Reading,
    Verdict,
    register,
    rejected,
    word,
)
from linli.places.addresses import AddressBook, part_of
from linli.places.imports import ADDRESS_COLUMNS
from linli.residents.actions import enter
from linli.residents.models import Person
from linli.residents.phones import is_phone, mask_phone, read_phone
from linli.residents.queries import living

NAME_LENGTH, LANE_LENGTH = 60, 60
POSTS = {
    "网格长": Post.GRID_LEAD, "网格员": Post.GRID_WORKER, "专职网格员": Post.GRID_WORKER, "楼栋长": Post.BUILDING_LEADER,
    "楼长": Post.BUILDING_LEADER, "单元长": Post.ENTRANCE_LEADER, "巷长": Post.LANE_STEWARD, "街巷长": Post.LANE_STEWARD,
}  # fmt: skip


@register
class AppointmentsImport(Importer):
    """任职表: a person of the books, or a new one, takes a post at a place of the books."""

    kind: ClassVar[str] = "appointments"
    label: ClassVar[Any] = _("Appointments")
    hint: ClassVar[Any] = _(
        "Post, name and telephone, and the grid, building, entrance or lane it is held at."
    )
    columns: ClassVar[tuple[Column, ...]] = (
        Column("name", _("Name"), ("姓名", "人员姓名", "负责人", "名字"), required=True),
        Column("tel", _("telephone"), ("手机", "手机号", "手机号码", "联系电话", "电话", "联系方式")),
        Column("post", _("post"), ("职务", "岗位", "身份", "任职", "类别"), required=True),
        Column("grid", _("grid"), ("网格", "网格名称", "所属网格", "网格编号")),
        Column("lane", _("lane"), ("街巷", "巷道", "路段", "街巷名称")),
        *(column for column in ADDRESS_COLUMNS if column.name in {"compound", "building", "entrance"}),
        Column("since", _("from"), ("任职时间", "任职日期", "起始时间", "开始时间", "聘任时间")),
    )

    def __init__(self, community: Any, by: Actor, answers: dict[str, str]) -> None:
        super().__init__(community, by, answers)
        self.book = AddressBook(community, answers)
        self.grids = {part_of(grid.name.strip("第网格")): grid for grid in self.book.grids}
        self.grids |= {grid.name: grid for grid in self.book.grids} | {
            grid.code: grid for grid in self.book.grids
        }
        self.seen: dict[Any, int] = {}

    @cached_property
    def people(self) -> dict[str, list[Person]]:
        """Everybody of the books, by name."""
        found: dict[str, list[Person]] = {}
        for person in living(self.community):
            found.setdefault(person.name, []).append(person)
        return found

    @cached_property
    def held(self) -> set[Any]:
        """The appointments in force: name, post, place."""
        rows = Appointment.objects.of(self.community).filter(valid_to__isnull=True).select_related("person")
        return {
            (row.person.name, row.post, row.grid_id or row.building_id or row.entrance_id or row.lane)
            for row in rows
        }

    heads: ClassVar[tuple[Any, ...]] = (_("Name"), _("post"), _("place"), _("telephone"), _("from"))

    @staticmethod
    def shown(values: dict[str, Any]) -> tuple[str, ...]:
        post = str(Post(values["post"]).label) if values["post"] else ""
        phone = mask_phone(values["tel"] or "")
        return values["name"] or "", post, values["place"] or "", phone, values["from"] or ""

    def questions(self, rows: Iterable[Cells]) -> list[Question]:
        return self.book.questions()[:1]

    def judge(self, row: int, cells: Cells) -> Judged:
        reading = Reading(cells, self.columns)
        name, post = reading.word("name"), self._post(reading)
        reading.need("name", name)
        if name and len(name) > NAME_LENGTH:
            reading.fault(
                "name", _("This is too long: at most %(count)d characters.") % {"count": NAME_LENGTH}
            )
        place = self._place(reading, post) if post else None
        since, phone = self._since(reading), self._phone(reading)
        values = {
            "name": name or None, "tel": phone or None, "post": post.value if post else None,
            "place": str(place) if place else None, "from": since.isoformat() if since else None,
        }  # fmt: skip
        if name and len(self.people.get(name, [])) > 1:
            reading.fault("name", _("The books hold several people of this name; appoint this one by hand."))
        if reading.faults or post is None or place is None:
            return rejected(row, values, *reading.faults)
        kept = {"place": place, "since": since, "phone": phone}
        return self._compare(Judged(row, Verdict.INSERTED, values, reading.notes, kept=kept), reading)

    def _post(self, reading: Reading) -> Post | None:
        words = reading.word("post")
        reading.need("post", words)
        if words and words not in POSTS:
            reading.fault(
                "post", _("This post is not known; known are: %(posts)s.") % {"posts": "、".join(POSTS)}
            )
        return POSTS.get(words or "")

    def _place(self, reading: Reading, post: Post) -> Any:
        """The grid, building, entrance or lane; of the books, never a new one."""
        if post is Post.LANE_STEWARD:
            return self._lane(reading)
        column = {Post.GRID_LEAD: "grid", Post.GRID_WORKER: "grid", Post.ENTRANCE_LEADER: "entrance"}.get(
            post, "building"
        )
        found = self._grid(reading) if column == "grid" else self._in_compound(reading, column)
        if found is None:
            reading.fault(column, _("The books have no such place; write it down first."))
        return found

    def _lane(self, reading: Reading) -> str | None:
        lane = reading.word("lane")
        reading.need("lane", lane)
        if lane and len(lane) > LANE_LENGTH:
            reading.fault(
                "lane", _("This is too long: at most %(count)d characters.") % {"count": LANE_LENGTH}
            )
        return lane

    def _grid(self, reading: Reading) -> Any:
        words = word(reading.cells.get("grid"))
        return self.grids.get(words) or self.grids.get(part_of(words.strip("第网格")))

    def _in_compound(self, reading: Reading, column: str) -> Any:
        compound = word(reading.cells.get("compound")) or self.book.compound
        names = {name: word(reading.cells.get(name)) for name in ("building", "entrance")}
        building = self.book.buildings.get((compound, part_of(names["building"])))
        if building is None or column == "building":
            return building
        return self.book.entrances.get((building.pk, part_of(names["entrance"])))

    def _since(self, reading: Reading) -> Any:
        """The day it begins; a month alone is its first day, nothing is today."""
        said = reading.read("since", readers.day, today=clock.today())
        if said is None:
            return clock.today()
        if not said.month:
            reading.fault("since", _("A day or a month is needed, not only a year."))
            return None
        return said.exact or clock.today().replace(year=said.year, month=said.month, day=1)

    def _phone(self, reading: Reading) -> str:
        digits = read_phone(str(readers.digits(reading.cells.get("tel"), keep="-").value or ""))
        if digits and not is_phone(digits):
            reading.note("tel", _("not a telephone number; it was left out"))
            return ""
        return digits

    def _compare(self, judged: Judged, reading: Reading) -> Judged:
        place = judged.kept["place"]
        key = (judged.values["name"], judged.values["post"], getattr(place, "pk", place))
        if key in self.seen:
            reading.note("name", _("the same appointment as in row %(row)d") % {"row": self.seen[key]})
            judged.verdict = Verdict.REPEATED
            return judged
        self.seen[key] = judged.row
        if key in self.held:
            judged.verdict = Verdict.UNCHANGED
        return judged

    def write(self, judged: Sequence[Judged], book: Book) -> None:
        for row in judged:
            person = self._person(row, book)
            appointment = appoint(
                person, row.values["post"], at=row.kept["place"], since=row.kept["since"], by=self.by
            )
            book.inserted(row.row, appointment)

    def _person(self, row: Judged, book: Book) -> Person:
        known = self.people.get(row.values["name"], [])
        if known:
            return known[0]
        person = enter(self.community, name=row.values["name"], phone=row.kept["phone"], by=self.by)
        self.people[person.name] = [person]
        book.inserted(row.row, person)
        return person
