"""公示栏、宣传栏: the boards of a community, grid by grid, and what hung on them from a day to a day."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.places.models import Grid
from linli.publicity.models.publications import TITLE_LENGTH, Publication


class Board(CommunityModel):
    """公示栏（公布事项）或宣传栏（文化宣传）: where it stands in words, and in which grid."""

    class Kind(models.TextChoices):
        """Two kinds, which people keep apart."""

        NOTICE = "notice", pgettext_lazy("board", "notice board")
        DISPLAY = "display", pgettext_lazy("board", "display board")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=TITLE_LENGTH)
    stands = models.CharField(_("where it stands"), max_length=TITLE_LENGTH)
    grid = ScopedForeignKey(
        Grid, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("grid")
    )
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)

    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("board")
        verbose_name_plural = _("boards")
        constraints = [
            models.UniqueConstraint(
                name="board_name_once", fields=["community", "name"], condition=Q(valid_to__isnull=True)
            ),
            models.CheckConstraint(name="board_kind_is_known", condition=Q(kind__in=["notice", "display"])),
            models.CheckConstraint(
                name="board_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BoardVersion(CommunityModel):
    """一期: what hangs on a board from a day to a day; its photos show the board, never people."""

    board = ScopedForeignKey(
        Board, on_delete=models.PROTECT, related_name="versions", verbose_name=_("board")
    )
    title = models.CharField(_("what hangs there"), max_length=TITLE_LENGTH)
    publication = ScopedForeignKey(
        Publication,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="versions",
        verbose_name=_("publication"),
    )
    put_up_on = models.DateField(_("put up on"))
    taken_down_on = models.DateField(_("last day on the board"), null=True, blank=True)

    # The verbs that the person at work holds on it; `core.rights.access` fills it.
    may: frozenset[str] = frozenset()

    class Meta:
        verbose_name = _("version of a board")
        verbose_name_plural = _("versions of boards")
        constraints = [
            models.UniqueConstraint(
                name="one_version_of_a_board_at_a_time",
                fields=["community", "board"],
                condition=Q(taken_down_on__isnull=True),
            ),
            models.CheckConstraint(
                name="board_version_ends_after_it_begins",
                condition=Q(taken_down_on__isnull=True) | Q(taken_down_on__gte=F("put_up_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.title
