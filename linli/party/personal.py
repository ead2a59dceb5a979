"""个人信息 of Party members. The Party organisation keeps them for its own affairs; nobody else sees them (M-7)."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core.personal import (
    STANDING,
    Basis,
    Fact,
    Kept,
    OfPerson,
    Sensitivity,
    Subject,
    declare,
    facts,
    hold,
    impersonal,
)
from linli.party.models import (
    AppraisalRound,
    CareRecord,
    DuesBasis,
    DuesPayment,
    DuesReduction,
    DutyPost,
    FloatingContact,
    FloatingMember,
    GoodReason,
    Grade,
    Honour,
    InServiceReporting,
    MutualOpinion,
    PartyMember,
    PointAppeal,
    PointEntry,
    PointRule,
    PointsParticipation,
    SelfReview,
    SheetCount,
    VotingBar,
)

REGISTER = Kept(gettext_lazy("for good, as the register of members of the Party organisation"))


def _of_a_member(
    model: Any, *fields: str, what: Any, purpose: Any, kept: Kept = STANDING, basis: Basis = Basis.DUTY
) -> None:
    declare(
        model, *fields, what=what, purpose=purpose, basis=basis, sensitivity=Sensitivity.SENSITIVE,
        subject=Subject.RESIDENT, kept=kept,
    )  # fmt: skip


_of_a_member(
    PartyMember, "person", "joined_on", "full_on", "ended_on", "ending", "came_from", "went_to",
    what=gettext_lazy("membership of the Party, since when, where the relation came from and went, and how it ended"),
    purpose=gettext_lazy("the affairs of the Party organisation: meetings, votes, dues, care"),
    kept=REGISTER,
)  # fmt: skip
_of_a_member(
    VotingBar, "member", "reason", "valid_from", "valid_to",
    what=gettext_lazy("why a member has no vote for a time"),
    purpose=gettext_lazy("to count votes rightly"),
)  # fmt: skip
_of_a_member(
    FloatingMember, "member", "out_on", "whereabouts", "fixed_place", "back_on",
    what=gettext_lazy("that a member is away, since when, the province or city, and when the member came back"),
    purpose=gettext_lazy("to stay in contact, and to know when the relation should move"),
)  # fmt: skip
_of_a_member(
    FloatingContact, "member", "met_on", "how",
    what=gettext_lazy("on which day somebody was in contact with a member who is away, and how"),
    purpose=gettext_lazy("to lose nobody from sight; never to measure somebody"),
)  # fmt: skip
_of_a_member(
    InServiceReporting, "person", "unit", "reported_on", "offers", "ended_on",
    what=gettext_lazy("that a Party member of a unit elsewhere reported here, and what the member offers to do"),
    purpose=gettext_lazy("to ask the member when help fits"),
)  # fmt: skip
_of_a_member(
    DuesBasis, "kind", "base", "first_month",
    what=gettext_lazy("kind of payer and monthly base of the dues"),
    purpose=gettext_lazy("to count the dues; seen by who collects them and by the member"),
    kept=REGISTER,
)  # fmt: skip
_of_a_member(
    DuesPayment, "amount_fen", "month", "paid_on", "receipt", "reverses", "reason",
    what=gettext_lazy("dues paid, for which month, when, the receipt, and why an entry was taken back"),
    purpose=gettext_lazy("to account for the dues; seen by who collects them and by the member"),
    kept=REGISTER,
)  # fmt: skip
_of_a_member(
    DuesReduction, "first_month", "last_month", "pays_fen", "reason", "studied_on", "approved_on",
    what=gettext_lazy("that dues are reduced or waived, why, and who decided"),
    purpose=gettext_lazy("to count the dues rightly"),
    kept=REGISTER,
)  # fmt: skip
_of_a_member(
    GoodReason, "duty", "first_month", "last_month", "reason",
    what=gettext_lazy("why a member could not do a duty for some months"),
    purpose=gettext_lazy("to warn nobody who has a good reason"),
)  # fmt: skip
_of_a_member(
    Honour, "kind", "year", "decided_on",
    what=gettext_lazy("an honour of a Party member"),
    purpose=gettext_lazy("to know who was honoured, and whose medal is due"),
    kept=REGISTER,
)  # fmt: skip
_of_a_member(
    DutyPost, "member", "name", "duties", "valid_from", "valid_to",
    what=gettext_lazy("a duty that a member chose"),
    purpose=gettext_lazy("to know who looks after what"),
)  # fmt: skip
_of_a_member(
    CareRecord, "kind", "given_on", "amount", "words",
    what=gettext_lazy("what was done for a member in need"),
    purpose=gettext_lazy("to help in time, and to account for it"),
)  # fmt: skip
_of_a_member(
    PointsParticipation, "member", "valid_from", "valid_to",
    what=gettext_lazy("that a member takes part in points, from when until when"),
    purpose=gettext_lazy("to write points only for who said yes"),
    basis=Basis.CONSENT,
)  # fmt: skip
_of_a_member(
    PointEntry, "member", "words", "happened_on", "quantity", "points", "reason",
    what=gettext_lazy("points for a confirmed deed, the deed in words, and why an entry was taken back"),
    purpose=gettext_lazy("to encourage; the member alone reads them, nothing depends on them"),
    basis=Basis.CONSENT,
)  # fmt: skip
_of_a_member(
    PointAppeal, "member", "words", "answer",
    what=gettext_lazy("what a member says is not right about the own points, and the answer"),
    purpose=gettext_lazy("to put points right"),
    basis=Basis.CONSENT,
)  # fmt: skip
_of_a_member(
    SelfReview, "member", "words",
    what=gettext_lazy("what a member says of oneself in an appraisal"),
    purpose=gettext_lazy("the yearly appraisal of members; sealed, read by the branch and the member"),
    kept=REGISTER,
)  # fmt: skip
_of_a_member(
    MutualOpinion, "member", "words",
    what=gettext_lazy("what was said about a member in the meeting, without who said it"),
    purpose=gettext_lazy("the yearly appraisal of members; sealed, read by the committee"),
    kept=REGISTER,
)  # fmt: skip
_of_a_member(
    SheetCount, "member", "excellent", "qualified", "basic", "unqualified",
    what=gettext_lazy("how many sheets of the test said what of a member"),
    purpose=gettext_lazy("the yearly appraisal of members; no sheet is kept"),
    kept=REGISTER,
)  # fmt: skip
_of_a_member(
    Grade, "member", "grade", "opinion",
    what=gettext_lazy("the grade of a member and the opinion of the committee behind it"),
    purpose=gettext_lazy("the yearly appraisal of members; the member reads the own after closing"),
    kept=REGISTER,
)  # fmt: skip
impersonal(PointRule, "event", "title", why="a rule about a kind of deed; nobody is named")
impersonal(PointEntry, "deed_kind", why="what kind of record a deed is")
impersonal(
    AppraisalRound, "cap_reason", why="why a branch has more than a third excellent; numbers, nobody is named"
)
impersonal(DuesReduction, "document_number", why="the number of a paper of an organisation")


def _members(person: Any) -> list[PartyMember]:
    return list(PartyMember.objects.of(person.community_id).filter(person=person).order_by("joined_on", "id"))


def _membership(person: Any) -> list[list[Fact]]:
    names = ("joined_on", "full_on", "came_from", "ended_on", "ending", "went_to")
    reports = InServiceReporting.objects.of(person.community_id).filter(person=person)
    return [
        *[facts(member, *names) for member in _members(person)],
        *[facts(row, "unit", "reported_on", "offers", "ended_on") for row in reports],
    ]


OF_A_MEMBER: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (VotingBar, ("reason", "valid_from", "valid_to")),
    (FloatingMember, ("out_on", "whereabouts", "fixed_place", "back_on")),
    (FloatingContact, ("met_on", "how")),
    (DuesBasis, ("first_month", "kind", "base")),
    (DuesReduction, ("first_month", "last_month", "pays_fen", "reason", "document_number")),
    (DuesPayment, ("receipt", "month", "amount_fen", "paid_on", "reverses")),
    (GoodReason, ("duty", "first_month", "last_month", "reason")),
    (Honour, ("kind", "year", "office", "decided_on")),
    (DutyPost, ("name", "duties", "valid_from", "valid_to")),
    (CareRecord, ("kind", "given_on", "amount", "words", "office")),
    (PointsParticipation, ("valid_from", "valid_to")),
    (PointEntry, ("happened_on", "words", "quantity", "points", "reason", "written_on")),
    (PointAppeal, ("asked_on", "words", "answered_on", "answer")),
    (SelfReview, ("round", "written_on", "words")),
    (MutualOpinion, ("round", "words", "replaced_on")),
    (SheetCount, ("round", "excellent", "qualified", "basic", "unqualified")),
    (Grade, ("round", "grade", "opinion")),
)


def _records(person: Any) -> list[list[Fact]]:
    keys = [member.pk for member in _members(person)]
    if not keys:
        return []
    return [
        facts(row, *names)
        for model, names in OF_A_MEMBER
        for row in model.objects.of(person.community_id).filter(member__in=keys).order_by("id")
    ]


def _stays(person: Any) -> str:
    rows = PartyMember.objects.of(person.community_id).filter(Q(ended_on__isnull=True), person=person)
    return _("The Party organisation keeps the register of its members.") if rows.exists() else ""


hold(OfPerson("party.membership", gettext_lazy("Membership of the Party"), show=_membership, stays=_stays))
hold(OfPerson("party.records", gettext_lazy("What belongs to the membership"), show=_records))
