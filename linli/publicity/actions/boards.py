"""公示栏、宣传栏: which boards there are, and what hangs on them."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.core import clock, keys
from linli.core.errors import DomainError
from linli.core.records import amend, write_down
from linli.core.rights import Actor
from linli.core.workflow import Overtaken
from linli.places.models import Community, Grid
from linli.publicity.models import Audience, Board, BoardVersion, Publication
from linli.publicity.workflow import PublicationStatus


def register_board(
    community: Community, *, kind: str, name: str, stands: str, grid: Grid | None, valid_from: dt.date, by: Actor,
    board_id: UUID | None = None,
) -> Board:  # fmt: skip
    """登记公示栏、宣传栏."""
    row = Board(
        id=board_id or keys.uuid7(), community=community, kind=kind, name=name, stands=stands, grid=grid,
        valid_from=valid_from,
    )  # fmt: skip
    return write_down(row, "publicity.register_board", by=by)


@transaction.atomic
def put_up(
    board: Board, *, title: str, publication: Publication | None = None, put_up_on: dt.date, by: Actor,
    version_id: UUID | None = None,
) -> BoardVersion:  # fmt: skip
    """换一期: a new version hangs on the board; what hung there before has its last day. Raises Overtaken."""
    if put_up_on > clock.today():
        raise DomainError(_("This day has not come yet."), field="put_up_on")
    if publication is not None and (
        publication.status != PublicationStatus.PUBLISHED or publication.audience != Audience.SOCIETY
    ):
        raise DomainError(_("Only what everybody may read hangs on a board."), field="publication")
    if put_up_on < board.valid_from or (board.valid_to and put_up_on > board.valid_to):
        raise DomainError(_("The board did not stand there on this day."), field="put_up_on")
    hanging = BoardVersion.objects.of(board.community_id).filter(board=board, taken_down_on__isnull=True)
    before = hanging.select_for_update().first()
    if before is not None:
        if put_up_on < before.put_up_on:
            raise DomainError(
                _("What hangs there was put up on %(day)s, later than this."),
                field="put_up_on",
                day=before.put_up_on,
            )
        if not hanging.filter(pk=before.pk).update(taken_down_on=put_up_on):
            raise Overtaken
    row = BoardVersion(
        id=version_id or keys.uuid7(), community=board.community, board=board, title=title, publication=publication,
        put_up_on=put_up_on,
    )  # fmt: skip
    return write_down(row, "publicity.put_up", by=by)


@transaction.atomic
def end_board(board: Board, *, on: dt.date, by: Actor, seen: str) -> None:
    """停用: the last day of a board, and of what hangs on it. Raises Overtaken."""
    hanging = BoardVersion.objects.of(board.community_id).filter(board=board, taken_down_on__isnull=True)
    if hanging.filter(put_up_on__gt=on).exists():
        raise DomainError(_("What hangs there was put up later."), field="on")
    hanging.update(taken_down_on=on)
    amend(board, "publicity.end_board", by=by, seen=seen, valid_to=on)
