"""首页: the front pages, and the menus around every page."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "linli.portal"
    verbose_name = "首页"

    def ready(self) -> None:
        from linli.portal import rights  # noqa: F401  enters the rights of this app
