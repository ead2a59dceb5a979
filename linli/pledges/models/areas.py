"""方面: in which area something is pledged. The first four are those of the goals of a year (抓党建、抓服务、抓治理、抓发展)."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Area(models.TextChoices):
    """方面."""

    PARTY = "party", pgettext_lazy("area of a pledge", "Party work")
    SERVICE = "service", pgettext_lazy("area of a pledge", "service")
    GOVERNANCE = "governance", pgettext_lazy("area of a pledge", "living together")
    DEVELOPMENT = "development", pgettext_lazy("area of a pledge", "development")
    STUDY = "study", pgettext_lazy("area of a pledge", "study")
    CARE = "care", pgettext_lazy("area of a pledge", "care for others")
    SURROUNDINGS = "surroundings", pgettext_lazy("area of a pledge", "surroundings")
    EXAMPLE = "example", pgettext_lazy("area of a pledge", "good example")


GOAL_AREAS = (Area.PARTY, Area.SERVICE, Area.GOVERNANCE, Area.DEVELOPMENT)
