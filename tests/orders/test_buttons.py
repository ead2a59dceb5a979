"""What the desk offers on the page of an order."""

from linli.accounts.roles import Role
from linli.organisations.models import Organisation, ServiceContract
from tests.people import SINCE, person

DESK = "/desk/nanmen/orders"


def test_few_verbs_stand_open_also_where_none_is_among_the_first(place, enter):
    order = place.order("waiting")
    page = enter(place.users["clerk"]).get(f"{DESK}/{order.number}").content.decode()

    for verb in ("answer", "split", "merge"):
        assert f'href="{DESK}/{order.number}/{verb}"' in page


def test_a_matter_that_is_all_in_its_subject_is_not_said_twice(place, enter):
    client = enter(place.users["clerk"])
    short, long = place.submit("路灯不亮"), place.submit("巷道没有路灯。晚上黑")

    assert '<p class="quote">' not in client.get(f"{DESK}/{short.number}").content.decode()
    assert '<p class="quote">巷道没有路灯。晚上黑</p>' in client.get(f"{DESK}/{long.number}").content.decode()


def test_where_no_verb_is_among_the_first_the_others_are_not_hidden(place, enter):
    order = place.order("accepted")
    page = enter(place.users["secretary"]).get(f"{DESK}/{order.number}").content.decode()

    assert '<details class="more" open>' in page


def test_a_telephone_that_one_may_not_see_is_not_said_to_be_missing(place, enter):
    compound = place.buildings[0].compound
    firm = Organisation.objects.create(
        community=place.community, kind="property_company", name="安居物业", valid_from=SINCE
    )
    ServiceContract.objects.create(
        community=place.community, organisation=firm, compound=compound, valid_from=SINCE
    )
    company = enter(person(place, "wuye", Role.PROPERTY, place_id=compound.pk))
    left, none = (
        place.order("admitted", building=place.buildings[0], contact_phone=phone)
        for phone in ("13800002222", "")
    )

    pages = [company.get(f"{DESK}/{order.number}").content.decode() for order in (left, none)]

    assert ["没留电话" in page for page in pages] == [False, True]
    assert "2222" not in pages[0]
