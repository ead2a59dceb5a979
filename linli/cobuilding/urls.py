"""Addresses of cobuilding."""

from typing import Any

app_name = "cobuilding"
urlpatterns: list[Any] = []
