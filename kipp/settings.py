"""Settings of the portal, read once from the environment.

A wrong value stops the start with a sentence that says what to write instead.
Every variable that may be set is listed, with its default, in .env.example.
"""

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from . import local_database

BASE_DIR = Path(__file__).resolve().parent.parent


def env(name: str, default: str = "") -> str:
    """Return the variable without surrounding spaces, or the default when unset or empty."""
    return os.environ.get(name, "").strip() or default


def env_bool(name: str, *, default: bool = False) -> bool:
    """Return a yes/no variable; anything but 1, true, yes, 0, false, no stops the start."""
    value = env(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes"}:
        return True
    if value in {"0", "false", "no"}:
        return False
    raise ImproperlyConfigured(f"{name}={value!r}: write 1 or 0.")


def env_int(name: str, *, default: int) -> int:
    """Return a whole number; anything else stops the start."""
    value = env(name, str(default))
    if not (value.isascii() and value.isdecimal()):
        raise ImproperlyConfigured(f"{name}={value!r}: write a whole number.")
    return int(value)


def env_list(name: str) -> list[str]:
    """Return the comma-separated parts of a variable, without empty ones."""
    return [part.strip() for part in env(name).split(",") if part.strip()]


def kept_secret_key(path: Path) -> str:
    """Return the secret key kept in `path`, making it at the first start (readable by the owner only)."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        key = secrets.token_urlsafe(50)
        file.write(key)
    return key


# What runs here

DEMO = env_bool("KIPP_DEMO")
DEBUG = env_bool("KIPP_DEBUG")
# Behind HTTPS, except in a demo or on a developer's machine.
HTTPS = env_bool("KIPP_HTTPS", default=not (DEMO or DEBUG))

VAR_DIR = Path(env("KIPP_VAR", str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

SECRET_KEY = env("SECRET_KEY") or kept_secret_key(VAR_DIR / "secret_key")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")
# Where `manage.py serve` listens.
HOST = env("HOST", "127.0.0.1")
PORT = env_int("PORT", default=8000)
if not 0 < PORT < 65536:
    raise ImproperlyConfigured(f"PORT={PORT}: write a port from 1 to 65535.")
# The portal's own address, for links in e-mails and invitations.
PORTAL_URL = env("PORTAL_URL", f"http://localhost:{PORT}").rstrip("/")

# Rooms of the house

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "crispy_bootstrap5",
    "post_office",
    "kipp",
    "kipp.accounts",
    "kipp.audit",
    "innovations",
    "verification",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kipp.compression.CompressedPages",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kipp.accounts.middleware.ReadersLanguage",
    # A sign-in by default: a page is public only when its view says so (login_not_required).
    "kipp.accounts.middleware.SignInRequired",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "kipp.urls"
WSGI_APPLICATION = "kipp.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kipp.context.portal",
            ],
            "builtins": ["kipp.templatetags.wib", "kipp.templatetags.components"],
        },
    },
    {
        # Texts of e-mails: plain text, so nothing is escaped.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "NAME": "mail",
        "DIRS": [BASE_DIR / "templates" / "email"],
        "OPTIONS": {"autoescape": False, "builtins": ["kipp.templatetags.wib"]},
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# Database: a server by DATABASE_URL, else the embedded PostgreSQL that manage.py starts

if env("DATABASE_URL"):
    try:
        DATABASES: dict[str, Any] = {"default": dj_database_url.parse(env("DATABASE_URL"))}
    except ValueError:
        # Without the value, since it holds a password.
        raise ImproperlyConfigured("DATABASE_URL: write postgres://user:password@host:5432/name.") from None
    if not DATABASES["default"]["ENGINE"].endswith("postgresql"):
        raise ImproperlyConfigured("DATABASE_URL: the portal needs PostgreSQL (postgres://…).")
else:
    DATABASES = {"default": local_database.connection_settings()}
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# A page's queries are small. Compiling them (JIT) takes longer than it saves, most of all on tables that are
# not analysed yet, where PostgreSQL expects far more rows than there are.
_OPTIONS = DATABASES["default"].setdefault("OPTIONS", {})
_OPTIONS["options"] = f"{_OPTIONS.get('options', '')} -c jit=off".strip()

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Shared by all workers. When a table has more than MAX_ENTRIES (300 by default), a third of its entries are
# dropped, whatever they are. So entries that must not push out others have a table of their own.
CACHES = {
    # The limits of failed sign-ins, some for each address and account: strangers can make as many as they
    # like.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
    # The rows of a list between its dry run and its import: only the bureau writes them.
    "imports": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "imports"},
}

# People

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["kipp.accounts.signin.PortalBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "kipp.accounts.signin.InvitationOnlyAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = None
# So long a device that was prepared for the field stays signed in.
TRIP_DAYS = env_int("KIPP_TRIP_DAYS", default=7)
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
if HTTPS:
    # Failed sign-ins are counted by the client's address, which the web server in front names last.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
# An unknown address gets no mail, since the mail would link to a sign-up page that does not exist.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False

# Language and time: Indonesian unless the reader chose English, and WIB everywhere

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["kipp.formats"]
# The choice of those who are not signed in; for others the profile has it (kipp.accounts.language).
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"

# Files: static ones are public; what people upload is served by a view after a check

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# The colours and the band of this edition: a file of static/css/themes/.
THEME = "css/themes/" + env("KIPP_THEME", "jlamprang") + ".css"
if not (BASE_DIR / "static" / THEME).is_file():
    raise ImproperlyConfigured(f"KIPP_THEME: static/{THEME} does not exist.")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "kipp.static_files.StaticFiles"},
}
MEDIA_ROOT = VAR_DIR / "media"
# MEDIA_URL has no route: without a permission check a file has no address.
ACCEL_REDIRECT = env("KIPP_ACCEL_REDIRECT")
if ACCEL_REDIRECT and not (ACCEL_REDIRECT.startswith("/") and ACCEL_REDIRECT.endswith("/")):
    raise ImproperlyConfigured(f"KIPP_ACCEL_REDIRECT={ACCEL_REDIRECT!r}: write a path like /protected/.")
FILE_UPLOAD_HANDLERS = [
    "kipp.files.upload_limit.CutOff",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
# The pages of a paper, photographed one by one, come in one form.
DATA_UPLOAD_MAX_NUMBER_FILES = 40

# Mail: written to the outbox in the deed's transaction, sent by `manage.py work`

EMAIL_BACKEND = "post_office.EmailBackend"
EMAIL_HOST = env("EMAIL_HOST")
EMAIL_PORT = env_int("EMAIL_PORT", default=587)
EMAIL_HOST_USER = env("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env_bool("EMAIL_USE_TLS", default=True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", "KIPP Jawa Tengah <kipp@localhost>")
POST_OFFICE = {
    "BACKENDS": {"default": "django.core.mail.backends.smtp.EmailBackend"},
    "MAX_RETRIES": 10,
    "MESSAGE_ID_ENABLED": True,
}

# Safety

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
        "manifest-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
    },
}
CSRF_FAILURE_VIEW = "kipp.views.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
if HTTPS:
    # The web server in front ends TLS and says so; it must overwrite this header.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
