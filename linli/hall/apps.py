"""便民服务大厅: services of the counter, certificates, number tickets, seals and papers."""

from django.apps import AppConfig


class HallConfig(AppConfig):
    name = "linli.hall"
    verbose_name = "便民服务大厅"
