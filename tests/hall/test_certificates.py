"""R-18: which certificates a community must not issue, however they are called, and where one goes instead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.hall.certificates import Road, asked_for, fold, listed
from linli.rulebook.book import book
from linli.rulebook.verdict import Level
from tests.vectors import judging

ROADS = [Road.of(row) for row in book().value("hall.certificates.forbidden", on=judging.TODAY)]
NAMES = [
    "亲属关系", "居民身份信息", "户口登记项目内容变更申请", "居民养犬", "无犯罪记录", "社区戒毒社区康复人员情况", "人员失踪",
    "婚姻状况", "出生", "健在", "死亡", "疾病状况", "残疾状况", "婚育状况", "居民就业状况", "居民个人档案", "居民财产",
    "遗产继承权", "市场主体住所", "证件遗失",
]  # fmt: skip


def verdict(name, basis=None):
    return judging.verdict("R-18", {"certificate": name, "legal_basis": basis})


@pytest.mark.parametrize(
    "vector",
    [*judging.vectors("R-18"), *judging.vectors("R-18", judging.SHARED)],
    ids=lambda one: one["name"],
)
def test_the_vectors_agree(vector):
    judging.agree("R-18", vector)


def test_the_list_has_the_twenty_names_and_each_a_road():
    assert [road.name for road in ROADS] == NAMES
    assert all(road.road for road in ROADS)


@pytest.mark.parametrize("name", NAMES)
def test_a_listed_certificate_is_refused_even_with_a_basis(name):
    said = verdict(f"{name}证明", "某法第一条")

    assert (said.level, said.code, said.result["name"]) == (Level.BLOCK, "hall.certificate.listed", name)
    assert said.parameters[0].confidence == "S✔"


@pytest.mark.parametrize(
    ("called", "name"),
    [
        ("单身证明", "婚姻状况"), ("未婚证明", "婚姻状况"), ("活着证明", "健在"), ("养狗证", "居民养犬"), ("死亡", "死亡"),
        ("　健　在　证 明", "健在"), ("无犯罪记录证明书", "无犯罪记录"), ("健在的证明材料", "健在"),
        ("市场主体住所（经营场所）证明", "市场主体住所"), ("市场主体住所(经营场所)证明", "市场主体住所"), ("健\u200b在证明", "健在"),
    ],
)  # fmt: skip
def test_other_words_and_blanks_do_not_help(called, name):
    assert verdict(called, "某依据").result["name"] == name


@given(
    name=st.sampled_from([word for road in ROADS for word in (road.name, *road.also)]),
    blanks=st.lists(st.sampled_from([" ", "\u3000", "\t", "\u00a0", "\n", "\u200b"]), max_size=4),
    suffix=st.sampled_from(["", "证明", "证明书", "的证明", "证 明", "证明证明", " 证明材料 "]),
    basis=st.text(max_size=20),
    data=st.data(),
)
def test_a_listed_name_is_refused_with_any_blanks_and_suffix_whatever_the_basis(
    name, blanks, suffix, basis, data
):
    for blank in blanks:
        place = data.draw(st.integers(0, len(name)))
        name = name[:place] + blank + name[place:]

    assert verdict(name + suffix, basis).blocks


@pytest.mark.parametrize("basis", [None, "", "   "])
def test_any_other_certificate_needs_its_basis(basis):
    assert verdict("居住事实证明", basis).code == "hall.certificate.no_basis"
    assert verdict("居住事实证明", "某条例第八条").level is Level.PASS


def test_who_needs_a_death_certificate_at_night_is_told_three_roads():
    road = verdict("死亡证明").reason

    assert all(word in road for word in ("医院", "社区卫生服务中心", "110"))


@pytest.mark.parametrize(
    ("words", "name"),
    [("健在证明", "健在"), ("我要开健在证明", "健在"), ("单身证明怎么开", "婚姻状况"), ("养狗", "居民养犬"), ("出生登记", None), ("低保", None), ("证明", None)],
)  # fmt: skip
def test_a_search_finds_the_road(words, name):
    found = asked_for(words, ROADS)

    assert (found.name if found else None) == name


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(name):
    assert fold(fold(name)) == fold(name)
    assert listed(name, []) is None
