"""The register of personal data: what is said once is complete, and what apps hold of a person is handed over."""

import pytest
from django.core.exceptions import FieldDoesNotExist

from linli.core.personal import (
    DECLARED,
    IMPERSONAL,
    OF_PERSONS,
    STANDING,
    Basis,
    Kept,
    OfPerson,
    Sensitivity,
    Subject,
    declarations,
    declare,
    facts,
    hold,
    impersonal,
)
from linli.residents.models import Person, Reach

WHAT = {
    "purpose": "to try",
    "basis": Basis.DUTY,
    "sensitivity": Sensitivity.ORDINARY,
    "subject": Subject.RESIDENT,
    "kept": STANDING,
}


def test_a_field_is_declared_once():
    with pytest.raises(ValueError, match="twice"):
        declare(Person, "name", **WHAT)
    with pytest.raises(ValueError, match="twice"):
        impersonal(Person, "phone", why="to try")


def test_a_field_that_is_not_there_cannot_be_declared():
    before = (dict(DECLARED), dict(IMPERSONAL))

    with pytest.raises(FieldDoesNotExist):
        declare(Person, "shoe_size", **WHAT)
    assert before == (DECLARED, IMPERSONAL)


def test_the_bases_are_the_seven_of_article_13():
    assert len(Basis) == 7


@pytest.mark.parametrize("more", [{"code": "orders.contact.days"}, {"erase": lambda _community, _before: 0}])
def test_a_number_of_days_and_what_erases_go_together(more):
    with pytest.raises(ValueError, match="go together"):
        Kept("after it ended", **more)


def test_fields_of_one_kind_are_one_declaration():
    assert DECLARED[Person, "identity_number"] is DECLARED[Person, "born_on"]
    assert len(declarations()) == len(set(map(id, DECLARED.values())))


def test_what_an_app_holds_is_entered_once():
    with pytest.raises(ValueError, match="twice"):
        hold(OfPerson(next(iter(OF_PERSONS))))


def test_facts_say_choices_and_yes_and_no_in_words():
    reach = Reach(channel="call", read_aloud=True, from_hour=None)

    said = [(fact.field, fact.value) for fact in facts(reach, "channel", "read_aloud", "from_hour")]

    assert said == [("channel", "打电话"), ("read_aloud", "是"), ("from_hour", "")]


def test_a_digest_beside_a_number_is_no_name_of_its_own():
    assert DECLARED[Person, "phone_index"].names == ["电话"]


def test_what_is_kept_is_said_to_the_person_where_the_fields_do_not_say_it():
    assert DECLARED[Person, "died_on"].words == "去世日期"
    assert DECLARED[Person, "identity_number"].words == "身份证号、出生日期"
