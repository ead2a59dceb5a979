"""How a page does an act: once, with the person's version, and with a clear page when it cannot be done."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from linli.core.acts import Act, AnotherAct, once
from linli.core.errors import DomainError, Stale
from linli.core.forms import ActForm, AmendForm
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
    except ValidationError as wrong:
        _blame(form, wrong)
    return Outcome()


def _blame(form: ActForm, wrong: ValidationError) -> None:
    """Put what a record refuses beside the fields of the form, and what belongs to none above it."""
    for name, errors in wrong.update_error_dict({}).items():
        form.add_error(name if name in form.fields else None, errors)


@dataclass(frozen=True)
class FormPage:
    """The words around one form, at the desk or on a member's own page. `crumbs` are words and addresses, the last leads
    back; `facts` say how the record stands, for who was overtaken; `rows` are the fields, those on one line together.
    """

    title: Any
    button: Any
    crumbs: tuple[tuple[Any, str], ...]
    lede: Any = ""
    rows: tuple[tuple[str, ...], ...] = ()
    facts: Callable[[], list[tuple[Any, Any]]] = list
    danger: bool = False
    more: dict[str, Any] = field(default_factory=dict)

    def answer(self, request: HttpRequest, form: ActForm, *, stale: str = "") -> HttpResponse:
        """The page: 409 for who was overtaken, 422 with a form that was refused."""
        named = {name for row in self.rows for name in row}
        rest = [[bound] for bound in form.visible_fields() if bound.name not in named]
        # A member's own page keeps the frame of the member's pages, with the way back above it.
        own = request.path.startswith("/serve/")
        words, url = self.crumbs[-1]
        context = {
            **self.more,
            "frame": "core/serve.html" if own else "core/desk.html",
            **({"parent": {"label": words, "url": url}} if own else {}),
            "page": self,
            "back": url,
            "form": form,
            "rows": [[form[name] for name in row if name in form.fields] for row in self.rows] + rest,
            "stale": stale,
            "facts": self.facts() if stale else [],
        }
        status = 409 if stale else 422 if form.is_bound else 200
        return render(request, "core/form.html", context, status=status)


def form_page(
    request: Any,
    page: FormPage,
    form: ActForm,
    action: str,
    subject_id: UUID,
    *,
    act: Callable[[], Any],
    to: Callable[[UUID], str],
) -> HttpResponse:
    """Show the form, do its act once, and lead on to `to(the subject)`; who was overtaken sees the newer state with
    what was typed kept.
    """
    if not form.is_valid():
        return page.answer(request, form)
    outcome = perform(form, action, subject_id, request.actor, act, about=request.path)
    if outcome.stale:
        if isinstance(form, AmendForm):
            form.look_again()
        return page.answer(request, form, stale=outcome.stale)
    if not form.is_valid():
        return page.answer(request, form)
    return HttpResponseRedirect(to(outcome.earlier.subject_id if outcome.earlier else subject_id))
