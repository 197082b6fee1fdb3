"""Django settings of Hawkari. Only this module and `home` read the environment.

| Variable | Meaning | Default |
|---|---|---|
| `HAWKARI_HOME` | folder of the database, secret and caches | the user's data folder |
| `HAWKARI_DATABASE_URL` | a `postgresql://` address for a team server | SQLite in the folder |
| `HAWKARI_HOSTS` | names the server answers to, behind TLS, comma-separated | loopback only |
| `HAWKARI_SECRET_KEY_FILE` | file holding Django's secret key | made in the folder |
"""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from hawkari.site.database import database_settings
from hawkari.site.home import hawkari_home, secret_key

HOME = hawkari_home()
BASE = Path(__file__).parent

DEBUG = False
SECRET_KEY = secret_key(HOME, os.environ.get("HAWKARI_SECRET_KEY_FILE"))
NAMED_HOSTS = [
    host.strip() for host in os.environ.get("HAWKARI_HOSTS", "").split(",") if host.strip()
]
ALLOWED_HOSTS = NAMED_HOSTS or ["localhost", "127.0.0.1", "[::1]"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "hawkari.evidence",
    "hawkari.desks.intelligence",
    "hawkari.desks.oversight",
    "hawkari.site.apps.SiteConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "hawkari.site.middleware.KurdishMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "hawkari.site.middleware.AccessMiddleware",
]

ROOT_URLCONF = "hawkari.site.urls"
WSGI_APPLICATION = "hawkari.site.wsgi.application"
AUTH_USER_MODEL = "evidence.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
    )
]
CSRF_FAILURE_VIEW = "hawkari.site.errors.csrf_failed"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hawkari.site.shell.shell",
            ],
        },
    }
]

DATABASES = {"default": database_settings(os.environ.get("HAWKARI_DATABASE_URL", ""), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ar", "العربية"), ("ckb", "کوردی")]
LOCALE_PATHS = [BASE / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

# Fonts for documents (PDF); the pages' own are static files.
DOCUMENT_FONTS = BASE / "fonts"

STATIC_URL = "/static/"
# Served from the package by whitenoise; nothing is collected into a folder.
WHITENOISE_USE_FINDERS = True

# A named server stands behind a proxy that ends TLS; forms then come from https addresses.
CSRF_TRUSTED_ORIGINS = [f"https://{'*' * host.startswith('.')}{host}" for host in NAMED_HOSTS]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = bool(NAMED_HOSTS)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_tokens": {"()": "hawkari.site.logs.NoTokens"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "level": "ERROR", "filters": ["no_tokens"]}
    },
    "loggers": {"django": {"handlers": ["stderr"], "level": "INFO", "propagate": False}},
}
