"""Addresses of gateways."""

from typing import Any

app_name = "gateways"
urlpatterns: list[Any] = []
