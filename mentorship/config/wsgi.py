"""The entry point of the production server."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentorship.config.settings")
os.environ.setdefault("DATABASE_TIMEOUTS", "1")

application = get_wsgi_application()
# All pages are read before the processes part: nobody waits for it, and they share what it takes of memory.
resolve("/")
# What is loaded by now stays: the collector of garbage need not look through it each time.
gc.collect()
gc.freeze()
