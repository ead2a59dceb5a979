"""What is needed and given: people, a room, goods, money, a skill, time; how much of each is counted in which word."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

FEN = 100


class Kind(models.TextChoices):
    """需求和资源的种类. A room is had whole, everything else is used up."""

    PEOPLE = "people", pgettext_lazy("kind of resource", "people")
    ROOM = "room", pgettext_lazy("kind of resource", "a room")
    GOODS = "goods", pgettext_lazy("kind of resource", "goods")
    MONEY = "money", pgettext_lazy("kind of resource", "money")
    SKILL = "skill", pgettext_lazy("kind of resource", "a skill")
    TIME = "time", pgettext_lazy("kind of resource", "hours of work")


def amount_words(kind: str, quantity: int, item: str = "", unit: str = "") -> str:
    """How much, in words: 12 人, 40 座, 折叠椅 30 把, 500 元. Money is kept in fen."""
    if kind == Kind.MONEY:
        whole, rest = divmod(quantity, FEN)
        return _("%(yuan)s yuan") % {"yuan": f"{whole}.{rest:02d}" if rest else whole}
    if kind == Kind.GOODS:
        return f"{item} {quantity} {unit}"
    counted = {
        Kind.PEOPLE: pgettext("amount", "%(n)d people"),
        Kind.ROOM: pgettext("amount", "%(n)d seats"),
        Kind.SKILL: pgettext("amount", "%(n)d times"),
        Kind.TIME: pgettext("amount", "%(n)d hours"),
    }
    return counted[Kind(kind)] % {"n": quantity}


def quantity_of(kind: str, typed: Decimal) -> int:
    """What was typed, as it is kept: yuan become fen."""
    return int(typed * FEN) if kind == Kind.MONEY else int(typed)
