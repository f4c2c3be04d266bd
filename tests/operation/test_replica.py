"""Reports are read from a streaming replica: late for others, never for the writer; all works without it."""

import http.client
import json
import re
import urllib.parse

import pytest
from django.db import DEFAULT_DB_ALIAS

from mentorship.config import replica as config
from schools.models import Municipality, School, User
from tests.operation.elsewhere import Elsewhere
from tests.operation.streaming import Replica, answer, has_all
from tests.patience import until
from tests.surveys.crashing import TOKEN, Server
from tests.surveys.outage import Cluster

REPORT = "/reports/schools/901/?year=2025/2026"
CHANGE = "/reports/schools/901/override/"
TYPED = {"year": "2025/2026", "rule": "effective", "value": "yes", "reason": "Решение экспертной группы"}
SET_BY_HAND = "Установлено вручную: Решение экспертной группы"
MEASURES = "measures-" + "m" * 32


class Browser:
    """Keeps the cookies of one signed-in account."""

    def __init__(self, server, client):
        self.server = server
        self.cookies = {"sessionid": client.cookies["sessionid"].value, "csrftoken": TOKEN}

    def ask(self, address, fields=None):
        """The code and the words of a page, redirects not followed."""
        line = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if fields is not None:
            body = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": TOKEN})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            line.request("GET" if body is None else "POST", address, body, headers)
            told = line.getresponse()
            for cookie in told.headers.get_all("Set-Cookie", []):
                name, _, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
            return told.status, told.read().decode()
        finally:
            line.close()

    def sees(self, words):
        """Whether the report opens and has the words."""
        status, page = self.ask(REPORT)
        assert status == 200, page[:500]
        return words in " ".join(page.split())


@pytest.fixture
def pair(transactional_db, school_year, client_as):
    """Two servers of one database, with the cast in it; two of the cast are signed in."""
    clients = client_as("methodist"), client_as("head")
    primary = Cluster()
    try:
        follower = Replica(primary)
        try:
            # a change of its own tells the replica the time
            answer(primary, "SELECT pg_current_xact_id()::text")
            until(lambda: has_all(primary, follower))
            yield primary, follower, clients
        finally:
            follower.remove()
    finally:
        primary.remove()


@pytest.mark.postgres
def test_reports_are_read_from_the_replica_and_live_without_it(pair):
    primary, follower, clients = pair
    # a slow machine is no late replica
    own = {"REPLICA_DATABASE_URL": follower.url, "REPLICA_LAG_LIMIT": "3600", "METRICS_TOKEN": MEASURES}
    server = Server({"DATABASE_URL": primary.url, "WEB_CONCURRENCY": "2", **own})
    try:
        writer, reader = (Browser(server, client) for client in clients)
        assert not reader.sees(SET_BY_HAND)

        follower.hold()
        assert writer.ask(CHANGE, TYPED)[0] == 302
        assert writer.sees(SET_BY_HAND), "one's own change is seen at once"
        assert not reader.sees(SET_BY_HAND), "the replica has not replayed it"
        until(lambda: health(reader)["replica_lag_seconds"] > 0)
        assert lag_measured(server) > 0

        follower.let_go()
        until(lambda: has_all(primary, follower))
        assert reader.sees(SET_BY_HAND)
        until(lambda: health(reader)["replica_lag_seconds"] == 0)

        follower.stop("immediate")
        for _ in range(6):
            assert reader.sees(SET_BY_HAND)
            assert writer.sees(SET_BY_HAND)
        assert writer.ask("/bank/")[0] == 200
        until(lambda: health(reader) == gone())
    finally:
        server.kill()
    assert doctor_on(primary, follower) == ("warning", 1)


def health(browser):
    status, body = browser.ask("/healthz")
    assert status == 200
    return json.loads(body)


def gone():
    return {"status": "ok", "database": "ok", "replica": "error", "replica_lag_seconds": None}


def lag_measured(server):
    """What Prometheus is told; the process that answers may have to look first."""
    found = []

    def is_told():
        line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        line.request("GET", "/metrics", headers={"Authorization": f"Bearer {MEASURES}"})
        text = line.getresponse().read().decode()
        line.close()
        found[:] = re.findall(r"^portal_replica_lag_seconds (\S+)$", text, re.MULTILINE)
        return bool(found) and float(found[0]) > 0

    until(is_told)
    return float(found[0])


def doctor_on(primary, follower):
    portal = Elsewhere(primary.url, None)
    environment = {**portal.environment, "REPLICA_DATABASE_URL": follower.url}
    del environment["MEDIA_ROOT"]
    told = json.loads(portal.manage("doctor", "--json", environment=environment).stdout)
    [check] = [check for check in told["checks"] if check["code"] == "replica"]
    return check["status"], len(check["findings"])


@pytest.mark.parametrize("model", [User, School])
def test_without_a_report_everything_is_read_from_the_primary(model):
    assert config.ReplicaRouter().db_for_read(model) == DEFAULT_DB_ALIAS


class TestSwitch:
    """Where queries go while a report is made."""

    @pytest.fixture(autouse=True)
    def thrown(self):
        held = config._is_thrown.set(True)
        yield
        config._is_thrown.reset(held)

    def test_figures_may_be_late_and_rights_may_not(self):
        router = config.ReplicaRouter()
        assert router.db_for_read(School) == "replica"
        assert router.db_for_read(User) == DEFAULT_DB_ALIAS

    def test_what_is_written_is_read_back_where_it_was_written(self):
        router = config.ReplicaRouter()
        assert router.db_for_write(School) == DEFAULT_DB_ALIAS
        assert router.db_for_read(School) == DEFAULT_DB_ALIAS

    def test_transaction_reads_what_it_locks(self, db):
        assert config.ReplicaRouter().db_for_read(Municipality) == DEFAULT_DB_ALIAS

    def test_replica_has_the_same_rows_and_no_migrations(self):
        router = config.ReplicaRouter()
        assert router.allow_relation(School(), User())
        assert (router.allow_migrate("replica", "schools"), router.allow_migrate("default", "schools")) == (
            False,
            None,
        )
