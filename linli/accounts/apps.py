"""账号: users, postings, login."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "linli.accounts"
    verbose_name = "账号"

    def ready(self) -> None:
        from linli.accounts import holdings, personal, rights  # noqa: F401  enters what one holds, what is kept of people, rights
        from linli.accounts.hand_overs import access_hand_over
        from linli.accounts.queries import actor_in, division_of
        from linli.core.rights import answer_with
        from linli.papers import returning

        answer_with(actor_in, division_of)
        returning.declare(
            "accounts:read_hand_over", lambda actor, code: access_hand_over(actor, code, "return_hand_over")
        )
