"""The portal's settings, whatever the environment says, with the tools that only tests and checks need."""

from kipp.settings import *

INSTALLED_APPS = [*INSTALLED_APPS, "zeal", "django_migration_linter"]
# A page that asks the database again for each row fails the test that opens it, also in a journey.
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]
# Twice is no loop: a deed reads again, under its lock, what the page has read.
ZEAL_NPLUSONE_THRESHOLD = 3
# Freezing reads the rubric of each scored stage, of which an edition has two.
ZEAL_ALLOWLIST = [{"model": "innovations.Stage", "field": "rubrics"}]
ZEAL_SHOW_ALL_CALLERS = True

# No HTTPS, no collected static files, passwords hashed fast.
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = False
SECURE_HSTS_SECONDS = 0
SECURE_PROXY_SSL_HEADER = None
# A real portal that sends mail: without it nobody is invited in the browser. No test reaches this server.
DEMO = False
EMAIL_HOST = "mail.invalid"
# Nothing of a test has to survive a power cut.
DATABASES["default"]["OPTIONS"]["options"] += " -c synchronous_commit=off"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Nothing was collected, so nothing is looked up beforehand.
WHITENOISE_AUTOREFRESH = True
