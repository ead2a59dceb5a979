"""Everything that changes teams."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from linli.accounts.models import User
from linli.core import keys
from linli.core.records import write_down
from linli.core.rights import Actor
from linli.places.models import Community
from linli.volunteers.models import Team, TeamMember


@transaction.atomic
def found_team(community: Community, *, name: str, by: Actor, team_id: UUID | None = None) -> Team:
    """成立队伍."""
    team = Team(id=team_id or keys.uuid7(), community=community, name=name)
    return write_down(team, "volunteers.found_team", by=by)


@transaction.atomic
def join(team: Team, user: User, *, since: dt.date, by: Actor, member_id: UUID | None = None) -> TeamMember:
    """入队: the user is a member from `since`."""
    member = TeamMember(
        id=member_id or keys.uuid7(), community_id=team.community_id, team=team, user=user, valid_from=since
    )
    return write_down(member, "volunteers.join", by=by)
