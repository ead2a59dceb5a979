"""Settings: one file; every value an operator may set is read by a typed reader.

The operator's table is docs/operations/settings.md; a test compares the two.
"""

import contextlib
import os
import secrets
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from linli.papers.excel.limits import UPLOAD

ROOT = Path(__file__).resolve().parent.parent


def env_text(name: str, default: str) -> str:
    """The environment's word for `name`."""
    return os.environ.get(name, default)


def env_flag(name: str, default: bool) -> bool:
    """1/0, true/false, yes/no; anything else refuses to start."""
    word = os.environ.get(name, str(default)).lower()
    if word not in {"1", "0", "true", "false", "yes", "no"}:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {word!r}")
    return word in {"1", "true", "yes"}


def env_number(name: str, default: int, *, least: int = 0) -> int:
    """A whole number of at least `least`; anything else refuses to start."""
    word = os.environ.get(name, str(default))
    if not word.isdecimal() or int(word) < least:
        raise ImproperlyConfigured(f"{name} must be a whole number of at least {least}, not {word!r}")
    return int(word)


def secret_file(name: str, folder: Path) -> Path:
    """The file of a secret that is made once per installation and kept in `folder`, mode 0600."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name.lower()
    if not path.exists():
        # Written beside and linked into place, so that of two processes starting at once both read one whole secret.
        draft = path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path


# How PostgreSQL plans our questions. Joins as the ORM wrote them, from the rows of one community outwards: to look for
# another order among twelve tables takes ten times as long as the answer. No workers and no compiler for one page.
PLANNING = "-c join_collapse_limit=1 -c max_parallel_workers_per_gather=0 -c jit=off"


def database(url: str, folder: Path) -> dict[str, object]:
    """postgres://user:password@host:port/name, or nothing for SQLite in `folder`."""
    if not url:
        folder.mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "linli.sqlite3",
            "CONN_MAX_AGE": 60,  # to open the file, set it up and read its tables costs 2 ms, and to close it as much
            # IMMEDIATE takes the write lock at BEGIN: fifty people on one row give one winner, no «locked».
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON",
            },
            "TEST": {"NAME": folder / "test.sqlite3"},
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"DATABASE_URL must begin with postgres://, not {parts.scheme}://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 60,  # a new connection costs 3 ms
        "OPTIONS": {"options": PLANNING},
    }


def mail_server(url: str) -> dict[str, object]:
    """smtps://user:password@host:465?from=address (TLS from the start) or smtp://... (STARTTLS); nothing: no e-mail."""
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(url)
    user = unquote(parts.username or "")
    sender = parse_qs(parts.query).get("from", [user])[0]
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or "@" not in sender:
        raise ImproperlyConfigured(
            "LINLI_EMAIL_URL must be smtps:// or smtp://, with a host, and a sender: its user name or ?from="
        )
    at_once = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if at_once else 587),
        "EMAIL_HOST_USER": user,
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": at_once,
        "EMAIL_USE_TLS": not at_once,
        "EMAIL_TIMEOUT": 10,
        "DEFAULT_FROM_EMAIL": sender,
    }


def gateway(url: str, secret: str) -> str:
    """The address of the gateway for text messages: https, or http on this machine; with a secret to sign with."""
    if not url:
        return ""
    parts = urlsplit(url)
    if parts.scheme != "https" and not (
        parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost", "::1"}
    ):
        raise ImproperlyConfigured("LINLI_SMS_URL must begin with https://, or be http:// on this machine")
    if len(secret) < 16:  # noqa: PLR2004  shorter ones are guessed
        raise ImproperlyConfigured(
            "LINLI_SMS_SECRET must have at least 16 characters when LINLI_SMS_URL is set"
        )
    return url


VAR = Path(env_text("LINLI_VAR", str(ROOT / "var")))
DEBUG = env_flag("LINLI_DEBUG", False)
SECRET_KEY = env_text("LINLI_SECRET_KEY", "") or secret_file("LINLI_SECRET_KEY", VAR).read_text()
# Seals personal data at rest; losing it loses the telephone numbers, so back it up apart from the database. Several
# keys, the oldest first, where they were changed: in the environment with commas, in the file one on each line.
DATA_KEY = env_text("LINLI_DATA_KEY", "")
DATA_KEY_FILE = None if DATA_KEY else secret_file("LINLI_DATA_KEY", VAR)
# Pictures, sealed; the database holds only their hashes.
FILES = Path(env_text("LINLI_FILES", str(VAR / "files")))
ALLOWED_HOSTS = env_text("LINLI_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in env_text("LINLI_ORIGINS", "").split(",") if origin]
DATABASES = {"default": database(env_text("DATABASE_URL", ""), VAR)}

HTTPS = env_flag("LINLI_HTTPS", False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_HTTPONLY = True
SESSION_SAVE_EVERY_REQUEST = False
SESSION_ENGINE = "django.contrib.sessions.backends.db"
CSRF_FAILURE_VIEW = "linli.core.csrf.again"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
# An uploaded workbook stays in memory until what may not be kept is out of it (M-1); a larger one is refused.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = UPLOAD

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "linli.core",
    "linli.calendars",
    "linli.papers",
    "linli.ledgers",
    "linli.rulebook",
    "linli.places",
    "linli.accounts",
    "linli.notifications",
    "linli.residents",
    "linli.organisations",
    "linli.ballots",
    "linli.volunteers",
    "linli.surveys",
    "linli.venues",
    "linli.rosters",
    "linli.orders",
    "linli.wishes",
    "linli.meetings",
    "linli.disclosure",
    "linli.worklogs",
    "linli.cobuilding",
    "linli.party",
    "linli.pledges",
    "linli.publicity",
    "linli.admissions",
    "linli.hall",
    "linli.gateways",
    "linli.portal",
    "linli.demo",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "linli.core.headers.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "linli.accounts.idle.IdleTimeout",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "linli.accounts.second_step.SecondFactorRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "linli.portal.menu.around",
            ],
            "builtins": ["linli.core.templatetags.linli"],
        },
    }
]

COMMUNITY_MODEL = "places.Community"
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("login", "name")},
    },
    {"NAME": "linli.accounts.passwords.RulebookValidator"},
    {"NAME": "linli.accounts.breached.BreachedPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# A sorted file of leaked passwords, lines SHA1:count; it is searched, never loaded.
BREACHED_PASSWORDS = env_text("LINLI_BREACHED_PASSWORDS", "")
if BREACHED_PASSWORDS and not Path(BREACHED_PASSWORDS).is_file():
    raise ImproperlyConfigured(f"LINLI_BREACHED_PASSWORDS names no file: {BREACHED_PASSWORDS!r}")

# Without these nothing is sent: staff tell by telephone and on paper.
SMS_SECRET = env_text("LINLI_SMS_SECRET", "")
SMS_URL = gateway(env_text("LINLI_SMS_URL", ""), SMS_SECRET)
EMAIL_URL = env_text("LINLI_EMAIL_URL", "")
# Other Open311 systems are asked over https alone; tests name this machine here.
OPEN311_PLAIN_HOSTS: tuple[str, ...] = ()
globals().update(mail_server(EMAIL_URL))

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [ROOT / "locale"]
FORMAT_MODULE_PATH = "linli.core.formats"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
# What vite built is served as it stands; it puts a hash of the content into each name, so files never change.
STATIC_ROOT = ROOT / "frontend" / "dist"
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+-[0-9A-Za-z_-]{8}\.\w+$"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS: list[Path] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {
        "linli": {"handlers": ["console"], "level": env_text("LINLI_LOG_LEVEL", "WARNING")},
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
    },
}
