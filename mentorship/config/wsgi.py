"""The entry point of the production server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentorship.config.settings")
os.environ.setdefault("DATABASE_TIMEOUTS", "1")

application = get_wsgi_application()
