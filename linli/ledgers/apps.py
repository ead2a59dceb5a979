"""台账: one declaration per ledger gives its page, its filters and its export."""

from django.apps import AppConfig


class LedgersConfig(AppConfig):
    name = "linli.ledgers"
    verbose_name = "台账"
