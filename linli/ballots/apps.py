"""选票与计票: how ballots are counted, whoever votes about whatever. Pure: nothing is kept here yet."""

from django.apps import AppConfig


class BallotsConfig(AppConfig):
    name = "linli.ballots"
    verbose_name = "选票与计票"
