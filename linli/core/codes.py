"""六位编号: a record enters the books with a code that no other of its kind in the community bears.

Where there are 20,000 records, one code in 40,000 is borne by another; the database knows, and a new one is drawn.
"""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError

from linli.core import keys
from linli.core.rights import Actor
from linli.core.workflow import start


def start_coded(row: Any, *, by: Actor) -> None:
    """Into the books; where another bears the code that was drawn, with a new one."""
    drawn = row.code
    try:
        start(row, by=by)
    except IntegrityError:
        give_free_codes([row])
        if row.code == drawn:
            raise
        start(row, by=by)


def give_free_codes(rows: Sequence[Any]) -> None:
    """To each of some records of one kind and community a code that no other bears; most keep the one that was drawn."""
    if not rows:
        return
    others = type(rows[0]).objects.of(rows[0].community_id)
    borne = set(others.filter(code__in=[row.code for row in rows]).values_list("code", flat=True))
    for row in rows:
        while row.code in borne:
            row.code = keys.new_code()
        borne.add(row.code)
