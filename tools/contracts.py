"""`dev.py inspect api`: schemathesis on every operation of our API and of Open311, against a running product.

Starts the product with the demo from an empty folder, makes a token, and lets schemathesis try each operation with many
examples: what the contract allows, and what it does not. Real numbers and ids of the demo are put among the values, so
that not everything is unknown. Ends with 1 when an answer breaks its contract.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tools.console import say

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES, SEED, SLUG = 100, 311, "nanmen"
# What is always the same: the community and the token. Of everything else the real values are some among others.
ALWAYS = ("jurisdiction_id", "api_key", "ending", "response_format")
OURS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
    "allow_header_conformance",
    "ignored_auth",
)
# A contract of others may not list the refusals that the page of the specification demands.
GIVEN = ("not_a_server_error", "content_type_conformance", "response_schema_conformance")


@dataclass(frozen=True)
class Contract:
    """A document with the address that its operations begin with, and what it is judged by."""

    name: str
    document: dict[str, Any]
    begin: str
    checks: tuple[str, ...]
    token: str = ""


# ---- inside the installation ----


def prepare(slug: str = SLUG) -> None:
    """Make a token that may write, and print what is known: real values by the name of the parameter they fit."""
    import django

    django.setup()
    from linli.accounts.models import Posting, Token
    from linli.accounts.queries import takers
    from linli.accounts.roles import Role
    from linli.accounts.tokens import digest_of, new_token
    from linli.core import clock
    from linli.orders.models import Order
    from linli.orders.queries import categories
    from linli.places.models import Building, Community

    community = Community.objects.get(slug=slug)
    token = new_token()
    posting = Posting.objects.filter(community=community, role=Role.SECRETARY, place_id=None).first()
    made = {"made_at": clock.now(), "valid_to": clock.today(), "name": "inspect", "may_write": True}
    Token.objects.create(posting=posting, digest=digest_of(token), **made)
    orders = Order.objects.of(community).order_by("-submitted_at")[:20]
    kinds = [str(row.pk) for row in categories(community)]
    houses = [str(row.pk) for row in Building.objects.of(community)[:10]]
    ids = [str(order.pk) for order in orders]
    known = {
        "slug": [slug], "jurisdiction_id": [slug], "api_key": [token],
        "ending": ["json", "xml"], "response_format": ["json", "xml"],
        "number": [order.number for order in orders], "into": [order.number for order in orders],
        "category": kinds, "service_code": kinds, "building": houses, "address_id": houses,
        "handler": [str(row.pk) for row in takers(community)[:10]],
        "service_request_id": ids, "token": ids, "version": [1, 2, 3],
    }  # fmt: skip
    print(json.dumps(known))


# ---- documents ----


def pinned(document: dict[str, Any], known: dict[str, list[Any]]) -> dict[str, Any]:
    """The document with real values: always these for what is always the same, these among others for the rest."""
    done = deepcopy(document)
    # A word with a slash in the place of the community would be another address altogether.
    slug = known["slug"][0]
    done["paths"] = {path.replace("{slug}", slug): _without_slug(one) for path, one in done["paths"].items()}
    for part in _parts(done):
        if part.get("in") in {"path", "query"} and part.get("name") in known:
            _pin(part, known[part["name"]], always=part["name"] in ALWAYS)
        properties = part.get("properties")
        for name in set(known) & set(properties if isinstance(properties, dict) else ()):
            holder = {"schema": properties[name]}
            _pin(holder, known[name], always=name in ALWAYS)
            properties[name] = holder["schema"]
    return done


def _without_slug(operations: dict[str, Any]) -> dict[str, Any]:
    for operation in operations.values():
        kept = [one for one in operation.get("parameters", []) if one.get("name") != "slug"]
        operation["parameters"] = kept
    return operations


def _parts(part: Any) -> Any:
    """Every object of a document; answers are left as they are promised."""
    if isinstance(part, dict):
        yield part
        for name, inner in part.items():
            if name != "responses":
                yield from _parts(inner)
    if isinstance(part, list):
        for inner in part:
            yield from _parts(inner)


def _pin(holder: dict[str, Any], values: list[Any], *, always: bool) -> None:
    if "schema" not in holder:  # Swagger 2.0 says it beside the name
        holder["enum"] = values if always else [*values, "7", "没有"]
    elif always:
        holder["schema"] = {"enum": values}
    else:
        holder["schema"] = {"anyOf": [{"enum": values}, holder["schema"]]}


def given_contract(path: Path, known: dict[str, list[Any]], begin: str) -> Contract:
    """A contract in a file (Swagger 2.0 of GeoReport v2): the key as a parameter, the values of ours."""
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    document["parameters"] = {**document.get("parameters", {})}
    for operations in document["paths"].values():
        for operation in operations.values():
            if operation.pop("security", None):
                key = {"name": "api_key", "in": "query", "type": "string", "required": True}
                operation["parameters"].append(key)
    return Contract(path.name, pinned(document, known), begin, GIVEN)


def contracts(address: str, known: dict[str, list[Any]], given: Path | None = None) -> list[Contract]:
    """What is tried at an address: our API, our Open311, and the contract in a file where one is given."""
    begin = f"{address}/{known['slug'][0]}/open311/v2"
    token = known["api_key"][0]
    ours = [
        Contract("api", _read(f"{address}/api/v1/openapi.json"), address, OURS, token),
        Contract("open311", _read(f"{begin}/openapi.json"), begin, OURS),
    ]
    tried = [
        Contract(one.name, pinned(one.document, known), one.begin, one.checks, one.token) for one in ours
    ]
    return [*tried, *([given_contract(given, known, begin)] if given else [])]


def _read(address: str) -> dict[str, Any]:
    with urllib.request.urlopen(address, timeout=30) as answer:
        document: dict[str, Any] = json.load(answer)
    return document


# ---- trying ----


def judge(
    contract: Contract,
    folder: Path,
    *,
    examples: int,
    seed: int,
    phases: str = "examples,coverage,fuzzing",
) -> tuple[int, str]:
    """Try every operation of a contract; the exit code of schemathesis and what it printed."""
    file = folder / f"{contract.name}.json"
    file.write_text(json.dumps(contract.document), encoding="utf-8")
    words = [
        sys.executable, "-m", "schemathesis.cli", "run", str(file), "--url", contract.begin,
        "--max-examples", str(examples), "--seed", str(seed), "--checks", ",".join(contract.checks),
        "--phases", phases, "--workers", "2", "--generation-database", "none", "--no-color",
        "--suppress-health-check", "all", "--request-timeout", "30", "--warnings", "off",
        *(["--header", f"Authorization: Bearer {contract.token}"] if contract.token else []),
    ]  # fmt: skip
    done = subprocess.run(
        words, cwd=folder, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    return done.returncode, done.stdout


def options(arguments: list[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="dev.py inspect api", description="Schemathesis on every operation of ours."
    )
    parser.add_argument(
        "--examples", type=int, default=EXAMPLES, help=f"of each operation (default {EXAMPLES})"
    )
    parser.add_argument(
        "--seed", type=int, default=SEED, help=f"the same seed tries the same (default {SEED})"
    )
    parser.add_argument("--contract", type=Path, metavar="FILE", help="also this contract of GeoReport v2")
    parser.add_argument("--only", choices=("api", "open311"), help="only one of ours")
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    """The command; its exit code."""
    from tools.inspection import product

    chosen = options(arguments)
    failed = []
    with tempfile.TemporaryDirectory(prefix="linli-inspect-") as name, product(Path(name)) as address:
        environment = {**os.environ, "LINLI_VAR": name, "DJANGO_SETTINGS_MODULE": "config.settings"}
        environment.pop("DATABASE_URL", None)
        told = subprocess.run(
            [sys.executable, "-c", "from tools.contracts import prepare; prepare()"],
            cwd=ROOT, env=environment, check=True, capture_output=True, text=True,
        )  # fmt: skip
        for contract in contracts(address, json.loads(told.stdout), chosen.contract):
            if chosen.only in {None, contract.name} or contract.checks == GIVEN:
                code, printed = judge(contract, Path(name), examples=chosen.examples, seed=chosen.seed)
                say(f"== {contract.name}\n{printed}")
                failed += [contract.name] if code else []
    say(f"broken: {', '.join(failed)}" if failed else "every answer keeps its contract")
    return 1 if failed else 0
