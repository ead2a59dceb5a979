"""对上账号: which account is a resident's own."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from linli.core.errors import DomainError
from linli.core.records import state_of
from linli.residents import actions
from linli.residents.models import Person
from tests.people import SINCE


def test_an_account_becomes_a_persons_own_and_nobody_elses(place, enter):
    by = place.actor("secretary")
    somebody, other = (actions.enter(place.community, name=name, by=by) for name in ("周小舟", "马小驹"))
    client, path = enter(place.users["secretary"]), f"/desk/nanmen/people/{somebody.pk}/link_login"
    user = place.users["zhou"]
    form = {"act_id": uuid4(), "state": state_of(somebody), "user": user.pk}
    client.post(path, form)
    somebody.refresh_from_db()
    assert somebody.user == user

    taken = client.get(path.replace(str(somebody.pk), str(other.pk))).content.decode()
    assert str(user.pk) not in taken
    assert (
        client.post(
            path.replace(str(somebody.pk), str(other.pk)),
            {"act_id": uuid4(), "state": state_of(other), "user": user.pk},
        ).status_code
        == 422
    )
    with pytest.raises(DomainError):
        actions.link_login(other, user=user, by=by, seen=state_of(other))
    assert enter(place.users["clerk"]).get(path).status_code == 403

    client.post(path, {"act_id": uuid4(), "state": state_of(somebody), "user": ""})
    somebody.refresh_from_db()
    assert somebody.user is None


def test_an_account_whose_postings_have_ended_stays_the_persons_own(place, enter):
    by, user = place.actor("secretary"), place.users["zhou"]
    somebody = actions.enter(place.community, name="周小舟", user=user, by=by)
    user.postings.update(valid_to=SINCE)
    client, path = enter(place.users["secretary"]), f"/desk/nanmen/people/{somebody.pk}/link_login"

    assert str(user.pk) in client.get(path).content.decode()
    client.post(path, {"act_id": uuid4(), "state": state_of(somebody), "user": user.pk})
    somebody.refresh_from_db()
    assert somebody.user == user


def test_one_login_belongs_to_one_person_of_a_community(place, other_place):
    user = place.users["zhou"]
    actions.enter(place.community, name="周小舟", user=user, by=place.actor("secretary"))
    with pytest.raises(ValidationError) as refused:
        actions.enter(place.community, name="马小驹", user=user, by=place.actor("secretary"))
    assert "这个账号" in str(refused.value)
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(community=place.community, name="马小驹", user=user)

    actions.enter(other_place.community, name="周小舟", user=user, by=other_place.actor("secretary"))
    for name in ("没有账号的", "也没有的"):
        actions.enter(place.community, name=name, by=place.actor("secretary"))
    assert Person.objects.filter(user=user).count() == 2
