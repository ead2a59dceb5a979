"""The database that a test process copies is the one that its migrations make."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests import blueprint


@pytest.mark.django_db
def test_no_migration_is_lacking_and_none_is_too_many():
    executor = MigrationExecutor(connection)

    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    assert set(executor.loader.applied_migrations) <= set(executor.loader.disk_migrations)


@pytest.mark.parametrize("path", ["linli/core/migrations/0001_initial.py", "config/settings.py", "requirements-test.txt"])  # fmt: skip
def test_other_migrations_settings_or_libraries_have_another_blueprint(path, tmp_path, monkeypatch):
    for each in ("linli/core/migrations/0001_initial.py", "config/settings.py", "requirements-test.txt"):
        file = tmp_path / each
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("once")
    monkeypatch.setattr(blueprint, "ROOT", tmp_path)
    before = blueprint.name()
    same = blueprint.name()
    (tmp_path / path).write_text("twice")

    assert before == same
    assert before != blueprint.name()
