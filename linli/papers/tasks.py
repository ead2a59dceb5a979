"""What the worker forgets in time."""

from linli.core import clock
from linli.core.tasks import daily
from linli.papers import actions


@daily("papers.forget_imports", at="03:50")
def forget_imports() -> None:
    """Erase what imported files held, seven days after they were read in (M-1)."""
    actions.forget(clock.now())
