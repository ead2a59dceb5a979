"""What only the worker and commands need is loaded by no page: the web process stays light."""

import os
import subprocess
import sys

from config.settings import ROOT

HEAVY = ("numpy", "scipy", "sklearn", "pyxform", "openpyxl", "docx", "lxml")
LOADED = f"""
import sys, django
django.setup()
from django.urls import get_resolver
get_resolver().reverse_dict
print(" ".join(name for name in {HEAVY!r} if name in sys.modules))
"""


def test_the_pages_load_no_library_of_the_worker():
    done = subprocess.run(
        [sys.executable, "-c", LOADED],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"},
    )

    assert done.stdout.split() == []
