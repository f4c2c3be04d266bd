"""The files of deploy/: units that systemd can read, commands and files that exist, limits that hold."""

import configparser
import re
import shlex
import shutil
import subprocess

import pytest
from django.core.management import get_commands

from tests.architecture.files import ROOT

DEPLOY = ROOT / "deploy"
ANALYZE = shutil.which("systemd-analyze")
UNITS = sorted(path.name for path in DEPLOY.iterdir() if path.suffix in {".service", ".timer"})
SERVICES = [name for name in UNITS if name.endswith(".service")]
TIMERS = [name for name in UNITS if name.endswith(".timer")]
HARDENED = {
    "NoNewPrivileges": "true",
    "CapabilityBoundingSet": "",
    "PrivateTmp": "true",
    "PrivateDevices": "true",
    "ProtectSystem": "strict",
    "ProtectHome": "true",
    "ProtectKernelTunables": "true",
    "ProtectKernelModules": "true",
    "ProtectControlGroups": "true",
    "RestrictNamespaces": "true",
    "RestrictSUIDSGID": "true",
    "SystemCallArchitectures": "native",
    "UMask": "0077",
    "User": "portal",
}


class Unit(configparser.RawConfigParser):
    """A unit file: names keep their case, a name may stand more than once."""

    def __init__(self, name):
        super().__init__(strict=False, dict_type=dict)
        self.optionxform = str
        self.text = (DEPLOY / name).read_text(encoding="utf-8")
        self.read_string(self.text)

    def every(self, name):
        return re.findall(rf"^{name}=(.*)$", self.text, re.MULTILINE)


def test_units_are_those_that_are_told_of():
    assert UNITS == [
        "portal-backup.service",
        "portal-backup.timer",
        "portal-daily.service",
        "portal-daily.timer",
        "portal-imports.service",
        "portal-letters.service",
        "portal-letters.timer",
        "portal.service",
    ]


@pytest.mark.parametrize("name", SERVICES)
def test_service_is_hardened(name):
    service = Unit(name)["Service"]
    assert {key: service.get(key) for key in HARDENED} == HARDENED
    assert service["EnvironmentFile"] == "/etc/portal/env"


@pytest.mark.parametrize("name", SERVICES)
def test_what_a_service_starts_is_there(name):
    unit = Unit(name)
    lines = unit.every("ExecStart") + unit.every("ExecStartPre")
    assert lines
    for line in lines:
        program, *words = shlex.split(line)
        if words[0] == "manage.py":
            assert program == "/srv/portal/.venv/bin/python"
            assert words[1] in get_commands()
        elif program == "/bin/sh":
            assert (ROOT / words[0]).is_file()
        else:
            assert words == ["-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"]


@pytest.mark.parametrize("name", TIMERS)
def test_timer_has_its_service(name):
    assert name.replace(".timer", ".service") in SERVICES
    assert Unit(name)["Install"]["WantedBy"] == "timers.target"


@pytest.mark.parametrize("name", SERVICES)
@pytest.mark.skipif(ANALYZE is None, reason="needs systemd-analyze")
def test_systemd_finds_little_exposed(name):
    """At most 2.0 of 10 by systemd's own table; 9.6 is a unit without any option."""
    told = subprocess.run(
        [ANALYZE, "security", "--offline=true", "--threshold=20", DEPLOY / name],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout


@pytest.mark.parametrize("name", ["backup.sh", "migrate.sh"])
def test_script_is_sound(name):
    script = DEPLOY / name
    assert script.stat().st_mode & 0o111
    assert subprocess.run(["/bin/sh", "-n", script], check=False).returncode == 0
    for command in re.findall(r"manage\.py (\w+)", script.read_text(encoding="utf-8")):
        assert command in get_commands()


def test_every_file_that_is_copied_is_there():
    """README and the administrator's guide name files of deploy/: none is named in vain."""
    told = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *DEPLOY.rglob("*.*")]
    texts = [path.read_text(encoding="utf-8") for path in told if path.suffix not in {".pyc", ".png"}]
    named = {match.rstrip(".") for text in texts for match in re.findall(r"deploy/[\w./-]+\w", text)}
    assert sorted(name for name in named if not (ROOT / name).exists() and "portal-" not in name) == []


def test_environment_file_names_every_variable_once():
    lines = (DEPLOY / "portal.env.example").read_text(encoding="utf-8").splitlines()
    names = [line.partition("=")[0] for line in lines if line and not line.startswith("#")]
    assert len(names) == len(set(names))
    assert {"SECRET_KEY", "DATABASE_URL", "OWNER_DATABASE_URL", "BACKUP_DIR", "METRICS_TOKEN"} <= set(names)
    [key] = [line for line in lines if line.startswith("SECRET_KEY")]
    assert key == "SECRET_KEY=", "nobody's key is the example's"


def test_nginx_keeps_secrets_limits_and_old_protocols_out():
    conf = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    assert "access_log off;" in conf
    assert "ssl_protocols TLSv1.2 TLSv1.3;" in conf
    assert "client_max_body_size 12m;" in conf
    assert "autoindex" not in conf
    assert conf.count("{") == conf.count("}")
    assert conf.count("proxy_pass http://portal;") == conf.count("include /etc/nginx/portal_proxy.conf;") == 3
    proxy = (DEPLOY / "nginx_proxy.conf").read_text(encoding="utf-8")
    for header in ("X-Forwarded-For $remote_addr", "X-Forwarded-Proto $scheme"):
        assert f"proxy_set_header {header};" in proxy


def test_page_of_an_unavailable_portal_needs_nothing():
    page = (DEPLOY / "unavailable.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "http://" not in page
    assert "https://" not in page
    assert "style" not in page
    assert "<h1>Портал сейчас недоступен</h1>" in page
