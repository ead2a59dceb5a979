"""A round of appraisal of the first branch, as far as wanted."""

from linli.core.records import state_of
from linli.party import actions
from linli.party.actions import Marks
from linli.party.models import Grade, GradeWord, SelfReview

WAY = ("reviewing", "tested", "deciding", "closed")


class Appraised:
    """民主评议 of 2026: two full members (the first is zhou) and one on probation."""

    def __init__(self, party):
        self.party, self.by = party, party.by
        self.full = [
            party.member("评议一试", user=party.place.users["zhou"]),
            party.member("评议二试", user=party.place.users["ma"]),
        ]
        self.probationary = party.member("评议预试", full_on=None)
        self.row = actions.open_appraisal(party.branch, year=2026, by=self.by)

    def until(self, status, *, reviews=2):
        """Led on, with the self-reviews of so many full members."""
        row = self.row
        for step in WAY[: WAY.index(status) + 1]:
            match step:
                case "reviewing":
                    actions.ask_self_reviews(row, by=self.by, version=row.version)
                    for member in self.full[:reviews]:
                        self.review(member)
                case "tested":
                    actions.hold_test(row, ballots_out=3, ballots_in=3, by=self.by, version=row.version)
                    for member in self.full:
                        actions.count_test(row, member, Marks(1, 2), by=self.by)
                case "deciding":
                    actions.ask_opinions(row, by=self.by, version=row.version)
                case "closed":
                    for member in self.full:
                        self.grade(member)
                    actions.close_appraisal(row, by=self.by, version=row.version)
        return row

    def review(self, member, **more):
        """The member says something of oneself."""
        held = SelfReview.objects.filter(round=self.row, member=member).first()
        return actions.write_self_review(
            self.row,
            member,
            words="按月参加，发言少。",
            seen=state_of(held) if held else "",
            by=self.by,
            **more,
        )

    def grade(self, member, grade=GradeWord.QUALIFIED, opinion="支委会讨论，同意。", **more):
        """The committee's grade."""
        held = Grade.objects.filter(round=self.row, member=member).first()
        return actions.grade(
            self.row,
            member,
            grade=grade,
            opinion=opinion,
            seen=state_of(held) if held else "",
            by=self.by,
            **more,
        )
