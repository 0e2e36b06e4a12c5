"""Settings of newsmon. Every variable is explained in docs/configuration.md."""

from datetime import timedelta
from pathlib import Path

import dj_database_url
import django_stubs_ext
from celery.schedules import schedule
from django.utils.translation import gettext_lazy as _

from newsmon import embedded
from newsmon.lib import env

# Lets classes such as ModelAdmin[Actor] name their model when the code runs, too.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("NEWSMON_VAR", str(BASE_DIR / "var"))).resolve()

HIGHEST_PORT = 65535
# Where the dashboard listens when `manage.py up` runs it.
BIND_HOST = env.text("NEWSMON_HOST", "127.0.0.1")
BIND_PORT = env.number("NEWSMON_PORT", 8000, minimum=1, maximum=HIGHEST_PORT)

DEBUG = env.flag("NEWSMON_DEBUG", default=False)
SECRET_KEY = env.text("SECRET_KEY") or embedded.secret_key(VAR_DIR)
ALLOWED_HOSTS = list(env.names("NEWSMON_ALLOWED_HOSTS", ("localhost", "127.0.0.1", "[::1]")))
CSRF_TRUSTED_ORIGINS = list(env.names("NEWSMON_TRUSTED_ORIGINS"))
# True behind HTTPS: cookies then travel over HTTPS alone.
IS_HTTPS = env.flag("NEWSMON_HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "axes",
    "newsmon",
    "ingest",
    "analysis",
    "dashboard",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "newsmon.middleware.TextCompression",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "newsmon.middleware.content_security_policy",
    "dashboard.middleware.reader_preferences",
    "dashboard.middleware.remembered_filters",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "newsmon.urls"
WSGI_APPLICATION = "newsmon.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Without an address of its own each of the two servers is run by `manage.py up`.
_DATABASE_URL = env.address("DATABASE_URL", ("postgresql", "postgres"))
_BROKER_URL = env.address("CELERY_BROKER_URL", ("redis", "rediss", "redis+socket"))
HAS_EMBEDDED_DATABASE = not _DATABASE_URL
HAS_EMBEDDED_BROKER = not _BROKER_URL

DATABASES = {
    "default": dj_database_url.parse(
        _DATABASE_URL or embedded.database_url(VAR_DIR),
        conn_max_age=60,
        conn_health_checks=True,
    )
}

# Where e-mail leads back to: the first public address, or the one of this machine.
SITE_URL = (*CSRF_TRUSTED_ORIGINS, f"http://{BIND_HOST}:{BIND_PORT}")[0].rstrip("/")
# Without a mail server messages go to the worker's output.
_MAIL = env.mail_server("NEWSMON_MAIL_SERVER")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _MAIL else 'console'}.EmailBackend"
if _MAIL:
    EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.has_starttls, _MAIL.has_tls
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = env.text("NEWSMON_MAIL_FROM", "newsmon@localhost")

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "dashboard:overview"
LOGOUT_REDIRECT_URL = "login"
# Ten wrong passwords lock a name and address for a quarter of an hour.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "registration/lockout.html"
AXES_VERBOSE = False

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ar", _("Arabic")), ("fr", _("French"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["newsmon.formats"]
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Served from the source folders, so that a checkout runs without a collecting step.
WHITENOISE_USE_FINDERS = True

CELERY_BROKER_URL = _BROKER_URL or embedded.broker_url(VAR_DIR)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    # Without these two a task of a killed worker comes back only after a minute and a half.
    "unacked_restore_throttle": 1,
    "unacked_restore_interval": 5,
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_DEFAULT_QUEUE = "io"
CELERY_TASK_ROUTES = {
    # Counting is no work for the models' queue, where it would wait behind articles.
    "analysis.tasks.refresh_candidates": {"queue": "io"},
    "analysis.tasks.refresh_counts": {"queue": "io"},
    "analysis.tasks.*": {"queue": "nlp"},
}
CELERY_TIMEZONE = "UTC"
# Rows are the queue: beat only says "look", so a tick that waited is worth nothing.
POLL_SECONDS = env.number("NEWSMON_POLL_SECONDS", 5, minimum=1)
CELERY_BEAT_SCHEDULE = {
    name: {
        "task": name,
        "schedule": schedule(POLL_SECONDS),
        "options": {"expires": max(POLL_SECONDS - 1, 1)},
    }
    for name in (
        "ingest.tasks.poll_due_feeds",
        "ingest.tasks.fetch_due_articles",
        "analysis.tasks.analyse_due_articles",
        "analysis.tasks.refresh_counts",
    )
}
# Unknown names are counted anew every so often.
CANDIDATE_SECONDS = env.number("NEWSMON_CANDIDATE_SECONDS", 60, minimum=2)
CELERY_BEAT_SCHEDULE["analysis.tasks.refresh_candidates"] = {
    "task": "analysis.tasks.refresh_candidates",
    "schedule": schedule(CANDIDATE_SECONDS),
    "options": {"expires": CANDIDATE_SECONDS - 1},
}
# Curators are told of a breakage after a day: an hour more or less is nothing.
CELERY_BEAT_SCHEDULE["ingest.tasks.tell_of_broken_feeds"] = {
    "task": "ingest.tasks.tell_of_broken_feeds",
    "schedule": schedule(3600),
    "options": {"expires": 3000},
}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")

# A row that a worker took is taken again after this long: longer than its work, shorter than a
# reader's patience when the worker was killed.
LEASE = timedelta(seconds=env.number("NEWSMON_LEASE_SECONDS", 120, minimum=5))

# Outgoing requests (newsmon/lib/http_client.py)
HTTP_USER_AGENT = env.text(
    "NEWSMON_USER_AGENT", "newsmon/0.1 (regional news monitor; contact: the operator of this host)"
)
HTTP_TIMEOUT_SECONDS = env.number("NEWSMON_HTTP_TIMEOUT_SECONDS", 30, minimum=1)
HTTP_MAX_BYTES = env.number("NEWSMON_HTTP_MAX_BYTES", 10 * 1024 * 1024, minimum=1024)
# Seconds from one request to the next at a host, for all workers together.
HOST_GAP_SECONDS = env.number("NEWSMON_HOST_GAP_SECONDS", 5, minimum=1)
# The one loopback address that may be fetched: the sample newsroom.
SAMPLE_SITE_PORT = env.number("NEWSMON_SAMPLE_PORT", 8765, minimum=1, maximum=HIGHEST_PORT)
SAMPLE_SITE_ORIGIN = f"http://127.0.0.1:{SAMPLE_SITE_PORT}"
# Whether the first start adds the sample newsroom.
LOAD_SAMPLE = env.flag("NEWSMON_SAMPLE", default=True)
HTTP_ALLOWED_PRIVATE_ORIGINS = (SAMPLE_SITE_ORIGIN,)

# Models: a folder, or a hub id for those who are online. The shipped one serves all purposes.
_SHIPPED_MODEL = str(BASE_DIR / "analysis" / "weights" / "news")
NER_MODEL = env.text("NEWSMON_NER_MODEL", _SHIPPED_MODEL)
RELEVANCE_MODEL = env.text("NEWSMON_RELEVANCE_MODEL", _SHIPPED_MODEL)
EMBEDDING_MODEL = env.text("NEWSMON_EMBEDDING_MODEL", _SHIPPED_MODEL)
STANCE_MODEL = env.text("NEWSMON_STANCE_MODEL", _SHIPPED_MODEL)
NLP_THREADS = env.number("NEWSMON_NLP_THREADS", 2, minimum=1)
# An unknown name is put before curators once this many articles print it.
CANDIDATE_ARTICLES = env.number("NEWSMON_CANDIDATE_ARTICLES", 3, minimum=1)
ANALYSIS_BATCH = env.number("NEWSMON_ANALYSIS_BATCH", 16, minimum=1)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["stderr"],
        "level": env.choice("NEWSMON_LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR")),
    },
}
