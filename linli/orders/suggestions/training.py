"""训练与评估: learns the kinds of messages from messages whose kind is known, and tries itself on some it has not seen.

A linear model (ridge regression on TF-IDF of characters), each kind counting the same however few messages it has.
This module needs scikit-learn, hence only the worker and commands import it.
"""

import warnings
from array import array
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import RidgeClassifier
from sklearn.model_selection import StratifiedGroupKFold

from linli.orders.suggestions.grams import grams, prepared
from linli.orders.suggestions.model import Model, Trial

FEWEST, FOLDS, SEED = 50, 10, 0
# A run in one message alone teaches nothing; beyond so many runs the rare ones are left out.
SEEN_TWICE, RUNS = 2, 60_000
BEST = 3


class TooFew(ValueError):
    """There are too few messages, or kinds, to learn from: `rows` of them."""

    def __init__(self, rows: int) -> None:
        super().__init__(f"{rows} messages of two or more kinds; at least {FEWEST} are needed")
        self.rows = rows


class Message(NamedTuple):
    """A message whose kind is known. Who wrote it is not asked."""

    subject: str
    text: str
    label: str


def train(messages: Sequence[Message]) -> Model:
    """Learn from all messages; the trial says how well that did on messages kept aside. TooFew below fifty."""
    trial = evaluate(messages)
    vectors, classifier = _fit([_words(message) for message in messages], [row.label for row in messages])
    weights, own = _by_label(classifier)
    runs = vectors.get_feature_names_out().tolist()
    return Model(
        labels=tuple(str(label) for label in classifier.classes_),
        places={run: place for place, run in enumerate(runs)},
        rarity=array("d", vectors.idf_.tolist()),
        weights=tuple(array("d", row.tolist()) for row in weights),
        own=tuple(own.tolist()),
        trial=trial,
    )


def evaluate(messages: Sequence[Message]) -> Trial:
    """Ten folds, each with its share of every kind, messages in the same words in one fold. TooFew below fifty."""
    if len(messages) < FEWEST or len({row.label for row in messages}) < 2:  # noqa: PLR2004 one kind is no choice
        raise TooFew(len(messages))
    words = np.array([_words(message) for message in messages], dtype=object)
    labels = np.array([row.label for row in messages])
    same = {text: place for place, text in enumerate(dict.fromkeys(words.tolist()))}
    groups = [same[text] for text in words]
    # More folds than there are groups, or messages of the largest kind, would leave one empty.
    folds = min(FOLDS, len(same), max(Counter(labels.tolist()).values()))
    first = third = 0
    leads: list[float] = []
    hits: list[bool] = []
    for learnt, asked in _split(folds, words, labels, groups):
        points, classes = _points(words[learnt], labels[learnt], words[asked])
        order = np.argsort(-points, axis=1, kind="stable")
        right = classes[order[:, :BEST]] == labels[asked][:, None]
        first += int(right[:, 0].sum())
        third += int(right.any(axis=1).sum())
        best = np.take_along_axis(points, order[:, :2], axis=1)
        leads += (best[:, 0] - best[:, 1]).tolist()
        hits += right[:, 0].tolist()
    steps = _rising(leads, hits)
    return Trial(len(messages), folds, first, third, *steps)


def tried(model: Model, messages: Sequence[Message]) -> Trial:
    """How a kept model does on messages whose kind is known."""
    first = third = 0
    for message in messages:
        best = [guess.label for guess in model.guesses(message.subject, message.text)[:BEST]]
        first += best[0] == message.label
        third += message.label in best
    return Trial(len(messages), 0, first, third)


def _split(folds: int, words: Any, labels: Any, groups: list[int]) -> list[tuple[Any, Any]]:
    if folds < 2:  # noqa: PLR2004 one fold leaves nothing to learn from
        raise TooFew(len(words))
    with warnings.catch_warnings():
        # A kind with fewer messages than folds is simply missing from some of them.
        warnings.filterwarnings("ignore", "The least populated class", UserWarning)
        split = StratifiedGroupKFold(folds, shuffle=True, random_state=SEED).split(words, labels, groups)
        found = list(split)
    return [(learnt, asked) for learnt, asked in found if len(asked) and len(set(labels[learnt])) > 1]


def _words(message: Message) -> str:
    return prepared(message.subject, message.text)


def _fit(words: Sequence[str], labels: Sequence[str]) -> tuple[Any, Any]:
    vectors = TfidfVectorizer(analyzer=grams, sublinear_tf=True, min_df=SEEN_TWICE, max_features=RUNS)
    classifier = RidgeClassifier(class_weight="balanced")
    classifier.fit(vectors.fit_transform(words), labels)
    return vectors, classifier


def _by_label(classifier: Any) -> tuple[Any, Any]:
    """A row of weights for each label; for two labels the library keeps one row, for or against."""
    weights, own = np.atleast_2d(classifier.coef_), np.atleast_1d(classifier.intercept_)
    return (np.vstack([-weights, weights]), np.hstack([-own, own])) if len(weights) == 1 else (weights, own)


def _points(words: Any, labels: Any, asked: Any) -> tuple[Any, Any]:
    vectors, classifier = _fit(words, labels)
    weights, own = _by_label(classifier)
    points = np.asarray(vectors.transform(asked) @ weights.T) + own
    return points, classifier.classes_


def _rising(leads: list[float], hits: list[bool]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Which share was right for each lead: the steps that rise with it and fit best (isotonic regression)."""
    fit = IsotonicRegression(y_min=0, y_max=1).fit(leads, hits)
    return (
        tuple(round(value, 4) for value in fit.X_thresholds_.tolist()),
        tuple(round(value, 4) for value in fit.y_thresholds_.tolist()),
    )
