"""Django settings of Hawkari. Only this module and `home` read the environment.

| Variable | Meaning | Default |
|---|---|---|
| `HAWKARI_HOME` | folder of the database, secret and caches | the user's data folder |
| `HAWKARI_DATABASE_URL` | a `postgresql://` address for a team server | SQLite in the folder |
| `HAWKARI_HOSTS` | names the server answers to, behind TLS, comma-separated | loopback only |
| `HAWKARI_SECRET_KEY_FILE` | file holding Django's secret key | made in the folder |
| `HAWKARI_AUDIT_SIGNING_KEY_FILE` | file of the key that signs the audit log | made in the folder |
| `HAWKARI_AUDIT_HASH_KEY_FILE` | file of the key that hashes search terms | made in the folder |
| `HAWKARI_NODE_FOLDER` | folder of this node's keys towards partners | `node` in the folder |
| `HAWKARI_AUDIT_JUSTIFICATION` | `off` keeps no reasons in the audit log | `on` |
| `HAWKARI_SECOND_FACTOR` | `required`, `optional`, or roles | required for a team |
| `HAWKARI_SESSION_IDLE_MINUTES` | an unused login ends after this | 30 for a team, else 720 |
| `HAWKARI_SESSION_LONGEST_MINUTES` | a login ends after this | 720 |
| `HAWKARI_TRUSTED_PROXIES` | proxies that add to `X-Forwarded-For` | 1 for a team, else 0 |
| `HAWKARI_OPENID_FILE` | file describing the agency's OpenID provider | none |
| `HAWKARI_BLIND_DECOYS` | decoys in blind indexes, e.g. `+9647501:6:500` | none |
| `HAWKARI_GSC_CEILING` | `OFFICIAL`, or `OFFICIAL-SENSITIVE` | `OFFICIAL-SENSITIVE` |
"""

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from hawkari.site.accounts.configuration import (
    read_provider,
    second_factor,
    session_limit,
    trusted_proxies,
)
from hawkari.site.database import database_settings
from hawkari.site.decoys import decoy_blocks
from hawkari.site.home import hawkari_home, secret_key

HOME = hawkari_home()
BASE = Path(__file__).parent

DEBUG = False
SECRET_KEY = secret_key(HOME, os.environ.get("HAWKARI_SECRET_KEY_FILE"))
# The two keys are made when they are first needed, not here.
AUDIT_SIGNING_KEY_FILE = Path(
    os.environ.get("HAWKARI_AUDIT_SIGNING_KEY_FILE") or HOME / "audit-signing-key.pem"
)
AUDIT_HASH_KEY_FILE = Path(os.environ.get("HAWKARI_AUDIT_HASH_KEY_FILE") or HOME / "audit-hash-key")
NODE_FOLDER = Path(os.environ.get("HAWKARI_NODE_FOLDER") or HOME / "node")
BADGE_FOLDER = HOME / "badges"
AUDIT_JUSTIFICATION = os.environ.get("HAWKARI_AUDIT_JUSTIFICATION", "on").lower() != "off"
BLIND_DECOYS = decoy_blocks(os.environ.get("HAWKARI_BLIND_DECOYS", ""))
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
    "hawkari.desks.exchange",
    "hawkari.desks.returns",
    "hawkari.desks.campaign",
    "hawkari.desks.programme",
    "hawkari.site.apps.SiteConfig",
    # After ours, so that our templates stand in for theirs. Plain "allauth" is left out: it holds
    # pages and mails for what is not offered here.
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

FILE_UPLOAD_HANDLERS = [
    "hawkari.desks.uploads.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
MIDDLEWARE = [
    "hawkari.site.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "hawkari.site.middleware.KurdishMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hawkari.site.accounts.middleware.AccountsMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
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
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# Memory-hard; older hashes are renewed at the next login.
PASSWORD_HASHERS = [
    f"django.contrib.auth.hashers.{name}"
    for name in ("ScryptPasswordHasher", "PBKDF2PasswordHasher")
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
    )
] + [{"NAME": "hawkari.site.accounts.passwords.InstallationWords"}]

# Accounts. A team's server is one that other machines reach.
TEAM = bool(NAMED_HOSTS)
SECOND_FACTOR = second_factor(os.environ.get("HAWKARI_SECOND_FACTOR", ""), team=TEAM)
SESSION_IDLE = session_limit(
    os.environ.get("HAWKARI_SESSION_IDLE_MINUTES", ""),
    name="HAWKARI_SESSION_IDLE_MINUTES",
    default=timedelta(minutes=30) if TEAM else timedelta(hours=12),
)
SESSION_LONGEST = session_limit(
    os.environ.get("HAWKARI_SESSION_LONGEST_MINUTES", ""),
    name="HAWKARI_SESSION_LONGEST_MINUTES",
    default=timedelta(hours=12),
)
SESSION_COOKIE_AGE = int(SESSION_LONGEST.total_seconds())
TRUSTED_PROXIES = trusted_proxies(os.environ.get("HAWKARI_TRUSTED_PROXIES", ""), team=TEAM)
CONFIRM_SECONDS = 600
OPENID = read_provider(os.environ.get("HAWKARI_OPENID_FILE", ""))
GSC_CEILING = os.environ.get("HAWKARI_GSC_CEILING", "OFFICIAL-SENSITIVE")

ACCOUNT_ADAPTER = "hawkari.site.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = CONFIRM_SECONDS
# Ours live in the database: `hawkari.site.accounts.throttle`.
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
ACCOUNT_FORMS = {
    "login": "hawkari.site.accounts.forms.LoginForm",
    "reauthenticate": "hawkari.site.accounts.forms.ConfirmPasswordForm",
    "change_password": "hawkari.site.accounts.forms.ChangePasswordForm",
}
MFA_ADAPTER = "hawkari.site.accounts.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "hawkari.site.accounts.forms.CodeForm",
    "authenticate_webauthn": "hawkari.site.accounts.forms.KeyForm",
    "reauthenticate": "hawkari.site.accounts.forms.ConfirmCodeForm",
    "reauthenticate_webauthn": "hawkari.site.accounts.forms.ConfirmKeyForm",
    "login_webauthn": "hawkari.site.accounts.forms.LoginKeyForm",
    "activate_totp": "hawkari.site.accounts.forms.ActivateForm",
    "add_webauthn": "hawkari.site.accounts.forms.AddKeyForm",
}
SOCIALACCOUNT_ADAPTER = "hawkari.site.accounts.adapters.OpenIDAdapter"
SOCIALACCOUNT_PROVIDERS = OPENID.as_settings() if OPENID else {}
SOCIALACCOUNT_AUTO_SIGNUP = False
# A link, not a form: the content policy lets no form lead to another host. The state parameter and
# PKCE still tie the answer to this browser.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_STORE_TOKENS = False
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
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = bool(NAMED_HOSTS)
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
if NAMED_HOSTS:
    # A browser takes a cookie of such a name only from this very host, and only by TLS.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    LANGUAGE_COOKIE_NAME = "__Host-language"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "object-src": [NONE],
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
