"""How a page does an act: once, with the person's version, and with a clear page when it cannot be done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from linli.core.acts import Act, AnotherAct, once
from linli.core.errors import DomainError, Stale
from linli.core.forms import ActForm
from linli.core.rights import Actor


def was_done(request: HttpRequest, action: str, by: Actor) -> Act | None:
    """The earlier act of this form, when a second press comes after the first has changed what one may see."""
    try:
        act_id = UUID(request.POST.get("act_id", ""))
    except ValueError:
        return None
    return Act.objects.of(by.community_id).filter(pk=act_id, action=action, actor_id=by.user_id).first()


def find(request: HttpRequest, action: str, by: Actor, access: Callable[[], Any]) -> Any:
    """The record for this act, or None when the very same act was done before."""
    try:
        return access()
    except (Http404, PermissionDenied):
        if request.method == "POST" and was_done(request, action, by):
            return None
        raise


@dataclass
class Outcome:
    """What came of a press: done (perhaps by an earlier press of the same form), or stale, or refused in the form."""

    earlier: Act | None = None
    stale: str = ""


def perform(
    form: ActForm, action: str, subject_id: UUID, by: Actor, act: Callable[[], Any], *, about: str = ""
) -> Outcome:
    """Do `act` once; `about` names the record a verb is about. A refusal goes beside its field (the form becomes invalid); a stale page is said to be stale."""
    try:
        with once(form.key, action, subject_id, by=by, typed=about + form.typed) as earlier:
            if earlier is None:
                act()
            return Outcome(earlier)
    except AnotherAct as other:
        form.renew(str(other))
    except Stale as stale:
        return Outcome(stale=str(stale))
    except DomainError as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return Outcome()
