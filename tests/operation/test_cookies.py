"""Cookies with the settings of a real site: of this host alone, by HTTPS only, never for a script
but the form's token.
"""

import json
import os
import subprocess
import sys

from tests.architecture.files import ROOT

ASK = """
import json, django
django.setup()
from django.test.client import Client
from django.conf import settings
from django.contrib.messages import constants
from schools.appearance import COOKIE
from schools.message_cookie import PortalCookieStorage
client = Client(headers={"host": "localhost"})
page = client.get("/accounts/login/", secure=True)
seen = client.post("/appearance/", {"theme": "dark", "next": "/"}, secure=True)
print(json.dumps({
    "names": [settings.SESSION_COOKIE_NAME, COOKIE, PortalCookieStorage.cookie_name],
    "set": {m.key: {k: m[k] for k in ("secure", "path", "domain", "samesite", "httponly")}
            for m in [*page.cookies.values(), *seen.cookies.values()]},
    "session": [settings.SESSION_COOKIE_SAMESITE, settings.SESSION_COOKIE_HTTPONLY,
                settings.SESSION_COOKIE_SECURE],
}))
"""


def test_cookies_of_a_site_by_https(tmp_path):
    told = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "mentorship.config.settings",
            "SECRET_KEY": "k" * 30 + "0123456789" * 3,
            "DATABASE_URL": f"sqlite:///{tmp_path / 'none.sqlite3'}",
            "ALLOWED_HOSTS": "localhost",
            # the files themselves are asked for, none has to be collected
            "DEBUG": "1",
            "HTTPS": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    answer = json.loads(told.stdout)
    assert answer["names"] == ["__Host-sessionid", "__Host-appearance", "__Host-messages"]
    assert answer["session"] == ["Lax", True, True]
    whole = {"secure": True, "path": "/", "domain": "", "samesite": "Lax"}
    assert answer["set"] == {
        "__Host-csrftoken": {**whole, "httponly": ""},
        "__Host-appearance": {**whole, "httponly": True},
    }
