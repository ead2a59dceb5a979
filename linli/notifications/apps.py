"""消息: what has to be told, to whom, by which way, until it has been told."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "linli.notifications"
    verbose_name = "消息"

    def ready(self) -> None:
        from linli.notifications import papers, personal, rights  # noqa: F401  enters the letter, what is kept, who may tell
