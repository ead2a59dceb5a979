"""年度目标: a goal of the year is set, and it is noted how it goes."""

from uuid import UUID

from linli.core import clock, keys
from linli.core.records import write_down
from linli.core.rights import Actor
from linli.places.models import Community
from linli.pledges.models import Goal, GoalNote


def set_goal(
    community: Community, *, year: int, area: str, text: str, by: Actor, goal_id: UUID | None = None
) -> Goal:
    """定目标: in one of the four areas."""
    row = Goal(
        id=goal_id or keys.uuid7(), community=community, year=year, area=area, text=text, set_on=clock.today()
    )
    return write_down(row, "pledges.set_goal", by=by)


def note_goal(goal: Goal, *, text: str, by: Actor, note_id: UUID | None = None) -> GoalNote:
    """记进展: what has come of it so far."""
    row = GoalNote(
        id=note_id or keys.uuid7(), community=goal.community, goal=goal, text=text, noted_on=clock.today()
    )
    return write_down(row, "pledges.note_goal", by=by)
