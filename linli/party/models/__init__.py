"""党员: members and their branches, those who are away, dues, what is held of a member's standing, appraisal, points."""

from linli.party.models.appraisal import (
    AppraisalRound,
    Grade,
    GradeWord,
    MutualOpinion,
    SelfReview,
    SheetCount,
)
from linli.party.models.away import FloatingContact, FloatingMember, InServiceReporting
from linli.party.models.dues import DuesBasis, DuesKind, DuesPayment, DuesReduction
from linli.party.models.members import BranchMembership, PartyMember, VotingBar
from linli.party.models.points import Per, PointAppeal, PointEntry, PointRule, PointsParticipation
from linli.party.models.standing import CareRecord, DutyPost, GoodReason, Honour

__all__ = [
    "AppraisalRound",
    "BranchMembership",
    "CareRecord",
    "DuesBasis",
    "DuesKind",
    "DuesPayment",
    "DuesReduction",
    "DutyPost",
    "FloatingContact",
    "FloatingMember",
    "GoodReason",
    "Grade",
    "GradeWord",
    "Honour",
    "InServiceReporting",
    "MutualOpinion",
    "PartyMember",
    "Per",
    "PointAppeal",
    "PointEntry",
    "PointRule",
    "PointsParticipation",
    "SelfReview",
    "SheetCount",
    "VotingBar",
]
