"""指派: rows to columns, one each, at the least cost. Exact: the shortest augmenting paths of scipy (Crouse 2016)."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

# Beyond this a float of 53 bits no longer holds a sum of costs exactly.
LARGEST = 2**40
MOST = 5_000


class Impossible(ValueError):
    """What was asked cannot be done, or is not what it should be: `where` names the place."""

    def __init__(self, message: str, where: str = "") -> None:
        super().__init__(message)
        self.message, self.where = message, where


@dataclass(frozen=True)
class Assignment:
    """The column of each row, and what all of it costs."""

    columns: tuple[int, ...]
    cost: int | float


def assign(costs: Any) -> Assignment:
    """The cheapest way to give each row a column of its own. Rows may not outnumber columns; costs are numbers."""
    table = np.asarray(costs)
    rows, columns = linear_sum_assignment(table)
    total = table[rows, columns].sum()
    return Assignment(tuple(int(column) for column in columns), total.item())


def read_orlib(text: str) -> list[list[int | float]]:
    """The assignment files of the OR-Library (Beasley 1990): n, and then the n times n costs row by row, over as many
    lines as it takes. Impossible for anything else, with the place.
    """
    words = text.split()
    if not words:
        raise Impossible("the file is empty", "n")
    size = _number(words[0], "n")
    if not isinstance(size, int) or not 1 <= size <= MOST:
        raise Impossible(f"n is a whole number from 1 to {MOST}, not {words[0]}", "n")
    if len(words) - 1 != size * size:
        raise Impossible(f"{size * size} costs are wanted, {len(words) - 1} are there", "costs")
    numbers = [_number(word, f"cost {place}") for place, word in enumerate(words[1:], start=1)]
    return [numbers[start : start + size] for start in range(0, size * size, size)]


def _number(word: str, where: str) -> int | float:
    try:
        number: int | float = int(word)
    except ValueError:
        try:
            number = float(word)
        except ValueError:
            raise Impossible(f"{word[:40]} is no number", where) from None
    if not abs(number) <= LARGEST:  # also for what is no number at all
        raise Impossible(f"{word[:40]} is too large", where)
    return number
