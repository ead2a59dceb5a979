"""The roles that a posting gives. What each may do stands in the rights of the apps."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """角色: who somebody is to a community or a division."""

    SECRETARY = "secretary", _("Secretary")
    CLERK = "clerk", _("Clerk")
    GRID_WORKER = "grid_worker", _("Grid worker")
    PARTY_WORKER = "party_worker", _("Party affairs worker")
    MEMBER = "member", _("Party member or volunteer")
    PROPERTY = "property", _("Property company")
    TOWNSHIP = "township", _("Township")


STAFF = (Role.SECRETARY, Role.CLERK, Role.GRID_WORKER)
