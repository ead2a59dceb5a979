"""Who works beside the desk: somebody of the property company, and somebody of the township."""

import datetime as dt
from uuid import UUID

from linli.accounts import actions as accounts
from linli.accounts.models import User
from linli.accounts.roles import Role
from linli.core import clock
from linli.demo.chronicle import Chronicle, at
from linli.organisations import actions as organisations
from linli.organisations.models import Organisation, ServiceContract
from linli.places.models import Compound

SINCE = dt.timedelta(days=20)


def plan_posts(life: Chronicle) -> None:
    """Put both postings into the chronicle of a community."""
    day = clock.today() - SINCE
    life.plan(at(day, 10), "post/wuye", "accounts.post", lambda key: _property(life, key))
    life.plan(at(day, 10, 5), "post/jiedao", "accounts.post", lambda key: _township(life, key), by="")


def _property(life: Chronicle, key: UUID) -> None:
    """物业: at the first compound, by its contract, which is written down if there is none."""
    by = life.actor("zonghe")
    compound = Compound.objects.of(life.pk).order_by("name").first()
    if compound is None:
        return
    if not ServiceContract.objects.of(life.pk).filter(compound=compound, valid_to__isnull=True).exists():
        company = organisations.register(
            life.community,
            kind=Organisation.Kind.PROPERTY_COMPANY,
            name="邻安物业",
            since=clock.today(),
            by=by,
        )
        organisations.contract(company, compound=compound, since=clock.today(), by=by)
    accounts.post(
        life.community, login=f"wuye@{life.slug}", name="唐工平", role=Role.PROPERTY, title="物业项目经理",
        since=clock.today(), place_id=compound.pk, user_id=key, by=by,
    )  # fmt: skip


def _township(life: Chronicle, key: UUID) -> None:
    """街道: answers what the community carries up."""
    login = f"jiedao@{life.slug}"
    if not User.objects.filter(login=login).exists():
        accounts.post_at_township(
            life.community, login=login, name="梁以宁", title="街道平安法治办", since=clock.today(), user_id=key,
            by=life.actor(""),
        )  # fmt: skip
