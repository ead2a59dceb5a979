"""Whatever is kept of people is declared: what for, on which basis, about whom, how long (PIPL 13, 17, 19, 28)."""

import re

from django.apps import apps

from linli.core.clock import today
from linli.core.crypto import EncryptedTextField
from linli.core.personal import DECLARED, IMPERSONAL, Basis, Sensitivity, Subject, declarations, purges
from linli.rulebook import book

OURS = [model for model in apps.get_models() if model.__module__.startswith("linli.")]
# Words in the name of a field that make it look as if it told something about a person.
LOOKS_PERSONAL = re.compile(
    r"(^|_)(name|phone|telephone|login|email|mail|born|birth|identity|contact|address|person|guardian|title|note|told"
    r"|answer|text|reason|words|remark|language|by|behalf_of)(_|$)"
)
# A digest, a key, a moment, a choice among few: what such a field is called after is declared beside it.
SAYS_NOTHING = re.compile(r"(_digest|_id|_kind|_at|_code)$")


def looks_personal(field) -> bool:
    if isinstance(field, EncryptedTextField):
        return True
    if field.is_relation or SAYS_NOTHING.search(field.name):
        return False
    return bool(LOOKS_PERSONAL.search(field.name))


def test_what_looks_personal_is_declared_or_said_to_be_impersonal():
    silent = [
        f"{model._meta.label}.{field.name}"
        for model in OURS
        for field in model._meta.local_fields
        if looks_personal(field) and (model, field.name) not in {**DECLARED, **IMPERSONAL}
    ]

    assert silent == []


def test_whoever_reads_what_is_kept_reads_words():
    assert [said.fields for said in declarations() if not said.words] == []


def test_the_law_knows_a_personal_field_when_it_sees_one():
    from linli.orders.models import Order
    from linli.residents.models import Person

    seen = {
        field.name for model in (Order, Person) for field in model._meta.local_fields if looks_personal(field)
    }

    assert seen == {
        "answer", "born_on", "contact_name", "contact_phone", "identity_index", "identity_number", "name", "phone",
        "phone_index", "on_behalf_of", "text", "wall_text",
    }  # fmt: skip


def test_sealed_data_is_never_called_impersonal():
    assert [
        f"{model._meta.label}.{name}"
        for model, name in IMPERSONAL
        if isinstance(model._meta.get_field(name), EncryptedTextField)
    ] == []


def test_every_declaration_is_complete():
    for said in declarations():
        assert all(str(words).strip() for words in (said.purpose, said.kept.until)), said
        assert (said.basis in Basis, said.sensitivity in Sensitivity, said.subject in Subject) == (True,) * 3
    assert all(why.strip() for why in IMPERSONAL.values())


def test_numbers_of_days_stand_in_the_rulebook():
    assert purges()
    assert {book.row(code, on=today()).unit for code in purges()} == {"days"}


def test_what_is_sensitive_by_law_is_called_so():
    from linli.residents.models import Person

    for name in ("identity_number", "born_on"):
        assert DECLARED[Person, name].sensitivity == Sensitivity.SENSITIVE
