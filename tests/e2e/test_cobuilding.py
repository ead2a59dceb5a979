"""Every page of the three lists, empty, filled and in error, for every eye and every finger."""

import datetime as dt

from linli.cobuilding import actions
from linli.cobuilding.models import AllianceLevel, Need
from linli.core import clock
from tests.cobuilding import building
from tests.cobuilding.building import matched, meeting, needed, planned, project
from tests.cobuilding.test_alliance import agreed
from tests.e2e.conftest import DESK
from tests.e2e.test_access import examine, walk

HOME = "/desk/nanmen/cobuilding/"
LISTS = [HOME, f"{HOME}plan", *(f"{HOME}{name}/" for name in ("needs", "resources", "projects"))]
FORMS = [f"{HOME}{name}/new{error}" for name in ("needs", "resources", "projects") for error in ("", " !")]


def test_pages_of_the_three_lists(street, place):
    anybody, page = street.open("/nanmen/cobuilding/"), street.open(user="clerk", size=DESK)
    found = examine(anybody) + walk(page, [*LISTS, *FORMS], resident=False)
    row = project(place, matched(place, needed(place, origin=place.order("admitted"), urgent=True)))
    waits = meeting(place)
    building.room(place)
    planned(place)
    today = clock.today()
    row.milestones.update(due_on=today - dt.timedelta(days=3))
    need = Need.objects.exclude(pk=waits.pk).get()
    served = matched(place)
    verbs = [
        f"projects/{row.pk}", *(f"projects/{row.pk}/{verb}" for verb in ("reach", "add_milestone", "leave_out", "hand_on", "stop")),
        f"projects/{row.pk}/reach !", f"needs/{need.pk}", f"needs/{waits.pk}", f"needs/{waits.pk}/match",
        f"needs/{waits.pk}/match !", f"needs/{waits.pk}/drop", f"needs/{served.need_id}/unmatch", f"needs/{served.need_id}/meet",
        f"resources/{served.resource_id}", f"resources/{served.resource_id}/end_offer", f"projects/new?need={served.need_id}",
    ]  # fmt: skip
    found += walk(page, [*LISTS, *(f"{HOME}{path}" for path in verbs)], resident=False)
    anybody.goto("/nanmen/cobuilding/")
    found += examine(anybody)

    assert not found, "\n".join(found)


def test_pages_of_the_alliance(street, place):
    by, since = place.actor("secretary"), clock.today() - dt.timedelta(days=90)
    row = actions.ally(place.community, name="五级联盟", since=since, by=by)
    for level in AllianceLevel:
        actions.join_alliance(row, level=level, name=f"{level.label}党支部", since=since, by=by)
    member = row.members.first()
    agreement = agreed(place, member)
    home = f"{HOME}alliance/"
    paths = [
        home, f"{home}members/{member.pk}/leave_alliance", f"{home}agreements/{agreement.pk}/end_agreement",
        f"{home}{row.pk}/end_alliance",
    ]  # fmt: skip
    found = walk(street.open(user="secretary", size=DESK), paths, resident=False)
    found += walk(street.open(), ["/nanmen/cobuilding/alliance"])

    assert not found, "\n".join(found)
