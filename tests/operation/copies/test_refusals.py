"""What makes no copy, and what is not put back: nothing is touched, a sentence says why."""

import json
import random
import resource
import stat
import zipfile
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from mentorship.operation.copies import uploads
from mentorship.operation.copies.archive import Writer
from mentorship.operation.copies.engine import engine
from mentorship.operation.copies.putting_back import check
from mentorship.operation.copies.refusal import CopyRefused
from schools.models import SchoolPaper
from schools.models.judgements import PaperKind

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def copy(media, municipality, tmp_path):
    """A good copy of a portal with a file."""
    (media / "evidence").mkdir()
    (media / "evidence" / "a.pdf").write_bytes(b"%PDF-1.7 " + bytes(2000))
    path = tmp_path / "copies" / "copy.zip"
    path.parent.mkdir()
    call_command("backup", str(path), stdout=StringIO())
    return path


def resealed(copy, **changed):
    """The same copy with another manifest, sealed anew: as another release would have written it."""
    path = copy.with_name("other.zip")
    with zipfile.ZipFile(copy) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        with Writer(path) as writer:
            for name in manifest.pop("members"):
                with writer.member(name) as target:
                    target.write(archive.read(name))
            writer.seal({**manifest, **changed})
    return path


def refusal_of(path):
    """What the command says of a copy, with the portal as it was."""
    before = engine().live_fingerprints(), uploads.names()
    with pytest.raises(CommandError) as refused:
        call_command("restore", str(path), replace=True)
    assert (engine().live_fingerprints(), uploads.names()) == before
    return str(refused.value)


def test_copy_belongs_to_its_owner_and_is_written_once(copy):
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [path.name for path in copy.parent.iterdir()] == ["copy.zip"]
    sealed = copy.read_bytes()

    with pytest.raises(CommandError, match="Файл уже есть"):
        call_command("backup", str(copy))

    assert copy.read_bytes() == sealed
    assert check(copy)["database"] == connection.vendor


def test_file_that_a_row_names_and_the_disk_lacks_is_told(copy, school):
    SchoolPaper.objects.create(
        school=school, year=2025, kind=PaperKind.values[0], file="schoolpaper/lost.pdf"
    )
    out, err = StringIO(), StringIO()
    path = copy.with_name("second.zip")

    call_command("backup", str(path), stdout=out, stderr=err)

    assert check(path)["missing_files"] == ["schoolpaper/lost.pdf"]
    assert "schoolpaper/lost.pdf" in err.getvalue()
    assert "ничто не ссылается: 1" in out.getvalue()


@pytest.mark.parametrize("part", [0.1, 0.5, 0.99])
def test_byte_changed_anywhere_is_refused(copy, part):
    held = bytearray(copy.read_bytes())
    held[int(len(held) * part)] ^= 1
    copy.write_bytes(held)

    assert "контрольная сумма не сходится" in refusal_of(copy)


def test_file_cut_short_is_refused(copy):
    copy.write_bytes(copy.read_bytes()[:-1000])

    assert "файл оборван" in refusal_of(copy)


def test_file_of_another_kind_is_refused(copy):
    copy.write_bytes(b"SQLite format 3\0" + bytes(5000))
    assert refusal_of(copy) == "Это не копия портала: файл другого вида."

    with zipfile.ZipFile(copy, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert "это другой архив" in refusal_of(copy)

    assert "Копию не прочитать" in refusal_of(copy.with_name("none.zip"))


def test_copy_of_a_newer_portal_is_refused(copy):
    newer = [*json.loads(json.dumps(check(copy)["migrations"])), ["schools", "9999_of_tomorrow"]]

    assert "более новой версией портала: здесь нет изменений базы schools.9999_of_tomorrow" in refusal_of(
        resealed(copy, migrations=newer)
    )


def test_copy_of_a_newer_format_or_another_database_is_refused(copy):
    other = "postgresql" if connection.vendor == "sqlite" else "sqlite"
    assert "Копия снята с базы" in refusal_of(resealed(copy, database=other))
    copy.with_name("other.zip").unlink()

    assert "более новым порталом" in refusal_of(resealed(copy, format=2))


def test_tables_that_are_not_those_of_the_manifest_are_refused(copy):
    tables = check(copy)["tables"]
    tables["schools_municipality"]["md5"] = "0" * 32

    assert "schools_municipality" in refusal_of(resealed(copy, tables=tables))


def test_portal_with_data_is_replaced_only_when_asked(copy, municipality):
    with pytest.raises(CommandError, match="--replace"):
        call_command("restore", str(copy))

    municipality.name = "Переименованный район"
    municipality.save()
    (uploads.root() / "evidence" / "later.pdf").write_bytes(b"%PDF-1.7")
    out = StringIO()
    call_command("restore", str(copy), replace=True, stdout=out)

    municipality.refresh_from_db()
    assert municipality.name == "Лесной район"
    assert uploads.names() == ["evidence/a.pdf"]
    aside = next(copy.parent.glob("before-restore-*.zip"))
    assert aside.name in out.getvalue()
    with zipfile.ZipFile(aside) as archive:
        assert "media/evidence/later.pdf" in archive.namelist()


def test_full_disk_leaves_no_half_of_a_copy(copy, media):
    (media / "evidence" / "large.pdf").write_bytes(random.Random(1).randbytes(2**20))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2**16, hard))
    try:
        with pytest.raises(CommandError, match="на диске нет места"):
            call_command("backup", str(copy.with_name("second.zip")))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert [path.name for path in copy.parent.iterdir()] == ["copy.zip"]


def test_name_that_leads_out_of_the_copy_is_refused(copy):
    path = copy.with_name("climbing.zip")
    with Writer(path) as writer:
        with writer.member("media/../../evil.sh") as target:
            target.write(b"#!")
        writer.seal({key: value for key, value in check(copy).items() if key != "members"})

    with pytest.raises(CopyRefused, match="за пределы"):
        check(path)
