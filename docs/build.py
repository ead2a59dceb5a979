"""The generated parts of the documentation: `python3 dev.py docs` writes them, with `--check` only compares.

A part stands between the comments `<!-- generated: name -->` and `<!-- end -->`; the rest is written by hand.
"""

import os
import re
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PART = re.compile(r"(<!-- generated: (?P<name>[\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def workflows(page: Path) -> str:
    """The diagrams of the workflows of the app that a page is named after."""
    from django.apps import apps

    from linli.core.workflow import WorkflowModel

    models = [
        model for model in apps.get_app_config(page.stem).get_models() if issubclass(model, WorkflowModel)
    ]
    return "\n".join(f"```mermaid\n{model.workflow.as_mermaid()}\n```\n" for model in models)


def rights(page: Path) -> str:
    """Verbs x roles of the app that a page is named after; ● means: on some records."""
    from django.utils.translation import override

    from linli.accounts.roles import Role
    from linli.core.rights import REGISTER

    held = [right for code, right in REGISTER.items() if code.startswith(f"{page.stem}.")]
    known = [str(role) for role in Role.values]
    named = {str(role) for right in held for role in right.roles}
    roles = [role for role in known if role in named] + sorted(named - set(known))
    head = ["right", "in words", *(f"`{role}`" for role in roles)]
    with override("en"):
        rows = [
            [f"`{right.code}`", str(right.label), *("●" if role in right.roles else "" for role in roles)]
            for right in held
        ]
    return table(head, rows)


def shared(_page: Path) -> str:
    """The closed list of shared models, with the first sentence that each says of itself."""
    from django.apps import apps

    from linli.core.tenancy import SharedModel

    models = [model for model in apps.get_models() if issubclass(model, SharedModel)]
    rows = [[f"`{model._meta.label}`", sentence(model.__doc__ or "")] for model in models]
    return table(["model", "what it is"], sorted(rows))


def layers(_page: Path) -> str:
    """The layers of pyproject.toml, highest first."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = project["tool"]["importlinter"]["contracts"]
    return "```\n" + "\n".join(contract["layers"]) + "\n```\n"


def personal(_page: Path) -> str:
    """What is kept of people: the declarations of all apps."""
    from django.utils.translation import override

    from linli.core.clock import today
    from linli.core.personal import Kept, declarations
    from linli.rulebook import book

    def until(kept: Kept) -> str:
        if not kept.code:
            return str(kept.until)
        return f"{book.value(kept.code, on=today())} days {kept.until} (`{kept.code}`)"

    with override("en"):
        rows = [
            [
                f"{said.model.__name__}: {', '.join(f'`{field}`' for field in said.fields)}",
                str(said.subject.label),
                str(said.purpose),
                f"{said.basis.label}{'; sensitive' if said.sensitivity == 'sensitive' else ''}",
                until(said.kept),
            ]
            for said in declarations()
        ]
    return table(["data", "about", "what for", "basis", "kept"], rows)


PARTS: dict[str, Callable[[Path], str]] = {
    "workflow": workflows,
    "rights": rights,
    "shared": shared,
    "layers": layers,
    "personal": personal,
}


def sentence(text: str) -> str:
    """The first sentence of a docstring, on one line."""
    return re.split(r"(?<=[.。])\s", " ".join(text.split()))[0]


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def renewed(page: Path, text: str) -> str:
    """The text of a page with its generated parts made anew."""
    return PART.sub(lambda part: f"{part[1]}{PARTS[part['name']](page)}{part[3]}", text)


def outdated() -> dict[Path, str]:
    """The pages whose generated parts differ from what the code says, with their right text."""
    found = {}
    for page in sorted(DOCS.rglob("*.md")):
        text = page.read_text(encoding="utf-8")
        if (right := renewed(page, text)) != text:
            found[page] = right
    return found


def main(arguments: list[str]) -> int:
    """Write or check; the exit code."""
    if arguments not in ([], ["--check"]):
        print("python3 dev.py docs [--check]", file=sys.stderr)
        return 2
    for page, text in (found := outdated()).items():
        print(page.relative_to(ROOT))
        if not arguments:
            page.write_text(text, encoding="utf-8")
    if not arguments:
        return 0
    if found:
        print(
            "Not up to date: run python3 dev.py docs. 文档不是最新的，请运行 python3 dev.py docs。",
            file=sys.stderr,
        )
    return int(bool(found))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    sys.exit(main(sys.argv[1:]))
