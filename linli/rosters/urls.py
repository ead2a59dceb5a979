"""Addresses of rosters."""

from typing import Any

app_name = "rosters"
urlpatterns: list[Any] = []
