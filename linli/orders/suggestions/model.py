"""推荐模型: what was learnt, as plain numbers: weighs one message without any library, says why, and how sure it is.

The numbers come from `training`; they are kept as JSON, never as code, so that a kept model can do nothing but weigh.
"""

import gzip
import json
import math
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any, NamedTuple

from linli.orders.suggestions.grams import counted

REASONS, SHORTEST_REASON = 3, 2
FORMAT = 1


class Guess(NamedTuple):
    """One label with its points; more is likelier."""

    label: str
    points: float


class Suggestion(NamedTuple):
    """What a message most likely is, how often such a clear guess was right in the trial, and the runs that spoke for it."""

    label: str
    confidence: float
    reasons: list[str]


@dataclass(frozen=True)
class Trial:
    """How it did on messages that it had not seen: ten times trained on nine tenths, asked about the last; how many were
    right at the first guess, and among the first three. `leads` and `right` say, for the lead of the first guess over
    the second, which share of such guesses was right.
    """

    rows: int
    folds: int
    first: int
    third: int
    leads: tuple[float, ...] = ()
    right: tuple[float, ...] = ()

    @property
    def top1(self) -> float:
        """The share that was right at the first guess."""
        return self.first / self.rows if self.rows else 0.0

    @property
    def top3(self) -> float:
        """The share that was right among the first three."""
        return self.third / self.rows if self.rows else 0.0

    def confidence(self, lead: float) -> float:
        """The share of guesses with such a lead that were right: 0 where nothing was tried."""
        place = bisect_right(self.leads, lead) - 1
        return self.right[max(place, 0)] if self.right else 0.0


@dataclass(frozen=True)
class Model:
    """For each run its place and weight (`rarity`); for each label a weight of each run, and one of its own."""

    labels: tuple[str, ...]
    places: dict[str, int]
    rarity: "array[float]"
    weights: "tuple[array[float], ...]"
    own: tuple[float, ...]
    trial: Trial

    def guesses(self, subject: str, text: str) -> list[Guess]:
        """All labels, the likeliest first."""
        weighed = self._weighed(subject, text)
        points = [
            own + sum(weights[place] * value for place, value in weighed.items())
            for weights, own in zip(self.weights, self.own, strict=True)
        ]
        return sorted(map(Guess, self.labels, points), key=lambda guess: (-guess.points, guess.label))

    def suggest(self, subject: str, text: str) -> Suggestion:
        """The likeliest label, with confidence and reasons."""
        first, *others = self.guesses(subject, text)
        lead = first.points - others[0].points if others else 0.0
        return Suggestion(first.label, self.trial.confidence(lead), self._reasons(subject, text, first.label))

    def _weighed(self, subject: str, text: str) -> dict[int, float]:
        """The message as a vector of length one: the logarithm of each count times the rarity of the run."""
        found = counted(subject, text)
        values = {
            place: (1 + math.log(count)) * self.rarity[place]
            for run, count in found.items()
            if (place := self.places.get(run)) is not None
        }
        length = math.sqrt(sum(value * value for value in values.values()))
        return {place: value / length for place, value in values.items()} if length else {}

    def _reasons(self, subject: str, text: str, label: str) -> list[str]:
        """The runs of two or three characters that spoke most for a label; none inside another."""
        weights = self.weights[self.labels.index(label)]
        weighed = self._weighed(subject, text)
        spoke = sorted(
            (
                (weights[place] * weighed[place], run)
                for run in counted(subject, text)
                if len(run) >= SHORTEST_REASON
                and run.isalpha()
                and (place := self.places.get(run)) is not None
                and weights[place] > 0
            ),
            key=lambda pair: (-pair[0], pair[1]),
        )
        chosen: list[str] = []
        for _points, run in spoke:
            if not any(run in other or other in run for other in chosen):
                chosen.append(run)
        return chosen[:REASONS]

    def dump(self) -> bytes:
        """As it is kept."""
        document = {
            "format": FORMAT,
            "labels": self.labels,
            "runs": list(self.places),
            "rarity": [round(value, 5) for value in self.rarity],
            "weights": [[round(value, 5) for value in weights] for weights in self.weights],
            "own": self.own,
            "trial": vars(self.trial),
        }
        return gzip.compress(json.dumps(document, ensure_ascii=False).encode(), mtime=0)

    @classmethod
    def load(cls, kept: bytes) -> "Model":
        """What `dump` kept. ValueError for anything else."""
        try:
            told: dict[str, Any] = json.loads(gzip.decompress(kept))
            if told["format"] != FORMAT:
                raise ValueError("a model of another format")
            trial: dict[str, Any] = {
                key: tuple(value) if isinstance(value, list) else value
                for key, value in told["trial"].items()
            }
            return cls(
                labels=tuple(told["labels"]),
                places={run: place for place, run in enumerate(told["runs"])},
                rarity=array("d", told["rarity"]),
                weights=tuple(array("d", weights) for weights in told["weights"]),
                own=tuple(told["own"]),
                trial=Trial(**trial),
            )
        except (OSError, EOFError, KeyError, TypeError, AttributeError) as wrong:
            raise ValueError("no model") from wrong
