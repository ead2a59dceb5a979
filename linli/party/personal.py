"""个人信息 of Party members. The Party organisation keeps them for its own affairs; nobody else sees them (M-7)."""

from django.utils.translation import gettext_lazy as _

from linli.core.personal import STANDING, Basis, Sensitivity, Subject, declare
from linli.party.models import PartyMember, VotingBar

declare(
    PartyMember, "person", "joined_on", "full_on", "ended_on", "ending",
    what=_("membership of the Party, since when, and how it ended"),
    purpose=_("the affairs of the Party organisation: meetings, votes, dues, care"),
    basis=Basis.DUTY, sensitivity=Sensitivity.SENSITIVE, subject=Subject.RESIDENT, kept=STANDING,
)  # fmt: skip
declare(
    VotingBar, "member", "reason", "valid_from", "valid_to",
    what=_("why a member has no vote for a time"),
    purpose=_("to count votes rightly"),
    basis=Basis.DUTY, sensitivity=Sensitivity.SENSITIVE, subject=Subject.RESIDENT, kept=STANDING,
)  # fmt: skip
