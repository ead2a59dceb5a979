"""The replay: figures come out as published, a second one changes nothing, an interrupted one goes on."""

import datetime as dt
import hashlib
import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction

from linli.core import clock
from linli.core.audit import AuditEntry
from linli.core.figures import REGISTER
from linli.core.rights import REGISTER as RIGHTS
from linli.demo import chronicle
from linli.demo.history.play import History, told
from linli.demo.living import Living
from linli.demo.names import names
from linli.demo.replay import COMMUNITIES
from linli.orders.models import Order
from linli.places.models import Community

LINES = {line["slug"]: line for line in told(COMMUNITIES)}
# id, community, as of, window, text: what the published accounts say.
PUBLISHED = """
F01 dengta 2022-06-30 7.37
F03 dengta 2022-06-30 2021-09
F14 nanmen 2022-12-31 52
F17 nanmen 2022-12-31 3
F35 nanmen 2022-12-31 156
F33 nanmen 2022-12-31 33
F34 nanmen 2022-12-31 83
F40 nanmen 2022-12-31 3
F42 yongxinlu 2020-11-30 2015-07
F43 yongxinlu 2020-11-30 6
F44 yongxinlu 2020-11-30 5
F45 yongxinlu 2020-11-30 46
F46 yongxinlu 2020-11-30 1
F48 yongxinlu 2020-11-30 3
F50 yongxinlu 2020-11-30 100.0%
F65 suixidonglu 2022-02-10 是
F56 yongxinlu 2020-11-30 4
F66 suixidonglu 2022-02-10 12
F67 suixidonglu 2022-02-10 39
F68 suixidonglu 2022-02-10 3
F69 suixidonglu 2022-02-10 500
F74 suixidonglu 2022-02-10 3
F75 wentingxiang 2021-07-05 5
F80 wentingxiang 2021-07-05 二十多
F81 wentingxiang 2021-07-05 8
F82 wentingxiang 2021-07-05 51
F88 yongxinlu 2020-11-30 6
F87 nanmen 2022-12-31 5
"""
WINDOWS = {
    "F50": (dt.date(2020, 1, 1), dt.date(2020, 10, 31)),
    "F82": (dt.date(2021, 1, 1), dt.date(2021, 7, 5)),
}
GIVEN = {key: {"compound": "红旗村"} for key in ("F66", "F67", "F68")}


def texts() -> dict[str, str]:
    said = {}
    for line in PUBLISHED.split("\n"):
        if line:
            key, slug, day, _text = line.split()
            community = Community.objects.get(slug=slug)
            said[key] = REGISTER[key].text(
                community, WINDOWS.get(key), dt.date.fromisoformat(day), **GIVEN.get(key, {})
            )
    return said


def published() -> dict[str, str]:
    return {line.split()[0]: line.split()[3] for line in PUBLISHED.split("\n") if line}


def play(scenario: str, slug: str) -> chronicle.Chronicle:
    played = History(LINES[slug]) if scenario == "history" else Living(slug)
    with transaction.atomic():
        played.play()
    return played


def everything() -> dict[str, list[Any]]:
    """All rows of all our models."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("linli.")]
    return {model._meta.label: sorted(map(str, model._base_manager.values_list())) for model in ours}


def run(*words: str) -> tuple[int, Any]:
    out, err, code = io.StringIO(), io.StringIO(), 0
    try:
        call_command("replay", *words, stdout=out, stderr=err)
    except SystemExit as stop:
        code = int(stop.code or 0)
    return code, json.loads(out.getvalue())


@pytest.mark.django_db
def test_history_gives_the_figures_today_does_not_change_them_and_a_second_replay_changes_nothing(tmp_path):
    history = [play("history", slug) for slug in LINES]
    assert texts() == published()
    file = tmp_path / "figures.yaml"
    file.write_text(
        "communities:\n  dengta: {as_of: 2022-06-30}\n  suixidonglu: {as_of: 2022-02-10, compound: 红旗村}\n"
        "figures:\n"
        '  - {id: F01, in: dengta, op: "=", value: 7.37}\n'
        '  - {id: F03, in: dengta, op: "text", text: "2021-09"}\n'
        '  - {id: F66, in: suixidonglu, op: ">=", value: 12}\n'
        '  - {id: F98, in: dengta, op: "true"}\n'
        '  - {id: F43, in: dengta, op: "=", value: 99}\n',
        encoding="utf-8",
    )
    code, said = run("--check", str(file), "--id", "F01", "--id", "F03", "F66", "--json")
    before = everything()

    assert (code, said["passed"], said["failed"], said["absent"]) == (0, 3, 0, [])
    assert said["figures"][0]["expected"] == said["figures"][0]["value"] == 7.37
    assert said["figures"][2]["pass"]
    assert said["acts"]["repeated"] == sum(len(one.lines) for one in history)
    assert texts() == published()

    code, said = run("--check", str(file), "--json")
    assert (code, said["passed"], said["failed"], said["absent"]) == (1, 3, 1, ["F98"])
    assert said["acts"]["done"] == 0
    assert everything() == before

    assert run("--check", str(file), "--id", "F98", "--json")[0] == 1, "absent is not a pass"
    code, said = run("--check", str(file), "--id", "F77", "--json")
    assert (code, said["error"]["code"]) == (2, "no_such_figure")
    assert everything() == before


@pytest.mark.django_db
@pytest.mark.parametrize("stop", [1, 100])
def test_an_interrupted_replay_goes_on(stop):
    with clock.at(dt.datetime(2026, 3, 10, 9, tzinfo=clock.BEIJING)):
        history = History(LINES["wentingxiang"])
        for line in sorted(history.lines, key=lambda line: line.when)[:stop]:
            history.do(line)
        again = play("history", "wentingxiang")

    assert (again.repeated, again.done) == (stop, len(history.lines) - stop)
    assert texts_of("wentingxiang") == {"F80": "二十多", "F82": "51"}
    assert Order.objects.values("number").distinct().count() == Order.objects.count() == 68


def texts_of(slug: str) -> dict[str, str]:
    community, day = Community.objects.get(slug=slug), dt.date(2021, 7, 5)
    return {key: REGISTER[key].text(community, WINDOWS.get(key), day) for key in ("F80", "F82")}


# A pledge from paper is published, delivered and reviewed in the press that writes it down.
WITH_ANOTHER = {"pledges.publish", "pledges.deliver", "pledges.begin_review", "pledges.review"}


@pytest.mark.django_db
def test_each_act_has_its_moment_its_entry_and_its_right():
    history = play("history", "nanmen")
    entries = AuditEntry.objects.filter(community_id=history.pk)

    written = Counter(entry.action for entry in entries)
    planned = Counter(line.action for line in history.lines)
    assert {action for action, times in (written - planned).items()} <= WITH_ANOTHER
    assert planned <= written
    assert {entry.happened_at for entry in entries} == {line.when for line in history.lines}
    assert {line.action for line in history.lines} <= set(RIGHTS)
    for line in history.lines:
        if line.by and not line.subject:
            assert RIGHTS[line.action].held_by(history.actor(line.by)), line.key


def test_names_are_the_same_each_time_and_nobody_real():
    private = set(Path("tests/laws/private_names.sha256").read_text().split())
    for slug in LINES:
        first, again = names(slug), names(slug)
        made = [next(first) for _ in range(300)]
        assert made == [next(again) for _ in range(300)]
        assert len(set(made)) == 300
        assert not private & {hashlib.sha256(name.encode()).hexdigest() for name in made}


BAD = [
    ("communities: {}\nfigures: [", "yaml"),
    ("- 1", "missing"),
    ("communities: {}", "missing"),
    ("communities: {}\nfigures: [{in: dengta}]", "missing"),
    ("communities: {}\nfigures: [{id: F01, in: dengta, op: '=', value: 1}]", "community"),
    (
        "communities: {dengta: {as_of: heute}}\nfigures: [{id: F01, in: dengta, op: '=', value: 1}]",
        "community",
    ),
    (
        "communities: {dengta: {as_of: 2022-01-01}}\nfigures: [{id: F01, in: dengta, op: '=', value: 1, window: 3}]",
        "window",
    ),
    ("communities: {dengta: {as_of: 2022-01-01}}\nfigures: [{id: F01, in: dengta, op: '<', value: 1}]", "op"),
    (
        "communities: {nirgends: {as_of: 2022-01-01}}\nfigures: [{id: F01, in: nirgends, op: '=', value: 1}]",
        "no_such_community",
    ),
]


@pytest.mark.django_db
def test_bad_files_name_their_place(tmp_path, monkeypatch):
    from linli.demo.management.commands import replay as command
    from linli.demo.replay import Played

    play("history", "dengta")
    monkeypatch.setattr(command, "replay", lambda progress: Played(0, 0))
    for number, (text, problem) in enumerate(BAD):
        file = tmp_path / f"{number}.yaml"
        file.write_text(text, encoding="utf-8")
        code, said = run("--check", str(file), "--json")
        assert (code, said["error"]["code"]) == (2, problem), text
        assert said["error"]["where"]
    assert run("--check", str(tmp_path / "none.yaml"), "--json")[1]["error"]["code"] == "file"
    assert run("--id", "F01", "--json")[1]["error"]["where"] == "--check"
    (tmp_path / "latin").write_bytes(b"\xff\xfe\x00")
    assert run("--check", str(tmp_path / "latin"), "--json")[1]["error"]["code"] in {"encoding", "yaml"}


def test_a_wrong_option_is_bad_input_too(capsys):
    with pytest.raises(SystemExit) as stop:
        call_command("replay", "--jason")

    assert stop.value.code == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "usage"


@pytest.mark.django_db
def test_the_demo_writes_its_accounts_once(tmp_path, settings, monkeypatch):
    from linli.demo.management.commands import demo
    from linli.demo.replay import Played

    settings.VAR = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr(demo, "replay", lambda progress: Played(0, 0))
    play("history", "dengta")
    call_command("demo", stdout=io.StringIO())
    first = (tmp_path / "demo-accounts.txt").read_text().splitlines()
    call_command("demo", stdout=io.StringIO())

    assert len(first) == 8
    assert (tmp_path / "demo-accounts.txt").read_text().splitlines() == first
    assert first[0].split("\t")[0] == "shuji@dengta"
    assert (tmp_path / "demo-accounts.txt").stat().st_mode & 0o777 == 0o600
