"""The documentation says what the code says: every app, every word, every link, every generated part."""

import importlib.util
import re
from pathlib import Path

import pytest
from django.apps import apps

from linli.accounts.roles import Role
from linli.core.rights import REGISTER
from linli.core.workflow import WorkflowModel
from linli.orders.rights import REQUESTER

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
MADE = {".venv", "node_modules", "var", "dist", ".pytest_cache"}
PAGES = sorted(page for page in ROOT.rglob("*.md") if not MADE & set(page.relative_to(ROOT).parts))
DECISIONS = sorted((DOCS / "adr").glob("*.md"))
APPS = sorted(path.parent.name for path in (ROOT / "linli").glob("*/__init__.py"))
MODELS = [model for model in apps.get_models() if model.__module__.startswith("linli.")]
LIVING = [model for model in MODELS if issubclass(model, WorkflowModel)]
WORKFLOWS = [model.workflow for model in LIVING]
LINK = re.compile(r"!?\[[^\]]*\]\((?P<to>[^)\s]+)\)|<img[^>]*\bsrc=\"(?P<picture>[^\"]+)\"")
OUTSIDE = re.compile(r"^(https?:|mailto:|#)")


def named(page):
    """A page as its path from the root, for the names of tests."""
    return str(page.relative_to(ROOT))


def links(page):
    """The relative addresses of a page; what stands in code is no link."""
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    found = (match["to"] or match["picture"] for match in LINK.finditer(text))
    return [link for link in found if not OUTSIDE.match(link)]


def glossary(section):
    """The terms of one section of the glossary: what stands in backquotes in the first column."""
    text = (DOCS / "glossary.md").read_text(encoding="utf-8")
    body = text.split(f"\n## {section}\n")[1].split("\n## ")[0]
    return re.findall(r"(?m)^\| `([\w.]+)` \|", body)


@pytest.mark.parametrize("app", APPS)
def test_every_app_has_its_page(app):
    assert (DOCS / "domains" / f"{app}.md").is_file()


@pytest.mark.parametrize(
    ("section", "words"),
    [
        (
            "Verbs and rights",
            {code.split(".")[1] for code in REGISTER} | {v for flow in WORKFLOWS for v in flow.verbs},
        ),
        ("Statuses", {status for flow in WORKFLOWS for status in flow.states.values}),
        ("Roles", {*Role.values, REQUESTER}),
        ("Models", {model.__name__ for model in MODELS}),
    ],
)
def test_the_glossary_has_every_word_of_the_code_and_no_other(section, words):
    assert sorted(glossary(section)) == sorted(map(str, words))


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_leads_somewhere(page):
    assert [link for link in links(page) if not (page.parent / link.split("#")[0]).exists()] == []


def test_every_page_can_be_reached_from_the_index():
    reached, waiting = set(), [DOCS / "index.md"]
    while waiting:
        page = waiting.pop()
        if page not in reached:
            reached.add(page)
            targets = [(page.parent / link.split("#")[0]).resolve() for link in links(page)]
            waiting += [target for target in targets if target.suffix == ".md" and target.is_file()]

    assert [named(page) for page in sorted(DOCS.rglob("*.md")) if page not in reached] == []


@pytest.mark.parametrize("decision", DECISIONS, ids=named)
def test_a_decision_says_why_what_and_what_follows(decision):
    text = decision.read_text(encoding="utf-8")
    headings = re.findall(r"(?m)^## (.+)$", text)

    assert re.match(rf"# {int(decision.name[:4])} \S", text), "its number stands in its title"
    assert [h for h in headings if h in {"What was needed", "Decision", "What follows"}] == [
        "What was needed",
        "Decision",
        "What follows",
    ]


def test_no_two_decisions_have_one_number():
    numbers = [decision.name[:4] for decision in DECISIONS]

    assert sorted(set(numbers)) == numbers


@pytest.fixture(scope="module")
def build():
    """docs/build.py, which is a script and not a module of the product."""
    spec = importlib.util.spec_from_file_location("docs_build", DOCS / "build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_generated_parts_are_up_to_date(build):
    assert [named(page) for page in build.outdated()] == []
    assert build.main(["--check"]) == 0


@pytest.mark.parametrize("model", LIVING, ids=lambda model: model._meta.label)
def test_a_workflow_is_drawn_on_the_page_of_its_app(build, model):
    text = (DOCS / "domains" / f"{model._meta.app_label}.md").read_text(encoding="utf-8")

    assert {part["name"] for part in build.PART.finditer(text)} >= {"workflow", "rights"}
    assert model.workflow.as_mermaid() in text


def test_a_part_changed_by_hand_is_found_and_made_anew(build):
    page = DOCS / "domains" / "orders.md"
    right = page.read_text(encoding="utf-8")
    wrong = right.replace("resolved --> confirmed: confirm", "resolved --> closed: confirm")

    assert wrong != right
    assert build.renewed(page, wrong) == right


def test_the_builder_knows_no_other_words(build):
    assert build.main(["--wrong"]) == 2
