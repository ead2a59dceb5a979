"""微心愿与实事: wishes, who claims them, and what was done for residents."""

from linli.orders.models import Way  # how a wisher answers: page, call, paper
from linli.wishes.models.deed import PracticalDeed, Satisfaction
from linli.wishes.models.wish import (
    STORY_LENGTH,
    TEXT_LENGTH,
    TITLE_LENGTH,
    WORDS_LENGTH,
    Channel,
    Kind,
    MicroWish,
    WishClaim,
)

__all__ = [
    "STORY_LENGTH",
    "TEXT_LENGTH",
    "TITLE_LENGTH",
    "WORDS_LENGTH",
    "Channel",
    "Kind",
    "MicroWish",
    "PracticalDeed",
    "Satisfaction",
    "Way",
    "WishClaim",
]
