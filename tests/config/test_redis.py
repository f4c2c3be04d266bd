"""CACHE_URL: what is kept in Redis is known to every process and machine that names the same one."""

import pytest
from django.core.cache import CacheHandler
from redis.exceptions import ConnectionError as NoAnswer

from mentorship.config.environment import env
from tests.redis_server import free_port, running

pytestmark = [pytest.mark.redis, pytest.mark.alike]


@pytest.fixture
def port():
    return free_port()


def cache(port):
    """The cache of a process that is told the address."""
    return CacheHandler({"default": env.cache_url_config(f"redis://127.0.0.1:{port}/0")})["default"]


def test_what_one_process_keeps_another_knows(port):
    with running(port):
        one, other = cache(port), cache(port)
        one.set("keys", {"kid": ["ключ"]}, 60)
        assert other.get("keys") == {"kid": ["ключ"]}
        assert other.add("keys", "second", 60) is False
        other.delete("keys")
        assert one.get("keys") is None
        one.close()
        other.close()


def test_server_that_is_gone_is_told_and_not_taken_for_an_empty_cache(port):
    with running(port):
        held = cache(port)
        held.set("keys", "kept", 60)
    with pytest.raises(NoAnswer):
        held.get("keys")
    held.close()
