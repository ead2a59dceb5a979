"""账号: users, postings, login."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "linli.accounts"
    verbose_name = "账号"

    def ready(self) -> None:
        from linli.accounts import personal, rights  # noqa: F401  enters what is kept of people, and the rights of this app
        from linli.accounts.queries import actor_in
        from linli.core.rights import answer_with

        answer_with(actor_in)
