"""The `linli` console script: Django's command runner with our settings."""

import os
import sys


def main() -> None:
    """Run one command; `linli help` lists them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line  # settings must be named first

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
