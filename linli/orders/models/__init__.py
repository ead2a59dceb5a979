"""诉求工单: categories and whose duty they are, orders, and what is written down beside them."""

from linli.orders.models.category import Category, ResidentGroup, Responsibility
from linli.orders.models.facts import CallBack, CallRequest, Degree, Rating, Way, call_index
from linli.orders.models.learning import Suggestion, TrainedModel
from linli.orders.models.matter import HotIssue, HotIssueOrder
from linli.orders.models.order import (
    SUBJECT_LENGTH,
    TEXT_LENGTH,
    Authority,
    Channel,
    Exclusion,
    Level,
    Order,
)
from linli.orders.models.plan import DispatchPlan, DispatchProposal

__all__ = [
    "SUBJECT_LENGTH",
    "TEXT_LENGTH",
    "Authority",
    "CallBack",
    "CallRequest",
    "Category",
    "Channel",
    "Degree",
    "DispatchPlan",
    "DispatchProposal",
    "Exclusion",
    "HotIssue",
    "HotIssueOrder",
    "Level",
    "Order",
    "Rating",
    "ResidentGroup",
    "Responsibility",
    "Suggestion",
    "TrainedModel",
    "Way",
    "call_index",
]
