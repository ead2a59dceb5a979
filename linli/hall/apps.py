"""便民服务大厅: services of the counter, certificates, number tickets, seals and papers."""

from django.apps import AppConfig


class HallConfig(AppConfig):
    name = "linli.hall"
    verbose_name = "便民服务大厅"

    def ready(self) -> None:
        from linli.core import panels
        from linli.hall import personal, rights  # noqa: F401  enters what is kept of people, and the rights

        panels.declare(
            "residents.person",
            panels.Panel("hall/parts/person.html", "hall.begin", lambda _actor, person: {"person": person}),
        )
