"""A member who takes part in points, a rule, and deeds as other apps write them."""

import datetime as dt
from decimal import Decimal

from linli.core import clock
from linli.meetings import actions as meetings
from linli.meetings.models import Meeting
from linli.party import actions
from linli.pledges import actions as pledges
from linli.volunteers import actions as volunteers
from tests.pledges.pledging import delivered, published


class Pointed:
    """党员 zhou takes part since today; one point for an hour of confirmed service."""

    def __init__(self, party):
        self.party, self.place = party, party.place
        self.community, self.by = party.place.community, party.by
        self.member = party.member("积分试", user=self.place.users["zhou"])
        self.own = self.place.actor("zhou")
        self.rule = self.write("volunteer_hours_confirmed", per="hour", since=dt.date(2026, 1, 1))
        self.participation = actions.join_points(self.member, by=self.own)

    def write(self, event, *, per="time", amount="1", since=None):
        """A rule."""
        return actions.write_point_rule(
            self.community, event=event, title="规则", amount=Decimal(amount), per=per,
            since=since or clock.today(), by=self.by,
        )  # fmt: skip

    def serve(self, minutes, *, user="zhou", confirmed=True):
        """Service of today, confirmed by somebody else."""
        row = volunteers.propose_service(
            self.place.users[user], day=clock.today(), minutes=minutes, what="巡楼", by=self.place.actor(user)
        )
        if confirmed:
            volunteers.confirm_service(row, by=self.by, version=row.version)
        return row

    def meeting(self):
        """A group meeting of this morning at which everybody of the branch was."""
        row = meetings.convene(
            meetings.Convened(
                kind="theme_day", organisation=self.party.branch, title="清明祭扫", starts_at=clock.now(),
                place="活动室", host="书记", agenda=("学习",),
            ),
            by=self.by,
        )  # fmt: skip
        meetings.hold(row, presences={}, recorder="记录人", by=self.by, version=row.version)
        return row

    def minute(self, meeting):
        """With its minutes."""
        said = {item.pk: "都发了言。" for item in meeting.items.all()}
        meetings.minute(meeting, said=said, summary="", by=self.by, version=meeting.version)
        return Meeting.objects.get(pk=meeting.pk)

    def cancel(self, meeting):
        """It did not take place."""
        meetings.cancel_meeting(meeting, note="记错了日子。", by=self.by, version=meeting.version)

    def delivered(self):
        """A pledge of the member, one thing of it done."""
        row = published(self.place, self.member)
        delivered(self.place, row)
        return row

    def withdraw(self, row):
        """The pledge is withdrawn."""
        row.refresh_from_db()
        pledges.withdraw(row, reason="写错了人。", by=self.by, version=row.version)
