"""The demonstration with canaries beside a second municipality, made once for a whole file of tests."""

import logging
from collections.abc import Iterator
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from mentorship.audit.redaction import permit
from reports.demo.canaries.owners import Owners
from reports.demo.canaries.planting import plant
from reports.demo.canaries.sowing import sow
from tests.access import second_town


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """What thousands of questions are asked of; nothing of it stays in the tests' database."""
    # Other tests watch for repeated queries; here it would cost more than the pages themselves.
    unwatched = [path for path in settings.MIDDLEWARE if not path.startswith("zeal")]
    with django_db_blocker.unblock(), override_settings(MIDDLEWARE=unwatched), transaction.atomic():
        call_command("load_demo", stdout=StringIO())
        with permit(act="tests of access"):
            sow()
            second = second_town.found()
        plant()
        second_town.keep_login(second)
        logging.disable(logging.ERROR)  # refusals are what is asked for
        yield
        logging.disable(logging.NOTSET)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def owners(town: None) -> Owners:
    """Whose each row is, looked up once for all that ask."""
    return Owners()
