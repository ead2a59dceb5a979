"""诉求工单: the three-order loop, from asking to "yes, it is done"."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "linli.orders"
    verbose_name = "诉求工单"

    def ready(self) -> None:
        from linli.orders import figures, holdings, papers, rights  # noqa: F401  enters figures, what one holds, documents, rights
        from linli.orders.queries import open_at
        from linli.places.holds import keep_while

        keep_while(open_at)
