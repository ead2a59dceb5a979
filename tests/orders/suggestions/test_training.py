"""Learning kinds: what is kept weighs as the library does, says why, and stays silent about what it cannot know."""

import random

import numpy as np
import pytest

from linli.orders.suggestions.model import Model, Trial
from linli.orders.suggestions.training import Message, TooFew, _fit, _words, evaluate, train, tried

WORDS = {
    "停车": ["车位被占", "消防通道停满车", "充电桩坏了", "电动车乱停", "小区门口堵车"],
    "卫生": ["垃圾没人清运", "楼道杂物", "异味难闻", "垃圾桶满了", "杂草太高"],
    "噪音": ["半夜装修太吵", "广场舞音响声大", "施工噪音", "楼上半夜吵", "喇叭整天响"],
}


def messages(count=60, seed=1) -> list[Message]:
    draw = random.Random(seed)
    return [
        Message(draw.choice(WORDS[label]), f"{draw.choice(WORDS[label])}，{draw.choice(WORDS[label])}，请处理{number}", label)
        for number in range(count)
        for label in [list(WORDS)[number % len(WORDS)]]
    ]  # fmt: skip


@pytest.fixture(scope="module")
def model() -> Model:
    return train(messages())


def test_what_is_kept_weighs_exactly_as_the_library_does(model):
    known = messages()
    vectors, classifier = _fit([_words(row) for row in known], [row.label for row in known])
    for asked in messages(12, seed=2):
        theirs = classifier.decision_function(vectors.transform([_words(asked)]))[0]
        ours = {guess.label: guess.points for guess in model.guesses(asked.subject, asked.text)}
        np.testing.assert_allclose([ours[label] for label in classifier.classes_], theirs, atol=1e-9)


def test_a_suggestion_names_the_words_that_stand_in_the_message(model):
    said = model.suggest("", "消防通道又停满车了")
    assert said.label == "停车"
    assert said.reasons
    assert all(word in "消防通道又停满车了" for word in said.reasons)


def test_a_kept_model_says_the_same_and_holds_no_code(model):
    again = Model.load(model.dump())
    for asked in messages(6, seed=3):
        assert (
            again.suggest(asked.subject, asked.text).label == model.suggest(asked.subject, asked.text).label
        )
    assert again.trial == model.trial
    with pytest.raises(ValueError, match="model"):
        Model.load(b"\x80\x04\x95")


def test_the_trial_counts_what_it_got_right(model):
    trial = evaluate(messages())
    assert trial == model.trial
    assert (trial.rows, trial.folds) == (60, 10)
    assert 0 <= trial.first <= trial.third <= trial.rows
    assert trial.top1 == trial.first / 60


def test_messages_in_the_same_words_are_never_both_learnt_and_asked():
    """Of sentences that say nothing but themselves, with labels drawn by lot, nothing can be learnt."""
    draw = random.Random(0)
    same = [
        Message("", f"同一句话{chr(0x4E00 + number // 2) * 3}", draw.choice("ab")) for number in range(60)
    ]
    assert evaluate(same).top1 < 0.75


def test_confidence_rises_with_the_lead():
    trial = Trial(10, 2, 5, 9, (0.0, 0.5, 1.0), (0.2, 0.6, 0.9))
    assert [trial.confidence(lead) for lead in (-1, 0, 0.4, 0.5, 2)] == [0.2, 0.2, 0.2, 0.6, 0.9]
    assert Trial(0, 0, 0, 0).confidence(1) == 0


@pytest.mark.parametrize(
    "known", [[], messages(49), [Message("", f"车位{number}", "停车") for number in range(60)]]
)
def test_too_few_messages_or_kinds_are_said_to_be_too_few(known):
    with pytest.raises(TooFew) as refused:
        train(known)
    assert refused.value.rows == len(known)


def test_a_kind_with_one_message_does_not_stop_the_learning():
    known = [*messages(60), Message("遛狗不牵绳", "狗吓到孩子", "宠物")]
    assert "宠物" in train(known).labels


def test_a_kept_model_is_tried_on_other_messages(model):
    trial = tried(model, messages(30, seed=9))
    assert trial.rows == 30
    assert trial.first <= trial.third
