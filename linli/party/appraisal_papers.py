"""Appraisals on paper: the notice to a member with the own grade, and the summary for the file of the branch."""

from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from linli.core.rights import Actor
from linli.papers.typeset import Meta, pdf
from linli.party import appraisals
from linli.party.models import AppraisalRound, Grade, GradeWord

HERE = Path(__file__).parent / "typst"


@translation.override(settings.LANGUAGE_CODE)
def notice_pdf(row: AppraisalRound, held: Grade, *, by: Actor) -> bytes:
    """评议结果通知: to one member, of the own grade and the opinion behind it; no counts, and nobody else."""
    title = _("Notice of appraisal")
    closed = date_format(appraisals.day_of(row), "DATE_FORMAT")
    values = {
        "heading": title,
        "to": _("To %(name)s:") % {"name": held.member.person.name},
        "sentence": _("The appraisal of %(year)s in %(branch)s is closed. Your grade: %(grade)s.")
        % {"year": str(row.year), "branch": row.branch.name, "grade": held.get_grade_display()},
        "opinion": _("The committee’s opinion"),
        "words": held.opinion,
        "note": _("Nothing else follows from a grade by itself. If you see it otherwise, tell your branch."),
        "signed": row.branch.name,
        "day": closed,
        "received": _("Received by the member (signature, day)"),
    }
    meta = Meta(title=title, issuer=row.community.name, printed_by=by.name)
    return pdf(HERE / "notice.typ", values, meta=meta)


@translation.override(settings.LANGUAGE_CODE)
def summary_pdf(row: AppraisalRound, lines: list[appraisals.Line], *, by: Actor) -> bytes:
    """评议情况汇总: by name, with the grade and a place for the signature, the numbers of each grade and the arithmetic."""
    title = _("Appraisal of members %(year)s") % {"year": str(row.year)}
    counts = [
        f"{GradeWord(word).label} {sum(line.grade == word for line in lines)}" for word in GradeWord.values
    ]
    verdict = appraisals.verdict_of(row, lines)
    values = {
        "heading": f"{row.branch.name} · {title}",
        "facts": [
            [pgettext("of an appraisal", "opened on"), date_format(row.opened_on, "DATE_FORMAT")],
            [pgettext("of an appraisal", "closed on"), date_format(appraisals.day_of(row), "DATE_FORMAT")],
            [_("sheets handed out and in"), f"{row.ballots_out} / {row.ballots_in}"],
            [_("Grades"), _(", ").join(counts)],
            [_("Excellent"), verdict.arithmetic[0] if verdict.arithmetic else ""],
            *([[_("why more than a third"), row.cap_reason]] if row.cap_reason else []),
        ],
        "header": [_("Name"), _("standing"), _("Self-review"), _("Grade"), _("Signature")],
        "rows": [_row(line) for line in lines],
        "sign": [_("Secretary"), _("Minutes by")],
    }
    meta = Meta(title=title, issuer=row.community.name, printed_by=by.name)
    return pdf(HERE / "summary.typ", values, meta=meta)


def _row(line: appraisals.Line) -> list[str]:
    return [
        line.member.person.name,
        _("full member") if line.full else _("probationary member"),
        _("there") if line.reviewed else "—",
        line.grade_words or "—",
        "",
    ]
