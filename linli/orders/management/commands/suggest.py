"""`linli suggest train FILE --json` and `linli suggest evaluate FILE [--model] --json`: learn kinds from a labelled workbook.

`train` keeps what was learnt in the var folder; `evaluate` tries ten folds within FILE, and with --model the kept one on
FILE. The document: rows, folds, top1, top3, mapping. Exit 2: bad input, such as fewer than fifty messages.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import override

from linli.core.documents import BadInput, document, mind_usage, refuse
from linli.orders.planting import category_called
from linli.orders.suggestions.model import Model, Trial
from linli.orders.workbook import read


class Command(BaseCommand):
    """Learn, or say how well it learns."""

    help = "推荐分类：linli suggest train FILE；linli suggest evaluate FILE [--model] --json"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do with which file."""
        mind_usage(parser, self.stdout)
        parser.add_argument("what", choices=["train", "evaluate"])
        parser.add_argument("file", help="an xlsx or xls file with subject, text and label")
        parser.add_argument("--model", action="store_true", help="evaluate the kept model on FILE")
        parser.add_argument(
            "--json", action="store_true", help="accepted for uniformity; output is always JSON"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one document; leave with 2 on bad input."""
        with override("zh-hans"):
            try:
                self.stdout.write(document(_answer(**options)))
            except BadInput as problem:
                refuse(problem, self.stdout)


def _answer(*, what: str, file: str, model: bool, **_others: Any) -> dict[str, Any]:
    from linli.orders.suggestions import training  # scikit-learn, for this command and the worker alone

    messages = [training.Message(line.subject, line.text, line.label) for line in read(file) if line.label]
    labels = sorted({message.label for message in messages})
    try:
        if what == "train":
            learnt = training.train(messages)
            trial = learnt.trial
            _kept().parent.mkdir(parents=True, exist_ok=True)
            _kept().write_bytes(learnt.dump())
        else:
            trial = training.tried(_load(), messages) if model else training.evaluate(messages)
    except training.TooFew as few:
        reason = f"只有 {few.rows} 条带类别的留言；至少要 {training.FEWEST} 条，且不止一类"
        raise BadInput("too_few", reason, file) from few
    return {
        **_figures(trial),
        "mapping": [{"label": label, "category": category_called(label)} for label in labels],
    }


def _figures(trial: Trial) -> dict[str, Any]:
    return {
        "rows": trial.rows,
        "folds": trial.folds,
        "top1": round(trial.top1, 4),
        "top3": round(trial.top3, 4),
    }


def _kept() -> Path:
    return Path(settings.VAR, "suggest", "model.json.gz")


def _load() -> Model:
    try:
        return Model.load(_kept().read_bytes())
    except FileNotFoundError as missing:
        raise BadInput("no_model", "还没有训练过：先运行 linli suggest train FILE", "--model") from missing
    except ValueError as broken:
        raise BadInput(
            "no_model", "保存的模型读不出来：请重新运行 linli suggest train FILE", "--model"
        ) from broken
