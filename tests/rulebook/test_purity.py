"""Rules and calendars work without Django, and every parameter a check names stands in the rulebook."""

import subprocess
import sys

import pytest

from linli.rulebook.book import book
from linli.rulebook.registry import checks, rules
from tests.vectors import judging

PURE = (
    "linli.calendars.workdays",
    "linli.calendars.months",
    "linli.rulebook.verdict",
    "linli.rulebook.registry",
    "linli.orders.verdicts",
    "linli.places.verdicts",
    "linli.residents.verdicts",
    "linli.accounts.verdicts",
    "linli.hall.verdicts",
)


def test_no_pure_module_loads_django() -> None:
    code = f"import sys; import {', '.join(PURE)}; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("number", rules())
def test_parameters_of_checks_stand_in_the_rulebook(number: str) -> None:
    for check in checks(number).values():
        for name, param in check.params.items():
            row = book().row(param.code, on=judging.TODAY)
            assert param.field.read(row.value, name) is not None
