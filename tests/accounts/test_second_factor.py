"""Second factors: added, asked for at the door, good once, lost and dropped."""

import datetime as dt
import re

import pytest
from django.core.management import call_command
from django.test import Client

from linli.accounts.factors import read_recovery
from linli.accounts.models import Factor, RecoveryCode, User
from linli.core import clock
from linli.core.audit import AuditEntry
from linli.rulebook import book
from tests.accounts.inviting import DESK, come, press, token_on
from tests.accounts.proving import (
    PAGE,
    SECRET,
    act,
    add_app,
    add_passkey,
    digits,
    is_in,
    knock,
    only_factor,
    options_on,
    with_password,
)  # fmt: skip
from tests.accounts.software_key import SoftwareKey
from tests.conftest import MORNING

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def clerk(place) -> User:
    return with_password(place.users["clerk"])


@pytest.fixture
def inside(clerk) -> Client:
    return knock(clerk)[0]


def later(minutes: int):
    return clock.at(MORNING + minutes * MINUTE)


def second(client: Client, **typed: str):
    return client.post("/accounts/second", typed)


def codes_of(client: Client) -> list[str]:
    page = client.post(f"{PAGE}/codes", act()).content.decode()
    return re.findall(r"<li>([2-9A-Z]{6}-[2-9A-Z]{6})</li>", page)


def test_with_an_app_the_password_alone_lets_nobody_in(inside, clerk):
    secret = add_app(inside)
    client, answer = knock(clerk, next="/desk/nanmen/orders/")

    assert answer.url == "/accounts/second"
    assert not is_in(client)
    with later(1):
        assert second(client, code=digits(secret)).url == "/desk/nanmen/orders/"
        assert is_in(client)


def test_a_code_is_good_once(inside, clerk):
    secret = add_app(inside)
    with later(1):
        first, other = knock(clerk)[0], knock(clerk)[0]
        code = digits(secret)

        assert [second(client, code=code).status_code for client in (first, other)] == [302, 422]


def test_the_code_that_proved_the_app_opens_nothing_again(inside, clerk):
    secret = add_app(inside)

    assert second(knock(clerk)[0], code=digits(secret)).status_code == 422


def test_five_wrong_codes_lock_the_login_also_with_the_right_password_between(inside, clerk):
    secret = add_app(inside)
    for _ in range(5):
        assert second(knock(clerk)[0], code="000000").status_code == 422
    client, answer = knock(clerk)

    assert answer.status_code == 422
    with later(5):
        assert second(client, code=digits(secret)).status_code == 302, "only back to the door"
        assert not is_in(client)
    with later(31):
        client, answer = knock(clerk)
        assert second(client, code=digits(secret)).url == "/desk/nanmen/"


def test_a_lock_that_comes_between_the_steps_holds(inside, clerk):
    secret = add_app(inside)
    with later(1):
        client = knock(clerk)[0]
        User.objects.filter(pk=clerk.pk).update(locked_until=MORNING + 30 * MINUTE)

        assert second(client, code=digits(secret)).status_code == 422
        assert not is_in(client)


def test_half_in_ends_after_five_minutes(inside, clerk):
    secret = add_app(inside)
    client = knock(clerk)[0]
    with later(5):
        assert client.get("/accounts/second").status_code == 200
    with later(6):
        assert second(client, code=digits(secret)).url == "/accounts/login"
        assert not is_in(client)


def test_half_in_ends_when_the_password_changes(inside, clerk):
    add_app(inside)
    client = knock(clerk)[0]
    clerk.set_password("another good one 7")
    clerk.save()

    assert client.get("/accounts/second").url == "/accounts/login"


def test_the_key_of_the_session_changes_at_each_step(inside, clerk):
    secret = add_app(inside)
    client = Client()
    client.get("/accounts/passkey")  # makes a session
    keys = [client.session.session_key]
    knock(clerk, client)
    keys.append(client.session.session_key)
    with later(1):
        second(client, code=digits(secret))
    keys.append(client.session.session_key)

    assert len(set(keys)) == 3


def test_a_second_step_without_a_first_leads_to_the_door(place):
    assert second(Client(), code="123456").url == "/accounts/login"


def test_a_new_link_does_not_go_round_the_second_factor(inside, clerk, place, enter):
    secret = add_app(inside)
    desk = enter(place.users["secretary"])
    token = token_on(press(desk, clerk.postings.get(), "renew"))
    client = Client()

    assert come(client, token).url == "/accounts/second"
    assert not is_in(client)
    with later(1):
        assert second(client, code=digits(secret)).url == "/desk/nanmen/"


def test_what_is_kept_of_an_app_is_sealed_and_the_audit_knows_no_secret(inside, clerk, django_db_blocker):
    secret = add_app(inside)
    row = Factor.objects.values("secret").get()["secret"]

    assert secret.encode() not in bytes(row)
    assert only_factor(clerk).secret == secret
    entry = AuditEntry.objects.get(action="accounts.add_factor")
    assert (entry.subject_id, entry.actor_name, entry.note) == (clerk.pk, "clerk", "app: 我的手机")
    assert secret not in str(AuditEntry.objects.values())


def test_the_secret_in_the_session_is_sealed_and_the_same_until_it_is_proved(inside):
    first, again = (inside.get(f"{PAGE}/app").context["secret"] for _ in range(2))

    assert first == again
    assert first not in str(dict(inside.session))


def test_wrong_digits_add_nothing(inside):
    inside.get(f"{PAGE}/app")
    answer = inside.post(f"{PAGE}/app", act(code="000000", name="手机"))

    assert answer.status_code == 422
    assert "数字不对" in answer.content.decode()
    assert not Factor.objects.exists()


def test_a_double_press_adds_one_app(inside):
    secret = inside.get(f"{PAGE}/app").context["secret"]
    form = act(code=digits(secret), name="手机")

    assert [inside.post(f"{PAGE}/app", form).status_code for _ in range(2)] == [302, 302]
    assert Factor.objects.count() == 1


def test_changes_ask_for_the_password_when_the_login_is_older(inside, clerk):
    add_app(inside)
    factor = only_factor(clerk)
    with later(11):
        for path in (f"{PAGE}/app", f"{PAGE}/passkey"):
            assert inside.get(path).url == f"/accounts/security/proof?next={path.replace('/', '%2F')}"
        assert inside.post(f"{PAGE}/{factor.pk}/remove", act()).url.startswith(f"{PAGE}/proof")
        assert inside.post(f"{PAGE}/codes", act()).url.startswith(f"{PAGE}/proof")
        assert inside.post(f"{PAGE}/proof", {"password": "wrong"}).status_code == 422
        assert inside.post(f"{PAGE}/proof", {"password": SECRET, "next": f"{PAGE}/app"}).url == f"{PAGE}/app"
        assert inside.get(f"{PAGE}/app").status_code == 200


def test_wrong_passwords_at_the_proof_lock_the_login(inside, clerk):
    for _ in range(5):
        inside.post(f"{PAGE}/proof", {"password": "wrong"})

    assert inside.post(f"{PAGE}/proof", {"password": SECRET}).status_code == 422
    assert knock(clerk)[1].status_code == 422


def test_a_factor_is_renamed_and_removed_by_its_owner_alone(inside, clerk, place):
    add_app(inside)
    factor = only_factor(clerk)
    other = knock(with_password(place.users["zhou"]))[0]
    answers = [
        other.post(f"{PAGE}/{factor.pk}/{verb}", act(name="x")).status_code for verb in ("name", "remove")
    ]
    inside.post(f"{PAGE}/{factor.pk}/name", act(name="办公室手机"))

    assert answers == [404, 302]
    assert only_factor(clerk).name == "办公室手机"
    form = act()
    assert [inside.post(f"{PAGE}/{factor.pk}/remove", form).url for _ in range(2)] == [PAGE, PAGE]
    assert not clerk.factors.exists()
    assert [e.action for e in AuditEntry.objects.filter(action__contains="factor")] == [
        "accounts.add_factor", "accounts.name_factor", "accounts.remove_factor",
    ]  # fmt: skip


def test_the_last_factor_takes_the_recovery_codes_along(inside, clerk):
    add_app(inside)
    codes_of(inside)
    inside.post(f"{PAGE}/{only_factor(clerk).pk}/remove", act())

    assert not RecoveryCode.objects.exists()
    assert knock(clerk)[1].url == "/desk/nanmen/"


def test_recovery_codes_are_shown_once_and_each_is_good_once(inside, clerk):
    add_app(inside)
    form = act()
    page = inside.post(f"{PAGE}/codes", form).content.decode()
    codes = re.findall(r"<li>([2-9A-Z]{6}-[2-9A-Z]{6})</li>", page)
    again = inside.post(f"{PAGE}/codes", form)

    assert len(set(codes)) == 10
    assert again.status_code == 302
    assert codes[0].replace("-", "") not in str(RecoveryCode.objects.values())
    typed = codes[0].lower().replace("-", " ")
    assert [second(knock(clerk)[0], code=code).status_code for code in (typed, typed)] == [302, 422]
    entry = AuditEntry.objects.get(action="accounts.use_recovery_code")
    assert (entry.subject_id, entry.after) == (clerk.pk, "9")
    assert "还剩 9 个" in inside.get(PAGE).content.decode()


def test_new_recovery_codes_end_the_old_ones(inside, clerk):
    add_app(inside)
    old, new = codes_of(inside), codes_of(inside)

    assert [second(knock(clerk)[0], code=code).status_code for code in (old[0], new[0])] == [422, 302]


def test_recovery_codes_of_another_open_nothing(inside, clerk, place):
    add_app(inside)
    other = knock(with_password(place.users["zhou"]))[0]
    add_app(other)

    assert second(knock(clerk)[0], code=codes_of(other)[0]).status_code == 422


def test_without_a_factor_there_are_no_recovery_codes(inside):
    assert codes_of(inside) == []
    assert not RecoveryCode.objects.exists()


@pytest.mark.parametrize(("typed", "read"), [("k7p4m2-9xwq3d", "K7P4M29XWQ3D"), ("Ｋ7P4M2 9XWQ3D", "K7P4M29XWQ3D"),
                                             ("", ""), ("K7P4M2", ""), ("K7P4M2-9XWQ3D7", ""), ("0" * 12, "")])  # fmt: skip
def test_a_recovery_code_is_read_as_people_write_it(typed, read):
    assert read_recovery(typed) == read


# ---- passkeys ----


def test_a_passkey_is_a_second_step(inside, clerk):
    key = add_passkey(inside)
    client, answer = knock(clerk)
    sent = key.get(options_on(client.get(answer.url)))

    assert second(client, passkey=sent).url == "/desk/nanmen/"
    assert is_in(client)
    assert only_factor(clerk).used_on == clock.today()


def test_a_passkey_alone_opens_the_door(inside, clerk):
    key = add_passkey(inside)
    client = Client()
    sent = key.get(options_on(client.get("/accounts/passkey")))

    assert client.post("/accounts/passkey", {"passkey": sent, "next": "/desk/nanmen/orders/"}).url == (
        "/desk/nanmen/orders/"
    )
    assert is_in(client)


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://testserver"},
        {"origin": "http://evil.example"},
        {"place": "evil.example"},
        {"verifies": False},
        {"credential": b"somebody else's"},
        {"key": SoftwareKey().key},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_a_passkey_of_another_place_or_person_opens_nothing(inside, wrong):
    key = add_passkey(inside)
    for name, value in wrong.items():
        setattr(key, name, value)
    client = Client()
    sent = key.get(options_on(client.get("/accounts/passkey")))

    assert client.post("/accounts/passkey", {"passkey": sent}).status_code == 422
    assert not is_in(client)


def test_a_challenge_is_good_once(inside):
    key = add_passkey(inside)
    client = Client()
    sent = key.get(options_on(client.get("/accounts/passkey")))
    client.post("/accounts/passkey", {"passkey": sent})
    client.post("/accounts/logout")

    assert client.post("/accounts/passkey", {"passkey": sent}).status_code == 422


def test_a_copied_passkey_that_counts_backwards_opens_nothing(inside):
    key = add_passkey(inside, SoftwareKey(counter=7))
    answers = []
    for counter in (8, 8, 3, 9):
        key.counter, client = counter, Client()
        sent = key.get(options_on(client.get("/accounts/passkey")))
        answers.append(client.post("/accounts/passkey", {"passkey": sent}).status_code)

    assert answers == [302, 422, 422, 302]


def test_a_passkey_that_names_another_person_opens_nothing(inside, place):
    key = add_passkey(inside)
    client = Client()
    other = with_password(place.users["zhou"])
    from fido2.utils import websafe_encode

    sent = key.get(options_on(client.get("/accounts/passkey")), handle=websafe_encode(other.pk.bytes))

    assert client.post("/accounts/passkey", {"passkey": sent}).status_code == 422


def test_a_passkey_of_another_is_no_second_step(inside, clerk, place):
    add_passkey(inside)
    others = add_passkey(knock(with_password(place.users["zhou"]))[0])
    client, answer = knock(clerk)
    sent = others.get(options_on(client.get(answer.url)))

    assert second(client, passkey=sent).status_code == 422
    assert User.objects.get(pk=clerk.pk).failures == 1


@pytest.mark.parametrize(
    "shut", [{"is_active": False}, {"locked_until": MORNING + MINUTE}], ids=["shut", "rests"]
)
def test_a_login_that_is_shut_or_rests_is_not_opened_by_a_passkey(inside, clerk, shut):
    key = add_passkey(inside)
    User.objects.filter(pk=clerk.pk).update(**shut)
    client = Client()
    sent = key.get(options_on(client.get("/accounts/passkey")))

    assert client.post("/accounts/passkey", {"passkey": sent}).status_code == 422


def test_one_passkey_is_added_once(inside):
    key = add_passkey(inside)
    sent = key.create(options_on(inside.get(f"{PAGE}/passkey")))

    assert inside.post(f"{PAGE}/passkey", act(passkey=sent, name="again")).status_code == 422
    assert Factor.objects.count() == 1


def test_a_double_press_adds_one_passkey(inside):
    sent = SoftwareKey().create(options_on(inside.get(f"{PAGE}/passkey")))
    form = act(passkey=sent, name="钥匙")

    assert [inside.post(f"{PAGE}/passkey", form).status_code for _ in range(2)] == [302, 302]
    assert Factor.objects.count() == 1


@pytest.mark.parametrize("sent", ["", "{}", "[]", "null", "1", '{"rawId": 5}', '{"rawId": "AA", "response": {}}',
                                  '{"rawId": "AA", "response": {"clientDataJSON": "e30", "attestationObject": "oA"}}',
                                  "[" * 3000, "\x00", '{"rawId":"é"}'])  # fmt: skip
def test_what_is_no_passkey_is_refused(inside, sent):
    client = Client()
    client.get("/accounts/passkey")
    inside.get(f"{PAGE}/passkey")

    assert client.post("/accounts/passkey", {"passkey": sent}).status_code == 422
    assert inside.post(f"{PAGE}/passkey", act(passkey=sent, name="x")).status_code == 422


# ---- where it is asked for; lost telephones ----


@pytest.fixture
def required(monkeypatch):
    """The rulebook of a community that asks its staff for a second factor."""
    rows = {code: list(found) for code, found in book.book().rows.items()}
    from dataclasses import replace

    rows["accounts.second_factor.required"] = [
        replace(rows["accounts.second_factor.required"][0], value=True)
    ]
    made = book.Book({code: tuple(found) for code, found in rows.items()})
    monkeypatch.setattr(book, "book", lambda: made)


def test_where_it_is_asked_for_staff_set_one_up_before_their_pages_open(required, inside, clerk):
    for path in ("/desk/nanmen/", "/desk/nanmen/orders/", "/serve/nanmen/"):
        assert inside.get(path).url == f"{PAGE}?asked=1"
    assert "您的社区要求" in inside.get(f"{PAGE}?asked=1").content.decode()
    add_app(inside)

    assert inside.get("/desk/nanmen/").status_code == 200


def test_where_it_is_asked_for_members_and_residents_go_on_as_before(required, place, enter):
    assert enter(place.users["zhou"]).get("/serve/nanmen/").status_code == 200
    assert Client().get("/nanmen/").status_code == 200


def test_where_it_is_only_offered_nobody_is_led_away(inside):
    assert is_in(inside)


def test_a_lost_telephone_is_dropped_by_the_secretary(inside, clerk, place, enter):
    add_app(inside)
    codes_of(inside)
    desk, posting = enter(place.users["secretary"]), clerk.postings.get()
    page = f"{DESK}{posting.pk}"

    assert "停用第二因素" in desk.get(page).content.decode()
    assert press(desk, posting, "drop_factors").status_code == 302
    assert "停用第二因素" not in desk.get(page).content.decode()
    assert knock(clerk)[1].url == "/desk/nanmen/"
    assert not RecoveryCode.objects.exists()
    assert AuditEntry.objects.get(action="accounts.drop_factors").subject_id == clerk.pk


def test_nothing_is_dropped_where_there_is_nothing(clerk, place, enter):
    answer = press(enter(place.users["secretary"]), clerk.postings.get(), "drop_factors")

    assert answer.status_code == 422
    assert "没有设第二因素" in answer.content.decode()


def test_one_community_alone_does_not_drop_the_factor_of_who_works_elsewhere(
    inside, clerk, place, other_place, enter
):
    add_app(inside)
    clerk.postings.create(role="member", community=other_place.community, valid_from=clock.today())
    answer = press(
        enter(place.users["secretary"]), clerk.postings.get(community=place.community), "drop_factors"
    )

    assert answer.status_code == 422
    assert "drop_factors clerk@nanmen --community nanmen" in answer.content.decode()
    assert clerk.factors.exists()


def test_who_runs_the_server_drops_it_by_a_command(inside, clerk, capsys):
    add_app(inside)
    call_command("staff", "drop_factors", clerk.login, "--community", "nanmen")

    assert "clerk@nanmen" in capsys.readouterr().out
    assert not clerk.factors.exists()
    assert AuditEntry.objects.get(action="accounts.drop_factors").actor_name == "linli staff"
    with pytest.raises(SystemExit) as left:
        call_command("staff", "drop_factors", clerk.login, "--community", "nanmen")
    assert left.value.code == 2
