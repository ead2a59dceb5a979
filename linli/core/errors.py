"""What an act says when it cannot be done. Views turn these into a page, the API into a document."""

from typing import Any


class DomainError(Exception):
    """A refusal that the person reads. `message` is lazy text with named places; `field` is where it belongs."""

    message: Any = ""
    status = 400

    def __init__(self, message: Any = "", *, field: str = "", **values: Any) -> None:
        self.text = message or self.message
        self.field, self.values = field, values
        super().__init__(field)

    def __str__(self) -> str:
        return str(self.text) % self.values if self.values else str(self.text)


class Stale(DomainError):
    """The record has moved on since the person saw it (HTTP 409)."""

    status = 409
