"""居民导入: a roster of residents. Only what the community has a purpose for is read; every other column stays in the file."""

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from linli.core import audit, clock, keys
from linli.core.rights import Actor
from linli.papers.excel import cells as readers
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
from linli.places.imports import ADDRESS_COLUMNS
from linli.residents.identity import IdentityError, mask, read
from linli.residents.models import Household, Person, Residence, identity_index
from linli.residents.phones import is_phone, mask_phone, read_phone
from linli.residents.queries import standing

BATCH = 500
NAME_LENGTH, NUMBER_LENGTH = 60, 30
KINDS = {
    "户籍": Residence.Kind.REGISTERED, "户籍人口": Residence.Kind.REGISTERED, "在册": Residence.Kind.REGISTERED,
    "常住": Residence.Kind.ACTUAL, "自住": Residence.Kind.ACTUAL, "居住": Residence.Kind.ACTUAL,
    "租住": Residence.Kind.TENANT, "租户": Residence.Kind.TENANT, "承租": Residence.Kind.TENANT, "租客": Residence.Kind.TENANT,
}  # fmt: skip


@register
class ResidentsImport(Importer):
    """居民花名册: found again by identity number, else by name and dwelling."""

    kind: ClassVar[str] = "residents"
    label: ClassVar[Any] = _("Residents")
    hint: ClassVar[Any] = _(
        "Name, and what the list has of identity number, birth, telephone, dwelling, household."
    )
    columns: ClassVar[tuple[Column, ...]] = (
        Column("name", _("Name"), ("姓名", "居民姓名", "人员姓名", "名字"), required=True),
        Column(
            "id",
            _("identity number"),
            ("公民身份号码", "身份证号", "身份证号码", "证件号码", "身份证", "公民身份证号码"),
        ),
        Column(
            "tel", _("telephone"), ("手机", "手机号", "手机号码", "联系电话", "电话", "联系方式", "电话号码")
        ),
        Column("landline", _("landline"), ("固话", "固定电话", "座机", "家庭电话")),
        Column("birth", _("born on"), ("出生年月", "出生日期", "生日", "出生年月日", "出生")),
        *ADDRESS_COLUMNS,
        Column("household", _("household number"), ("户编号", "户口簿编号", "户口本号", "户号")),
        Column("residence", _("residence"), ("居住情况", "居住状态", "人户情况", "住户类型", "居住类型")),
    )

    def __init__(self, community: Any, by: Actor, answers: dict[str, str]) -> None:
        super().__init__(community, by, answers)
        self.book = AddressBook(community, answers)
        self.today = clock.today()
        self.seen: dict[Any, tuple[int, Address | None]] = {}
        self.claimed: dict[Any, tuple[int, Address | None]] = {}

    @cached_property
    def _everybody(self) -> dict[Any, Person]:
        return {row.pk: row for row in standing(self.community)}

    @cached_property
    def people(self) -> dict[str, Person]:
        """By the blind index of the identity number."""
        return {row.identity_index: row for row in self._everybody.values() if row.identity_index}

    @cached_property
    def residences(self) -> dict[tuple[Any, str], Residence]:
        """Who lives where today: by person and kind."""
        rows = Residence.objects.of(self.community).filter(valid_to__isnull=True)
        return {(row.person_id, row.kind): row for row in rows}

    @cached_property
    def neighbours(self) -> dict[tuple[str, Any], Person]:
        """By name and dwelling; who lives nowhere in the books by name alone."""
        found: dict[tuple[str, Any], Person] = {}
        lives = {row.person_id for row in self.residences.values()}
        places: list[tuple[Any, Any]] = [(row.person_id, row.dwelling_id) for row in self.residences.values()]
        places += [(key, None) for key in self._everybody if key not in lives]
        # Of two of one name the one without number comes last and is found: the other is found by the number.
        for key, where in sorted(places, key=lambda place: not self._everybody[place[0]].identity_index):
            found[self._everybody[key].name, where] = self._everybody[key]
        return found

    heads: ClassVar[tuple[Any, ...]] = (
        _("Name"),
        _("dwelling"),
        _("identity number"),
        _("born on"),
        _("telephone"),
    )

    @staticmethod
    def shown(values: dict[str, Any]) -> tuple[str, ...]:
        number, phone = values["id"] or "", values["tel"] or ""
        return (
            values["name"] or "",
            place_shown(values),
            mask(number) if number else "",
            values["birth"] or "",
            mask_phone(phone),
        )

    def questions(self, rows: Iterable[Cells]) -> list[Question]:
        return self.book.questions()

    def judge(self, row: int, cells: Cells) -> Judged:
        reading = Reading(cells, self.columns)
        name, number = self._name(reading), self._identity(reading)
        born, phone = self._born(reading, number), self._phone(reading)
        address, kind = self.book.read(reading), self._kind(reading)
        household = self._household(reading, address)
        values = {
            "name": name, "id": number, "tel": phone or None, "birth": born.isoformat() if born else None,
            **address_values(address, with_compound=False),
        }  # fmt: skip
        if reading.faults:
            return rejected(row, values, *reading.faults)
        kept = {"address": address, "kind": kind, "born": born, "phone": phone, "household": household}
        judged = Judged(row, Verdict.INSERTED, values, reading.notes, kept=kept)
        return self._compare(judged, reading)

    def _name(self, reading: Reading) -> str | None:
        name = reading.word("name") or None
        reading.need("name", name)
        if name and len(name) > NAME_LENGTH:
            reading.fault(
                "name", _("This is too long: at most %(count)d characters.") % {"count": NAME_LENGTH}
            )
        return name

    def _identity(self, reading: Reading) -> str | None:
        """The number in its normal form (R-41). What Excel has spoilt is refused, never repaired."""
        faults = len(reading.faults)
        digits = reading.read("id", readers.digits)
        if not digits or len(reading.faults) > faults:
            return None
        try:
            found = read(digits, today=self.today)
        except IdentityError as error:
            reading.fault("id", error)
            return None
        if found.converted:
            reading.note("id", _("an old number of 15 digits, written with 18; please compare with the card"))
        return found.normal

    def _born(self, reading: Reading, number: str | None) -> dt.date | None:
        """The day of birth: of the number, if there is one; the file must not say otherwise."""
        if number is None:
            said = reading.read("birth", readers.day, today=self.today)
            return said.exact if said else None
        born, told = (
            read(number, today=self.today).born,
            readers.day(reading.cells.get("birth"), today=self.today),
        )
        if told.problem:
            reading.note("birth", told.problem)
        elif told.value and not told.value.agrees_with(born):
            reading.fault(
                "birth", _("The identity number says %(day)s; please look which is right.") % {"day": born}
            )
        return born

    def _phone(self, reading: Reading) -> str:
        """The mobile number, else the landline; one that is no number is left out, and said."""
        for column in ("tel", "landline"):
            if readers.is_blank(reading.cells.get(column)):
                continue
            typed = readers.digits(reading.cells.get(column), keep="-")
            digits = read_phone(str(typed.value or ""))
            if not typed.problem and is_phone(digits):
                return digits
            reading.note(column, _("not a telephone number; it was left out"))
        return ""

    def _kind(self, reading: Reading) -> str:
        words = word(reading.cells.get("residence"))
        if words and words not in KINDS:
            reading.note("residence", _("not understood; taken as: lives there"))
        return KINDS.get(words, Residence.Kind.ACTUAL)

    def _household(self, reading: Reading, address: Address | None) -> str:
        number = reading.word("household")
        if number and (address is None or len(number) > NUMBER_LENGTH):
            reading.note("household", _("without dwelling, or too long; it was left out"))
            return ""
        return number

    def _compare(self, judged: Judged, reading: Reading) -> Judged:
        address, number = judged.kept["address"], judged.values["id"]
        key = number or (judged.values["name"], address)
        if key in self.seen:
            return self._again(judged, reading, *self.seen[key])
        self.seen[key] = (judged.row, address)
        dwelling = self.book.find(address) if address else None
        judged.subject = self._known(judged, dwelling)
        if judged.subject:
            row, place = self.claimed.setdefault(judged.subject.pk, (judged.row, address))
            if row != judged.row:
                return self._again(judged, reading, row, place)
        judged.adds = self.book.proposal(address) if address else ""
        if judged.subject is None:
            return judged
        judged.changes = self._changes(judged, dwelling)
        judged.verdict = Verdict.CHANGED if judged.changes else Verdict.UNCHANGED
        return judged

    def _again(self, judged: Judged, reading: Reading, row: int, address: Address | None) -> Judged:
        if judged.kept["address"] == address:
            reading.note("name", _("the same person as in row %(row)d") % {"row": row})
            judged.verdict = Verdict.REPEATED
            return judged
        reading.fault(
            "name",
            _("The same person as in row %(row)d, with another dwelling; leave one of them in the file.")
            % {"row": row},
        )
        return rejected(judged.row, judged.values, *reading.faults)

    def _known(self, judged: Judged, dwelling: Any) -> Person | None:
        """By identity number; without one, by name and dwelling, and never one who has another number."""
        number = judged.values["id"]
        found = self.people.get(identity_index(number)) if number else None
        is_new_place = judged.kept["address"] is not None and dwelling is None
        if found or is_new_place or (number and dwelling is None):
            return found
        neighbour = self.neighbours.get((judged.values["name"], dwelling.pk if dwelling else None))
        return None if neighbour and number and neighbour.identity_index else neighbour

    def _changes(self, judged: Judged, dwelling: Any) -> list[Change]:
        person, kept = judged.subject, judged.kept
        number, phone, born = judged.values["id"], kept["phone"], kept["born"]
        changes = []
        if person.name != judged.values["name"]:
            changes.append(Change(str(_("Name")), person.name, judged.values["name"]))
        if phone and phone != person.phone:
            changes.append(Change(str(_("telephone")), mask_phone(person.phone), mask_phone(phone)))
        if number and not person.identity_number:
            changes.append(Change(str(_("identity number")), "", mask(number)))
        if born and born != person.born_on:
            changes.append(Change(str(_("born on")), str(person.born_on or ""), str(born)))
        lives = self.residences.get((person.pk, kept["kind"]))
        if kept["address"] and (lives is None or dwelling is None or lives.dwelling_id != dwelling.pk):
            changes.append(Change(str(_("dwelling")), self._place(lives), str(kept["address"])))
        return changes

    def _place(self, lives: Residence | None) -> str:
        if lives is None:
            return ""
        return str(self.book.known[lives.dwelling_id])

    def write(self, judged: Sequence[Judged], book: Book) -> None:
        dwellings = {
            row.row: self.book.settle(row.kept["address"], row=row.row, since=self.today, book=book)
            for row in judged
            if row.kept["address"]
        }
        self.book.register(book, by=self.by)
        people = [self._person(row, book) for row in judged]
        new = [person for person, row in zip(people, judged, strict=True) if row.verdict is Verdict.INSERTED]
        Person.objects.bulk_create(new, batch_size=BATCH)
        households = self._households(judged, dwellings, book)
        residences = [
            self._residence(person, row, dwellings[row.row], households, book)
            for person, row in zip(people, judged, strict=True)
            if row.row in dwellings
        ]
        Residence.objects.bulk_create([row for row in residences if row], batch_size=BATCH)
        if judged:
            digest = audit.digest_of(str(person.pk) for person in people)
            audit.record(book.run, "residents.enter", by=self.by, count=len(people), digest=digest)

    def _person(self, row: Judged, book: Book) -> Person:
        facts = {
            "name": row.values["name"],
            "phone": row.kept["phone"],
            "born_on": row.kept["born"],
            "identity_number": row.values["id"],
        }
        facts = {name: value for name, value in facts.items() if value}
        if row.verdict is Verdict.INSERTED:
            person = Person(id=keys.uuid7(), community=self.community, **facts)
            person.index()
            person.clean_fields(exclude=["community", "user"])
            book.inserted(row.row, person)
            return person
        person = row.subject
        changed = {name: value for name, value in facts.items() if getattr(person, name) != value}
        if changed:
            indexes = ("identity_index", "phone_index")
            before = {name: getattr(person, name) for name in (*changed, *indexes)}
            for name, value in changed.items():
                setattr(person, name, value)
            person.save(update_fields=[*changed, *indexes])
            book.changed(row.row, person, before)
        return person

    def _households(
        self, judged: Sequence[Judged], dwellings: dict[int, Any], book: Book
    ) -> dict[str, Household]:
        wanted = {row.kept["household"]: row.row for row in reversed(judged) if row.kept["household"]}
        known = {row.number: row for row in Household.objects.of(self.community)}
        new = [
            Household(id=keys.uuid7(), community=self.community, number=number, dwelling=dwellings[row])
            for number, row in wanted.items()
            if number not in known
        ]
        Household.objects.bulk_create(new, batch_size=BATCH)
        for household in new:
            book.inserted(wanted[household.number], household)
        return known | {row.number: row for row in new}

    def _residence(
        self, person: Person, row: Judged, dwelling: Any, households: dict[str, Household], book: Book
    ) -> Residence | None:
        """A new residence; the former one of the same kind ends the day before, and one of today is corrected, so that
        two of a kind never overlap. None where no new one is needed.
        """
        kind, lives = row.kept["kind"], self.residences.get((person.pk, row.kept["kind"]))
        if lives and lives.dwelling_id == dwelling.pk:
            return None
        if lives and lives.valid_from >= self.today:
            book.changed(row.row, lives, {"dwelling": lives.dwelling_id})
            lives.dwelling = dwelling
            lives.save(update_fields=["dwelling"])
            return None
        if lives:
            book.changed(row.row, lives, {"valid_to": lives.valid_to})
            lives.valid_to = self.today - dt.timedelta(days=1)
            lives.save(update_fields=["valid_to"])
        residence = Residence(
            id=keys.uuid7(), community=self.community, person=person, dwelling=dwelling, kind=kind,
            household=households.get(row.kept["household"]), valid_from=self.today,
        )  # fmt: skip
        book.inserted(row.row, residence)
        return residence
