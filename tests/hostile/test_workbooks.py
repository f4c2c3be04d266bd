"""The pack of hostile workbooks through the real page and the command (security.md §0.6, §5, §6.1)."""

import json
import re
import subprocess
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from mentorship.audit.models import Entry
from schools.models import School
from tests.hostile.pack import PACK, Case, Fate
from tests.pace import within

pytestmark = pytest.mark.alike

SECONDS = 2
MEGABYTES = 150
SCHOOLS_OF_THE_CAST = {"901"}


@pytest.fixture
def folder(settings, tmp_path):
    """An empty MEDIA_ROOT."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "imports"


def codes() -> set[str]:
    return set(School.objects.values_list("code", flat=True))


def words_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_pack_has_the_size_that_was_asked_for():
    assert len(PACK) >= 40
    assert len({case.name for case in PACK}) == len(PACK)


@pytest.mark.django_db
@pytest.mark.parametrize("case", PACK, ids=lambda case: case.name)
def test_page_survives(case: Case, client_as, folder):
    client = client_as("methodist")
    client.raise_request_exception = False
    upload = SimpleUploadedFile(case.file, case.data)
    address = reverse("admin:import_kind", args=["schools"])

    with within(SECONDS):
        response = client.post(address, {"file": upload})
    is_kept = response.status_code == 302
    if is_kept:
        preview = response["Location"]
        with within(SECONDS):
            response = client.get(preview)
    assert (is_kept, response.status_code) == ((False, 400) if case.fate is Fate.GATE else (True, 200))
    assert case.says in words_of(response)
    assert codes() == SCHOOLS_OF_THE_CAST

    if is_kept:
        response = client.post(preview)
        assert response.status_code == (302 if case.fate is Fate.READ else 400)
    assert codes() == SCHOOLS_OF_THE_CAST | ({"H-1"} if case.fate is Fate.READ else set())
    assert not folder.exists() or not list(folder.iterdir())


@pytest.mark.django_db
@pytest.mark.parametrize("case", PACK, ids=lambda case: case.name)
def test_command_survives(case: Case, municipality, tmp_path, capsys):
    path = tmp_path / "школы.xlsx"
    path.write_bytes(case.data)

    with within(SECONDS):
        try:
            call_command("import_xlsx", "schools", str(path), "--json", "--municipality", municipality.name)
            code = 0
        except SystemExit as end:
            code = end.code

    report = json.loads(capsys.readouterr().out)
    told = " ".join(error["message"] for error in report["errors"])
    assert case.says in told
    assert re.search("[а-яё]", told) or case.fate is Fate.READ
    assert (code, bool(report["errors"])) == ((0, False) if case.fate is Fate.READ else (1, True))
    assert codes() == ({"H-1"} if case.fate is Fate.READ else set())
    assert Entry.objects.filter(action="import").exists() == (case.fate is Fate.READ)


def test_no_file_makes_the_process_grow(tmp_path):
    """Each file in a process of its own, which counts from where it began."""
    for place, case in enumerate(PACK):
        (tmp_path / str(place)).write_bytes(case.data)
    command = [sys.executable, "-m", "tests.hostile.growth", str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    grown = json.loads(run.stdout)
    assert len(grown) == len(PACK)
    assert {PACK[int(place)].name: size for place, size in grown.items() if size >= MEGABYTES} == {}
