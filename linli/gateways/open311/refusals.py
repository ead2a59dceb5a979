"""What an Open311 server says when it cannot: the codes of the page, in Chinese and in English."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import translation

from linli.core.errors import DomainError
from linli.gateways.open311.documents import Document

CHINESE, ENGLISH = "zh-hans", "en"
FORBIDDEN, MISSING, WRONG_METHOD, WRONG = 403, 404, 405, 400
# GeoReport v2, «Errors»: 404 for what does not exist, 403 for the key, basically 400 for anything else.
AS_IT_IS = (FORBIDDEN, MISSING, WRONG_METHOD)


class Refused(DomainError):
    """A request that is not answered; `number` is the code of the error body."""

    def __init__(self, code: int, message: Any, /, **values: Any) -> None:
        super().__init__(message, **values)
        self.number = code


def both(words: Any, /, **values: Any) -> str:
    """Lazy words in Chinese and English, once where they are the same."""
    said = []
    for language in (CHINESE, ENGLISH):
        with translation.override(language):
            said.append(str(words) % values if values else str(words))
    return " ".join(dict.fromkeys(said))


def _messages(error: DomainError | ValidationError) -> list[str]:
    if isinstance(error, DomainError):
        return [both(error)]
    said = []
    for language in (CHINESE, ENGLISH):
        with translation.override(language):
            said.append([str(words) for words in error.messages])
    return [" ".join(dict.fromkeys(pair)) for pair in zip(*said, strict=True)]


def document_of(error: DomainError | ValidationError, *, allow: str = "") -> Document:
    """The error body: one entry for each thing that is wrong."""
    code = getattr(error, "number", 0) or getattr(error, "status", WRONG)
    faults = [{"code": code, "description": words} for words in _messages(error)]
    return Document("errors", faults, status=code if code in AS_IT_IS else WRONG, allow=allow)
