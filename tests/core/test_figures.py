"""A figure is declared once: the query and the words of its formula come from the same declaration."""

import dataclasses
import datetime as dt
import io
import json
import re
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.utils.translation import override

from linli.accounts.roles import Role
from linli.core.counting import Distinct, Happened, InForce, Is, Rows, square_kilometres
from linli.core.documents import document
from linli.core.figures import REGISTER, all_figures, declare
from linli.core.rights import REGISTER as RIGHTS
from linli.core.rights import visible_to
from linli.core.rounding import cn_round

TODAY = dt.date(2026, 3, 10)


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "零"), (5, "五"), (10, "十"), (11, "十多"), (19, "十多"), (20, "二十"), (21, "二十多"), (29, "二十多"),
        (30, "三十"), (99, "九十多"), (100, "100"), (101, "100余"), (120, "120"), (121, "120余"), (129, "120余"),
        (130, "130"), (999, "990余"), (1000, "1000"), (1001, "1000多"), (15000, "15000"), (15001, "15000多"),
        (15999, "15000多"), (16000, "16000"),
    ],
)  # fmt: skip
def test_round_numbers_in_words(n, said):
    assert cn_round(n) == said


def test_a_count_is_not_negative():
    with pytest.raises(ValueError, match="negative"):
        cn_round(-1)


def test_each_id_stands_once():
    with pytest.raises(ValueError, match="F14"):
        declare(REGISTER["F14"])

    assert [figure.id for figure in all_figures()] == sorted(REGISTER)
    assert {"F01", "F03", "F14", "F42", "F43", "F44", "F45", "F46", "F66", "F80", "F82"} <= set(REGISTER)


@pytest.mark.parametrize("figure", all_figures(), ids=lambda figure: figure.id)
def test_every_figure_says_what_it_is(figure):
    with override("zh-hans"):
        words = [figure.name, figure.unit.label, figure.formula(), figure.leaves_out]

    assert re.fullmatch(r"F\d\d[a-z]?", figure.id)
    assert figure.unit.code.isascii()
    for word in words:
        assert re.search("[\u4e00-\u9fff]", str(word)), "in Chinese"
        assert not re.search(r"[A-Za-z]{2,}|%\(", str(word)), f"only in Chinese: {word}"


@pytest.mark.parametrize("figure", all_figures(), ids=lambda figure: figure.id)
@pytest.mark.parametrize("role", Role.values)
def test_the_right_to_the_rows_fits_them(place, figure, role):
    for place_id in (None, place.grids[0].pk):
        from tests.people import person

        user = person(place, f"someone{bool(place_id)}", role, place_id=place_id)
        actor = place.actor(user.name)
        for part in figure.parts:
            assert part.right in RIGHTS
            list(visible_to(part.rows(place.community, None, TODAY), actor, part.right))


def test_the_formula_follows_the_declaration():
    figure = REGISTER["F14"]
    with override("zh-hans"):
        said = figure.formula()
        others = [
            dataclasses.replace(figure, where=(Is("post", "building_leader"),)),
            dataclasses.replace(figure, where=(Is("post", "lane_steward", "building_leader"),)),
            dataclasses.replace(figure, period=Happened("valid_from")),
            dataclasses.replace(figure, period=InForce("valid_to", "valid_from")),
            dataclasses.replace(figure, counts=Rows()),
            dataclasses.replace(figure, counts=Distinct("building")),
            dataclasses.replace(figure, model=REGISTER["F44"].model, where=(), counts=Rows()),
            dataclasses.replace(figure, rounded=True),
        ]
        formulas = [other.formula() for other in others]

    assert "岗位为楼栋长或单元长" in said
    assert "同一居民只计一次" in said
    assert len({said, *formulas}) == len(others) + 1


def test_the_formula_names_what_was_asked():
    with override("zh-hans"):
        assert "小区的名称为红旗村" in REGISTER["F66"].formula(compound="红旗村")


def test_areas_are_exact():
    assert square_kilometres(7_370_000) == Decimal("7.37")
    assert document([square_kilometres(7_370_000), square_kilometres(10_000_000)]) == "[\n 7.37,\n 10\n]"


def run(*words: str) -> tuple[int, object]:
    out, code = io.StringIO(), 0
    try:
        call_command("figures", *words, stdout=out)
    except SystemExit as stop:
        code = int(stop.code or 0)
    return code, json.loads(out.getvalue())


def test_the_command_prints_one_document(place):
    code, said = run("--community", "nanmen", "--as-of", "2026-03-10", "--id", "F45", "F43", "--json")

    assert code == 0
    assert [(line["id"], line["value"], line["unit"]) for line in said] == [
        ("F45", 3, "building"),
        ("F43", 1, "compound"),
    ]
    assert set(said[0]) >= {"id", "value", "text", "unit", "rows", "formula", "window", "as_of"}
    assert (said[0]["window"], said[0]["as_of"], len(said[0]["rows"])) == (None, "2026-03-10", 3)


def test_the_command_takes_a_period_and_what_a_figure_asks(place):
    code, said = run(
        "--community", "nanmen", "--as-of", "2026-03-10", "--from", "2026-01-01",
        "--with", "compound=青云首府", "--id", "F66", "--json",
    )  # fmt: skip

    assert (code, said[0]["value"], said[0]["window"]) == (0, 3, ["2026-01-01", "2026-03-10"])
    assert run("--community", "nanmen", "--as-of", "2026-03-10", "--with", "compound=别处", "--id", "F66", "--json")[1][0]["value"] == 0  # fmt: skip


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["--as-of", "2026-03-10"], ("missing", "--community")),
        (["--community", "nanmen"], ("missing", "--as-of")),
        (["--community", "nirgends", "--as-of", "2026-03-10"], ("no_such_community", "--community")),
        (["--community", "nanmen", "--as-of", "10.3.2026"], ("date", "--as-of")),
        (["--community", "nanmen", "--as-of", "2026-03-10", "--id", "F99"], ("no_such_figure", "--id")),
        (["--community", "nanmen", "--as-of", "2026-03-10", "--from", "2026-03-11"], ("window", "--from")),
        (["--community", "nanmen", "--as-of", "2026-03-10", "--with", "colour=red"], ("parameter", "--with")),
        (["--community", "nanmen", "--as-of", "2026-03-10", "--with", "compound"], ("parameter", "--with")),
    ],
)
def test_bad_input_names_its_place(place, words, problem):
    code, said = run(*words, "--json")

    assert code == 2
    assert (said["error"]["code"], said["error"]["where"]) == problem
    assert said["error"]["message"]
