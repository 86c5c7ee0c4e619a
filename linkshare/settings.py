"""Every setting, read from the environment. The README's table lists the variables.

Outside DEBUG an unsafe value stops the start: see `linkshare/kit/safe_start.py`.
"""

from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.contrib.messages import constants as message_levels
from django.utils.translation import gettext_lazy as _
from kombu import Exchange, Queue

from linkshare.kit.environment import Environment
from linkshare.kit.object_storage import origins_of
from linkshare.kit.safe_start import refuse_public_debug, refuse_unsafe

env = Environment()
BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("LINKSHARE_DATA_DIR", default=str(BASE_DIR / "var"))).resolve()

# --- Where this site lives -----------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="only-for-debug" if DEBUG else "")
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
SITE_NAME = env.str("SITE_NAME", default="linkshare")
SITE_HOST = urlsplit(SITE_URL).hostname or ""
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[SITE_HOST, "localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [SITE_URL, *env.list("TRUSTED_ORIGINS", default=[])]

# --- What it is made of --------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "accounts",
    "bookmarks",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.github",
    "allauth.socialaccount.providers.google",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "lucide",
    "taggit",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "bookmarks.views.pictures.served",
    # What pages weigh on a slow line; Django's own hides its secrets from guesses by size.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "linkshare.kit.browser_policies.say_policies",
    "linkshare.kit.http_caching.cache_control",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "bookmarks.views.closed.to_the_banned",
    "accounts.middleware.local_time",
    "accounts.middleware.own_language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.staff_door.staff_door",
    "accounts.middleware.seen_sessions",
    "django_htmx.middleware.HtmxMiddleware",
    "linkshare.kit.methods.explain_405",
    "accounts.middleware.leave_by_page",
    "accounts.typed.keep_what_was_typed",
    "linkshare.kit.null_characters.refuse_null_characters",
]
ROOT_URLCONF = "linkshare.urls"
WSGI_APPLICATION = "linkshare.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
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
                "bookmarks.context.site",
            ],
        },
    }
]

# --- Data ------------------------------------------------------------------------------------
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}")
}
IS_SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")
if IS_SQLITE:
    # IMMEDIATE: a transaction that reads and later writes cannot wait for its turn on SQLite,
    # so every one asks for the write lock at its start and waits there.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000;"
            "PRAGMA temp_store=MEMORY; PRAGMA mmap_size=268435456;"
        ),
    }
    # To open one anew, with its settings and schema, takes longer than a kept page.
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    # In memory a second thread or process sees nothing: tests of races need a file.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
else:
    DATABASES["default"]["ENGINE"] = "linkshare.kit.postgresql"
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # The planner overestimates what may be seen, and compiles for 300-800 ms what runs in 15.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}
# Whole pages, apart from what is small; a process's own memory holds some ten megabytes of them.
CACHES["pages"] = CACHES["default"] | {"KEY_PREFIX": "pages"}
if CACHES["pages"]["BACKEND"].endswith("LocMemCache"):
    CACHES["pages"] |= {"LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": 300}}
STORAGES = {
    # What people get to download; no address serves it.
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Covers and icons: in MEDIA_ROOT too, or in a bucket that all machines share.
    "pictures": env.storage("STORAGE_URL"),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "linkshare.kit.static_files.WholeStylesStorage"
    },
}
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Where browsers find pictures: on this site, or at the full address of what serves the bucket.
MEDIA_URL = env.str("MEDIA_URL", default="media").rstrip("/") + "/"
MEDIA_ROOT = DATA_DIR / "media"
# What somebody typed must come back to them with the error beside it, even a ten-megabyte paste.
DATA_UPLOAD_MAX_MEMORY_SIZE = 32 * 1024 * 1024

# --- People ----------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "accounts.backends.PasswordBackend",
    "accounts.backends.AllauthBackend",
]
_PASSWORDS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": f"{_PASSWORDS}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("handle", "email", "name")},
    },
    {"NAME": f"{_PASSWORDS}.MinimumLengthValidator"},
    {"NAME": f"{_PASSWORDS}.CommonPasswordValidator"},
    {"NAME": f"{_PASSWORDS}.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = urlsplit(SITE_URL).scheme or "http"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_FORMS = {
    "signup": "accounts.forms.SignUpForm",
    "reset_password": "accounts.forms.NewPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_PREVENT_ENUMERATION = True
# Beside allauth's own: how often one person reports, and one address of who is signed out.
ACCOUNT_RATE_LIMITS = {"report": "60/h/user", "report_signed_out": "5/h/ip,20/d/ip"}
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "handle"
ACCOUNT_USERNAME_MIN_LENGTH = 2
ACCOUNT_USERNAME_VALIDATORS = "accounts.models.user.HANDLE_VALIDATORS"
MFA_ADAPTER = "accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
# The code before and the one after count too: people type slowly, and phones' clocks are off.
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or SITE_HOST in {"localhost", "127.0.0.1"}
# A handle is public, so it is chosen by its person and not made from a mail address.
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_ADAPTER = "accounts.adapter.SocialAccountAdapter"
USERSESSIONS_TRACK_ACTIVITY = True
ACCOUNT_DELETION_GRACE_DAYS = env.int("ACCOUNT_DELETION_GRACE_DAYS", default=14)
# The admin: below which path, from which networks alone, and whether staff need a second factor.
ADMIN_PATH = env.str("ADMIN_PATH", default="admin").strip("/") or "admin"
ADMIN_ALLOWED = [ip_network(each) for each in env.list("ADMIN_ALLOWED", default=[])]
STAFF_MFA = env.bool("STAFF_MFA", default=SITE_URL.startswith("https://"))
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60


def _provider(prefix: str, **extra: Any) -> list[dict[str, Any]]:
    """One social log-in, on as soon as its client id and secret are in the environment."""
    client_id = env.str(f"{prefix}_CLIENT_ID", default="")
    secret = env.str(f"{prefix}_CLIENT_SECRET", default="")
    return [{"client_id": client_id, "secret": secret, **extra}] if client_id and secret else []


SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, Any]] = {
    "github": {"APPS": _provider("GITHUB"), "SCOPE": ["user:email"]},
    "google": {"APPS": _provider("GOOGLE"), "SCOPE": ["profile", "email"]},
    "openid_connect": {
        "APPS": _provider(
            "OIDC",
            provider_id="oidc",
            name=env.str("OIDC_NAME", default="OpenID Connect"),
            settings={"server_url": env.str("OIDC_SERVER_URL", default="")},
        )
    },
}

# --- Mail ------------------------------------------------------------------------------------
MAIL_DIR = DATA_DIR / "mail"
EMAIL_URL = env.str("EMAIL_URL", default="")
# Seconds; without it a mail server that says nothing would hold up who signs up, and all behind.
EMAIL_TIMEOUT = 10
if EMAIL_URL:
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = MAIL_DIR
MAIL_IS_SHOWN = not EMAIL_URL
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"{SITE_NAME} <noreply@{SITE_HOST}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Background work ---------------------------------------------------------------------------
BROKER_DIR = DATA_DIR / "broker"
CELERY_BROKER_URL = env.str("BROKER_URL", default="filesystem://")
if CELERY_BROKER_URL.startswith("filesystem"):
    BROKER_DIR.mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {
        "data_folder_in": str(BROKER_DIR),
        "data_folder_out": str(BROKER_DIR),
        "control_folder": str(BROKER_DIR),
        "polling_interval": 0.05,
    }
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        # A killed worker's messages come back; this is above the longest task.
        "visibility_timeout": 180,
        "unacked_restore_interval": 2,
        "unacked_restore_throttle": 1,
        # Somebody waits for the page they saved: a broker that is down is given up at once.
        "max_retries": 1,
        "interval_start": 0,
        "socket_connect_timeout": 1.0,
        "socket_timeout": 2.0,
    }
# Sites that share one broker each have queues of their own.
CELERY_TASK_DEFAULT_QUEUE = env.str("TASK_QUEUE", default="linkshare")
# Fetching has two more. `fresh`: pages that somebody waits for; `backlog`: all others.
FRESH_QUEUE = f"{CELERY_TASK_DEFAULT_QUEUE}-fresh"
BACKLOG_QUEUE = f"{CELERY_TASK_DEFAULT_QUEUE}-backlog"
CELERY_TASK_QUEUES = [
    Queue(name, Exchange(name), routing_key=name)
    for name in (CELERY_TASK_DEFAULT_QUEUE, FRESH_QUEUE, BACKLOG_QUEUE)
]
CELERY_TASK_ROUTES = {
    "bookmarks.fetching.tasks.refresh_link": {"queue": FRESH_QUEUE},
    "bookmarks.fetching.tasks.*": {"queue": BACKLOG_QUEUE},
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SERIALIZER = "json"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_TIME_LIMIT = 120
# Seconds between two looks at what is popular and which collections are alive.
RANK_INTERVAL = env.float("RANK_INTERVAL", default=300.0)
# Seconds between two looks for notices and digests that are due by mail.
MAIL_INTERVAL = env.float("MAIL_INTERVAL", default=60.0)
SWEEP_INTERVAL = env.float("SWEEP_INTERVAL", default=5.0)
BEAT_DIR = DATA_DIR / "beat"
BEAT_DIR.mkdir(parents=True, exist_ok=True)
CELERY_BEAT_SCHEDULE_FILENAME = str(BEAT_DIR / "schedule")
CELERY_BEAT_SCHEDULE = {
    "sweep": {
        "task": "bookmarks.fetching.tasks.sweep",
        "schedule": SWEEP_INTERVAL,
        "options": {"expires": SWEEP_INTERVAL},
    },
    "index-changes": {
        "task": "bookmarks.search.tasks.index_changes",
        "schedule": SWEEP_INTERVAL,
        "options": {"expires": SWEEP_INTERVAL},
    },
    "fold-revisions": {"task": "bookmarks.tasks.fold_revisions", "schedule": 300.0},
    "refresh-statistics": {"task": "bookmarks.tasks.refresh_statistics", "schedule": 3600.0},
    "tidy-pictures": {"task": "bookmarks.fetching.tasks.tidy_pictures", "schedule": 900.0},
    "forget-paces": {"task": "bookmarks.fetching.tasks.forget_paces", "schedule": 3600.0},
    "delete-due-accounts": {"task": "accounts.tasks.delete_due_accounts", "schedule": 3600.0},
    "drop-first-addresses": {"task": "accounts.tasks.drop_first_addresses", "schedule": 3600.0},
    "end-suspensions": {
        "task": "bookmarks.moderation.tasks.end_suspensions",
        "schedule": 30.0,
        "options": {"expires": 30.0},
    },
    "tidy-imports": {"task": "bookmarks.portability.tasks.tidy_imports", "schedule": 30.0},
    "tidy-changes": {"task": "bookmarks.bulk.tasks.tidy_changes", "schedule": 30.0},
    "end-holds": {"task": "bookmarks.moderation.tasks.end_holds", "schedule": 300.0},
    "report-bursts": {"task": "bookmarks.moderation.tasks.report_bursts", "schedule": 60.0},
    "tidy-rules": {"task": "bookmarks.moderation.tasks.tidy_rules", "schedule": 30.0},
    "send-notices": {"task": "bookmarks.mailing.tasks.send_notices", "schedule": MAIL_INTERVAL},
    "send-digests": {"task": "bookmarks.mailing.tasks.send_digests", "schedule": MAIL_INTERVAL},
    "rank": {
        "task": "bookmarks.discovery.tasks.rank",
        "schedule": RANK_INTERVAL,
        "options": {"expires": RANK_INTERVAL},
    },
    "tidy-exports": {"task": "bookmarks.portability.tasks.tidy_exports", "schedule": 300.0},
}

# --- Fetching ----------------------------------------------------------------------------------
# Addresses that may be fetched although they are not on the public internet.
FETCH_ALLOW = env.list("FETCH_ALLOW", default=[])
# Where the owner of a page reads who fetches it: in every request's User-Agent.
FETCH_CONTACT = env.str("FETCH_CONTACT", default=f"{SITE_URL}/about/fetcher")
# Seconds for which a worker holds a link; its task is stopped at four fifths of them.
FETCH_LEASE = env.float("FETCH_LEASE", default=45.0)
# Seconds after which a link is sent to the workers again if none has taken it.
FETCH_RESEND_AFTER = env.float("FETCH_RESEND_AFTER", default=60.0)
# How many awaited links the broker holds at most; all the others wait in the database.
FETCH_QUEUE_LENGTH = env.int("FETCH_QUEUE_LENGTH", default=64)
# How many pages one worker fetches at once while it drains what is due.
FETCH_THREADS = env.int("FETCH_THREADS", default=64)
# Days until a page that was read is looked at again, more or less; 0 for never.
FETCH_CHECK_DAYS = env.float("FETCH_CHECK_DAYS", default=90.0)
# Seconds between two requests to one site. Kept in Redis where there is one, else in the database.
FETCH_HOST_INTERVAL = env.float("FETCH_HOST_INTERVAL", default=1.0)
FETCH_PACE_REDIS = next(
    (
        url.replace("rediscache://", "redis://", 1)
        for url in (env.str("CACHE_URL", default=""), CELERY_BROKER_URL)
        if url.startswith("redis")
    ),
    "",
)
# Child processes that read pages, for each process that fetches; what one page may take of one.
FETCH_READERS = env.int("FETCH_READERS", default=2)
FETCH_READER_SECONDS = env.int("FETCH_READER_SECONDS", default=5)
FETCH_READER_MEGABYTES = env.int("FETCH_READER_MEGABYTES", default=256)
# Where readers are sent for a copy of a page that is gone; empty for nowhere. Nothing is fetched.
ARCHIVE_URL = env.str("ARCHIVE_URL", default="https://web.archive.org/web").rstrip("/")
# Who is told when a public feed has something new (WebSub); empty for nobody.
WEBSUB_HUB = env.str("WEBSUB_HUB", default="")
if WEBSUB_HUB:
    CELERY_BEAT_SCHEDULE["announce-feeds"] = {
        "task": "bookmarks.feeds.tasks.announce",
        "schedule": 60.0,
        "options": {"expires": 60.0},
    }
# Names and addresses of this very site; the guard refuses them.
FETCH_OWN_HOSTS = [host for host in ALLOWED_HOSTS if host not in {"*", ""}]

# --- What is popular ---------------------------------------------------------------------------
# How many people must have saved a page, and for how many days they must have been here.
POPULAR_PEOPLE = max(1, env.int("POPULAR_PEOPLE", default=2))
POPULAR_ACCOUNT_DAYS = env.int("POPULAR_ACCOUNT_DAYS", default=3)

# --- What a browser is told ----------------------------------------------------------------------
_IS_HTTPS = SITE_URL.startswith("https://")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        # Covers and icons are our own copies: no other site learns who looks at what.
        "img-src": [SELF, "data:", *origins_of(MEDIA_URL)],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "object-src": [NONE],
        # No text becomes HTML or a script's address but through js/trusted-types.js.
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["default"],
    }
}
CSRF_FAILURE_VIEW = "accounts.typed.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _IS_HTTPS
SECURE_SSL_REDIRECT = env.bool("SSL_REDIRECT", default=False)
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=60 * 60 * 24 * 365) if _IS_HTTPS else 0
if env.bool("BEHIND_PROXY", default=False):
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"

# --- Words and times -----------------------------------------------------------------------------
LANGUAGE_CODE = env.str("LANGUAGE_CODE", default="en")
LANGUAGES = [("en", _("English")), ("de", _("German")), ("ja", _("Japanese"))]
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
LANGUAGE_COOKIE_HTTPONLY, LANGUAGE_COOKIE_SAMESITE = True, "Lax"
LANGUAGE_COOKIE_SECURE = _IS_HTTPS
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "linkshare.kit.formats"
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
USE_I18N = USE_TZ = True
TAGGIT_CASE_INSENSITIVE = True
MESSAGE_STORAGE = "linkshare.kit.few_messages.FewMessages"
MESSAGE_TAGS = {message_levels.ERROR: "error"}

# --- Logs ----------------------------------------------------------------------------------------
LOG_LEVEL = env.one_of("LOG_LEVEL", ["DEBUG", "INFO", "WARNING", "ERROR"], default="INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}

if DEBUG:
    refuse_public_debug(SITE_URL)
else:
    refuse_unsafe(
        secret_key=SECRET_KEY, site_url=SITE_URL, allowed_hosts=ALLOWED_HOSTS, email_url=EMAIL_URL
    )
