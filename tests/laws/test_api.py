"""What holds for every operation of the API there will ever be."""

import json
import uuid

import pytest
from django.test import Client
from openapi_spec_validator import validate

from config.api import api
from linli.accounts.models import Posting, Token
from linli.accounts.tokens import digest_of, new_token
from linli.core import clock
from linli.core.rights import REGISTER
from tests.people import Place

DOCUMENT = "/api/v1/openapi.json"


def operations():
    """Every operation: its address, its method, its function."""
    for prefix, router in api._routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                yield f"/api/v1{prefix}{path}", operation.methods[0], operation


OPERATIONS = [pytest.param(*one, id=f"{one[1]} {one[0]}") for one in operations()]
WRITES = [one for one in OPERATIONS if one.values[1] != "GET"]


def token_of(place: Place, who: str, *, may_write: bool = True, **more) -> str:
    """A token of somebody's posting."""
    token = new_token()
    posting = Posting.objects.get(user=place.users[who], community=place.community)
    made = {"valid_to": clock.today(), "made_at": clock.now(), "name": "热线平台"} | more
    Token.objects.create(posting=posting, digest=digest_of(token), may_write=may_write, **made)
    return token


def call(path: str, method: str, token: str = "", body: dict | None = None, key: object = None, **more):
    """One request of a program."""
    head = {"authorization": f"Bearer {token}"} if token else {}
    head |= {"idempotency-key": str(key or uuid.uuid4())} if method != "GET" else {}
    sent = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
    return getattr(Client(), method.lower())(path, headers=head | more, **sent)


def at(address: str, slug: str = "nanmen") -> str:
    return address.replace("{slug}", slug).replace("{number}", "2026-0001").replace("{figure}", "F82")


def test_there_are_operations():
    assert len(OPERATIONS) > 10


@pytest.mark.parametrize(("address", "method", "operation"), OPERATIONS)
def test_every_operation_says_which_right_it_asks_for(address, method, operation):
    assert operation.view_func.guard.right in REGISTER
    assert operation.operation_id
    assert (operation.view_func.__doc__ or "").strip()


@pytest.mark.parametrize(("address", "method", "operation"), OPERATIONS)
def test_without_a_good_token_nothing_opens(place, other_place, address, method, operation):
    ended = token_of(place, "clerk", ended_at=clock.now())
    old = token_of(place, "clerk", valid_to=clock.today().replace(year=2025))
    stranger = token_of(other_place, "clerk")
    for token in ("", "linli_x", ended, old, stranger):
        answer = call(at(address), method, token, {} if method != "GET" else None)
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "no_token")


@pytest.mark.parametrize(("address", "method", "operation"), OPERATIONS)
def test_a_login_without_a_token_opens_nothing(place, address, method, operation):
    client = Client()
    client.force_login(place.users["secretary"])

    assert getattr(client, method.lower())(at(address)).status_code == 401


@pytest.mark.parametrize(("address", "method", "operation"), OPERATIONS)
def test_who_may_not_is_told_403(place, address, method, operation):
    right = REGISTER[operation.view_func.guard.right]
    for who in place.users:
        if not right.held_by(place.actor(who)):
            token = token_of(place, who)
            answer = call(at(address), method, token, _least(operation))
            assert answer.status_code == 403, who


def _least(operation) -> dict | None:
    """The smallest body that is well formed."""
    for model in operation.models:
        for name, field in model.model_fields.items():
            if name == "body":
                return _filled(field.annotation)
    return None


def _filled(model) -> dict:
    given = {
        "version": 1,
        "text": "路灯",
        "answer": "好",
        "note": "好",
        "channel": "phone",
        "category": str(uuid.uuid4()),
        "words": "好",
        "reason": "好",
        "question": "好",
        "into": "2026-0001",
        "answered": False,
    }
    return {name: given[name] for name, field in model.model_fields.items() if field.is_required()}


@pytest.mark.parametrize(("address", "method", "operation"), WRITES)
def test_a_reading_token_never_writes(place, address, method, operation):
    token = token_of(place, "secretary", may_write=False)

    assert call(at(address), method, token, _least(operation)).status_code in {403, 404}


@pytest.mark.parametrize(("address", "method", "operation"), WRITES)
def test_every_act_has_a_key_and_no_unknown_field(place, address, method, operation):
    token, body = token_of(place, "secretary"), _least(operation)
    head = {"authorization": f"Bearer {token}"}
    without = Client().post(at(address), json.dumps(body), content_type="application/json", headers=head)
    more = call(at(address), method, token, body | {"points": 5})

    assert without.status_code == 422
    assert "idempotency-key" in without.json()["error"]["where"].lower()
    assert more.status_code == 422
    assert more.json()["error"] == {
        "code": "extra_forbidden",
        "message": "没有这一项。",
        "where": "points",
    }


def test_the_document_is_openapi_3_1_and_open_to_all(db):
    document = Client().get(DOCUMENT).json()

    assert document["openapi"].startswith("3.1")
    validate(document)
    assert len(document["paths"]) == len({address for address, _method, _operation in operations()})


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b'"text"', b"null", b"{", b"\xff\xfe", b"[" * 5000, b'{"version": 1e400}', b"x" * 2_000_000],
)
def test_a_body_that_is_none_is_refused_in_one_shape(place, body):
    head = {"authorization": f"Bearer {token_of(place, 'clerk')}", "idempotency-key": str(uuid.uuid4())}
    path = f"/api/v1/nanmen/orders/{place.order().number}/admit"
    answer = Client().post(path, body, content_type="application/json", headers=head)

    assert answer.status_code in {400, 413, 422}
    assert answer.json()["error"]["message"]


def test_an_unknown_address_and_method_are_refused(place):
    token = token_of(place, "clerk")

    assert call("/api/v1/nanmen/nothing", "GET", token).status_code == 404
    assert call("/api/v1/nanmen/orders", "DELETE", token).status_code == 405
    assert call("/api/v1/nowhere/orders", "GET", token).status_code in {401, 404}
