"""数字 over the API: the same counts as on the pages and from the command line."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from linli.core import clock
from linli.core.api import REFUSALS, asks
from linli.core.errors import DomainError
from linli.core.figures import REGISTER
from linli.core.guards import ActorRequest

router = Router(tags=["figures"])


class FigureAnswer(BaseModel):
    """A figure: what it came to, its formula, and the ids of what was counted."""

    id: str
    name: str
    value: Any
    text: str
    unit: str
    rows: list[str]
    formula: str
    not_counted: str
    window: list[str] | None
    as_of: str


class Wanted(BaseModel):
    """Until which day, and of which period that ends on it."""

    as_of: dt.date | None = Field(None, ge=dt.date(1970, 1, 1), le=dt.date(2200, 1, 1))
    since: dt.date | None = Field(None, ge=dt.date(1970, 1, 1), le=dt.date(2200, 1, 1))


@router.get(
    "/{slug}/figures/{figure}", response={200: FigureAnswer, **REFUSALS}, operation_id="figures.figure"
)
@asks("figures.view")
def figure(request: ActorRequest, slug: str, figure: str, wanted: Query[Wanted]) -> dict[str, Any]:
    """数字 as of a day (today if none is said)."""
    if figure not in REGISTER:
        raise DomainError(_("There is no such figure."), field="figure")
    as_of = wanted.as_of or clock.today()
    if wanted.since and wanted.since > as_of:
        raise DomainError(_("The last day comes before the first."), field="since")
    window = (wanted.since, as_of) if wanted.since else None
    return REGISTER[figure].answer(request.community, window, as_of)
