"""What the pages share: addresses, crumbs, and how a file is shown as a time line of its 25 steps."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from linli.admissions import steps, words
from linli.admissions.judging import File, Numbers, judge_step
from linli.admissions.models import Admission, AdmissionStep, AssemblyVote
from linli.admissions.queries import Story
from linli.admissions.refusals import said
from linli.admissions.steps import Step
from linli.core import clock
from linli.core.guards import ActorRequest
from linli.rulebook.verdict import Level, Verdict

HOME = _("Development files")


def address(request: ActorRequest, name: str, *rest: Any) -> str:
    """An address of this app in the community of the request."""
    return reverse(f"admissions:{name}", args=[request.community.slug, *rest])


def crumbs(request: ActorRequest, row: Admission | None = None) -> tuple[tuple[Any, str], ...]:
    """Back to the files, and to one of them."""
    home = ((HOME, address(request, "ledger")),)
    return home if row is None else (*home, (row.person.name, address(request, "file_detail", row.pk)))


class Line(NamedTuple):
    """A step of the time line: what it is, who does it, its record, and what stops or warns it today."""

    step: Step
    words: Any
    who: Any
    state: str
    entry: AdmissionStep | None
    more: list[str]
    stops: list[str]
    warns: list[str]

    @property
    def is_ready(self) -> bool:
        """It may be written down today."""
        return self.state == "now" and not self.stops


class Part(NamedTuple):
    """A phase with its steps."""

    words: Any
    lines: list[Line]


def parts_of(row: Admission, story: Story, told: Numbers) -> list[Part]:
    """五个阶段二十五步: done, open (with what stops and warns), to come."""
    file, ready = story.file, {step.number for step in steps.open_steps(story.file.done)}
    found: dict[Any, list[Line]] = {}
    for step in steps.STEPS:
        is_open = step.number in ready and row.status != "ended"
        found.setdefault(step.phase, []).append(_line(row, story, step, file, told, is_open=is_open))
    return [Part(words.PHASES[phase], lines) for phase, lines in found.items()]


def _line(row: Admission, story: Story, step: Step, file: File, told: Numbers, *, is_open: bool) -> Line:
    entry = story.entries.get(step.number)
    verdicts = judge_step(step, clock.today(), file, told) if is_open else []
    stops, warns = (_of_level(verdicts, level, row.community.code) for level in (Level.BLOCK, Level.WARN))
    state = "done" if entry else "now" if is_open else "next"
    votes = [one for one in story.votes if one.number == step.number]
    if step.number == steps.ARCHIVED and state != "next" and (without := without_scan(story.entries)):
        warns.append(gettext("Without a scan: %(steps)s.") % {"steps": gettext(", ").join(map(str, without))})
    more = [*(_of_entry(entry) if entry else []), *(vote_words(one) for one in votes)]
    return Line(step, words.STEPS[step.number], words.WHO[step.who], state, entry, more, stops, warns)


def without_scan(entries: Mapping[int, AdmissionStep]) -> list[int]:
    """归档前: the steps that are done and show no paper; that warns and stops nothing."""
    return [
        number for number, one in sorted(entries.items()) if number != steps.ARCHIVED and not one.scan_count
    ]


def _of_level(verdicts: Iterable[Verdict], level: Level, at: str) -> list[str]:
    return [said(one, at) for one in verdicts if one.level is level]


def _of_entry(entry: AdmissionStep) -> list[str]:
    """Paper, meeting, training, approval and note of a step."""
    found = [entry.document_number, str(entry.meeting or ""), entry.note]
    if entry.training_days is not None:
        told = {"days": entry.training_days, "hours": f"{entry.training_hours:f}".removesuffix(".0")}
        found.append(gettext("%(days)s days, %(hours)s hours") % told)
    if entry.approver:
        found.append(gettext("Approved by %(who)s") % {"who": entry.approver})
    if entry.received_on:
        found.append(
            gettext("The superior received the papers on %(day)s") % {"day": date_format(entry.received_on, "DATE_FORMAT")}
        )  # fmt: skip
    return [words_ for words_ in found if words_]


def vote_words(one: AssemblyVote) -> str:
    """A vote in a line: what was put, how it went, the counts."""
    told = {
        "what": one.get_decision_display(), "how": gettext("carried") if one.carried else gettext("not carried"),
        "yes": one.yes_present, "no": one.no, "abstain": one.abstain, "entitled": one.entitled,
        "present": one.present, "written": one.written_yes,
        "day": date_format(one.held_at.astimezone(clock.BEIJING).date(), "DATE_FORMAT"),
    }  # fmt: skip
    line = gettext(
        "%(day)s: %(what)s, %(how)s. Entitled %(entitled)s, present %(present)s; yes %(yes)s and %(written)s in writing, no %(no)s, abstained %(abstain)s."
    )
    extension = gettext(" Extended by %(months)s months.") % {"months": one.months} if one.months else ""
    return line % told + extension
