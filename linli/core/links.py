"""Links for who is not on a page: in messages and on what commands print."""

from django.conf import settings


def absolute(path: str) -> str:
    """A path of the product with the installation's own origin: the first of the settings, else its first host."""
    origin = next(iter(settings.CSRF_TRUSTED_ORIGINS), "")
    if not origin:
        origin = f"{'https' if settings.HTTPS else 'http'}://{settings.ALLOWED_HOSTS[0]}"
    return origin + path
