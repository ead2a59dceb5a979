"""R-27 and R-28 for `linli verdict`."""

from linli.places import codes
from linli.rulebook.fields import BadInput, count, day, list_of, maybe, record, text
from linli.rulebook.registry import Given, Param, rule
from linli.rulebook.verdict import Verdict

LEVELS = tuple(codes.LENGTHS)


@rule(
    "R-28",
    "prefix",
    fields={
        "parent_level": text("上级层级", choices=LEVELS),
        "parent": text("上级代码"),
        "child_level": text("下级层级", choices=LEVELS),
        "child": text("下级代码"),
    },
    params={"grid_pattern": Param(text(), "places.grid.pattern")},
    example={
        "check": "prefix",
        "parent_level": "community",
        "parent": "410181001005",
        "child_level": "grid",
        "child": "410181001005003",
    },
)
def prefix(given: Given) -> Verdict:
    """Does a code begin with the code of the place above it (前缀)?"""
    return codes.judge_prefix(
        given["parent_level"],
        given["parent"],
        given["child_level"],
        given["child"],
        grid_pattern=given.param("grid_pattern"),
    )


@rule(
    "R-28",
    "kind",
    fields={
        "code": text("12 位区划代码"),
        "urban_rural": maybe(text("城乡分类", choices=tuple(codes.URBAN_RURAL))),
    },
    example={"check": "kind", "code": "340123001001"},
)
def kind(given: Given) -> Verdict:
    """街道, 镇 or 乡; 居委会 or 村委会."""
    return codes.judge_kind(given["code"], given["urban_rural"])


@rule(
    "R-28",
    "grid_size",
    fields={"households": count("户数"), "people": maybe(count("人口"))},
    params={
        "households": Param(list_of(count()), "places.grid.households"),
        "people": Param(count(), "places.grid.people"),
    },
    example={"check": "grid_size", "households": 620},
)
def grid_size(given: Given) -> Verdict:
    """Is the grid of the recommended size (网格规模)?"""
    limits = given.param("households")
    if len(limits) != 2 or limits[0] > limits[1]:  # noqa: PLR2004  least and most
        raise BadInput("range", "应为 [下限, 上限]", "param.households")
    people = given["people"]
    most_people = given.param("people") if people is not None else None
    return codes.judge_grid_size(given["households"], *limits, people=people, most_people=most_people)


@rule(
    "R-28",
    "buildings",
    fields={
        "buildings": list_of(text(), "全部楼栋"),
        "grids": list_of(record(code=maybe(text()), buildings=list_of(text())), "网格"),
    },
    example={
        "check": "buildings",
        "buildings": ["A", "B"],
        "grids": [{"code": "g1", "buildings": ["A", "B"]}],
    },
)
def buildings(given: Given) -> Verdict:
    """Is each building in exactly one grid?"""
    grids = [(grid["code"] or "", grid["buildings"]) for grid in given["grids"]]
    return codes.judge_buildings(given["buildings"], grids)


@rule(
    "R-28",
    "history",
    fields={
        "codes": list_of(record("", **{"code": text(), "from": day(), "to": maybe(day())}), "代码沿革"),
        "today": day("哪一天"),
    },
    example={
        "check": "history",
        "codes": [
            {"code": "340123100201", "from": "2010-01-01", "to": "2021-08-31"},
            {"code": "340123100001", "from": "2021-09-01", "to": None},
        ],
        "today": "2021-09-01",
    },
)
def history(given: Given) -> Verdict:
    """Which code of a community holds on a day (村改居)?"""
    spans = [codes.CodeSpan(one["code"], one["from"], one["to"]) for one in given["codes"]]
    return codes.judge_history(spans, given["today"])


@rule(
    "R-27",
    "component",
    fields={"code": text("部件代码")},
    params={"length": Param(count(), "places.component.code_length")},
    example={"check": "component", "code": "3508240101000123"},
)
def component(given: Given) -> Verdict:
    """A component's code of 16 digits (部件)."""
    return codes.judge_component(given["code"], length=given.param("length"))


@rule(
    "R-27",
    "event",
    fields={"code": text("事件代码")},
    params={"length": Param(count(), "places.event.code_length")},
    example={"check": "event", "code": "3508240103"},
)
def event(given: Given) -> Verdict:
    """An event's code of 10 digits (事件)."""
    return codes.judge_event(given["code"], length=given.param("length"))


@rule(
    "R-27",
    "case",
    fields={
        "steps": maybe(list_of(text(), "已走的步骤")),
        "handler": maybe(text("处置人")),
        "verifier": maybe(text("核查人")),
    },
    example={"check": "case", "steps": ["信息收集", "案卷建立"], "handler": "w1", "verifier": "w2"},
)
def case(given: Given) -> Verdict:
    """The seven steps in order, verified by another person (核查结案)."""
    return codes.judge_case(given["steps"] or [], given["handler"], given["verifier"])
