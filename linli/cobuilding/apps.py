"""共驻共建: needs, resources and projects, and what fits together."""

from django.apps import AppConfig


class CobuildingConfig(AppConfig):
    name = "linli.cobuilding"
    verbose_name = "共驻共建"
