"""三张清单 on paper, for the wall; and the text for a chat group (N-1). Organisations are named, and nobody else."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from linli.cobuilding import queries
from linli.cobuilding.models import AllianceAgreement, Milestone, Need, Project, Resource
from linli.core.rights import Actor
from linli.papers.typeset import Meta, pdf
from linli.places.models import Community

LISTS, AGREEMENT = (Path(__file__).parent / "typst" / name for name in ("lists.typ", "agreement.typ"))
ON_A_SHEET = {"a4": 12, "a3": 24}


def _day(day: Any) -> str:
    return date_format(day, "MONTH_DAY_FORMAT")


def need_line(need: Need) -> str:
    """What stands beside a need: how much, when, until when."""
    parts = [
        need.amount,
        *([str(need.get_skill_display())] if need.skill else []),
        "、".join(need.times_words),
    ]
    if need.valid_to:
        parts.append(_("until %(day)s") % {"day": _day(need.valid_to)})
    return " · ".join(part for part in parts if part)


def resource_line(resource: Resource) -> str:
    """What stands beside a resource: who gives it, how much is left, when."""
    giver = resource.giver or _("the community itself")
    return " · ".join(part for part in (giver, resource.left_words, "、".join(resource.times_words)) if part)


def project_line(project: Project, reached: Iterable[Milestone]) -> str:
    """What stands beside a project: how it stands, with whom, what was reached."""
    parts = [str(project.get_status_display())]
    if project.partner:
        parts.append(str(project.partner))
    parts += [f"✓ {row.title}（{_day(row.reached_on)}）" for row in reached if row.reached_on]
    return " · ".join(parts)


@translation.override(settings.LANGUAGE_CODE)
def lists_pdf(community: Community, *, paper: str, address: str, by: Actor) -> bytes:
    """需求、资源、项目三张清单 on one A4 or A3."""
    most = ON_A_SHEET[paper]
    needs = [[row.title, need_line(row)] for row in queries.public_needs(community)[:most]]
    given = [[row.title, resource_line(row)] for row in queries.public_resources(community)[:most]]
    projects = [
        [row.title, project_line(row, row.reached)]  # type: ignore[attr-defined]
        for row in queries.public_projects(community)[:most]
    ]
    values = {
        "heading": _("Building together"),
        "lists": [
            [_("What is needed"), needs], [_("What is given"), given], [_("What is under way")  , projects],
        ],
        "none": _("Nothing just now."),
        "how": _("You can give something? Ring us or scan.")
        + (" " + _("Telephone %(number)s") % {"number": community.telephone} if community.telephone else ""),
    }  # fmt: skip
    meta = Meta(
        title=_("Three lists"), issuer=community.name, printed_by=by.name, qr=address,
        qr_line=_("The three lists on the telephone"), paper=paper, large=True,
    )  # fmt: skip
    return pdf(LISTS, values, meta=meta)


def _message(community: Community, head: str, lines: list[str], absolute: Callable[[str], str]) -> str:
    where = absolute(reverse("cobuilding:lists", args=[community.slug]))
    tail = [_("Telephone %(number)s") % {"number": community.telephone}] if community.telephone else []
    return "\n".join([head, *[line for line in lines if line], *tail, where])


@translation.override(settings.LANGUAGE_CODE)
def need_message(need: Need, absolute: Callable[[str], str]) -> str:
    """群消息 of a need, below 300 characters: the words for everybody, and where to say that one can give it."""
    head = _("[Needed %(number)s] %(title)s") % {"number": need.number, "title": need.title}
    lines = [need_line(need), _("Can your organisation help? Tell us.")]
    return _message(need.community, head, lines, absolute)


@translation.override(settings.LANGUAGE_CODE)
def project_message(project: Project, milestones: Iterable[Milestone], absolute: Callable[[str], str]) -> str:
    """群消息 of a project: how it stands and what was reached lately."""
    reached = [row for row in milestones if row.reached_on]
    head = _("[Project %(number)s] %(title)s") % {"number": project.number, "title": project.title}
    return _message(project.community, head, [project_line(project, reached[-3:])], absolute)


@translation.override(settings.LANGUAGE_CODE)
def agreement_pdf(row: AllianceAgreement, *, by: Actor) -> bytes:
    """共建协议: what each gives, from when until when, and two lines to sign on."""
    until = date_format(row.valid_to, "DATE_FORMAT") if row.valid_to else _("it goes on")
    values = {
        "heading": row.title,
        "facts": [
            [_("Alliance"), row.member.alliance.name],
            [_("Between"), f"{row.community.name}\n{row.member.name}"],
            [_("Signed on"), date_format(row.signed_on, "DATE_FORMAT")],
            [_("In force"), f"{date_format(row.valid_from, 'DATE_FORMAT')} — {until}"],
        ],
        "parts": [
            [_("What the member gives"), row.member_gives],
            [_("What the community gives"), row.community_gives],
        ],
        "signs": [row.community.name, row.member.name],
        "seal": _("Signature and seal"),
    }
    meta = Meta(title=row.title, issuer=row.community.name, printed_by=by.name)
    return pdf(AGREEMENT, values, meta=meta)
