"""检索: what is kept of a text, and what a search asks for."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from linli.core.search.words import COMMUNITY, PAIRS_KEPT, asked_of, kept_of, sketch_of, words_of

COMMUNITY_KEY = UUID(int=7)
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=60)


def test_chinese_is_kept_by_one_and_by_two():
    assert words_of("路灯坏") == {"路", "灯", "坏", "路灯", "灯坏"}


def test_two_characters_with_something_between_them_are_no_word():
    assert "灯坏" not in words_of("路灯，坏了")


def test_letters_and_digits_are_whole_words_in_one_shape():
    assert words_of("Ａ座 WiFi 2026-0417_x") == {"a", "座", "wifi", "2026", "0417", "x"}


def test_rare_characters_are_characters_too():
    assert "𠮷" in words_of("𠮷祥街")


@given(HAN, st.data())
def test_any_run_of_a_text_finds_it(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    whole, begins = asked_of(text[start:end])

    assert whole <= words_of(text)
    assert not begins


@given(st.text(max_size=80))
def test_no_word_that_is_kept_needs_quoting(text):
    for word in kept_of(COMMUNITY_KEY, text, alike=text).split(" "):
        assert word
        assert not set(word) & set(" '\"\\&|!():*")


@given(st.text(max_size=80))
def test_no_text_can_say_it_is_of_another_community(text):
    said = kept_of(COMMUNITY_KEY, f"{COMMUNITY}{UUID(int=8).hex} {text}").split()

    assert [word for word in said if word.startswith(COMMUNITY)] == [COMMUNITY + COMMUNITY_KEY.hex]


def test_a_sketch_is_short_the_same_for_the_same_and_mostly_for_nearly_the_same():
    text = "三栋二单元门口的路灯坏了好几天，晚上老人出门看不见路，请物业尽快派人来修理"
    changed = "三栋二单元门口路灯坏了三四天，晚上老人出门看不见台阶，请尽快派人修理"
    other = "菜市场后面的下水道又堵住，污水流到人行道上，夏天臭味很大"

    assert len(sketch_of(text)) <= PAIRS_KEPT
    assert len(set(sketch_of(text)) & set(sketch_of(changed))) >= 3
    assert not set(sketch_of(text)) & set(sketch_of(other))


def test_what_stands_in_every_message_is_in_no_sketch():
    assert sketch_of("你好，请问这是不是我们的") == []
