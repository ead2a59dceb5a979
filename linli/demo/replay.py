"""重演: history and today's matters of all demo communities, and the comparison of what is counted with what was published."""

import datetime as dt
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from django.db import transaction

from linli.core.documents import BadInput
from linli.core.figures import REGISTER
from linli.core.outbox import silent
from linli.core.sealing import seal_everything
from linli.core.search import index
from linli.demo.chronicle import community_id
from linli.demo.history.play import History, told
from linli.demo.living import Living
from linli.notifications.silence import by_hand_only
from linli.places.models import Community

COMMUNITIES = Path(__file__).with_name("communities.yaml")
DAYS_OF_A_WINDOW = 2


class Played(NamedTuple):
    """How many acts were done now, and how many had been done before."""

    done: int
    repeated: int


def strangers() -> list[str]:
    """Communities that are not of the demo: an installation that has them is real, and the demo keeps out of it."""
    ours = [community_id(line["slug"]) for line in told(COMMUNITIES)]
    return list(Community.objects.exclude(pk__in=ours).values_list("name", flat=True))


def replay(progress: Callable[[str], None]) -> Played:
    """Play everything; each community in one transaction, so that an interruption leaves whole communities.
    Nothing is sent: history was told long ago, and today's matters have invented people; staff find some to be told.
    """
    if strangers():
        raise BadInput("not_empty", f"已有自己的社区（{'、'.join(strangers())}），不装演示", "communities")
    done = repeated = 0
    for line in told(COMMUNITIES):
        for chronicle, manner in ((History(line), silent), (Living(line["slug"]), by_hand_only)):
            with transaction.atomic(), manner():
                chronicle.play()
            done, repeated = done + chronicle.done, repeated + chronicle.repeated
            progress(
                f"{line['name']} {chronicle.scenario}: {chronicle.done} acts done, {chronicle.repeated} found done"
            )
    seal_everything()
    index.fill()
    return Played(done, repeated)


class _Exact(yaml.SafeLoader):
    """YAML in which 7.37 is a Decimal."""


_Exact.add_constructor("tag:yaml.org,2002:float", lambda loader, node: Decimal(str(node.value)))


class Expectations(NamedTuple):
    """What a file says should come out: the communities with their day, and a line for each figure asked for."""

    communities: dict[str, Any]
    lines: list[dict[str, Any]]


def expectations(file: str, asked: Iterable[str]) -> Expectations:
    """The lines of the file that are asked for; all of them where none is named."""
    communities, lines = _read(file)
    wanted = list(dict.fromkeys(asked))
    known = {line["id"] for line in lines}
    if unknown := [key for key in wanted if key not in known]:
        raise BadInput("no_such_figure", f"文件里没有 {unknown[0]}", "--id")
    return Expectations(communities, [line for line in lines if not wanted or line["id"] in wanted])


def compare(expected: Expectations) -> dict[str, Any]:
    """Each expected figure, counted and compared; those that are not built yet are absent, which is not a pass."""
    found = [_compared(line, expected.communities) for line in expected.lines if line["id"] in REGISTER]
    return {
        "figures": found,
        "passed": sum(line["pass"] for line in found),
        "failed": sum(not line["pass"] for line in found),
        "absent": [line["id"] for line in expected.lines if line["id"] not in REGISTER],
    }


def _compared(line: dict[str, Any], communities: dict[str, Any]) -> dict[str, Any]:
    key, slug = line["id"], str(line.get("in"))
    place = communities.get(slug)
    if not isinstance(place, dict) or not isinstance(place.get("as_of"), dt.date):
        raise BadInput("community", f"{key}：communities 里没有 {slug} 或它的 as_of", f"figures.{key}.in")
    community = Community.objects.filter(slug=slug).first()
    if community is None:
        raise BadInput("no_such_community", f"没有社区 {slug}", f"figures.{key}.in")
    window = line.get("window")
    if window is not None and not (
        isinstance(window, list)
        and len(window) == DAYS_OF_A_WINDOW
        and all(isinstance(day, dt.date) for day in window)
    ):
        raise BadInput("window", f"{key}：window 要两个日期", f"figures.{key}.window")
    figure = REGISTER[key]
    given = {name: str(place[name]) for name in figure.parameters if name in place}
    answer = figure.answer(community, (window[0], window[1]) if window else None, place["as_of"], **given)
    expected, passed = _passes(line, answer)
    return {**answer, "in": slug, "op": line.get("op"), "expected": expected, "pass": passed}


def _passes(line: dict[str, Any], answer: dict[str, Any]) -> tuple[Any, bool]:
    """What is expected, and whether the answer is that."""
    value, op = answer["value"], line.get("op")
    number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    if op == "text":
        return line.get("text"), answer["text"] == line.get("text")
    if op == "true":
        return True, value is True
    expected = line.get("value")
    if op not in {"=", ">="} or not isinstance(expected, int | Decimal):
        raise BadInput("op", f"{line['id']}：读不懂 op 或 value", f"figures.{line['id']}")
    return expected, number and (value == expected if op == "=" else value >= expected)


def _read(file: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    try:
        content = yaml.load(Path(file).read_text(encoding="utf-8-sig"), _Exact)  # noqa: S506  a SafeLoader
    except OSError as error:
        raise BadInput("file", f"读不了文件：{error.strerror}", file) from error
    except UnicodeDecodeError as error:
        raise BadInput("encoding", "不是 UTF-8 文字", f"byte {error.start}") from error
    except (yaml.YAMLError, ValueError, ArithmeticError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise BadInput("yaml", "不是有效的 YAML", f"line {mark.line + 1}" if mark else file) from error
    communities = content.get("communities") if isinstance(content, dict) else None
    lines = content.get("figures") if isinstance(content, dict) else None
    if not isinstance(communities, dict):
        raise BadInput("missing", "缺少 communities", "communities")
    if not isinstance(lines, list) or not all(
        isinstance(line, dict) and isinstance(line.get("id"), str) for line in lines
    ):
        raise BadInput("missing", "缺少 figures，或有一行没有 id", "figures")
    return communities, lines
