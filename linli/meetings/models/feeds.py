"""日历订阅: a secret address by which a calendar reads the meetings of one person or of one organisation."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core.tenancy import CommunityModel, ScopedForeignKey
from linli.organisations.models import PartyOrganisation


class CalendarFeed(CommunityModel):
    """日历订阅. Of the address only a keyed digest is kept; a new address ends the one before it."""

    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("user"), editable=False
    )
    organisation = ScopedForeignKey(
        PartyOrganisation, on_delete=models.PROTECT, null=True, related_name="+",
        verbose_name=_("Party organisation"), editable=False,
    )  # fmt: skip
    digest = models.CharField(_("keyed digest of the address"), max_length=64, editable=False)
    opened_at = models.DateTimeField(_("opened at"), editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        constraints = [
            models.UniqueConstraint(name="feed_address_once", fields=["community", "digest"]),
            models.CheckConstraint(
                name="feed_of_a_person_or_an_organisation",
                condition=Q(user__isnull=False, organisation__isnull=True)
                | Q(user__isnull=True, organisation__isnull=False),
            ),
            models.UniqueConstraint(
                name="one_feed_of_a_person", fields=["community", "user"], condition=Q(ended_at__isnull=True)
            ),
            models.UniqueConstraint(
                name="one_feed_of_an_organisation",
                fields=["community", "organisation"],
                condition=Q(ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opened_at:%Y-%m-%d}"
