"""What a public text must not name is found; ordinary words are not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.core.records import write_down
from linli.residents.mentions import DOOR, IDENTITY, MOBILE, mentions_in
from linli.residents.models import Person


def found(place, text: str) -> list[str]:
    return [mention.words for mention in mentions_in(text, place.community)]


@pytest.fixture
def known(place):
    """Two people of the books, and one whose name has a single character."""
    for name in ("江晚晴", "欧阳知秋", "水"):
        write_down(Person(community=place.community, name=name), "residents.enter", by=place.actor("clerk"))
    return place


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("11月24日8点到16点停水，电话 0597-4820016", []),
        ("3栋、4栋的居民请备水", []),
        ("请江晚晴和欧阳知秋来领，１３９００００６０２１", ["13900006021", "欧阳知秋", "江晚晴"]),
        ("2栋4单元302漏水", ["2栋4单元302"]),
        ("4 单元 1101 室", ["4 单元 1101 室"]),
        ("尾号 6021", []),
        ("编号 202611240001234567", []),
    ],
)
def test_what_is_found(known, text, words):
    assert sorted(found(known, text)) == sorted(words)


def test_names_of_another_community_are_not_ours_to_know(known, other_place):
    assert found(other_place, "江晚晴") == []


def test_one_query_whatever_the_text(known, django_assert_num_queries):
    with django_assert_num_queries(1):
        mentions_in("江晚晴" * 200, known.community)


@settings(max_examples=200)
@given(st.text(alphabet="水停楼栋日月点，。0123456789 ", max_size=40), st.integers(13000000000, 19999999999))
def test_a_mobile_number_is_found_wherever_it_stands(around, number):
    text = f"{around.rstrip('0123456789- ')}，{number}，{around.lstrip('0123456789- ')}"

    assert str(number) in [match.group() for match in MOBILE.finditer(text)]
    assert not IDENTITY.search(f"，{number}，")
    assert not DOOR.search(f"，{number}，")
