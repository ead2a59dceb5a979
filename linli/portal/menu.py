"""What stands around a page: the menu of its room, who is at work, the community. One table for all rooms."""

from functools import lru_cache
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core.guards import ActorRequest
from linli.core.rights import NOTHING, REGISTER


class Line(NamedTuple):
    """One line of a menu: shown to who holds its right, current where the address begins like it."""

    label: Any
    icon: str
    right: str
    view: str
    query: str = ""
    room: tuple["Line", ...] = ()
    # Current only on its own page, because pages of other lines stand below its address.
    alone: bool = False


# One line of the menu, and tabs on each of its pages; a line of its own for each would make the menu longer than the day.
PEOPLE_AND_PLACES = (
    Line(_("Residents"), "users", "residents.view", "residents:people"),
    Line(_("Dwellings"), "door", "places.view", "residents:dwellings"),
    Line(_("Compounds and buildings"), "houses", "places.view", "places:tree"),
    Line(pgettext_lazy("of places", "Map"), "map", "places.view", "places:map"),
    Line(_("Appointments"), "flag", "organisations.view", "organisations:appointments"),
    Line(_("Property and organisations"), "store", "organisations.view", "organisations:organisations"),
    Line(_("Care lists"), "phone", "residents.care", "residents:care"),
    Line(_("Personal data"), "shield", "residents.personal", "residents:desk_notice"),
)
ORDERS = (
    Line(_("Orders"), "list", "orders.desk", "orders:ledger"),
    Line(_("Who could take what"), "transfer", "orders.plan", "orders:plan"),
    Line(_("What many asked for"), "chart", "orders.hot", "orders:hot"),
    Line(_("Kinds of matters"), "list", "orders.categories", "orders:categories"),
    Line(_("Other systems"), "send", "gateways.view", "gateways:servers"),
)
CALLS = (
    Line(_("Calls to make"), "phone", "orders.calls", "orders:calls"),
    Line(_("Call-backs"), "phone", "orders.call_back", "orders:call_backs"),
)
PUBLIC = (
    Line(_("Announcements"), "megaphone", "disclosure.view", "disclosure:announcements"),
    Line(_("A page a week"), "print", "disclosure.view", "portal:week"),
)
FIGURES = (
    Line(pgettext_lazy("menu", "Figures"), "chart", "figures.view", "portal:figures"),
    Line(_("The three rates"), "chart", "orders.rates", "orders:rates"),
)
VOLUNTEERS = (
    Line(_("Teams"), "users", "volunteers.view_teams", "volunteers:teams"),
    Line(_("Service to confirm"), "clock", "volunteers.confirm_service", "volunteers:to_confirm"),
)
WISHES = (
    Line(_("Micro-wishes"), "heart", "wishes.desk", "wishes:ledger"),
    Line(_("Practical deeds"), "flag", "wishes.begin", "wishes:deeds"),
)
COBUILDING = (
    Line(_("Three lists"), "transfer", "cobuilding.view_lists", "cobuilding:front"),
    Line(_("List of needs"), "list", "cobuilding.view_lists", "cobuilding:needs"),
    Line(_("List of resources"), "store", "cobuilding.view_lists", "cobuilding:resources"),
    Line(_("List of projects"), "flag", "cobuilding.view_lists", "cobuilding:projects"),
    Line(_("What fits together"), "transfer", "cobuilding.plan_matches", "cobuilding:plan"),
    Line(_("Alliance"), "users", "cobuilding.view_alliance", "cobuilding:alliance"),
)
PARTY = (
    Line(_("Organisation life"), "flag", "meetings.view_meetings", "meetings:cadence", alone=True),
    Line(_("Meetings"), "users", "meetings.view_meetings", "meetings:meetings"),
    Line(_("Lists of problems"), "list", "meetings.view_problems", "meetings:problems"),
    Line(_("Micro-lectures"), "megaphone", "meetings.view_lectures", "meetings:lectures"),
)
PARTY_ORGANISATIONS = (
    Line(_("Party organisations"), "flag", "organisations.view_party", "organisations:party"),
    Line(_("Work groups"), "users", "organisations.view_party", "organisations:work_groups"),
    Line(_("Elections"), "check-circle", "ballots.view_elections", "ballots:ledger"),
    Line(_("Programmes"), "list", "organisations.view_programmes", "organisations:programmes"),
)
PARTY_MEMBERS = (
    Line(_("Party members"), "users", "party.view_records", "party:members"),
    Line(_("Floating members"), "phone", "party.view_records", "party:away"),
    Line(_("Party dues"), "list", "party.take_dues", "party:dues"),
    Line(_("Reminders and medals"), "bell", "party.view_records", "party:standing"),
    Line(_("Appraisal of members"), "check-circle", "party.view_appraisals", "party:appraisals"),
    Line(_("Points of members"), "list", "party.view_points", "party:points"),
    Line(_("Duty posts and care"), "heart", "party.view_records", "party:posts"),
    Line(_("In-service members who reported"), "users", "party.report_in", "party:reportings"),
    Line(_("Development files"), "flag", "admissions.view_files", "admissions:ledger"),
    Line(_("Plan of development"), "calendar", "admissions.view_plans", "admissions:plan"),
)
PLEDGES = (
    Line(_("Pledges"), "flag", "pledges.view_pledges", "pledges:ledger"),
    Line(_("Rounds of pledges"), "calendar", "pledges.view_goals", "pledges:rounds"),
    Line(_("Goals of the year"), "check-circle", "pledges.view_goals", "pledges:goals"),
    Line(_("Duty reports"), "list", "pledges.view_reports", "pledges:reports"),
)
PUBLICITY = (
    Line(_("Publications"), "megaphone", "publicity.view_publications", "publicity:ledger"),
    Line(_("Party affairs by quarter"), "calendar", "publicity.view_publications", "publicity:quarters"),
    Line(_("Channels"), "send", "publicity.view_channels", "publicity:channels"),
    Line(_("Boards"), "list", "publicity.view_boards", "publicity:boards"),
    Line(_("For the wall and the shelf"), "print", "publicity.print_wall", "publicity:wall"),
)
LOGS = (
    Line(_("My work log"), "pencil", "worklogs.view", "worklogs:desk_log"),
    Line(_("Handed-in work logs"), "list", "worklogs.read_handed", "worklogs:handed_in"),
)
STATIONS = (
    Line(_("Stations and rooms"), "houses", "venues.view", "venues:venues"),
    Line(_("Rosters"), "calendar", "rosters.view", "rosters:rosters"),
)
HALL = (
    Line(_("Service hall"), "store", "hall.call", "hall:counter"),
    Line(_("Transactions of the hall"), "list", "hall.view", "hall:transactions"),
    Line(
        pgettext_lazy("of the hall", "Appointments"),
        "calendar",
        "hall.view_appointments",
        "hall:appointments",
    ),
    Line(_("Register of the seal"), "check-circle", "hall.view_seals", "hall:seals"),
    Line(_("Services"), "list", "hall.view_items", "hall:items"),
)
DESK = (
    Line(pgettext_lazy("menu", "Today"), "home", "orders.desk", "portal:desk"),
    Line(_("Orders"), "list", "orders.desk", "orders:ledger", room=ORDERS),
    Line(_("Directed tasks"), "flag", "meetings.view_tasks", "meetings:tasks"),
    Line(
        _("Organisation life"), "flag", "meetings.view_meetings", "meetings:cadence", room=PARTY, alone=True
    ),
    Line(
        _("Party organisations"),
        "flag",
        "organisations.view_party",
        "organisations:party",
        room=PARTY_ORGANISATIONS,
    ),
    Line(_("Party members"), "users", "party.view_records", "party:members", room=PARTY_MEMBERS),
    Line(_("Pledges and goals"), "check-circle", "pledges.view_goals", "pledges:goals", room=PLEDGES),
    Line(_("Publicity"), "megaphone", "publicity.view_boards", "publicity:boards", room=PUBLICITY),
    Line(_("Wishes and deeds"), "heart", "wishes.desk", "wishes:ledger", room=WISHES),
    Line(_("Service hall"), "store", "hall.call", "hall:counter", room=HALL),
    Line(_("Stations and duty"), "houses", "venues.view", "venues:venues", room=STATIONS),
    Line(_("Calls to make"), "phone", "orders.calls", "orders:calls", room=CALLS),
    Line(_("To be told"), "message", "notifications.view", "notifications:telling"),
    Line(_("Residents and dwellings"), "users", "places.view", "residents:dwellings", room=PEOPLE_AND_PLACES),
    Line(_("Imports"), "upload", "papers.view", "papers:imports"),
    Line(pgettext_lazy("menu", "Figures"), "chart", "figures.view", "portal:figures", room=FIGURES),
    Line(_("Announcements"), "megaphone", "disclosure.view", "disclosure:announcements", room=PUBLIC),
    Line(_("Surveys"), "list", "surveys.view", "surveys:ledger"),
    Line(_("Volunteers"), "heart", "volunteers.view_teams", "volunteers:teams", room=VOLUNTEERS),
    Line(_("Building together"), "transfer", "cobuilding.view_lists", "cobuilding:front", room=COBUILDING),
    Line(_("Printing room"), "print", "papers.print", "printing:room"),
    Line(_("Staff"), "user", "accounts.post", "accounts:staff"),
    Line(_("Work log"), "pencil", "worklogs.view", "worklogs:desk_log", room=LOGS),
    Line(_("What I take"), "person-circle", "orders.accept", "orders:serve"),
)
TOPBAR = (
    Line(_("Take a call"), "phone", "orders.submit", "orders:desk_submit", "?channel=phone"),
    Line(_("Write down"), "plus", "orders.submit", "orders:desk_submit", "?channel=walk_in"),
)
INBOX = "notifications:serve_inbox"
SERVE = (
    Line(pgettext_lazy("menu", "Today"), "home", "orders.accept", "orders:serve"),
    Line(_("Wishes"), "heart", "wishes.claim", "wishes:serve"),
    Line(_("Shifts"), "calendar", "rosters.own", "rosters:own"),
    Line(pgettext_lazy("menu", "Done"), "list", "orders.accept", "orders:serve_done"),
    Line(pgettext_lazy("menu", "Service"), "clock", "volunteers.propose_service", "volunteers:service"),
    Line(pgettext_lazy("menu", "Log"), "pencil", "worklogs.view", "worklogs:serve_log"),
    Line(_("Organisation life"), "flag", "meetings.view_own", "meetings:own"),
    Line(_("Inbox"), "bell", "notifications.read", INBOX),
    Line(_("The desk"), "door", "orders.desk", "portal:desk"),
)
# A first page, /desk/<slug>/ or /serve/<slug>/, is current only on itself.
SLASHES_OF_A_FIRST_PAGE = 4


@lru_cache(maxsize=10_000)  # some forty for each community
def address(view: str, slug: str) -> str:
    """Where a view of a community stands. Addresses never change while the product runs, and a page has forty."""
    return reverse(view, args=[slug])


def lines(menu: tuple[Line, ...], request: ActorRequest, slug: str) -> list[dict[str, Any]]:
    """The lines of a menu behind which there may be something for the person at work, as the skeletons draw them."""
    shown = []
    for line in menu:
        if REGISTER[line.right].on(request.actor) is NOTHING:
            continue
        tabs = lines(line.room, request, slug)
        url = tabs[0]["url"] if tabs else address(line.view, slug)
        alone = line.alone or url.count("/") < SLASHES_OF_A_FIRST_PAGE
        here = request.path == url if alone else request.path.startswith(url)
        shown.append(
            {
                "url": url + line.query,
                "label": line.label,
                "icon": line.icon,
                "current": here or any(tab["current"] for tab in tabs),
                "tabs": tabs,
                # Only a page that has a question to spare says how many lie in the inbox.
                "count": getattr(request, "unread", 0) if line.view == INBOX else 0,
            }
        )
    return _nearest(shown)


def _nearest(shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of two current lines whose addresses begin alike, /places/ and /places/map, only the longer one is current."""
    longest = max((len(line["url"]) for line in shown if line["current"] and not line["tabs"]), default=0)
    for line in shown:
        line["current"] = line["current"] and (bool(line["tabs"]) or len(line["url"]) == longest)
    return shown


def tabs_here(nav: list[dict[str, Any]], request: ActorRequest) -> list[dict[str, Any]]:
    """The tabs of the room, on the first page of each of its tabs; who may open one of them alone sees none."""
    tabs = [tab for line in nav if line["current"] for tab in line["tabs"]]
    return tabs if len(tabs) > 1 and any(request.path == tab["url"] for tab in tabs) else []


def around(request: ActorRequest) -> dict[str, Any]:
    """Context processor: the community of the address, and the menus of who is at work in it."""
    community, actor = getattr(request, "community", None), getattr(request, "actor", None)
    if community is None:
        return {}
    slug = community.slug
    home = address("portal:home", slug)
    shown = {
        "community": community,
        "home_url": home,
        "feedback_url": address("orders:submit", slug),
        "privacy_url": address("residents:notice", slug),
        "elder_url": address("portal:elder", slug),
        "parent": {"url": home, "label": _("Home")},
    }
    if actor is None:
        return shown
    nav = lines(DESK, request, slug)
    return {
        **shown,
        "parent": None,
        "actor": actor,
        "nav": nav,
        "room": tabs_here(nav, request),
        "nav_foot": [
            *lines(
                (Line(_("My postings"), "person-circle", "accounts.delegate", "accounts:mine"),),
                request,
                slug,
            ),
            {"url": reverse("accounts:password"), "label": _("Change password"), "icon": "lock"},
            {"url": reverse("accounts:security"), "label": _("Login security"), "icon": "shield"},
        ],
        "topbar": lines(TOPBAR, request, slug),
        "tabs": lines(SERVE, request, slug),
        "search_url": address("portal:search", slug) if REGISTER["portal.search"].held_by(actor) else "",
        "inbox_url": address("notifications:desk_inbox", slug),
        "user_name": actor.name,
        "role_name": "，".join(
            [actor.title, *(office.label for office in actor.offices[1:] if office.lent_by)]
        ),
    }
