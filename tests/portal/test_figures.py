"""数字 at the desk: numbers, formulas and the records behind them, for who may see them."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.core.figures import all_figures
from linli.orders.models import Order
from linli.places.models import Building
from tests.people import SINCE

LIST = "/desk/nanmen/figures/"


def queries(client, address):
    client.get(address)  # what is kept for a while is read once
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def pressing(place, number=1, **more):
    made = [place.order("confirmed", **more) for _ in range(number)]
    Order.objects.filter(pk__in=[order.pk for order in made]).update(pressing=True)
    return made


@pytest.mark.parametrize(
    ("who", "status"), [("secretary", 200), ("clerk", 200), ("grid_worker", 200), ("zhou", 403), ("qiu", 403)]
)
def test_who_sees_the_figures(place, other_place, enter, who, status):
    client = enter(place.users[who])

    assert client.get(LIST).status_code == status
    assert client.get(f"{LIST}F45").status_code == status
    assert client.get("/desk/yongxinlu/figures/").status_code == 404


def test_the_list_shows_each_figure_with_its_link(place, enter):
    page = enter(place.users["clerk"]).get(LIST).content.decode()

    for figure in all_figures():
        assert f'href="{LIST}{figure.id}"' in page
    assert re.search(r'figure__number">3</span> <span class="figure__unit">栋', page)
    assert "未登记" in page, "the area is not known"
    assert 'aria-current="page"' in page


def test_an_unknown_figure_is_not_there(place, enter):
    assert enter(place.users["clerk"]).get(f"{LIST}F99").status_code == 404


@pytest.mark.parametrize("figure", all_figures(), ids=lambda figure: figure.id)
def test_each_figure_has_its_page(place, enter, figure):
    page = enter(place.users["clerk"]).get(f"{LIST}{figure.id}").content.decode()

    assert figure.formula().replace("'", "&#x27;") in page
    assert str(figure.leaves_out) in page
    assert "2026年3月10日 09:00" in page, "as of now"


def test_the_records_lead_to_their_pages(place, enter):
    (order,) = pressing(place)
    page = enter(place.users["clerk"]).get(f"{LIST}F82").content.decode()

    assert f'href="/desk/nanmen/orders/{order.number}"' in page
    assert order.subject in page


def test_a_period_is_asked_about(place, enter):
    pressing(place)
    client = enter(place.users["clerk"])

    def number(query):
        page = client.get(f"{LIST}F82?{query}").content.decode()
        return re.search(r'figure__number">(\d+)<', page)[1]

    assert number("from=2026-03-10&to=2026-03-10") == "1"
    assert number("from=2026-03-01") == "1"
    assert number("from=2026-03-01&to=2026-03-09") == "0"
    assert number("") == "1"


@pytest.mark.parametrize(
    "query", ["from=gestern&to=2026-03-10", "to=2026-03-10", "from=2026-03-10&to=2026-03-01"]
)
def test_a_wrong_period_is_told(place, enter, query):
    answer = enter(place.users["clerk"]).get(f"{LIST}F82?{query}")

    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()


def test_what_a_figure_asks_besides(place, enter):
    client = enter(place.users["clerk"])

    assert 'figure__number">3<' in client.get(f"{LIST}F66?compound=青云首府").content.decode()
    assert 'figure__number">0<' in client.get(f"{LIST}F66?compound=别处").content.decode()


def test_rows_come_by_fifty(place, enter):
    for n in range(60):
        Building.objects.create(
            community=place.community, grid=place.grids[0], name=f"加{n}栋", valid_from=SINCE
        )
    client = enter(place.users["clerk"])
    first, second = (client.get(f"{LIST}F45?page={n}").content.decode() for n in (1, 2))

    assert (first.count("cell__title"), second.count("cell__title")) == (50, 13)
    assert "?page=2" in first
    assert "?page=1" in second


def test_a_grid_worker_sees_the_number_and_the_records_of_the_grid(place, enter):
    near, far = (
        pressing(place, building=place.buildings[1])[0],
        pressing(place, building=place.buildings[0])[0],
    )
    assert near.grid_id == place.grids[0].pk
    page = enter(place.users["grid_worker"]).get(f"{LIST}F82").content.decode()

    assert 'figure__number">2<' in page
    assert near.number in page
    assert far.number not in page


def test_pages_ask_little(place, enter):
    client = enter(place.users["clerk"])
    pressing(place, 3)

    # One query for each part of a figure, since each counts another table; session, user, postings besides.
    assert queries(client, LIST) <= 4 + sum(len(figure.parts) for figure in all_figures())
    for figure in all_figures():
        several = len(figure.parts) - 1  # each kind of record is counted and listed by itself
        assert queries(client, f"{LIST}{figure.id}") <= 6 + 4 * several, figure.id
