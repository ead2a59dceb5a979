"""诉求工单: the three-order loop, from asking to "yes, it is done"."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "linli.orders"
    verbose_name = "诉求工单"

    def ready(self) -> None:
        from linli.orders import (  # noqa: F401  enters what this app counts, holds, prints, keeps and tells
            figures,
            holdings,
            papers,
            personal,
            rights,
            telling,
        )
        from linli.orders.queries import access_order, open_at
        from linli.papers import returning
        from linli.places.holds import keep_while

        keep_while(open_at)
        returning.declare("orders:desk_detail", lambda actor, number: access_order(actor, number, "attach"))
