"""What tests of the analyses of a municipality's schools share: who opens them, what is read of a page."""

import re
from html import unescape

from django.db import connection
from django.test.utils import CaptureQueriesContext

# By login of the cast: the municipality's own, and those who see one school or none of its figures.
OF_THE_MUNICIPALITY = [
    ("head", 200),
    ("methodist", 200),
    ("approver", 200),
    ("department", 200),
    ("curator", 403),
    ("director", 403),
    ("admin", 403),
    ("mentee", 403),
]


def text(response) -> str:
    """The words of a page without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def questions(client, address, query) -> int:
    """What a page asks of the database once everything that is made once has been made."""
    client.get(address, query)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address, query).status_code == 200
    return len(captured)
