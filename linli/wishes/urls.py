"""Addresses of wishes."""

from typing import Any

app_name = "wishes"
urlpatterns: list[Any] = []
