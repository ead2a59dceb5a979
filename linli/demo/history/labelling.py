"""What was put under the strands of programmes in a community's history; lectures are published for it, all else stood before."""

from typing import Any
from uuid import UUID

from linli.demo.chronicle import at
from linli.meetings import actions as meetings
from linli.meetings.models import MicroLecture
from linli.orders.models import Order
from linli.organisations import actions
from linli.organisations.models import Level, PartyOrganisation, Strand
from linli.wishes.models import MicroWish

KINDS: dict[str, Any] = {"lecture": MicroLecture, "wish": MicroWish, "order": Order}


def plan_labels(history: Any) -> None:
    """Put the labels of a scenario into its chronicle."""
    for line in history.told.get("labels", []):
        kind = next(name for name in KINDS if name in line)
        if kind == "lecture":
            history.plan(
                at(line["day"], 18), f"lecture/{line['lecture']}", "meetings.publish_lecture",
                lambda key, line=line: _publish(history, line, key), by="dangwu",
            )  # fmt: skip
        history.plan(
            at(line["day"], 19), f"label/{line['strand']}", "organisations.label",
            lambda pk, kind=kind, line=line: _label(history, kind, line, pk),
            subject=f"{kind}/{line[kind]}", by="shuji",
        )  # fmt: skip


def _publish(history: Any, line: dict[str, Any], key: UUID) -> None:
    top = PartyOrganisation.objects.of(history.pk).get(level=Level.COMMITTEE)
    published = meetings.Published(
        title=line["lecture"], channel="wechat", published_on=line["day"], text="讲一件身边的事。",
        lecturer="宋佳禾", classroom=line["classroom"],
    )  # fmt: skip
    meetings.publish_lecture(top, published, by=history.actor("dangwu"), lecture_id=key)


def _label(history: Any, kind: str, line: dict[str, Any], pk: UUID) -> None:
    strand = Strand.objects.of(history.pk).select_related("programme").get(name=line["strand"])
    subject = KINDS[kind].objects.of(history.pk).get(pk=pk)
    actions.label(strand, subject, line=str(subject), by=history.clerk("shuji"))
