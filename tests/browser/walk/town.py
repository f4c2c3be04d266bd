"""python -m tests.browser.walk.town FOLDER: the demonstration town with a row of every kind and its sessions.

A process of its own, since the database is: nothing of it comes into the tests' one.
"""

import json
import logging
import os
import sys
from io import StringIO
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

PAGES = "pages.json"
_DAY = 24 * 60 * 60


def environment(folder: Path, secret: str) -> dict[str, str]:
    """What the town's processes are told: the one that makes it and the server."""
    return {
        "DATABASE_URL": f"sqlite:///{folder / 'town.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "tests.browser.walk.serving",
        "HTTPS": "0",
        "MEDIA_ROOT": str(folder / "media"),
        "SECRET_KEY": secret,
        "WALK_STATIC": str(folder / "static"),
    }


def main(folder: Path) -> None:
    """Make the tables, the people and the rows; write down the pages and the keys of the sessions."""
    django.setup()
    from mentorship.audit.redaction import permit
    from reports.demo.canaries.owners import Owners
    from reports.demo.canaries.sowing import sow
    from tests.access import second_town
    from tests.access.answers import Rows
    from tests.browser.walk.addresses import addresses

    logging.disable(logging.ERROR)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", run_syncdb=True, verbosity=0)
    call_command("load_demo", stdout=StringIO())
    with permit(act="a walk over all pages"):
        sow()
        second_town.found()
    told = {"sessions": _sessions(), "pages": addresses(Rows(Owners()))}
    (folder / PAGES).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def _sessions() -> dict[str, str]:
    """By the role the key of a session that does not end while the walk lasts."""
    from mentorship.entrance.stamps import SEEN
    from tests.access.answers import signed_in
    from tests.journeys.access.letters import ROLES

    keys = {}
    for role in ROLES:
        client = signed_in(role)
        session = client.session
        session[SEEN] = int(timezone.now().timestamp()) + _DAY
        session.save()
        keys[role] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return keys


if __name__ == "__main__":
    assert os.environ["DJANGO_SETTINGS_MODULE"]
    main(Path(sys.argv[1]))
