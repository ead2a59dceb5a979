"""诉求工单: the three-order loop, from asking to "yes, it is done"."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "linli.orders"
    verbose_name = "诉求工单"

    def ready(self) -> None:
        from linli.core.panels import Panel
        from linli.core.panels import declare as declare_panel
        from linli.orders import (  # noqa: F401  enters what this app counts, holds, prints, keeps and tells
            figures,
            holdings,
            papers,
            personal,
            rights,
            search,
            telling,
        )
        from linli.orders.queries import access_order, open_at
        from linli.papers import returning
        from linli.places.holds import keep_while

        keep_while(open_at)
        form = Panel(
            "orders/parts/form_panel.html",
            "orders.submit",
            lambda actor, person: None if person.died_on else {"person": person},
        )
        declare_panel("residents.person", form)
        returning.declare("orders:desk_detail", lambda actor, number: access_order(actor, number, "attach"))
