"""Why an act of R-06 is refused, in words: the rule, its numbers and the text they come from. The draft is kept by the page."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.admissions import words
from linli.admissions.numbers import source
from linli.core.errors import DomainError
from linli.rulebook.verdict import Verdict

# The row of the rulebook that stands behind a refusal; what is not here follows from the order of the steps.
BEHIND = {
    "develop.too_early": "activist_years",
    "develop.age": "least_age",
    "develop.training": "training_days",
    "develop.people": "sponsors",
    "develop.probation": "probation_years",
    "develop.unobserved": "review_months",
    "develop.late": "approval_months",
}
REFUSALS: dict[str, Any] = {
    "develop.done": _("This step is written down already."),
    "develop.order": _("Other steps come first: %(missing)s."),
    "develop.before": _("Not before step %(step)s, done on %(not_before)s."),
    "develop.too_early": _("An activist becomes a target on %(earliest)s at the earliest (%(arithmetic)s)."),
    "develop.age": _("Too young on that day: %(age)s years (%(arithmetic)s)."),
    "develop.training": _("The training is too short: %(days)s days, %(hours)s hours (%(arithmetic)s)."),
    "develop.people": _("%(least)s to %(most)s full members who have a vote, please (%(arithmetic)s)."),
    "develop.count": _("The numbers do not fit each other (%(arithmetic)s)."),
    "develop.quorum": _(
        "No vote can be taken: of %(entitled)s entitled more than half must be there (%(arithmetic)s)."
    ),
    "develop.probation": _("%(reason)s. Probation ends on %(probation_ends)s (%(arithmetic)s)."),
    "develop.unobserved": _("A review must be written down first (%(arithmetic)s)."),
    "develop.late": _("It was due on %(due)s (%(arithmetic)s); it is written down all the same."),
    "develop.approver": _("A %(level)s approves no member; the Party committee above does."),
}

EXACTLY = _("%(most)s full members who have a vote, please (%(arithmetic)s).")
SOURCE = _("the 25 steps of development")


def said(verdict: Verdict, at: str) -> str:
    """A refusal in words, with its arithmetic and its source."""
    told = {
        **(verdict.result or {}), "reason": verdict.reason, "arithmetic": "；".join(verdict.arithmetic),
    }  # fmt: skip
    if verdict.code == "develop.order":
        told["missing"] = _listed(told["missing"])
    if verdict.code == "develop.before":
        told["step"] = told["latest"]
    words_of = REFUSALS[verdict.code]
    if verdict.code == "develop.people" and told["least"] == told["most"]:
        words_of = EXACTLY
    row = BEHIND.get(verdict.code)
    text = source(row, at) if row else str(SOURCE)
    return str(words_of % told) + str(_(" Rule R-06, %(source)s.") % {"source": text})


def _listed(numbers: Iterable[int]) -> str:
    return str(_(", ")).join(f"{number}. {words.STEPS[number]}" for number in numbers)


def stop(verdicts: Iterable[Verdict], at: str, *, field: str) -> None:
    """Raise DomainError for the first verdict that blocks, beside `field`."""
    for verdict in verdicts:
        if verdict.blocks:
            raise DomainError(said(verdict, at), field=field)
