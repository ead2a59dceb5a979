"""R-28 codes and grids, R-27 components, events and cases."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.places.codes import judge_buildings, judge_prefix
from linli.rulebook.fields import BadInput
from tests.vectors.judging import SHARED, agree, vectors, verdict

PATTERN = r"^\d{12}\d{3}$"


def ask(rule: str, check: str, **names: Any) -> dict[str, Any]:
    return verdict(rule, {"check": check, **names}).as_json()


@pytest.mark.parametrize("vector", vectors("R-28"), ids=lambda vector: vector["name"])
def test_vectors(vector: dict[str, Any]) -> None:
    agree("R-28", vector)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared vectors are not beside this checkout")
def test_shared_vectors() -> None:
    for vector in vectors("R-28", SHARED):
        agree("R-28", vector)


@pytest.mark.parametrize(
    ("parent_level", "parent", "child_level", "child", "level"),
    [
        ("county", "410181", "street", "410181001", "PASS"),
        ("county", "410181000000", "community", "410181003001", "PASS"),
        ("street", "410181001", "community", "410181001005", "PASS"),
        ("street", "410181002", "community", "410181001005", "BLOCK"),
        ("county", "41018", "street", "410181001", "BLOCK"),
        ("community", "410181001005", "grid", "41018100100503", "WARN"),  # the pattern alone only warns
        ("community", "410181001005", "grid", "41018100100500x", "BLOCK"),
        ("community", "410181001005", "grid", "", "BLOCK"),
        ("grid", "410181001005003", "community", "410181001005", "BLOCK"),
        ("community", "410181001005", "community", "410181001005", "BLOCK"),
        ("county", "410181", "street", "410182001", "BLOCK"),
        ("county", "４１０１８１", "street", "410181001", "BLOCK"),
    ],
)
def test_prefix(parent_level: str, parent: str, child_level: str, child: str, level: str) -> None:
    said = ask(
        "R-28",
        "prefix",
        parent_level=parent_level,
        parent=parent,
        child_level=child_level,
        child=child,
    )
    assert said["level"] == level


def test_a_local_grid_pattern_may_be_given() -> None:
    said = ask(
        "R-28",
        "prefix",
        parent_level="community",
        parent="410181001005",
        child_level="grid",
        child="41018100100503",
        param={"grid_pattern": r"^\d{14}$"},
    )
    assert said["level"] == "PASS"


def test_an_unknown_level_is_bad_input() -> None:
    with pytest.raises(BadInput) as caught:
        ask("R-28", "prefix", parent_level="planet", parent="1", child_level="grid", child="1")
    assert caught.value.where == "parent_level"


@pytest.mark.parametrize(
    ("code", "street", "committee"),
    [
        ("340123100201", "镇", "村委会"),
        ("340123199199", "镇", "居委会"),
        ("340123200200", "乡", "村委会"),
        ("340123399399", "乡", "村委会"),
        ("340123099001", "街道", "居委会"),
        ("340123400001", "政企合一单位", "居委会"),
        ("340123000000", None, None),
        ("340123001400", "街道", None),
        ("340123001", "街道", None),
    ],
)
def test_kind(code: str, street: str | None, committee: str | None) -> None:
    said = ask("R-28", "kind", code=code)
    assert said["level"] == "INFO"
    assert said["result"] == {"street_kind": street, "committee_kind": committee}


def test_kind_refuses_a_malformed_code() -> None:
    assert ask("R-28", "kind", code="34012300100")["level"] == "BLOCK"


def test_urban_rural_class() -> None:
    said = ask("R-28", "kind", code="340123001001", urban_rural="121")
    assert said["result"]["urban_rural"] == "镇中心区"


@pytest.mark.parametrize(
    ("households", "level"), [(299, "WARN"), (300, "PASS"), (500, "PASS"), (501, "WARN"), (0, "WARN")]
)
def test_grid_size_from_the_rulebook(households: int, level: str) -> None:
    said = ask("R-28", "grid_size", households=households)
    assert said["level"] == level
    assert said["parameters"][0]["code"] == "places.grid.households"


def test_grid_size_needs_two_limits() -> None:
    with pytest.raises(BadInput, match=r"param\.households"):
        ask("R-28", "grid_size", households=1, param={"households": [300]})


@pytest.mark.parametrize(
    ("grids", "level", "bad", "unknown"),
    [
        ([["A", "B"]], "BLOCK", ["C"], []),
        ([["A", "B", "B"], ["C"]], "PASS", [], []),
        ([["A", "B", "C", "Z"]], "WARN", [], ["Z"]),
        ([], "BLOCK", ["A", "B", "C"], []),
        ([["A", "B", "C"], ["A", "B"]], "BLOCK", ["A", "B"], []),
    ],
)
def test_buildings(grids: list[list[str]], level: str, bad: list[str], unknown: list[str]) -> None:
    given_grids = [{"code": f"g{n}", "buildings": inside} for n, inside in enumerate(grids)]
    said = ask("R-28", "buildings", buildings=["A", "B", "C"], grids=given_grids)
    assert said["level"] == level
    assert (said["result"]["bad_buildings"], said["result"]["unknown_buildings"]) == (bad, unknown)


HISTORY = [
    {"code": "340123100201", "from": "2010-01-01", "to": "2021-08-31"},
    {"code": "340123100001", "from": "2021-09-01", "to": None},
]


@pytest.mark.parametrize(
    ("today", "code", "retired"),
    [
        ("2021-08-31", "340123100201", []),
        ("2021-09-01", "340123100001", ["340123100201"]),
        ("2009-12-31", None, []),
    ],
)
def test_a_village_becomes_a_community_and_keeps_its_history(
    today: str, code: str | None, retired: list[str]
) -> None:
    said = ask("R-28", "history", codes=HISTORY, today=today)
    assert said["result"] == {"code": code, "retired": retired}
    assert said["level"] == ("PASS" if code else "WARN")


def test_two_codes_at_once_block() -> None:
    both = [HISTORY[0] | {"to": "2021-09-01"}, HISTORY[1]]
    assert ask("R-28", "history", codes=both, today="2021-09-01")["level"] == "BLOCK"


@pytest.mark.parametrize(
    ("check", "code", "level"),
    [
        ("component", "3508240101000123", "PASS"),
        ("component", "350824010100012", "BLOCK"),
        ("component", "35082401010001234", "BLOCK"),
        ("component", "3508240901000123", "WARN"),  # the table of classes is not certain
        ("component", "350824010100012a", "BLOCK"),
        ("event", "3508240103", "PASS"),
        ("event", "3508240603", "PASS"),
        ("event", "3508240703", "WARN"),
        ("event", "350824010", "BLOCK"),
    ],
)
def test_components_and_events(check: str, code: str, level: str) -> None:
    assert ask("R-27", check, code=code)["level"] == level


def test_the_lamp_is_a_public_facility() -> None:
    result = ask("R-27", "component", code="3508240101000123")["result"]
    assert (result["division"], result["class_name"], result["sequence"]) == ("350824", "公用设施", "000123")


@pytest.mark.parametrize(
    ("names", "level"),
    [
        ({"handler": "w", "verifier": "w"}, "BLOCK"),
        ({"handler": "w", "verifier": "v"}, "PASS"),
        ({"steps": ["信息收集", "案卷建立", "任务派遣"]}, "PASS"),
        ({"steps": ["信息收集", "任务派遣"]}, "BLOCK"),
        ({"steps": ["案卷建立"]}, "BLOCK"),
        (
            {"steps": ["信息收集", "案卷建立", "任务派遣", "任务处理", "处理反馈", "核查结案", "综合评价"]},
            "PASS",
        ),
        ({"steps": []}, "PASS"),
    ],
)
def test_case(names: dict[str, Any], level: str) -> None:
    assert ask("R-27", "case", **names)["level"] == level


codes = st.text("0123456789", min_size=12, max_size=12)


@given(codes, st.text("0123456789", min_size=3, max_size=3), st.integers(0, 11), st.integers(1, 9))
def test_one_foreign_digit_blocks(community: str, tail: str, place: int, shift: int) -> None:
    own = judge_prefix("community", community, "grid", community + tail, grid_pattern=PATTERN)
    other = community[:place] + str((int(community[place]) + shift) % 10) + community[place + 1 :]
    foreign = judge_prefix("community", other, "grid", community + tail, grid_pattern=PATTERN)
    assert not own.blocks
    assert foreign.blocks


@given(st.lists(st.sets(st.sampled_from("ABCDE")), max_size=4))
def test_bad_buildings_are_those_not_in_exactly_one_grid(grids: list[set[str]]) -> None:
    said = judge_buildings(list("ABCDE"), [("", sorted(inside)) for inside in grids])
    assert said.result is not None
    assert said.result["bad_buildings"] == [b for b in "ABCDE" if sum(b in inside for inside in grids) != 1]
