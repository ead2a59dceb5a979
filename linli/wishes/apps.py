"""心愿与实事: micro-wishes and practical deeds."""

from django.apps import AppConfig


class WishesConfig(AppConfig):
    name = "linli.wishes"
    verbose_name = "心愿与实事"
