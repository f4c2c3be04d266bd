"""No address of the portal answers rubbish with an error of the server (security.md T15, issue 8.3)."""

import random
from itertools import cycle

import pytest

from tests.full_school import fill
from tests.hostile.addresses import RUBBISH, addresses, names

# Two fields of a form that ask alike are not what is looked for here.
pytestmark = pytest.mark.filterwarnings(r"ignore:N\+1 detected")
# Pages that do work by the hour or end the session.
LEFT_OUT = ("/accounts/logout/", "/admin/logout/")


@pytest.fixture
def portal(programme, school, people, school_year):
    """A small portal with a row of most kinds."""
    school_year.delete()
    fill(school, people)


def faults(client, method: str, values, asked_for) -> list[str]:
    """The addresses that answer with an error, asked with one value of rubbish under every name."""
    client.raise_request_exception = False
    known, failed = names(), []
    for address in asked_for:
        if address in LEFT_OUT:
            continue
        value = next(values)
        asked = dict.fromkeys(known, value)
        response = client.get(address, asked) if method == "get" else client.post(address, asked)
        if response.status_code >= 500:
            failed.append(f"{response.status_code} {method} {address} {value!r}: {response.exc_info}")
        if response.streaming:
            b"".join(response.streaming_content)
    return failed


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "method"), [("methodist", "get"), ("curator", "get"), ("methodist", "post")]
)
def test_rubbish_is_no_error(role, method, portal, client_as, settings):
    """A third of the addresses, other ones for each role; `make soak` asks all of them everything."""
    settings.ZEAL_RAISE = False
    dice = random.Random(f"{role} {method}")
    rubbish, every = list(RUBBISH), list(addresses())
    dice.shuffle(rubbish)
    chosen = dice.sample(every, len(every) // 3)
    assert faults(client_as(role), method, cycle(rubbish), chosen) == []


@pytest.mark.soak
@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize("value", RUBBISH)
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_rubbish_everywhere(method, value, portal, client_as, settings):
    settings.ZEAL_RAISE = False
    assert faults(client_as("methodist"), method, cycle([value]), addresses()) == []
