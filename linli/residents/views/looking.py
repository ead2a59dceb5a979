"""One look at what is otherwise masked: a press of a form with a reason, recorded, good for a minute."""

import datetime as dt
from collections.abc import Callable
from uuid import UUID

from django.utils.translation import gettext as _

from linli.core import clock
from linli.core.guards import ActorRequest
from linli.core.pages import perform
from linli.residents.forms import ReasonForm

# So long the same press shows the same again; later it is a new look, with an entry of its own.
ONE_LOOK = dt.timedelta(minutes=1)


def looked(
    request: ActorRequest, form: ReasonForm, action: str, subject_id: UUID, act: Callable[[], None]
) -> None:
    """Record the look that a form asks for; the form becomes invalid where it is refused, or was pressed a while ago."""
    if not form.is_valid():
        return
    outcome = perform(form, action, subject_id, request.actor, act, about=request.path)
    if outcome.earlier and clock.now() - outcome.earlier.happened_at > ONE_LOOK:
        form.renew(_("This was shown a while ago. Press once more to see it again."))
