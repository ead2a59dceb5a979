"""Addresses of hall."""

from typing import Any

app_name = "hall"
urlpatterns: list[Any] = []
