"""Settings, all in one file; what differs per place comes from the environment.

The defaults are safe for production. The README lists every variable.
"""

from email.utils import parseaddr
from pathlib import Path

import environ
import pghistory
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from socialekaart import embedded

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# The demo and the tests serve plain HTTP on 127.0.0.1 and carry throw-away keys.
DEMO = env.bool("SOCIALEKAART_DEMO", default=False)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)

INSTALLED_APPS = [
    "services",
    "referrals",
    "socialekaart.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "socialekaart.apps.StaticConfig",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    # The list of one's passkeys says how long ago each was used.
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_filters",
    "corsheaders",
    "django_htmx",
    "template_partials",
    "heroicons",
    "leaflet",
    "pgtrigger",
    "pghistory",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "socialekaart.errors.DatabaseUnavailableMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "services.middleware.HistoryMiddleware",
    "referrals.middleware.ShortlistMiddleware",
]

ROOT_URLCONF = "socialekaart.urls"
WSGI_APPLICATION = "socialekaart.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

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
                "socialekaart.context_processors.csp_nonce",
                "services.context_processors.helplines",
            ],
            "libraries": {"icons": "socialekaart.icons"},
        },
    },
]

# PostgreSQL only: search, distance and constraints are its own. `embedded:` is the one in a wheel.
DATABASES = {"default": env.db_url_config(embedded.resolve(env("DATABASE_URL")))}
DATABASES["default"] |= {
    "ENGINE": "django.db.backends.postgresql",
    "OPTIONS": DATABASES["default"].get("OPTIONS", {})
    | {"pool": {"min_size": 1, "max_size": env.int("DATABASE_POOL_SIZE", default=4), "timeout": 5}},
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
        "KEY_FUNCTION": "socialekaart.accounts.opaque_key",
    },
    # Pages of the API's lists, see services/api/kept.py: at their largest these take some 30 MB.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "TIMEOUT": 600,
        "OPTIONS": {"MAX_ENTRIES": 50},
    },
}

# History: who makes a request that may change something goes with every change it makes. The clock,
# not the beginning of the transaction, tells in which order things changed. Only the foreign keys
# that histories are looked up by have an index, see services/models/history.py.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")
PGHISTORY_CREATED_AT_FUNCTION = "clock_timestamp()"
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)

AUTH_USER_MODEL = "services.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]

# Accounts: a code by e-mail opens the door, no password needed; nobody signs up by themselves.
ACCOUNT_ADAPTER = "socialekaart.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
# Mail may be slow, and so may whoever is in a conversation.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
# Whoever types the code has read the mail: that is all the proof an address needs.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
# A claim is asked for by whoever likes: a few a day for each address, and from each place.
ACCOUNT_RATE_LIMITS = {
    "claim": "10/d/ip,3/d/key",
    "invite": "30/d/user",
    "token": "20/d/user",
    "suggest": "20/d/ip",
    "new_organisation": "5/d/ip,2/d/key",
}
# Attempts to log in are counted per address, which only the proxy in front knows.
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "add_webauthn": "socialekaart.passkeys.AddPasskeyForm",
    "edit_webauthn": "socialekaart.passkeys.EditPasskeyForm",
}
# A browser takes a passkey over plain HTTP at http://localhost alone; anywhere else it is HTTPS.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "services:own"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMO
SESSION_COOKIE_HTTPONLY = True

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
# A mail server that says nothing keeps nobody waiting, nor the row of whom it is for.
EMAIL_TIMEOUT = 20
# Links in mail start with it: a request's own host name may be forged.
SITE_URL = env("SITE_URL", default=f"https://{[*ALLOWED_HOSTS, 'localhost'][0]}").rstrip("/")
# What the code on a discreet card starts with: a host that also leads here, and whose name tells
# nothing. Without one it is the host of the site, unless its name tells what this is about.
NEUTRAL_URL = env("NEUTRAL_URL", default="").rstrip("/")
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="sociale-kaart@localhost")

LANGUAGE_CODE = "nl-be"
# Every string goes through gettext; a language is listed here once it is translated in full.
LANGUAGES = [("nl-be", _("Nederlands"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Brussels"
USE_I18N = USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=BASE_DIR / "staticfiles")
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "socialekaart.storage.StaticStorage"},
}

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=not DEMO)
SECURE_HSTS_SECONDS = 0 if DEMO else 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEMO
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# No cookie outlasts the browser on a computer that others use.
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "socialekaart.errors.csrf_failure"

# A tile layer is off by default: the base map is our own, so no third party learns who looks where.
MAP_TILES_URL = env("MAP_TILES_URL", default="")
MAP_TILES_ATTRIBUTION = env("MAP_TILES_ATTRIBUTION", default="")
MAP_TILES_ORIGIN = "/".join(MAP_TILES_URL.split("/")[:3])
LEAFLET_CONFIG = {"NO_GLOBALS": False, "TILES": [], "RESET_VIEW": False}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *filter(None, [MAP_TILES_ORIGIN])],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# The API is read without an account; what `format` means in an address is the framework's.
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "EXCEPTION_HANDLER": "services.api.problems.handle",
    # Who asks is known by address, which only the proxy in front knows.
    "NUM_PROXIES": int(BEHIND_PROXY),
}
# How much one network address may ask, or write with one token: requests, and in how many seconds.
API_LIMITS = {
    "api": (env.int("API_REQUESTS", default=600), 600),
    "writes": (env.int("API_WRITES", default=300), 600),
    # Each holds the whole map.
    "files": (env.int("API_FILES", default=30), 600),
}
# Scripts of any site may read the open data; nothing else, and write nothing.
CORS_URLS_REGEX = r"^/(api/v1|data)/"
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_ALLOW_HEADERS = ["accept", "accept-language", "if-modified-since", "if-none-match"]
CORS_EXPOSE_HEADERS = ["etag", "link", "ratelimit", "ratelimit-policy", "retry-after"]

# Where quick exit lands: a page that says nothing about this one.
QUICK_EXIT_URL = env("QUICK_EXIT_URL", default="https://www.vrt.be/vrtnws/nl/")
# Whom security researchers may write to: an e-mail or web address. Whoever sends the log-in codes
# reads mail too, unless it is said otherwise; empty means that there is no security.txt.
SECURITY_CONTACT = env("SECURITY_CONTACT", default=parseaddr(DEFAULT_FROM_EMAIL)[1])

# Logs hold neither query string nor referrer nor address: only what went wrong.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "socialekaart.logs.PlainFormatter",
            "format": "%(levelname)s %(name)s: %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="WARNING")},
    "loggers": {
        # Without Django's own handlers, which mail whole requests and print every address asked.
        "django": {"handlers": []},
        "django.server": {"handlers": [], "propagate": True},
        # Below an error the server's workers quote what they could not read, and from whom.
        "gunicorn.error": {"handlers": ["console"], "level": "ERROR", "propagate": False},
    },
}
