"""What the tests of the hall share: services, transactions and numbers, made through the actions."""

from linli.core import clock
from linli.hall import actions
from linli.hall.actions.catalogue import Described
from linli.hall.actions.seals import Stamped
from linli.hall.actions.transactions import Came
from linli.hall.materials import Material
from linli.hall.models import ServiceItem

PAPERS = (
    Material("居民身份证", originals=1, copies=1, why="核对身份"),
    Material("户口簿", originals=1),
    Material("婚姻证件", copies=1, if_unknown=True),
)


def service(place, name="公租房申请协助", **more) -> ServiceItem:
    """A service of the catalogue that is done in five working days."""
    said = {
        "kind": "handed_on",
        "handling": "passed_on",
        "office": "住房保障窗口",
        "limit_workdays": 5,
        "materials": PAPERS,
    }
    described = Described(name=name, **{**said, **more})
    code = f"s{ServiceItem.objects.of(place.community).count()}"
    return actions.add_item(place.community, code, described, by=place.actor("clerk"))


def began(place, item=None, **more):
    """Somebody at the counter."""
    came = Came(**{"contact_name": "江晚", "channel": "counter", "contact_phone": "13900006021", **more})
    return actions.begin(place.community, item or service(place), came, by=place.actor("clerk"))


def do(place, row, verb, *, who="clerk", **words):
    """One verb, by who usually does it."""
    getattr(actions, verb)(row, by=place.actor(who), version=row.version, **words)
    return row


def finished(place, paper="公租房轮候通知"):
    """A transaction whose result lies at the counter."""
    row = do(place, began(place), "admit")
    return do(place, row, "finish", result="已通过，进入轮候。", result_paper=paper)


def number(place, letter="A"):
    """A number of today's queue."""
    return actions.take(place.community, letter=letter, by=place.actor("clerk"))


def stamped(place, item=None, *, stamper="clerk", approver="secretary", **more):
    """A use of the seal."""
    item = item or service(
        place, "居住事实证明", kind="certificate", handling="here", legal_basis="某条例第八条"
    )
    said = {
        "item_id": item.pk,
        "paper": "居住事实证明",
        "legal_basis": item.legal_basis or "某办法第三条",
        "for_whom": "江晚",
        "stamped_on": clock.today(),
    }
    return actions.stamp(
        place.community, Stamped(**{**said, **more}), stamped_by_id=place.users[stamper].pk, approved_by_id=place.users[approver].pk,
        by=place.actor("clerk"),
    )  # fmt: skip
