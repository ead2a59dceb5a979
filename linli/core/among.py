"""`pk__among=[...]`: one of very many keys, as one parameter; a parameter for each would cost more than the question."""

import json
from typing import Any

from django.db import models
from django.db.models import Lookup


@models.UUIDField.register_lookup
class Among(Lookup):
    """Like `in`, of keys that are UUIDs."""

    lookup_name = "among"
    prepare_rhs = False

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """As an array."""
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", (*params, list(self.rhs))

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """As a JSON list: SQLite keeps a UUID as its 32 digits."""
        column, params = self.process_lhs(compiler, connection)
        keys = json.dumps([key.hex for key in self.rhs])
        return f"{column} IN (SELECT value FROM json_each(%s))", (*params, keys)  # noqa: S608  a column of ours
