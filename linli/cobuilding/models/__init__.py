"""共驻共建: the three lists of needs, resources and projects, and what fits together."""

from linli.cobuilding.kinds import Kind
from linli.cobuilding.models.alliance import (
    Alliance,
    AllianceAgreement,
    AllianceLevel,
    AllianceMatter,
    AllianceMember,
    AllianceTurn,
    Track,
)
from linli.cobuilding.models.lists import (
    ITEM_LENGTH,
    TEXT_LENGTH,
    TITLE_LENGTH,
    UNIT_LENGTH,
    WORDS_LENGTH,
    Need,
    Resource,
)
from linli.cobuilding.models.matching import Match, MatchPlan, MatchProposal
from linli.cobuilding.models.projects import Milestone, Project

__all__ = [
    "ITEM_LENGTH",
    "TEXT_LENGTH",
    "TITLE_LENGTH",
    "UNIT_LENGTH",
    "WORDS_LENGTH",
    "Alliance",
    "AllianceAgreement",
    "AllianceLevel",
    "AllianceMatter",
    "AllianceMember",
    "AllianceTurn",
    "Kind",
    "Match",
    "MatchPlan",
    "MatchProposal",
    "Milestone",
    "Need",
    "Project",
    "Resource",
    "Track",
]
