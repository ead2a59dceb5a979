"""外部接口: Open311 GeoReport v2, as a server and as a client."""

from django.apps import AppConfig


class GatewaysConfig(AppConfig):
    name = "linli.gateways"
    verbose_name = "外部接口"
