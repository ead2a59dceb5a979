"""外部接口: Open311 GeoReport v2, as a server and as a client."""

from django.apps import AppConfig


class GatewaysConfig(AppConfig):
    name = "linli.gateways"
    verbose_name = "外部接口"

    def ready(self) -> None:
        from linli.core.panels import declare
        from linli.gateways import personal, rights  # noqa: F401  enters what is kept of people, and rights
        from linli.gateways.queries import FORWARDED

        declare("orders.order", FORWARDED)
