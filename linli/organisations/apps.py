"""组织: property companies and other organisations, what they serve, and who is appointed to which post."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "linli.organisations"
    verbose_name = "组织"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from linli.accounts.posted import Posted, post_at
        from linli.accounts.roles import Role
        from linli.core.panels import declare
        from linli.organisations import figures, papers, personal, rights, rolls  # noqa: F401  enters what this app counts and keeps
        from linli.organisations.models import PartyOrganisation
        from linli.organisations.queries import POSTS_OF_A_PERSON, served_by
        from linli.places.holds import keep_while

        keep_while(served_by)
        declare("residents.person", POSTS_OF_A_PERSON)
        post_at(Role.PARTY_WORKER, Posted(PartyOrganisation, _("Party organisations")))
