"""Matters: messages about the same thing come together, whoever wrote them and in whatever order."""

from hypothesis import given
from hypothesis import strategies as st

from linli.orders.suggestions.matters import Matter, Text, likeness, matters

LAMPS = [
    Text("东巷路灯不亮", "东巷的路灯坏了，晚上看不见路"),
    Text("请修东巷路灯", "东巷那几盏路灯不亮半个月了"),
    Text("东巷路灯坏了没人修", "路灯坏了，老人晚上不敢出门，在东巷"),
]
OTHERS = [
    Text("电梯又停了", "三号楼电梯早上又停，孩子上学迟到"),
    Text("想办老年证", "请问老年优待证要带什么材料"),
    Text("垃圾没人清运", "北门垃圾桶满了三天"),
    Text("三号楼电梯困人", "电梯早上困人，三号楼的电梯要修"),
]


def test_what_is_about_the_same_comes_together():
    found = matters([*LAMPS, *OTHERS])
    assert [matter.members for matter in found] == [(0, 1, 2), (3, 6)]
    assert "路灯" in found[0].subject


def test_the_order_of_the_messages_changes_no_matter():
    texts = [*LAMPS, *OTHERS]
    turned = texts[::-1]
    straight = {frozenset(texts[place] for place in matter.members) for matter in matters(texts)}
    assert {frozenset(turned[place] for place in matter.members) for matter in matters(turned)} == straight


def test_the_same_words_from_two_districts_are_two_matters():
    first = [Text("A市公交站牌被撞倒", "公交站牌被撞倒没人管"), Text("公交站牌倒了", "A市公交站牌被撞倒")]
    second = [Text("B市公交站牌被撞倒", "公交站牌被撞倒没人管"), Text("公交站牌倒了", "B市公交站牌被撞倒")]
    assert {matter.members for matter in matters([*first, *second, *OTHERS])} >= {(0, 1), (2, 3)}


def test_a_city_and_a_district_in_it_may_be_one_place():
    texts = [Text("A市站牌倒了", "公交站牌被撞倒"), Text("站牌倒了", "A3区公交站牌被撞倒"), *OTHERS]
    assert (0, 1) in {matter.members for matter in matters(texts)}


def test_few_are_no_matter():
    assert matters([*LAMPS, *OTHERS], least=3)[0].members == (0, 1, 2)
    assert len(matters([*LAMPS, *OTHERS], least=3)) == 1
    assert matters([]) == []


@given(
    st.lists(
        st.builds(Text, st.text("路灯电梯坏了修楼", max_size=8), st.text("东巷垃圾三号", max_size=8)),
        max_size=12,
    )
)
def test_no_message_is_in_two_matters(texts):
    found: list[Matter] = matters(texts)
    members = [place for matter in found for place in matter.members]
    assert len(members) == len(set(members))
    assert all(len(matter.members) >= 2 for matter in found)
    assert [len(matter.members) for matter in found] == sorted((len(m.members) for m in found), reverse=True)


def test_likeness_is_one_for_the_same_words_and_nothing_for_others():
    assert round(likeness(LAMPS[0], LAMPS[0]), 6) == 1
    assert likeness(Text("", "路灯"), Text("", "电梯")) == 0
