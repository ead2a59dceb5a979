"""The blank form: printed, also with what is known of a resident, and typed in again in seconds."""

import datetime as dt
import io

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from linli.orders import papers
from linli.places.models import Dwelling
from linli.residents.models import Person, Residence


@pytest.fixture
def neighbour(place):
    """A resident with a telephone and a home."""
    since = dt.date(2020, 1, 1)
    dwelling = Dwelling.objects.create(
        community=place.community, building=place.buildings[0], room="502", valid_from=since
    )
    someone = Person(community=place.community, name="邱秋")
    someone.phone = "13900006677"
    someone.save()
    Residence.objects.create(
        community=place.community, person=someone, dwelling=dwelling, kind="tenant", valid_from=since
    )
    return someone


def words_of(answer) -> str:
    return PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()


def test_the_blank_form_has_room_for_everything_and_names_nobody(place, enter):
    answer = enter(place.users["clerk"]).get("/desk/nanmen/orders/form.pdf")
    words = words_of(answer)
    assert len(PdfReader(io.BytesIO(answer.content)).pages) == 1
    assert all(label in words for label in ("姓名", "电话", "路灯照明"))


def test_a_form_for_somebody_is_typed_in_with_name_and_place(place, neighbour, enter):
    client = enter(place.users["clerk"])
    assert "邱秋" in words_of(client.get(f"/desk/nanmen/orders/form.pdf?person={neighbour.pk}"))
    page = client.get(f"/desk/nanmen/orders/submit?channel=paper&person={neighbour.pk}").content.decode()
    assert 'value="邱秋"' in page
    assert 'value="13900006677"' in page
    assert f'value="{place.buildings[0].pk}" selected' in page
    assert (
        f"form.pdf?person={neighbour.pk}"
        in client.get(f"/desk/nanmen/residents/{neighbour.pk}").content.decode()
    )


@pytest.mark.parametrize("key", ["x", "00000000-0000-0000-0000-000000000000"])
def test_nobody_by_that_key_is_not_found(place, enter, key):
    client = enter(place.users["clerk"])
    assert client.get(f"/desk/nanmen/orders/submit?person={key}").status_code == 404
    assert client.get(f"/desk/nanmen/orders/form.pdf?person={key}").status_code == 404


def test_the_qr_of_the_form_opens_the_page_that_types_it_in(place):
    from linli.papers.typeset import Meta, png

    meta = Meta(
        title="t",
        issuer="i",
        number="",
        qr="https://a.example/desk/nanmen/orders/submit?channel=paper",
        qr_line="l",
    )
    values = {
        "heading": "h", "lede": "l", "lines": [["姓名", ""]], "kinds_label": "k", "kinds": ["一"], "text_label": "t",
        "rows": 2, "consent": "c", "signature": "s", "date": "d", "otherwise": "o",
        "own_qr": papers.qr_svg("https://a.example/nanmen/orders/submit"), "own_line": "r",
    }  # fmt: skip
    seen = {
        found.text
        for found in zxingcpp.read_barcodes(
            Image.open(io.BytesIO(png(papers.REQUEST_FORM, values, meta=meta)))
        )
    }
    assert seen == {
        "https://a.example/desk/nanmen/orders/submit?channel=paper",
        "https://a.example/nanmen/orders/submit",
    }
