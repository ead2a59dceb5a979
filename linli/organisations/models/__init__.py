"""组织: companies and their contracts, posts, the organisations of the Party, groups of work, programmes."""

from linli.organisations.models.companies import Appointment, Organisation, Post, ServiceContract
from linli.organisations.models.groups import GroupMember, WorkGroup
from linli.organisations.models.party import (
    Approval,
    CommitteeMember,
    CommitteeTerm,
    Form,
    Level,
    PartyOrganisation,
    PartyPost,
)
from linli.organisations.models.programmes import Programme, Strand, StrandLabel

__all__ = [
    "Appointment",
    "Approval",
    "CommitteeMember",
    "CommitteeTerm",
    "Form",
    "GroupMember",
    "Level",
    "Organisation",
    "PartyOrganisation",
    "PartyPost",
    "Post",
    "Programme",
    "ServiceContract",
    "Strand",
    "StrandLabel",
    "WorkGroup",
]
