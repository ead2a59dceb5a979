"""A form while it is filled in: what is asked, what is wrong, what is stored."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from linli.surveys.filling import Filling, key
from tests.surveys.workbooks import YES_NO, form, needs

NOW = dt.datetime(2026, 3, 10, 9)
NEEDS = needs().stored


def filling(made, **said):
    """A form with answers by the name of the question."""
    empty = Filling(made, {}, now=NOW)
    fields = {node.name: key(node) for node in empty.world.root.walk()}
    return Filling(made, {fields[name]: value if isinstance(value, list) else [value] for name, value in said.items()}, now=NOW)  # fmt: skip


def node(made, name):
    return next(found for found in made.world.root.walk() if found.name == name)


def stored(made):
    return [(row.question, row.value or row.text) for row in made.rows()]


def test_a_condition_opens_and_shuts_a_question():
    assert filling(NEEDS, elder="yes").is_asked(node(filling(NEEDS, elder="yes"), "how_many"))
    shut = filling(NEEDS, elder="no", how_many="3")
    assert not shut.is_asked(node(shut, "how_many"))
    assert ("home/how_many", "3") not in stored(shut)


def test_a_wrong_answer_is_refused_in_the_words_of_the_workbook():
    made = filling(NEEDS, elder="yes", how_many="12")

    assert made.problem(node(made, "how_many")) == ("refused", "请填 1 到 9")


def test_an_empty_answer_is_missing_only_where_it_is_required():
    made = filling(NEEDS)

    assert made.problem(node(made, "elder"))[0] == "missing"
    assert made.problem(node(made, "words"))[0] == ""


def test_full_width_digits_are_digits():
    assert ("home/how_many", "3") in stored(filling(NEEDS, elder="yes", how_many="３"))


def test_a_choice_that_is_not_offered_is_not_taken():
    assert ("wants", "meal") in stored(filling(NEEDS, wants=["meal", "gold"]))
    assert ("wants", "gold") not in stored(filling(NEEDS, wants=["meal", "gold"]))


def test_each_chosen_thing_is_a_row_and_row_nought_says_that_it_was_asked():
    rows = [row for row in filling(NEEDS, wants=["meal", "walk"]).rows() if row.question == "wants"]

    assert [(row.row, row.value) for row in rows] == [(0, "meal"), (1, "walk")]
    silent = [row for row in filling(NEEDS).rows() if row.question == "wants"]
    assert [(row.row, row.value) for row in silent] == [(0, "")]


@given(st.sampled_from(["yes", "no", ""]), st.text(max_size=6), st.lists(st.sampled_from(["meal", "bath", "x"]), max_size=3), st.text(max_size=30))  # fmt: skip
def test_what_is_not_relevant_is_never_stored(elder, how_many, wants, words):
    made = filling(NEEDS, elder=elder, how_many=how_many, wants=wants, words=words)

    names = [row.question for row in made.rows()]
    assert ("home/how_many" in names) == (elder == "yes")


def test_choices_hang_on_an_earlier_answer():
    made = form(
        [["select_one towns", "town", "哪个镇？", ""], ["select_one streets", "street", "哪条街？", "of = ${town}"]],
        [["towns", "a", "甲镇"], ["towns", "b", "乙镇"], ["streets", "a1", "一街", "a"], ["streets", "b1", "二街", "b"]],
        more=["choice_filter"],
    ).stored  # fmt: skip

    asked = filling(made, town="b", street="a1")

    assert asked.choices(node(asked, "street")) == [("b1", "二街")]
    assert ("street", "a1") not in stored(asked)


def test_a_repeat_is_counted_by_an_answer():
    made = form(
        [
            ["integer", "people", "几口人？", ""],
            ["begin repeat", "person", "家人", "${people}"],
            ["integer", "age", "多大？", ""],
            ["end repeat", "", "", ""],
            ["calculate", "oldest", "", "", "max(${age})"],
        ],
        more=["repeat_count", "calculation"],
    ).stored

    empty, three = filling(made), filling(made, people="3")
    assert [found.name for found in empty.world.root.walk()].count("age") == 0
    ages = {
        key(found): [str(10 * place)]
        for place, found in enumerate(f for f in three.world.root.walk() if f.name == "age")
    }
    full = Filling(made, {**three.said, **ages}, now=NOW)
    assert ("oldest", "20") in stored(full)
    assert [row.occurrence for row in full.rows() if row.question == "person/age"] == ["1", "2", "3"]


def test_a_default_stands_until_it_is_changed_and_what_is_fixed_stays():
    made = form(
        [["date", "day", "哪天？", "today()", ""], ["text", "town", "哪里？", "城关", "yes"]], more=["default", "readonly"]
    ).stored  # fmt: skip

    assert stored(filling(made)) == [("day", "2026-03-10"), ("town", "城关")]
    assert stored(filling(made, day="", town="别处")) == [("day", ""), ("town", "城关")]


def test_groups_have_pages_and_questions_between_them_share_one():
    assert [[found.name for found in page] for page in filling(NEEDS).pages()] == [
        ["home"],
        ["wants", "words"],
    ]


def test_a_long_form_is_cut_into_pages():
    made = form([["begin group", "all", "全部"], *[["text", f"q{n}", f"第{n}问"] for n in range(150)], ["end group", "", ""]]).stored  # fmt: skip

    assert [len(page) for page in Filling(made, {}, now=NOW).pages()] == [60, 60, 30]


def test_labels_quote_answers_and_choices_have_their_other():
    made = form(
        [["text", "town", "哪里？"], ["select_one yes_no or_other", "good", "${town} 好不好？"]], YES_NO
    ).stored  # fmt: skip

    asked = filling(made, town="城关", good="other")

    assert asked.words(node(asked, "good")) == "城关 好不好？"
    assert asked.is_asked(node(asked, "good_other"))
