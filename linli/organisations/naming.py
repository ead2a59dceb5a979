"""Whom a form means: the person of the books who was chosen, or somebody who is written down now."""

from django.utils.translation import gettext as _

from linli.core.errors import DomainError
from linli.core.guards import ActorRequest
from linli.organisations.forms import NEW, WhoForm
from linli.residents import actions
from linli.residents.models import Person


def person_of(request: ActorRequest, form: WhoForm) -> Person:
    """Of those who have the name, the one that was chosen, or somebody new."""
    chosen = form.cleaned_data.get("person", "")
    if form.found and not chosen:
        raise DomainError(_("The books know this name; please say who it is."), field="person")
    if chosen and chosen != NEW:
        return next(row for row in form.found if str(row.pk) == chosen)
    name, phone = form.cleaned_data["name"], form.cleaned_data.get("phone", "")
    return actions.enter(request.community, name=name, phone=phone, by=request.actor)
