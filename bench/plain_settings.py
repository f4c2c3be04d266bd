"""The plain view of bench/plain.py as a Django project of its own, beside the portal on its database."""

from typing import Final

from mentorship.config.settings import *  # noqa: F403

# Reads the account alone; the portal's own also reads its person and places.
BACKEND: Final = "django.contrib.auth.backends.ModelBackend"

AUTHENTICATION_BACKENDS = [BACKEND]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
ROOT_URLCONF = "bench.plain"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
