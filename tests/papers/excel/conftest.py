"""What the readers say is compared in English, whether or not the Chinese has been compiled."""

import pytest
from django.utils.translation import override


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield
