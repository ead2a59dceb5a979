"""党员名册导入: a register as branches keep it. Sex, ethnicity and whatever else the columns hold besides are not read."""

import datetime as dt
from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from linli.core import clock
from linli.core.rights import Actor
from linli.organisations.models import PartyOrganisation
from linli.papers.excel import cells as readers
from linli.papers.excel.headers import Column
from linli.papers.imports.importing import (
    Book,
    Cells,
    Importer,
    Judged,
    Reading,
    Verdict,
    register,
    rejected,
)
from linli.party.actions import enter
from linli.party.models import BranchMembership
from linli.party.queries import branches, groups
from linli.residents import actions as residents
from linli.residents.identity import IdentityError, mask, read
from linli.residents.models import Person, identity_index
from linli.residents.phones import is_phone, mask_phone, read_phone
from linli.residents.queries import living

NAME_LENGTH = 60


@register
class MembersImport(Importer):
    """党员名册: found again by identity number, else by name; branches and groups are those of the books, never new ones."""

    kind: ClassVar[str] = "members"
    label: ClassVar[Any] = _("Party members")
    hint: ClassVar[Any] = _("Name, day of joining, day of full membership, branch, group, telephone.")
    right: ClassVar[str] = "party.take_in"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("name", _("Name"), ("姓名", "党员姓名", "名字"), required=True),
        Column("id", _("identity number"), ("身份证号", "身份证号码", "公民身份号码", "身份证")),
        Column(
            "joined",
            _("joined the Party on"),
            ("入党时间", "入党日期", "入党年月", "加入中共组织日期"),
            required=True,
            own=True,
        ),
        Column(
            "full", _("full member since"), ("转正时间", "转正日期", "转正年月", "转为正式党员日期"), own=True
        ),
        Column(
            "branch",
            _("Party branch"),
            ("所在支部", "所在党支部", "党支部", "支部", "所属支部", "支部名称"),
            required=True,
            own=True,
        ),
        Column("group", _("Party group"), ("党小组", "所在党小组", "所属党小组"), own=True),
        Column("tel", _("telephone"), ("联系电话", "手机", "手机号", "手机号码", "电话", "联系方式")),
    )
    heads: ClassVar[tuple[Any, ...]] = (
        _("Name"),
        _("identity number"),
        _("joined the Party on"),
        _("full member since"),
        _("Party branch"),
        _("Party group"),
        _("telephone"),
    )

    def __init__(self, community: Any, by: Actor, answers: dict[str, str]) -> None:
        super().__init__(community, by, answers)
        self.today = clock.today()
        self.seen: dict[Any, int] = {}

    @cached_property
    def branches(self) -> dict[str, PartyOrganisation]:
        """By name."""
        return {row.name: row for row in branches(self.community)}

    @cached_property
    def groups(self) -> dict[tuple[Any, str], PartyOrganisation]:
        """By branch and name; the name may leave the branch's own out."""
        found = {(row.parent_id, row.name): row for row in groups(self.community)}
        short = {(row.parent_id, row.name.replace(_stem(row.parent), "", 1)): row for row in found.values()}
        return {**short, **found}

    @cached_property
    def people(self) -> dict[str, list[Person]]:
        """Everybody of the books, by name."""
        found: dict[str, list[Person]] = {}
        for person in living(self.community):
            found.setdefault(person.name, []).append(person)
        return found

    @cached_property
    def members(self) -> dict[Any, BranchMembership]:
        """The register of today, by person."""
        rows = BranchMembership.objects.of(self.community).filter(valid_to__isnull=True)
        rows = rows.filter(member__ended_on__isnull=True).select_related("member", "branch")
        return {row.member.person_id: row for row in rows}

    @staticmethod
    def shown(values: dict[str, Any]) -> tuple[str, ...]:
        number, phone = values["id"] or "", values["tel"] or ""
        return (
            values["name"] or "", mask(number) if number else "", values["joined"] or "", values["full"] or "",
            values["branch"] or "", values["group"] or "", mask_phone(phone),
        )  # fmt: skip

    def judge(self, row: int, cells: Cells) -> Judged:
        reading = Reading(cells, self.columns)
        name, number, phone = self._name(reading), self._identity(reading), self._phone(reading)
        joined, full = self._day(reading, "joined"), self._day(reading, "full")
        branch = self._branch(reading)
        group = self._group(reading, branch)
        reading.need("joined", joined)
        if joined and full and full < joined:
            reading.fault("full", _("Before the day of joining."))
        values = {
            "name": name or None, "id": number or None, "tel": phone or None,
            "joined": joined.isoformat() if joined else None, "full": full.isoformat() if full else None,
            "branch": branch.name if branch else None, "group": group.name if group else None,
        }  # fmt: skip
        person = self._known(reading, name, number)
        if reading.faults or branch is None or joined is None:
            return rejected(row, values, *reading.faults)
        kept = {"person": person, "branch": branch, "group": group, "joined": joined, "full": full}
        return self._compare(Judged(row, Verdict.INSERTED, values, reading.notes, kept=kept), reading)

    def _name(self, reading: Reading) -> str:
        name = reading.word("name")
        reading.need("name", name)
        if len(name) > NAME_LENGTH:
            reading.fault(
                "name", _("This is too long: at most %(count)d characters.") % {"count": NAME_LENGTH}
            )
        return name

    def _identity(self, reading: Reading) -> str:
        digits = reading.read("id", readers.digits)
        if not digits:
            return ""
        try:
            return read(str(digits), today=self.today).normal
        except IdentityError as wrong:
            reading.fault("id", str(wrong))
            return ""

    def _phone(self, reading: Reading) -> str:
        digits = read_phone(str(readers.digits(reading.cells.get("tel"), keep="-").value or ""))
        if digits and not is_phone(digits):
            reading.note("tel", _("not a telephone number; it was left out"))
            return ""
        return digits

    def _day(self, reading: Reading, column: str) -> dt.date | None:
        """A day; of a month alone the first, which is said."""
        said = reading.read(column, readers.day, today=self.today)
        if said is None:
            return None
        if said.exact:
            return said.exact
        if not said.month or said.doubtful_month:
            reading.fault(column, _("A day or a month is needed, not only a year."))
            return None
        reading.note(column, _("only the month is known; taken as its first day"))
        return dt.date(said.year, said.month, 1)

    def _branch(self, reading: Reading) -> PartyOrganisation | None:
        name = reading.word("branch")
        reading.need("branch", name)
        found = self.branches.get(name) or self.branches.get(f"{name}党支部")
        if name and found is None:
            reading.fault("branch", _("The books have no branch of this name; write it down first."))
        return found

    def _group(self, reading: Reading, branch: PartyOrganisation | None) -> PartyOrganisation | None:
        name = reading.word("group")
        if not name or branch is None:
            return None
        found = self.groups.get((branch.pk, name)) or self.groups.get((branch.pk, f"{name}党小组"))
        if found is None:
            reading.note("group", _("the branch has no group of this name; it was left out"))
        return found

    def _known(self, reading: Reading, name: str, number: str) -> Person | None:
        """The person of the books: by the number, else the only one of the name without another number."""
        same = self.people.get(name, [])
        if number:
            index = identity_index(number)
            by_number = [one for one in same if one.identity_index == index]
            return by_number[0] if by_number else None
        if len(same) > 1:
            reading.fault("name", _("The books hold several people of this name; enter this one by hand."))
        return same[0] if same else None

    def _compare(self, judged: Judged, reading: Reading) -> Judged:
        key = judged.values["id"] or (judged.values["name"], judged.values["joined"])
        if key in self.seen:
            reading.note("name", _("the same member as in row %(row)d") % {"row": self.seen[key]})
            judged.verdict = Verdict.REPEATED
            return judged
        self.seen[key] = judged.row
        person = judged.kept["person"]
        held = self.members.get(person.pk) if person else None
        if held is None:
            return judged
        judged.verdict = Verdict.UNCHANGED
        if (held.branch_id, held.member.joined_on) != (judged.kept["branch"].pk, judged.kept["joined"]):
            reading.note(
                "name", _("in the register already, with another branch or day; put it right by hand")
            )
        return judged

    def write(self, judged: Sequence[Judged], book: Book) -> None:
        for row in judged:
            kept = row.kept
            person = kept["person"] or residents.enter(
                self.community, name=row.values["name"], phone=row.values["tel"] or "",
                identity_number=row.values["id"] or "", by=self.by,
            )  # fmt: skip
            if kept["person"] is None:
                book.inserted(row.row, person)
            member = enter(
                person, branch=kept["branch"], group=kept["group"], joined_on=kept["joined"], full_on=kept["full"],
                since=self.today, by=self.by,
            )  # fmt: skip
            book.inserted(row.row, member)
            book.inserted(row.row, member.memberships.get())


def _stem(branch: Any) -> str:
    """汽运小区 of 汽运小区党支部."""
    return str(branch.name).removesuffix("党支部")
