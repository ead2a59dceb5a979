"""Pages of the three lists: what the desk does there, what everybody reads, and how little they ask."""

import datetime as dt
import uuid

import pytest
from django.test import Client

from linli.cobuilding import actions, papers, queries
from linli.cobuilding.models import Match, Milestone, Need, Project, Resource
from linli.core import clock
from linli.core.figures import REGISTER
from linli.orders.queries import access_order
from tests.cobuilding import building
from tests.cobuilding.building import matched, needed, planned, project, reached
from tests.orders.test_pages import queries_of

HOME, PUBLIC = "/desk/nanmen/cobuilding/", "/nanmen/cobuilding/"


def typed(**words):
    return {"act_id": str(uuid.uuid4()), **words}


def chairs(**more):
    return typed(
        title="要折叠椅",
        kind="goods",
        quantity="30",
        item="折叠椅",
        unit="把",
        since=clock.today().isoformat(),
        **more,
    )


def test_a_need_is_written_down_once_however_often_it_is_pressed(place, enter):
    client = enter(place.users["clerk"])
    filled = chairs(weekdays=["2", "4"], starts_at="14:00", ends_at="16:00", urgent="on")

    first, second = (client.post(f"{HOME}needs/new", filled) for _ in range(2))

    need = Need.objects.get()
    assert first["Location"] == second["Location"] == f"{HOME}needs/{need.pk}"
    assert (need.times, need.urgent) == ([[2, "14:00", "16:00"], [4, "14:00", "16:00"]], True)
    assert client.get(first["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"weekdays": ["2"]}, "starts_at"),
        ({"starts_at": "09:00", "ends_at": "10:00"}, "weekdays"),
        ({"weekdays": ["2"], "starts_at": "10:00", "ends_at": "09:00"}, "ends_at"),
        ({"quantity": "1.5"}, "quantity"),
        ({"text": "打 13900006021"}, "text"),
        ({"item": ""}, "item"),
        ({"until": "2026-03-01"}, "until"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(place, enter, more, field):
    answer = enter(place.users["clerk"]).post(f"{HOME}needs/new", {**chairs(), **more})

    assert answer.status_code == 422
    assert answer.context["form"].errors[field]


def test_money_is_typed_in_yuan_and_kept_in_fen(place, enter):
    enter(place.users["clerk"]).post(f"{HOME}needs/new", {**chairs(), "kind": "money", "quantity": "500.50"})

    need = Need.objects.get()
    assert (need.quantity, need.item, need.amount) == (50_050, "", "500.50 元")


def test_an_order_goes_on_the_list_without_who_asked(place, enter):
    order = place.order(
        "admitted", text="会议室不够用，我叫林小夜", building=place.buildings[0], contact_phone="13900006021"
    )
    client = enter(place.users["clerk"])
    page = client.get(f"/desk/nanmen/orders/{order.number}").content.decode()
    assert f"cobuilding/needs/new?order={order.number}" in page

    form = client.get(f"{HOME}needs/new?order={order.number}").context["form"]
    assert form.initial["title"] == order.category.name
    assert form.initial["building"] == place.buildings[0].pk
    assert "13900006021" not in str(form.initial)
    client.post(f"{HOME}needs/new?order={order.number}", chairs())

    need = Need.objects.get()
    assert (need.origin_kind, need.origin_id) == ("orders.order", order.pk)
    assert access_order(place.actor("clerk"), order.number, "desk").needed["number"] == need.number
    assert need.number in client.get(f"/desk/nanmen/orders/{order.number}").content.decode()
    assert order.number in client.get(f"{HOME}needs/{need.pk}").content.decode()
    assert client.get(f"{HOME}needs/new?order=2026-9999").status_code == 404


def test_a_pair_is_matched_by_hand_and_a_misfit_says_why(place, enter):
    need, fits = needed(place), building.given(place)
    small = building.given(place, title="几把椅子", quantity=3)
    client, path = enter(place.users["clerk"]), f"{HOME}needs/{need.pk}/match"
    labels = [str(label) for _key, label in client.get(path).context["form"].fields["resource"].choices]
    assert "可借折叠椅" in labels[1]
    assert "几把椅子" in labels[2]
    assert "不合适" in labels[2]

    answer = client.post(path, typed(resource=str(small.pk), version=need.version))
    assert answer.status_code == 422
    assert answer.context["form"].errors["resource"]
    client.post(path, typed(resource=str(fits.pk), version=need.version))

    assert Match.objects.get().resource == fits


def test_who_was_overtaken_sees_the_newer_state_and_keeps_the_words(place, enter):
    row = matched(place)
    client = enter(place.users["secretary"])

    answer = client.post(
        f"{HOME}needs/{row.need_id}/unmatch", typed(reason="椅子太旧", version=row.need.version - 1)
    )

    assert answer.status_code == 409
    assert "椅子太旧" in answer.content.decode()
    assert building.standing() == 1


def test_a_project_from_a_need_to_its_end_at_the_desk(place, enter):
    row = matched(place)
    client, today = enter(place.users["clerk"]), clock.today()
    begin = f"{HOME}projects/new?need={row.need_id}"
    form = client.get(begin).context["form"]
    assert form.initial["chosen"] == [str(row.pk)]
    sent = typed(
        title="椅子到家门口", chosen=[str(row.pk)], owner=place.users["clerk"].pk, starts_on=today.isoformat(),
        due_on=(today + building.MONTH).isoformat(),
    )  # fmt: skip
    page = client.post(begin, sent)["Location"]

    def press(verb, **words):
        version = Project.objects.get().version
        return client.post(f"{page}/{verb}", typed(version=version, **words)).status_code

    assert press("add_milestone", title="送到", due_on=today.isoformat()) == 302
    assert press("launch") == 302
    milestone = Milestone.objects.get()
    assert (
        client.get(f"{page}/reach?milestone={milestone.pk}").context["form"].initial["milestone"]
        == milestone.pk
    )
    assert press("reach", milestone=milestone.pk, note="送到了") == 302
    assert press("finish", words="用了三次") == 302
    assert (Project.objects.get().status, Need.objects.get().status) == ("done", "met")
    assert client.get(page).status_code == 200


def test_a_resource_ends_and_is_never_deleted(place, enter):
    resource = building.given(place, contact="前台 6131221")
    client, path = enter(place.users["clerk"]), f"{HOME}resources/{resource.pk}"
    assert "6131221" in client.get(path).content.decode()
    form = client.get(f"{path}/end_offer").context["form"]

    client.post(f"{path}/end_offer", typed(last_day=clock.today().isoformat(), state=form.initial["state"]))

    assert Resource.objects.get().valid_to == clock.today()


def test_everybody_reads_the_lists_and_nobody_is_in_them(place):
    row = project(place, owner="clerk")
    reached(place, row)
    actions.add_milestone(
        row, title="下一步", due_on=clock.today(), by=place.actor("clerk"), version=row.version
    )
    building.given(place, contact="林小夜 13900006021")
    needed(place, title="要三十把椅子")
    with clock.at(clock.now() + dt.timedelta(days=3)):
        page = Client().get(PUBLIC).content.decode()
        desk = [each.is_late for each in row.milestones.all()]

    assert all(words in page for words in ("明远律师事务所", "要三十把椅子", "议事会搬到家门口", "椅子送到"))
    assert not any(
        words in page
        for words in ("林小夜", "13900006021", place.users["clerk"].name, "下一步", "逾期", "超期")
    )
    assert True in desk


def test_what_is_late_is_shown_to_the_desk(place, enter):
    row = project(place)
    client = enter(place.users["clerk"])
    with clock.at(clock.now() + dt.timedelta(days=8)):
        assert [
            each.pk for each in queries.projects_for(place.actor("clerk")).filter(behind__isnull=False)
        ] == [row.pk]
        assert row.title in client.get(f"{HOME}projects/?state=late").content.decode()
        assert "椅子送到" in client.get(HOME).content.decode()


LISTS = {
    PUBLIC: 4,
    HOME: 4,
    f"{HOME}needs/?state=all": 4,
    f"{HOME}resources/": 4,
    f"{HOME}projects/": 4,
    f"{HOME}plan": 4,
}


@pytest.mark.parametrize("address", LISTS)
def test_lists_ask_little_and_no_more_with_more_rows(place, enter, address):
    client = Client() if address == PUBLIC else enter(place.users["clerk"])
    counts = []
    for _ in range(3):
        reached(place, project(place))
        needed(place, building=place.buildings[0])
        matched(place)
        planned(place)
        client.get("/nanmen/")
        counts.append(len(queries_of(lambda: client.get(address))))

    assert counts[-1] <= LISTS[address]
    assert counts[1] == counts[2]


def test_one_need_resource_or_project_asks_at_most_six_times(place, enter):
    order = place.order("admitted")
    row = matched(place, needed(place, origin=order))
    work = project(place, row)
    waits, client = building.meeting(place), enter(place.users["clerk"])
    for path in (
        f"needs/{row.need_id}", f"needs/{waits.pk}/match", f"resources/{row.resource_id}", f"projects/{work.pk}",
        f"projects/{work.pk}/reach", "needs/new", "resources/new", "projects/new",
    ):  # fmt: skip
        client.get("/nanmen/")
        assert len(queries_of(lambda p=path: client.get(f"{HOME}{p}"))) <= 6, path


PRESSES = {
    "unmatch": {"reason": "换"},
    "drop": {"reason": "换"},
    "meet": {"words": "用过了"},
}


@pytest.mark.parametrize("verb", PRESSES)
def test_a_press_asks_no_more_than_it_needs(place, enter, verb):
    row = matched(place)
    client = enter(place.users["clerk"])
    client.get("/nanmen/")

    asked = queries_of(
        lambda: client.post(
            f"{HOME}needs/{row.need_id}/{verb}", typed(version=row.need.version, **PRESSES[verb])
        )
    )

    # Three rows change: the need, the match, and what was to serve it.
    assert len(asked) <= 8, asked
    assert building.now(row.need).status != "matched"


def test_a_match_asks_no_more_with_more_rows(place, enter):
    client, counts = enter(place.users["clerk"]), []
    for _ in range(3):
        need, resource = needed(place), building.given(place)
        client.get("/nanmen/")
        sent = typed(resource=str(resource.pk), version=need.version)
        counts.append(len(queries_of(lambda n=need, s=sent: client.post(f"{HOME}needs/{n.pk}/match", s))))

    assert counts[0] == counts[1] == counts[2] <= 8


def test_the_ledgers_have_their_files(place, enter):
    project(place)
    client = enter(place.users["clerk"])
    for name in ("needs", "resources", "projects"):
        answer = client.get(f"{HOME}{name}/export.xlsx")
        assert answer.status_code == 200
        assert b"".join(answer.streaming_content)[:2] == b"PK"


@pytest.mark.parametrize("size", ["a4", "a3"])
def test_the_lists_are_one_sheet_for_the_wall(place, enter, size):
    project(place)
    answer = enter(place.users["clerk"]).get(f"{HOME}lists.pdf?paper={size}")

    assert answer.status_code == 200
    assert b"".join(answer)[:5] == b"%PDF-"


def test_the_text_for_a_group_is_short_and_names_nobody(place):
    row = project(place)
    reached(place, row)
    need = Need.objects.select_related("community").get()
    message = papers.need_message(need, lambda path: f"https://x{path}")
    told = papers.project_message(row, row.milestones.all(), lambda path: f"https://x{path}")

    assert max(len(message), len(told)) < 300
    assert need.number in message
    assert "椅子送到" in told
    assert place.users["clerk"].name not in told


def test_the_figure_counts_lists_that_are_not_empty(place):
    figure, today = REGISTER["F48"], clock.today()
    values = [figure.value(place.community, None, today)]
    for fill in (needed, building.given, project):
        fill(place)
        values.append(figure.value(place.community, None, today))
    answer = figure.answer(place.community, None, today)

    assert values == [0, 1, 2, 3]
    assert (answer["value"], answer["unit"]) == (3, "list")
    assert len(answer["rows"]) == Need.objects.count() + Resource.objects.count() + 1
    assert answer["formula"]
    assert figure.value(place.community, None, today - dt.timedelta(days=1)) == 0
