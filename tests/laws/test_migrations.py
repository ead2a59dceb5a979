"""Migrations: a new database is made quickly, so that everybody's first minute and every test run are short."""

import re

import pytest

from tools.folding import folded, migrations, movable


@pytest.mark.parametrize("path", migrations(), ids=lambda path: f"{path.parents[1].name}/{path.stem}")
def test_constraints_and_indexes_of_a_new_table_stand_where_it_is_made(path):
    apart = movable(path.read_text())

    assert [words for *_rest, words in apart] == [], "run tools/folding.py --write"


def test_folding_moves_words_and_nothing_else():
    source = """
class Migration(migrations.Migration):
    operations = [
        migrations.CreateModel(
            name='A',
            fields=[('x', f())],
            options={
                'verbose_name': 'a',
            },
        ),
        migrations.CreateModel(
            name='B',
            fields=[('a', f())],
        ),
        migrations.AddField(
            model_name='a',
            name='late',
            field=f(),
        ),
        migrations.AddConstraint(
            model_name='a',
            constraint=c(fields=('x',), name='x_once'),
        ),
        migrations.AddConstraint(
            model_name='a',
            constraint=c(fields=('late',), name='late_once'),
        ),
        migrations.AddIndex(
            model_name='b',
            index=i(fields=['a'], name='b_a'),
        ),
    ]
"""
    done = folded(source)

    assert movable(done) == []
    assert re.search(
        r"'constraints': \[\s+c\(fields=\('x',\), name='x_once'\),\s+\],\s+\},\s+\),\s+migrations.CreateModel\(\s+name='B'",
        done,
    )
    assert re.search(r"options=\{\s+'indexes': \[\s+i\(fields=\['a'\], name='b_a'\),", done)
    assert done.count("AddConstraint") == 1
    assert "name='late_once'" in done
