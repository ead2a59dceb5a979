"""诉求工单: categories and whose duty they are, orders, and what is written down beside them."""

from linli.orders.models.category import Category, ResidentGroup, Responsibility
from linli.orders.models.facts import CallBack, CallRequest, Degree, Rating, Way, call_index
from linli.orders.models.order import (
    SUBJECT_LENGTH,
    TEXT_LENGTH,
    Authority,
    Channel,
    Exclusion,
    Level,
    Order,
)

__all__ = [
    "SUBJECT_LENGTH",
    "TEXT_LENGTH",
    "Authority",
    "CallBack",
    "CallRequest",
    "Category",
    "Channel",
    "Degree",
    "Exclusion",
    "Level",
    "Order",
    "Rating",
    "ResidentGroup",
    "Responsibility",
    "Way",
    "call_index",
]
