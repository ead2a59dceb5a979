"""Say of a new table everything where it is made: AddConstraint and AddIndex move into the CreateModel of their file.

    .venv/bin/python tools/folding.py            what could be moved
    .venv/bin/python tools/folding.py --write    move it, after makemigrations

Each operation makes Django build all models anew: with them apart a new database took twice the time. The schema is the
same either way. What names a field that is added later in the file stays where it is.
"""

import ast
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# operation: where it stands in the options of a model, and the argument that says it.
PARTS = {"AddConstraint": ("constraints", "constraint"), "AddIndex": ("indexes", "index")}
DEEP = " " * 16


def migrations():
    """Every migration of ours."""
    return sorted((ROOT / "linli").glob("*/migrations/0*.py"))


def operations(source):
    """The operations of a migration, as (name, call, its arguments)."""
    body = next(node.body for node in ast.parse(source).body if isinstance(node, ast.ClassDef))
    lists = [
        node.value for node in body if isinstance(node, ast.Assign) and node.targets[0].id == "operations"
    ]
    return [
        (call.func.attr, call, {word.arg: word.value for word in call.keywords})
        for found in lists
        for call in found.elts
    ]


def movable(source):
    """Those that could stand in a CreateModel of the same file: (call, the call of CreateModel, which part, its words)."""
    found, made, later = [], {}, {}
    listed = operations(source)
    for name, call, given in listed:
        if name == "CreateModel":
            made[given["name"].value.lower()] = call
        elif name in {"AddField", "AlterField"}:
            later.setdefault(given["model_name"].value.lower(), set()).add(given["name"].value)
    for name, call, given in listed:
        model = given["model_name"].value.lower() if name in PARTS else ""
        if model not in made:
            continue
        part, argument = PARTS[name]
        words = ast.get_source_segment(source, given[argument])
        fields = {word.split("__")[0] for word in re.findall(r"'(\w+)'", words)}
        if not fields & later.get(model, set()):
            found.append((call, made[model], part, words))
    return found


def folded(source):
    """The same migration with everything moved that can be."""
    found, lines = movable(source), source.split("\n")
    changes = [(call.lineno - 1, call.end_lineno, []) for call, *_rest in found]
    for create in {id(one): one for _call, one, *_rest in found}.values():
        words = {
            part: [w for _c, one, p, w in found if one is create and p == part] for part, _a in PARTS.values()
        }
        changes += _told(source, create, {part: said for part, said in words.items() if said})
    for first, last, put in sorted(changes, key=lambda change: change[:2], reverse=True):
        lines[first:last] = put
    return "\n".join(lines)


def _told(source, create, parts):
    """The changes (first line, last line, lines) that say `parts` in the options of one CreateModel."""
    options = next((word.value for word in create.keywords if word.arg == "options"), None)
    there = (
        {key.value: value for key, value in zip(options.keys, options.values, strict=True)} if options else {}
    )
    changes, new = [], []
    for part in sorted(parts, reverse=True):
        old = there.get(part)
        said = [*(ast.get_source_segment(source, one) for one in (old.elts if old else [])), *parts[part]]
        lines = [f"{DEEP}'{part}': [", *(f"{DEEP}    {words}," for words in said), f"{DEEP}],"]
        if old:
            changes.append((old.lineno - 1, old.end_lineno, lines))
        else:
            new += lines
    if new and options:
        changes.append((options.end_lineno - 1, options.end_lineno - 1, new))
    elif new:
        end = create.end_lineno - 1
        changes.append((end, end, [f"{DEEP[:12]}options={{", *new, f"{DEEP[:12]}}},"]))
    return changes


def main(arguments):
    """Name what could be moved, or move it; the number of files."""
    touched = [path for path in migrations() if movable(path.read_text())]
    for path in touched:
        print(path.relative_to(ROOT))
        if "--write" in arguments:
            path.write_text(folded(path.read_text()))
    return 0 if "--write" in arguments else int(bool(touched))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
