"""Human numbers: the only counter of the product, per community, series and year."""

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from linli.core.keys import uuid7
from linli.core.tenancy import CommunityModel


class Counter(CommunityModel):
    """The last number given in a series of a year."""

    series = models.CharField(_("series"), max_length=40)
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.PositiveIntegerField(_("last number"))

    class Meta:
        verbose_name = _("counter")
        verbose_name_plural = _("counters")
        constraints = [models.UniqueConstraint(name="counter_once", fields=["community", "series", "year"])]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.value}"


def next_number(community_id: object, series: str, year: int, *, take: int = 1) -> int:
    """The next number of the series, held by the row's lock until the transaction ends: no gap, no double.
    Who takes several at once gets the first of them.
    """
    row, tenant = Counter._meta.get_field("id"), Counter._meta.get_field("community")
    values = [
        row.get_db_prep_save(uuid7(), connection),
        tenant.get_db_prep_save(community_id, connection),
        series,
        year,
        take,
        take,
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_counter (id, community_id, series, year, value) VALUES (%s, %s, %s, %s, %s) "
            "ON CONFLICT (community_id, series, year) DO UPDATE SET value = core_counter.value + %s RETURNING value",
            values,
        )
        return cursor.fetchone()[0] - take + 1
