"""pretalx: `python pretalx.py`, then a job a line: «list N»: its lists of proposals and speakers, so often.

Its own test event, the schedule released; Django's test client, SQLite; what it says is the seconds of one.
"""

import json
import os
import re
import sys
import tempfile
from contextlib import redirect_stdout
from io import StringIO
from time import perf_counter

folder = tempfile.mkdtemp()
os.environ.update(
    DJANGO_SETTINGS_MODULE="pretalx.settings",
    DJANGO_SUPERUSER_EMAIL="somebody@example.org",
    DJANGO_SUPERUSER_PASSWORD="opens-nothing-that-is-kept",  # noqa: S106
    PRETALX_INIT_ORGANISER_NAME="Nobody",
    PRETALX_INIT_ORGANISER_SLUG="nobody",
    PRETALX_DATA_DIR=folder,
    PRETALX_DB_NAME=f"{folder}/peer.sqlite3",
    PRETALX_DEBUG="False",
    PRETALX_FILESYSTEM_STATIC=f"{folder}/static",
    PRETALX_SITE_URL="http://testserver",
)
# this very file is named as the library is
sys.path.pop(0)

# what it says of itself is no answer
with redirect_stdout(StringIO()):
    import django

    django.setup()

    from django.core.management import call_command
    from django.test import Client
    from django_scopes import scopes_disabled
    from pretalx.person.models import User

    call_command("migrate", verbosity=0)
    call_command("init", interactive=False)
    call_command("create_test_event")
    call_command("collectstatic", interactive=False, verbosity=0)
browser = Client()
with scopes_disabled():
    browser.force_login(User.objects.get(is_administrator=True))
# what organisers read: proposals, speakers; the public lists are drawn by a script in the browser
LISTS = ("/orga/event/democon/submissions/", "/orga/event/democon/speakers/")


def opened(address: str) -> str:
    """The page; anything but a list is a fault of the harness."""
    response = browser.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


for line in sys.stdin:
    count = int(line.split()[1])
    began = perf_counter()
    for _ in range(count):
        found = {address: opened(address) for address in LISTS}
    seconds = (perf_counter() - began) / count / len(LISTS)
    rows = [len(re.findall(r"<tr\b", found[address])) for address in LISTS]
    sys.stdout.write(json.dumps({"seconds": seconds, "rows": rows}) + "\n")
    sys.stdout.flush()
