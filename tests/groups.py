"""Optional groups of tests: what each needs, one line about what was left out, and no such line in CI."""

import ctypes.util
import os
import shutil

import pytest
from django.conf import settings

from tests.chromium import CHROMIUM
from tests.lighthouse.auditing import LIGHTHOUSE

NO_BROWSER = "browser (apt-get install chromium)"
NO_LIGHTHOUSE = "Lighthouse (scripts/lighthouse.sh; needs npm)"
NO_OFFICE = "LibreOffice (apt-get install libreoffice-writer-nogui)"
NO_PDF = "PDF (apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation)"
NO_POSTGRES = "PostgreSQL (set TEST_DATABASE_URL=postgres://…, or: scripts/with_postgres.sh make test)"
NO_REDIS = "Redis (apt-get install redis-server)"

REDIS = shutil.which("redis-server")
SOFFICE = shutil.which("soffice")


def has_pango() -> bool:
    """Whether the libraries that lay out PDF are there."""
    return all(ctypes.util.find_library(name) for name in ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset"))


def is_on_postgres() -> bool:
    """Whether this run's test database is PostgreSQL."""
    return settings.DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql"


def left_out(config: pytest.Config) -> list[str]:
    """The groups that this run cannot do, each with the way to get it."""
    groups = []
    if CHROMIUM is None and "not browser" not in config.option.markexpr:
        groups.append(NO_BROWSER)
    if not LIGHTHOUSE.exists() and "not browser" not in config.option.markexpr:
        groups.append(NO_LIGHTHOUSE)
    if SOFFICE is None:
        groups.append(NO_OFFICE)
    if not has_pango():
        groups.append(NO_PDF)
    if REDIS is None:
        groups.append(NO_REDIS)
    if not is_on_postgres() and not os.environ.get("TEST_DATABASE_URL"):
        groups.append(NO_POSTGRES)
    return groups


def pytest_configure(config: pytest.Config) -> None:
    """In CI a group that cannot run is a failure, said before the first test."""
    is_worker = hasattr(config, "workerinput")
    if os.environ.get("CI") != "true" or is_worker:
        return
    groups = left_out(config)
    if groups:
        raise pytest.UsageError(f"CI=true, but these groups of tests cannot run: {'; '.join(groups)}")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take out the tests whose browser or database is not there."""
    _see_that_browser_tests_say_so(items)
    absent = set()
    if CHROMIUM is None:
        absent.add("browser")
    if not LIGHTHOUSE.exists():
        absent.add("lighthouse")
    if SOFFICE is None:
        absent.add("office")
    if not has_pango():
        absent.add("pdf")
    if REDIS is None:
        absent.add("redis")
    if not os.environ.get("SOAK_ROUNDS"):
        absent.add("long")
    absent.add("alike" if is_on_postgres() else "postgres")
    dropped = [item for item in items if absent & {mark.name for mark in item.iter_markers()}]
    config.hook.pytest_deselected(items=dropped)
    items[:] = [item for item in items if item not in set(dropped)]


def _see_that_browser_tests_say_so(items: list[pytest.Item]) -> None:
    """A forgotten mark starts Playwright's event loop in a run without a browser."""
    unmarked = [
        item.nodeid
        for item in items
        if "playwright" in getattr(item, "fixturenames", ()) and not item.get_closest_marker("browser")
    ]
    if unmarked:
        raise pytest.UsageError(f"these tests need the mark «browser»: {', '.join(unmarked)}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say in one line what was left out and how to get it."""
    groups = left_out(config)
    if groups:
        terminalreporter.write_line(f"Left out: {'; '.join(groups)}.")
