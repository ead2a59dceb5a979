"""党员: the members of the Party in a community, and what belongs to membership."""

from django.apps import AppConfig


class PartyConfig(AppConfig):
    name = "linli.party"
    verbose_name = "党员"

    def ready(self) -> None:
        from linli.party import (  # noqa: F401  enters what is counted and kept of people, rights, who may vote, what is told
            figures,
            homes,
            logs,
            panels,
            personal,
            point_sources,
            rights,
            rolls,
            telling,
        )
