"""工单导入: messages and requests of another system, each found again by its number there."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from linli.core import audit, clock
from linli.core.rights import Actor
from linli.orders.actions import Request, subject_of, submit_many
from linli.orders.models import SUBJECT_LENGTH, TEXT_LENGTH, Channel, Order
from linli.orders.queries import categories
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

EARLIEST = 1990
NUMBER_LENGTH, DIGEST_LENGTH = 40, 20


@register
class OrdersImport(Importer):
    """留言, 来件: what was said, when, under which label. Who said it is not read."""

    kind: ClassVar[str] = "orders"
    label: ClassVar[Any] = _("Orders")
    hint: ClassVar[Any] = _(
        "Number, time, subject, text and label of messages from another system or an old list."
    )
    columns: ClassVar[tuple[Column, ...]] = (
        Column(
            "number",
            _("number elsewhere"),
            ("留言编号", "工单编号", "来件编号", "受理编号", "诉求编号", "编号"),
        ),
        Column(
            "asked_at",
            _("said at"),
            ("留言时间", "诉求时间", "来电时间", "来件时间", "反映时间", "受理时间", "时间", "日期"),
        ),
        Column("subject", _("subject"), ("留言主题", "诉求主题", "诉求标题", "主题", "标题"), prose=True),
        Column(
            "text",
            _("what happened"),
            ("留言详情", "诉求内容", "反映内容", "详情", "内容", "诉求描述", "事项"),
            required=True,
            prose=True,
        ),
        Column("label", _("label"), ("一级分类", "一级标签", "诉求类别", "分类", "类别", "标签")),
    )

    def __init__(self, community: Any, by: Actor, answers: dict[str, str]) -> None:
        super().__init__(community, by, answers)
        self.categories = {str(row.pk): row for row in categories(community)}
        self.channel = self.answer(self._channel())
        self.seen: dict[str, tuple[int, str]] = {}
        self.meant: dict[str, str] = {}

    @cached_property
    def known(self) -> set[str]:
        """The numbers of this channel that the books hold."""
        held = Order.objects.of(self.community).filter(channel=self.channel).exclude(external_number="")
        return set(held.values_list("external_number", flat=True))

    heads: ClassVar[tuple[Any, ...]] = (_("subject"), _("label"), _("category"), _("said at"))

    @staticmethod
    def shown(values: dict[str, Any]) -> tuple[str, ...]:
        moment = (values["asked_at"] or "")[:16].replace("T", " ")
        return values["subject"], values["label"], values["category"] or "", moment

    def _channel(self) -> Question:
        channels = [
            (row.value, row.label) for row in (Channel.HOTLINE, Channel.PAPER, Channel.PHONE, Channel.WALK_IN)
        ]
        return Question("channel", _("How did these requests come?"), channels, Channel.HOTLINE.value)

    def questions(self, rows: Iterable[Cells]) -> list[Question]:
        """The channel, and for each label of the file the category that it means."""
        labels = dict.fromkeys(word(cells.get("label")) for cells in rows)
        choices = [(key, row.name) for key, row in self.categories.items()]
        asked = [
            Question(f"label:{label}", self._said(label), choices, self._guess(label)) for label in labels
        ]
        self.meant = {question.name: self.answer(question) for question in asked}
        return [self._channel(), *asked]

    def _said(self, label: str) -> Any:
        return (
            _("“%(label)s” means the category") % {"label": label}
            if label
            else _("Rows without label get the category")
        )

    def _guess(self, label: str) -> str:
        """The category of that name, or the one that other systems call so; else the last, which is for the rest."""
        for key, row in self.categories.items():
            if label and label in {row.name, *row.aliases}:
                return key
        return list(self.categories)[-1] if self.categories else ""

    def judge(self, row: int, cells: Cells) -> Judged:
        reading = Reading(cells, self.columns)
        text, subject = reading.read("text", readers.text), reading.read("subject", readers.text)
        reading.need("text", text)
        if text and len(text) > TEXT_LENGTH:
            reading.fault(
                "text", _("This is too long: at most %(count)d characters.") % {"count": TEXT_LENGTH}
            )
        asked_at, label = self._asked_at(reading), word(cells.get("label"))
        category = self.categories.get(self.meant.get(f"label:{label}", ""))
        if category is None:
            reading.fault("label", _("This community has no category yet."))
        number = self._number(reading, asked_at, text)
        values = {
            "message_number": number, "asked_at": asked_at.isoformat() if asked_at else None,
            "subject": subject_of(subject or text or "")[:SUBJECT_LENGTH], "text": text, "label": label,
            "category": category.name if category else None,
        }  # fmt: skip
        if reading.faults or category is None:
            return rejected(row, values, *reading.faults)
        kept = {"category": category, "asked_at": asked_at}
        return self._compare(Judged(row, Verdict.INSERTED, values, reading.notes, kept=kept), reading)

    def _asked_at(self, reading: Reading) -> Any:
        moment = reading.read("asked_at", readers.moment)
        if moment and not (moment.year >= EARLIEST and moment <= clock.now()):
            reading.fault("asked_at", _("This moment lies in the future or too far back."))
        return moment

    def _number(self, reading: Reading, asked_at: Any, text: str | None) -> str:
        """The number that the message has elsewhere; one without gets a digest of moment and words in its place."""
        number = reading.word("number")
        if len(number) > NUMBER_LENGTH:
            reading.fault(
                "number", _("This is too long: at most %(count)d characters.") % {"count": NUMBER_LENGTH}
            )
        return number or "#" + audit.digest_of([str(asked_at), text or ""])[:DIGEST_LENGTH]

    def _compare(self, judged: Judged, reading: Reading) -> Judged:
        number, label = judged.values["message_number"], judged.values["label"]
        if number in self.seen:
            row, other = self.seen[number]
            reading.note(
                "number",
                _("the same number as in row %(row)d, there with the label “%(label)s”")
                % {"row": row, "label": other},
            )
            reading.note("label", _("not taken in a second time under this label"))
            judged.verdict = Verdict.REPEATED
            return judged
        self.seen[number] = (judged.row, label)
        if number in self.known:
            judged.verdict = Verdict.UNCHANGED
        return judged

    def write(self, judged: Sequence[Judged], book: Book) -> None:
        """点单, many at once. Their deadlines run from today, when the community learns of them."""
        asked = [
            Request(
                text=row.values["text"],
                subject=row.values["subject"],
                category=row.kept["category"],
                channel=self.channel,
                external_number=row.values["message_number"],
                asked_at=row.kept["asked_at"],
            )
            for row in judged
        ]
        orders = submit_many(self.community, asked, origin=book.run, by=self.by)
        for row, order in zip(judged, orders, strict=True):
            book.inserted(row.row, order)
