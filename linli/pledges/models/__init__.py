"""承诺践诺: rounds of pledges, pledges with their items and reviews; goals of the year; the secretary's account."""

from linli.pledges.models.areas import GOAL_AREAS, Area
from linli.pledges.models.goals import Goal, GoalNote
from linli.pledges.models.pledges import (
    TEXT_LENGTH,
    WORDS_LENGTH,
    Kind,
    Pledge,
    PledgeItem,
    PledgeReview,
    PledgeRound,
    Way,
)
from linli.pledges.models.reports import DutyReport

__all__ = [
    "GOAL_AREAS", "TEXT_LENGTH", "WORDS_LENGTH", "Area", "DutyReport", "Goal", "GoalNote", "Kind", "Pledge", "PledgeItem",
    "PledgeReview", "PledgeRound", "Way",
]  # fmt: skip
