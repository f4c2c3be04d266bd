"""The portal's settings as tests want them: a scratch folder, a fast hasher, a watch on N+1 queries.

The database is a scratch SQLite file (a file, since connections of several threads must see each other's
transactions as they do in service) or the one that DATABASE_URL names.
"""

import os
import tempfile
from pathlib import Path

# Lives as long as the process and goes with it.
_scratch = tempfile.TemporaryDirectory(prefix="portal-tests-")
SCRATCH = Path(_scratch.name)

# A developer's own environment must not change what tests see.
for _name in (
    "ALLOWED_HOSTS",
    "CACHE_URL",
    "EMAIL_URL",
    "LOG_FORMAT",
    "LOG_LEVEL",
    "METRICS_TOKEN",
    "REPLICA_DATABASE_URL",
    "REPLICA_LAG_LIMIT",
    "REQUIRE_MFA",
    "TASKS_URL",
    "TIME_ZONE",
):
    os.environ.pop(_name, None)
os.environ["SECRET_KEY"] = "signs-nothing-outside-the-tests-" + "0" * 32
os.environ["DEBUG"] = "0"
os.environ["HTTPS"] = "0"
os.environ["MEDIA_ROOT"] = str(SCRATCH / "media")

from mentorship.config.settings import *  # noqa: E402, F403
from mentorship.config.settings import DATABASES, INSTALLED_APPS, MIDDLEWARE, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": str(SCRATCH / "test.sqlite3")}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

# Pages are asked of the files themselves: nothing has to be collected before a test.
STATIC_ROOT = SCRATCH / "static"
STATIC_ROOT.mkdir()
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

# zeal raises where a page asks the same question of every row; threshold: the second time.
INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]
ZEAL_RAISE = True
# Signing out reads its session twice: once to know the account, once to delete the row.
ZEAL_ALLOWLIST = [{"model": "sessions.Session", "field": "get()"}]

# A process of its own would look for the portal's database, not for that of the tests.
IMPORT_STARTER = "tests.starting.leave_waiting"
