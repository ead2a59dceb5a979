"""检索 of the three lists: by words for everybody; never by whom to ring."""

from django.utils.translation import gettext_lazy as _

from linli.cobuilding.models import Need, Project, Resource
from linli.core.search import index

NEEDS = index.declare(
    index.Kind(
        Need,
        name=_("List of needs"),
        right="cobuilding.view_lists",
        text=lambda need: f"{need.number} {need.title} {need.text} {need.item}",
        line=str,
        page=("cobuilding:need", "pk"),
    )
)
RESOURCES = index.declare(
    index.Kind(
        Resource,
        name=_("List of resources"),
        right="cobuilding.view_lists",
        text=lambda resource: f"{resource.number} {resource.title} {resource.item} {resource.giver}",
        line=str,
        page=("cobuilding:resource", "pk"),
        related=("organisation", "team"),
    )
)
PROJECTS = index.declare(
    index.Kind(
        Project,
        name=_("List of projects"),
        right="cobuilding.view_lists",
        text=lambda project: f"{project.number} {project.title} {project.what_for}",
        line=str,
        page=("cobuilding:project", "pk"),
    )
)
