"""Settings of the portal: everything that differs between installations comes from the environment."""

from csp.constants import NONE, SELF
from django.contrib.messages import constants as message_levels

from mentorship.config.environment import (
    BASE_DIR,
    VAR_DIR,
    allowed_hosts,
    database,
    env,
    replica,
    secret_key,
    tasks_url,
)

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = secret_key(debug=DEBUG)
# Keys of before: what they signed stays good while the new one takes over (docs/security/design.md).
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = allowed_hosts()
HTTPS = env.bool("HTTPS", default=not DEBUG)

INSTALLED_APPS = [
    "mentorship.config.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_filters",
    "django_htmx",
    "simple_history",
    "mentorship.spreadsheets",
    "mentorship.audit",
    "schools",
    "mentorship.notices",
    "mentorship.entrance",
    "mentorship.journal",
    "mentorship.privacy",
    "mentorship.programmes",
    "mentorship.bank",
    "mentorship.pairs",
    "mentorship.roadmap",
    "mentorship.pupils",
    "mentorship.calendars",
    "mentorship.documents",
    "mentorship.practices",
    "surveys",
    "reports",
    "mentorship.operation",
]

MIDDLEWARE = [
    "mentorship.audit.origin.OriginMiddleware",
    "mentorship.operation.watching.WatchingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "schools.browser_headers.BrowserHeadersMiddleware",
    "mentorship.practices.indexing.IndexingMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "schools.broken_input.BrokenInputMiddleware",
    "mentorship.notices.one_click.OneClickMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "mentorship.entrance.middleware.EntranceMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "schools.comfort.middleware.RecentMiddleware",
    "mentorship.operation.once.OnceMiddleware",
]

ROOT_URLCONF = "mentorship.config.urls"
WSGI_APPLICATION = "mentorship.config.wsgi.application"

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
                "schools.navigation.portal",
            ],
            "builtins": ["schools.templatetags.portal", "schools.templatetags.once"],
        },
    }
]

DATABASES = {"default": database()}
# Reports are read from a replica where there is one, unless it is this many seconds behind.
REPLICA_LAG_LIMIT = env.int("REPLICA_LAG_LIMIT", default=30)
if (_replica := replica(DATABASES["default"])) is not None:
    DATABASES["replica"] = _replica
    DATABASE_ROUTERS = ["mentorship.config.replica.ReplicaRouter"]
    # the mark of a change is set when its transaction, opened by the last one, is over
    MIDDLEWARE.insert(-1, "mentorship.config.replica.ReplicaMiddleware")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "schools.User"
AUTHENTICATION_BACKENDS = ["schools.backends.AccessBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "schools.passwords.KnownPartsValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
# An invitation waits for a teacher who comes back from leave.
PASSWORD_RESET_TIMEOUT = 14 * 24 * 60 * 60
# Whether everybody with a role beyond a teacher's must set up a second factor.
REQUIRE_MFA = env.bool("REQUIRE_MFA", default=False)
# Signing in through a provider of identities (OpenID Connect); without an issuer there is no such way in.
OIDC_ISSUER = env.str("OIDC_ISSUER", default="")
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", default="")
OIDC_CLIENT_SECRET = env.str("OIDC_CLIENT_SECRET", default="")
# Which claim holds the sign-in name of the portal; "": the account is found by the verified e-mail.
OIDC_CLAIM = env.str("OIDC_CLAIM", default="")
OIDC_NAME = env.str("OIDC_NAME", default="Единый вход")
# How old the last proof of identity may be when files with names or dangerous acts are asked for.
SUDO_MINUTES = env.int("SUDO_MINUTES", default=15)
# How many proxies of our own write X-Forwarded-For; 0: nobody's word about the address is believed.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

LANGUAGE_CODE = "ru"
TIME_ZONE = env.str("TIME_ZONE", default="Europe/Moscow")
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
# The portal's own files are no library for other sites.
WHITENOISE_ALLOW_ALL_ORIGINS = False
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(VAR_DIR / "media"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# On a shared machine nobody but the portal reads what people sent; copies go where BACKUP_DIR says.
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
BACKUP_DIR = env.path("BACKUP_DIR", default=str(VAR_DIR / "backups"))
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="portal@localhost")
EMAIL_TIMEOUT = 20
# What the links of letters begin with: a command that sends them has no request to ask.
SITE_URL = env.str("SITE_URL", default=f"{'https' if HTTPS else 'http'}://{ALLOWED_HOSTS[0]}").rstrip("/")

# A teacher fills in a questionnaire between lessons: the session slides and lasts a working day.
SESSION_ENGINE = "mentorship.entrance.session_store"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# Cookies of this host alone: no neighbour of the same domain can plant one (ASVS 3.3.1, 3.3.3).
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
MESSAGE_STORAGE = "schools.message_cookie.PortalMessages"
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "schools.views.csrf_failure"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# The tones of the design's notes: a message's tag is its CSS class.
MESSAGE_TAGS = {
    message_levels.SUCCESS: "ok",
    message_levels.WARNING: "warn",
    message_levels.ERROR: "bad",
    message_levels.INFO: "quiet",
}

# How long a backup is kept: an act of destroying data names the day by which the last copy is gone.
BACKUP_DAYS = env.int("BACKUP_DAYS", default=35)

# Where imports and exports are entered: the Excel app and the journal do not know each other.
SPREADSHEETS_JOURNAL = "mentorship.audit.log.record"
# Redis by which the workers of long imports are called; "": there are none.
TASKS_URL = tasks_url()
# Who has long imports run: a process of this machine, or a worker wherever it is.
IMPORT_STARTER = (
    "mentorship.spreadsheets.calls.call" if TASKS_URL else "mentorship.spreadsheets.starting.start"
)
# Whom else an entry of the journal concerns: the relation to people of what several share.
JOURNAL_PEOPLE = {
    "pairs.pair": "members__mentee",
    "documents.paper": "people__person",
    "practices.contestentry": "people__person",
}
# Who finds people whose data have served their purpose, by the code of the term (privacy/retention.toml).
PRIVACY_DUE = {
    "rejected": "mentorship.bank.retention.rejected",
    "finished": "mentorship.pairs.retention.finished",
}
# Who says whether a section of the rail holds anything for an account, by the section's address.
RAIL_HOLDS = {"pupils:list": "mentorship.pupils.rights.has_anything"}
# Who destroys by the timer what upper apps keep, by the code of the term.
PRIVACY_CLEANERS = {
    "pupil_draft": "mentorship.pupils.retention.erase_drafts",
    "sent_form": "mentorship.operation.once.forget",
}
# Who knows the codes of people whose data were destroyed: an old file does not bring them back.
DESTROYED_CODES = "mentorship.privacy.codes.destroyed"
# Who tells people by letter of links to their accounts and of their roles: letters stand above the accounts.
ACCOUNT_LETTERS = "mentorship.entrance.letters"
# Who tells people that a consent was withdrawn: letters stand above the app that keeps consents.
CONSENT_LETTERS = "mentorship.bank.withdrawal.follow"
# Who writes down what a campaign's report says when its results are drawn: reports stand above the campaigns.
CAMPAIGN_SUMMARY = "reports.survey_reports.frozen.summary_of"
# Who calls off the proposed pair of a withdrawn request: pairs stand above the app of requests.
REQUEST_LEAVES_PAIR = "mentorship.pairs.workflow.leaving.leave_proposals"
# Who tells which questionnaires the people of a pair owe at its start and end: they stand above the pairs.
PAIR_WARNINGS = ("surveys.pair_warnings",)
# Who finds what shows that an event of a roadmap was held: questionnaires stand above the roadmaps.
ROADMAP_PROOFS = (
    "mentorship.roadmap.proofs.bank",
    "mentorship.roadmap.proofs.pairs",
    "surveys.roadmap_proofs",
)

# A line a request, for programs (LOG_FORMAT=json); /metrics is there for who knows the token, if one is set.
REQUEST_LOG = env.str("LOG_FORMAT", default="text") == "json"
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"hide_tokens": {"()": "surveys.log_filter.HideTokens"}},
    "formatters": {
        "text": {"format": "%(message)s"},
        "json": {"()": "mentorship.operation.log_lines.JsonLines"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["hide_tokens"],
            "formatter": "json" if REQUEST_LOG else "text",
        }
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    # the development server's own handler would write addresses as they are
    "loggers": {"django.server": {"handlers": ["console"], "level": "INFO", "propagate": False}},
}
