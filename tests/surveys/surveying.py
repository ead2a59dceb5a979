"""Surveys for the tests, made through the actions."""

from linli.core import clock
from linli.core.rights import Actor
from linli.surveys import actions
from linli.surveys.filling import Filling, key
from tests.surveys.workbooks import needs


def drafted(place, made=None, /, **more):
    """A draft, of the needs survey if no form is given."""
    words = {"title": "居民需求", "purpose": "想知道先办哪些服务。", "workbook_name": "需求.xlsx"}
    return actions.draft(place.community, made or needs(), by=place.actor("clerk"), **{**words, **more})


def published(place, made=None, /, **more):
    """One that is being asked."""
    survey = drafted(place, made, **more)
    actions.publish(survey, by=place.actor("clerk"), version=survey.version)
    return survey


def fields(survey):
    """The name of each question's field on the page."""
    made = Filling(survey.form, {}, now=clock.now())
    return {node.name: key(node) for node in made.world.root.walk()}


def answered(survey, *, by=None, elder="no", how_many="", wants=(), words=""):
    """An answer from the web to the needs survey."""
    names = fields(survey)
    said = {"elder": [elder], "how_many": [how_many], "wants": list(wants), "words": [words]}
    made = Filling(survey.form, {names[name]: value for name, value in said.items()}, now=clock.now())
    return actions.answer(survey, made.rows(), by=by or Actor(survey.community_id, ""))
