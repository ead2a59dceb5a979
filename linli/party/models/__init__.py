"""党员: members and their branches, those who are away, dues, and what is held of a member's standing."""

from linli.party.models.away import FloatingContact, FloatingMember, InServiceReporting
from linli.party.models.dues import DuesBasis, DuesKind, DuesPayment, DuesReduction
from linli.party.models.members import BranchMembership, PartyMember, VotingBar
from linli.party.models.standing import CareRecord, DutyPost, GoodReason, Honour

__all__ = [
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
    "Honour",
    "InServiceReporting",
    "PartyMember",
    "VotingBar",
]
