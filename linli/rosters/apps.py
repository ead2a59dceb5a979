"""值班: who is on duty where and when."""

from django.apps import AppConfig


class RostersConfig(AppConfig):
    name = "linli.rosters"
    verbose_name = "值班"
