"""接口: what every operation of the API shares: who asks, what is refused and in which shape, acts that happen once.

Each app lays its operations into a router of its own (api.py); `config.api` puts them together.
"""

from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, RequestDataTooBig, ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Header, NinjaAPI
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as NotValid
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, Strict

from linli.core.acts import Act, once
from linli.core.errors import DomainError
from linli.core.forms import plain
from linli.core.guards import ActorRequest, Guard
from linli.core.keys import uuid7
from linli.core.rights import REGISTER
from linli.core.tenancy import community_or_404
from linli.core.workflow import Overtaken


def _written(text: str) -> str:
    """Text as forms take it, without unseen characters; half of a character (JSON can say it) is no text."""
    try:
        text.encode()
    except UnicodeEncodeError as half:
        raise ValueError(_("This is no text that can be written down.")) from half
    return plain(text)


Text = Annotated[str, AfterValidator(_written)]
Version = Annotated[int, Strict(), Field(ge=1, le=2**31 - 1, description="the version that was seen")]
Key = Annotated[
    UUID,
    Header(
        alias="Idempotency-Key",
        description="a UUID of your own for this act: sent again, with the same words, it gives the first outcome",
    ),
]


class Body(BaseModel):
    """What a request carries; what is not named here is refused."""

    model_config = ConfigDict(extra="forbid")


class Fault(BaseModel):
    """What is wrong, in words, and where."""

    code: str
    message: str
    where: str = ""


class Problem(BaseModel):
    """The answer to what cannot be done."""

    error: Fault
    more: list[Fault] = []


class Named(BaseModel):
    """Something chosen from a list: its id and its name."""

    id: UUID
    name: str


REFUSALS: Any = {frozenset({400, 401, 403, 404, 409, 413, 422}): Problem}


def asks(code: str, *, writes: bool = False) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The door of an operation: the right it asks for, and whether it writes. Like `guards.right` before a page."""

    def decorate(operation: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(operation)
        def guarded(request: Any, slug: str, **rest: Any) -> Any:
            request.community, request.actor = community_or_404(slug), request.auth.actor
            if not REGISTER[code].held_by(request.actor):
                raise PermissionDenied(REGISTER[code].label)
            if writes and not request.auth.may_write:
                raise PermissionDenied(_("This token may only read."))
            return operation(request, slug, **rest)

        guarded.guard = Guard(right=code)  # type: ignore[attr-defined]
        return guarded

    return decorate


def act_once(
    request: ActorRequest,
    key: UUID,
    action: str,
    body: BaseModel,
    *,
    find: Callable[[], Any],
    act: Callable[[Any], Any],
    again: Callable[[UUID], Any],
) -> Any:
    """Do an act once for its key on the record that `find` finds, and give the record as it stands then; a repeat finds
    it `again` by its id, also where it has moved out of sight. The same key with other words is refused (409).
    """
    by = request.actor
    try:
        subject = find()
        subject_id = subject.pk
    except (Http404, PermissionDenied):
        earlier = Act.objects.of(by.community_id).filter(pk=key, action=action, actor_id=by.user_id).first()
        if earlier is None:
            raise
        subject_id = earlier.subject_id

    def do() -> Any:
        act(subject)
        return subject

    return _once(request, key, action, body, subject_id, do=do, again=again)


def make_once(
    request: ActorRequest,
    key: UUID,
    action: str,
    body: BaseModel,
    *,
    make: Callable[[UUID], Any],
    again: Callable[[UUID], Any],
) -> Any:
    """Make something new, under a given id, once for its key; a repeat finds it `again` by its id. What is new cannot
    have moved out of sight meanwhile, so nothing is looked for first.
    """
    new = uuid7()
    return _once(request, key, action, body, new, do=lambda: make(new), again=again)


def _once(
    request: ActorRequest,
    key: UUID,
    action: str,
    body: BaseModel,
    subject_id: UUID,
    *,
    do: Callable[[], Any],
    again: Callable[[UUID], Any],
) -> Any:
    typed = f"{request.path} {body.model_dump_json()}"
    try:
        with once(key, action, subject_id, by=request.actor, typed=typed) as before:
            return again(before.subject_id) if before else do()
    except IntegrityError as same:
        raise Overtaken from same


# What pydantic finds, in our words. What is not listed is «not valid».
FAULTS = {
    "missing": gettext_lazy("This is missing."),
    "extra_forbidden": gettext_lazy("There is no such field."),
    "string_too_long": gettext_lazy("This is longer than %(max_length)s characters."),
    "string_too_short": gettext_lazy("This is shorter than %(min_length)s characters."),
    "string_type": gettext_lazy("This must be text."),
    "int_type": gettext_lazy("This must be a whole number."),
    "bool_type": gettext_lazy("This must be true or false."),
    "uuid_parsing": gettext_lazy("This is not a UUID."),
    "uuid_type": gettext_lazy("This is not a UUID."),
    "enum": gettext_lazy("This must be one of %(expected)s."),
    "literal_error": gettext_lazy("This must be one of %(expected)s."),
    "greater_than_equal": gettext_lazy("This must be at least %(ge)s."),
    "less_than_equal": gettext_lazy("This must be at most %(le)s."),
}


def _fault(found: dict[str, Any]) -> Fault:
    if found["type"] == "value_error":  # said by a validator of ours, in words already
        words = str(found["ctx"]["error"])
    else:
        words = str(FAULTS.get(found["type"], gettext_lazy("This is not valid."))) % found.get("ctx", {})
    named = [part for part in found["loc"] if isinstance(part, str)]  # a place in a list has no name
    return Fault(code=found["type"], message=words, where=named[-1])


def refuse_in_one_shape(api: NinjaAPI) -> None:
    """Every refusal is a Problem: of the domain, of a right, of what was sent."""

    def answer(request: HttpRequest, status: int, *faults: Fault) -> HttpResponse:
        return api.create_response(request, Problem(error=faults[0], more=list(faults[1:])), status=status)

    def domain(request: HttpRequest, refusal: Any) -> HttpResponse:
        return answer(
            request, refusal.status, Fault(code="refused", message=str(refusal), where=refusal.field)
        )

    def record(request: HttpRequest, wrong: Any) -> HttpResponse:
        told = wrong.update_error_dict({}).items()
        faults = [
            Fault(code="invalid", message=words, where=name)
            for name, errors in told
            for error in errors
            for words in error.messages
        ]
        return answer(request, 422, *faults)

    def sent(request: HttpRequest, wrong: Any) -> HttpResponse:
        return answer(request, 422, *(_fault(found) for found in wrong.errors))

    def simple(status: int, code: str, words: Any) -> Callable[[HttpRequest, Any], HttpResponse]:
        return lambda request, _error: answer(request, status, Fault(code=code, message=str(words)))

    def http(request: HttpRequest, error: Any) -> HttpResponse:
        return answer(
            request, error.status_code, Fault(code="not_readable", message=_("The body is not JSON."))
        )

    def forbidden(request: HttpRequest, error: Any) -> HttpResponse:
        return answer(
            request, 403, Fault(code="forbidden", message=str(error) or _("This is not yours to do."))
        )

    api.add_exception_handler(DomainError, domain)
    api.add_exception_handler(ValidationError, record)
    api.add_exception_handler(NotValid, sent)
    api.add_exception_handler(HttpError, http)
    api.add_exception_handler(PermissionDenied, forbidden)
    api.add_exception_handler(
        RequestDataTooBig, simple(413, "too_large", gettext_lazy("This is too much at once."))
    )
    api.add_exception_handler(Http404, simple(404, "not_found", gettext_lazy("There is nothing here.")))
    api.add_exception_handler(
        AuthenticationError,
        simple(401, "no_token", gettext_lazy("Show a good token: Authorization: Bearer …")),
    )
