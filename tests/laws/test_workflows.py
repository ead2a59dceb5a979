"""Laws that every workflow obeys, whatever its table says."""

import importlib

import pytest
from django.apps import apps

from linli.core.rights import REGISTER
from linli.core.workflow import WorkflowModel

MODELS = [model for model in apps.get_models() if issubclass(model, WorkflowModel)]
every_workflow = pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)


def test_there_is_a_workflow_to_judge():
    assert MODELS


@every_workflow
def test_every_status_can_be_reached(model):
    flow = model.workflow
    reached, frontier = set(), {flow.initial}
    while frontier:
        reached |= frontier
        frontier = {
            flow.target(verb, status) for status in frontier for verb in flow.verbs_from(status)
        } - reached

    assert reached == set(flow.states)


@every_workflow
def test_every_verb_has_an_action_a_right_and_a_label(model):
    app = model._meta.app_label
    actions = importlib.import_module(f"linli.{app}.actions")

    assert [verb for verb in model.workflow.verbs if not callable(getattr(actions, verb, None))] == []
    assert [verb for verb in model.workflow.verbs if f"{app}.{verb}" not in REGISTER] == []
    assert [verb for verb, step in model.workflow.verbs.items() if not str(step.label)] == []


@every_workflow
def test_every_source_and_target_is_a_status(model):
    known = set(model.workflow.states)

    assert {step.target for step in model.workflow.moves.values()} <= {*known, ""}
    assert {step.target for step in model.workflow.facts.values()} <= {""}
    assert {source for step in model.workflow.verbs.values() for source in step.sources} <= known


@every_workflow
def test_an_ended_matter_stays_ended(model):
    ends = [status for status in model.workflow.states if not model.workflow.verbs_from(status)]

    assert ends, "a workflow without an end never lets a matter rest"
