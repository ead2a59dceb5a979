"""`linli found` and `linli staff`: a community from nothing, twice the same, and never other facts by accident."""

import io
import json
import stat

import pytest
from django.core.management import call_command
from django.test import Client

from linli.accounts.models import Invitation, Posting, User
from linli.core.audit import AuditEntry
from linli.core.tenancy import community_models
from linli.orders.models import Category
from linli.places.models import CodeChange, Community, Division
from tests.accounts.inviting import come
from tests.people import SINCE

FACTS = {
    "slug": "xinhe", "code": "350824001007", "name": "新河社区", "township-code": "350824001000",
    "township-name": "青川街道", "since": "2026-01-01",
}  # fmt: skip
SECRETARY = {"secretary": "Chen@xinhe", "secretary-name": "陈知远"}
COUNTY = {"county-code": "350824000000", "county-name": "青川县"}


@pytest.fixture(autouse=True)
def var(tmp_path, settings):
    settings.VAR = tmp_path
    settings.CSRF_TRUSTED_ORIGINS = ["https://linli.example.cn"]
    return tmp_path


def run(command, *words, **facts):
    """Exit code and document."""
    out = io.StringIO()
    options = [f"--{name.replace('_', '-')}={value}" for name, value in facts.items()]
    try:
        call_command(command, *words, *options, "--json", stdout=out)
    except SystemExit as left:
        return left.code, json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


def rows():
    models = [*community_models(), Community, Division, User, Posting, Invitation, AuditEntry]
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models}


def test_a_community_and_its_secretary_come_from_one_command(db, var):
    code, told = run("found", **FACTS, **COUNTY, **SECRETARY)
    community = Community.objects.get(slug="xinhe")

    assert (code, told["done"]) == (0, "founded")
    assert community.division.parent.name == "青川县"
    assert Category.objects.of(community).exists()
    assert CodeChange.objects.of(community).get().form == "urban"
    client, path = Client(), told["link"].removeprefix("https://linli.example.cn")
    assert come(client, path.rsplit("/", 1)[1]).url == "/desk/xinhe/"
    assert client.get("/desk/xinhe/staff/").status_code == 200


def test_the_link_is_kept_where_only_the_owner_reads_it(db, var):
    (var / "invitation-xinhe.txt").write_text("old")
    (var / "invitation-xinhe.txt").chmod(0o644)
    _code, told = run("found", **FACTS, **SECRETARY)
    file = var / "invitation-xinhe.txt"

    assert told["link"] in file.read_text(encoding="utf-8")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_twice_the_same_is_found_done_and_changes_nothing(db, var):
    run("found", **FACTS, **SECRETARY)
    (var / "invitation-xinhe.txt").unlink()
    before = rows()
    code, told = run("found", **FACTS, **SECRETARY)

    assert (code, told["done"]) == (0, "unchanged")
    assert "link" not in told
    assert rows() == before
    assert not list(var.iterdir())


@pytest.mark.parametrize(
    "other",
    [
        {"name": "新江社区"},
        {"code": "350824001008"},
        {"since": "2026-01-02"},
        {"form": "village"},
        {"township-name": "白川街道"},
        {
            "township-code": "350824001000",
            "county-code": "350824000000",
            "county-name": "青川县",
            "name": "x",
        },
        {"secretary": "li@xinhe"},
        {"secretary-name": "李向东"},
    ],
)
def test_other_facts_are_refused_and_nothing_changes(db, other):
    run("found", **FACTS, **SECRETARY)
    before = rows()
    code, told = run("found", **{**FACTS, **SECRETARY, **other})

    assert code == 2
    assert told["error"]["code"] == "other_facts"
    assert rows() == before


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"slug": "desk"}, "--slug"),
        ({"slug": "新 河"}, "--slug"),
        ({"code": "35082400100"}, "--code"),
        ({"code": "350825001007"}, "--code"),
        ({"township-code": "350824001"}, "--township-code"),
        ({"county-code": "350999000000", "county-name": "青川县"}, "--township-code"),
        ({"county-code": "350824000000"}, "--county-name"),
        ({"since": "01.01.2026"}, "--since"),
        ({"secretary": "chen"}, "--secretary-name"),
        ({"secretary": "陈 知远", "secretary-name": "陈知远"}, "--secretary"),
    ],
)
def test_bad_input_is_named_and_nothing_is_written(db, wrong, where):
    code, told = run("found", **{**FACTS, **wrong})

    assert (code, told["error"]["where"]) == (2, where)
    assert not Community.objects.exists()
    assert not Division.objects.exists()


def test_a_wrong_option_is_bad_input_too(db, capsys):
    with pytest.raises(SystemExit) as left:
        call_command("found", *[f"--{name}={value}" for name, value in FACTS.items()], "--form=city")

    assert left.value.code == 2
    assert json.loads(capsys.readouterr().out)["error"]["where"] == "arguments"


def test_a_secretary_may_follow_the_founding(db):
    run("found", **FACTS)
    code, told = run("found", **FACTS, **SECRETARY)

    assert (code, told["done"], told["secretary"]) == (0, "unchanged", "chen@xinhe")


def test_the_server_renews_for_who_works_in_two_communities(place, other_place, var):
    clerk = place.users["clerk"]
    Posting.objects.create(user=clerk, role="member", community=other_place.community, valid_from=SINCE)
    code, told = run("staff", "renew", clerk.login.upper(), community="nanmen")

    assert (code, told["login"]) == (0, clerk.login)
    assert come(Client(), told["link"].rsplit("/", 1)[1]).url == "/desk/nanmen/"


@pytest.mark.parametrize(
    ("login", "slug", "where"),
    [
        ("nobody@nanmen", "nanmen", "LOGIN"),
        ("clerk@nanmen", "yongxinlu", "LOGIN"),
        ("clerk@nanmen", "x", "--community"),
    ],
)
def test_renewing_for_nobody_is_bad_input(place, other_place, login, slug, where):
    code, told = run("staff", "renew", login, community=slug)

    assert (code, told["error"]["where"]) == (2, where)
    assert not Invitation.objects.exists()
