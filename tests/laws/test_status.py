"""Only core.workflow writes `status`, and each row's status is the target of its last audit entry."""

import ast
import re
from pathlib import Path

import pytest

from linli.core.audit import AuditEntry
from linli.orders.models import Order
from tests.people import WAY

SOURCES = [path for path in Path("linli").rglob("*.py") if "migrations" not in path.parts]
WRITERS = {"update", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "Order"}
SQL = re.compile(r"update\s+\w+\s+set\s[^\"']*\bstatus\b", re.IGNORECASE)


def written(tree: ast.AST) -> bool:
    """Whether a tree assigns `.status`, passes `status=` to a writer, or says so in SQL."""
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        names = [e for t in targets if t is not None for e in (t.elts if isinstance(t, ast.Tuple) else [t])]
        if any(isinstance(name, ast.Attribute) and name.attr == "status" for name in names):
            return True
        if isinstance(node, ast.Call):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if called in WRITERS and any(keyword.arg == "status" for keyword in node.keywords):
                return True
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value):
            return True
    return False


def test_status_is_written_in_one_place():
    # core.tasks puts rows of the library's queue back; they are no records of ours.
    culprits = {str(path) for path in SOURCES if written(ast.parse(path.read_text(encoding="utf-8")))}

    assert culprits - {"linli/core/tasks.py"} == {"linli/core/workflow.py"}


@pytest.mark.parametrize(
    "wrong",
    [
        "order.status = 'closed'",
        "a, order.status = 1, 'closed'",
        "rows.update(status='closed')",
        "Order.objects.create(status='closed')",
        "cursor.execute('UPDATE orders_order SET version = 1, status = 2')",
    ],
)
def test_the_law_sees_each_way_round_it(wrong):
    assert written(ast.parse(wrong))


@pytest.mark.parametrize("status", WAY)
def test_a_row_stands_where_its_last_entry_leads(place, status):
    order = place.order(status)

    last = AuditEntry.objects.filter(subject_id=order.pk).last()
    assert Order.objects.get(pk=order.pk).status == last.after == status
