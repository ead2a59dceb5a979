"""What the product must never hold or show; each law fails as soon as somebody adds it."""

import ast
import hashlib
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

OURS = [model for model in apps.get_models() if model.__module__.startswith("linli.")]
SOURCES = [path for path in Path("linli").rglob("*.py") if "migrations" not in path.parts]
PAGES = sorted(Path("linli").rglob("*.html"))
FORBIDDEN_FIELD = re.compile(
    r"民族|宗教|信仰|政治面貌|重点人员|ethnic|relig|faith|politic|nationality|fingerprint|face_|biometric"
    r"|score|rank|credit|stability|petition_count",
    re.IGNORECASE,
)
TRACE = re.compile(r"^(lat|lng|lon|latitude|longitude|gps|position|track|steps)", re.IGNORECASE)


def fields():
    """Every field of every model of ours."""
    return [
        (model, field) for model in OURS for field in model._meta.get_fields() if hasattr(field, "attname")
    ]


def test_no_field_holds_what_divides_or_ranks_people():
    words = [
        f"{model._meta.label}.{field.name}"
        for model, field in fields()
        if FORBIDDEN_FIELD.search(f"{field.name} {field.verbose_name} {field.choices or ''}")
    ]

    assert words == []


def test_nobody_is_located():
    """N3: places have outlines; no model that points to a person has a position."""
    placed = {model for model, field in fields() if TRACE.match(field.name)}

    assert placed == set()


def test_no_photo_is_mandatory():
    assert [
        f"{model._meta.label}.{field.name}"
        for model, field in fields()
        if isinstance(field, models.FileField) and not field.blank
    ] == []


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_no_page_asks_for_five_stars_or_compares_people(page):
    assert not re.search(r"排名|排行|五星|好评|第一名|leaderboard|ranking", page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_pages_keep_the_content_security_policy(page):
    text = page.read_text(encoding="utf-8")

    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|\|safe\b|javascript:", text)


def test_no_list_is_ordered_by_a_person():
    """Orders are listed by time; nothing orders or groups them by who asked or who worked."""
    wrong = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"order_by", "values"}:
                words = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
                wrong += [
                    f"{path}: {word}"
                    for word in words
                    if re.search(r"accepted_by|handler|contact_|count$|rate$|points", str(word))
                ]

    assert wrong == []


def test_orders_cannot_be_searched_by_who_asked():
    """M-6: no filter by requester; the telephone is not even searchable."""
    from linli.core.crypto import EncryptedTextField
    from linli.orders.models import Order

    assert isinstance(Order._meta.get_field("contact_phone"), EncryptedTextField)
    assert not [
        field for field in Order._meta.get_fields() if field.name in {"requester", "person", "resident"}
    ]


# SHA-256 of the names of private persons in the published accounts (M-20); the names themselves stand nowhere.
PRIVATE = set(Path("tests/laws/private_names.sha256").read_text().split())
TEXTS = [
    path
    for pattern in ("**/*.py", "**/*.html", "**/*.yaml", "**/*.md", "**/*.po", "**/*.js", "**/*.json")
    for path in Path().glob(pattern)
    if not {".venv", "node_modules", "var", "dist"} & set(path.parts)
]


def names_in(text: str) -> set[str]:
    """Digests of private names among all runs of two to four Han characters of a text."""
    found = set()
    for run in re.findall(r"[\u4e00-\u9fff]{2,}", text):
        for size in (2, 3, 4):
            for start in range(len(run) - size + 1):
                digest = hashlib.sha256(run[start : start + size].encode()).hexdigest()
                if digest in PRIVATE:
                    found.add(digest)
    return found


def test_no_private_person_of_the_accounts_is_named():
    assert PRIVATE
    assert {str(path): found for path in TEXTS if (found := names_in(path.read_text(encoding="utf-8")))} == {}
