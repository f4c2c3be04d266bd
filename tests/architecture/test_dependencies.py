"""One list of dependencies: what pyproject.toml explains is what requirements.in asks and the locks hold."""

import re
import tomllib

from tests.architecture.files import ROOT


def asked(name):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(("#", "-r"))]


def pins(name):
    return set(re.findall(r"^([a-z0-9-]+==\S+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))


def test_pyproject_explains_what_requirements_ask():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["dependencies"] == asked("requirements.in")


def test_developers_have_the_very_versions_of_the_portal():
    """scripts/bootstrap.sh counts on it: the developers' environment also runs the portal."""
    assert pins("requirements.txt") - pins("requirements-dev.txt") == set()


def test_every_direct_dependency_is_locked():
    named = {
        re.split(r"[\[<>=]", line)[0].lower()
        for line in asked("requirements.in") + asked("requirements-dev.in")
    }
    locked = {pin.partition("==")[0] for pin in pins("requirements-dev.txt")}
    assert named - locked == set()


def test_locks_name_no_host():
    """A lock that names an index ties every installation to it."""
    locks = [
        (ROOT / name).read_text(encoding="utf-8") for name in ("requirements.txt", "requirements-dev.txt")
    ]
    assert [text for text in locks if "://" in text or "--index" in text] == []


def test_every_locked_package_carries_hashes():
    for name in ("requirements.txt", "requirements-dev.txt"):
        blocks = re.split(r"^(?=[a-z0-9-]+==)", (ROOT / name).read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert [block for block in blocks if "==" in block and "--hash=sha256:" not in block] == []
