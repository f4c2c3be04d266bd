"""What every test shares: the optional groups, the cast of fictional people, Debian's Chromium."""

import os
from urllib.parse import urlsplit

import hypothesis
import pytest

from tests.chromium import CHROMIUM, CONTEXT, FLAGS

pytest_plugins = ["tests.groups", "tests.tables", "tests.cast"]

# Playwright's event loop makes Django take a browser test for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# Two cores serve all workers, a server and a browser: no example fails for being slow, none is left to luck.
hypothesis.settings.register_profile("portal", deadline=None, derandomize=True)
hypothesis.settings.load_profile("portal")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium instead of a download of Playwright's own."""
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": FLAGS}


@pytest.fixture(scope="session")
def base_url(live_server):
    """The portal under test: `page.goto("/bank/")` is enough."""
    return live_server.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """A browser as people have it (tests/chromium.py)."""
    return {**browser_context_args, **CONTEXT}


@pytest.fixture
def context(context, base_url):
    """A browser session whose pages may neither fail in a script, break the CSP nor ask another host."""
    own = urlsplit(base_url).netloc
    complaints = []

    def heed_request(request):
        address = urlsplit(request.url)
        if address.scheme in {"http", "https"} and address.netloc != own:
            complaints.append(f"asked another host: {request.url}")

    def heed_console(message):
        if "Content Security Policy" in message.text:
            complaints.append(message.text)

    context.on("request", heed_request)
    context.on("console", heed_console)
    context.on("weberror", lambda failure: complaints.append(str(failure.error)))
    yield context
    assert complaints == []


@pytest.fixture
def page_as(page, context, client_as, base_url):
    """The page, signed in as one of the cast: `page_as("curator")`."""

    def sign_in(login):
        session = client_as(login).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": base_url}])
        return page

    return sign_in
