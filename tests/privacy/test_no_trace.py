"""After a person's data are destroyed no word of theirs is found: tables, files, search, exports."""

from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook

from mentorship.pairs.models import Meeting, Pair, Product
from mentorship.pairs.personal import pairs_of
from mentorship.privacy.enums import Ground
from mentorship.privacy.erasing import erase
from mentorship.privacy.leftovers import destroy_files
from mentorship.privacy.models import Act
from mentorship.privacy.parts import holdings
from mentorship.privacy.wiping import wipe
from mentorship.pupils.enums import CHOSEN_REASONS
from mentorship.pupils.models import PupilPair
from mentorship.pupils.workflow import break_pair
from mentorship.spreadsheets import uploads
from mentorship.spreadsheets.writer import write_workbook
from reports.demo.canaries.fields import private_fields
from schools.models import Person, User
from schools.personal import Fate
from tests.privacy.dumps import dump, kept_files
from tests.privacy.on_disk import bytes_in, opened

pytestmark = pytest.mark.django_db

AS_OF = "2026-11-22"
# The act names its subject by the code and by nothing else.
ACT = "privacy_act"


def figures() -> str:
    out = StringIO()
    call_command("indicators", "--as-of", AS_OF, "--json", stdout=out)
    return out.getvalue()


def words_of(person: Person) -> set[str]:
    """Every planted text in the rows that are the person's own."""
    found: set[str] = set()
    for line in holdings():
        if line.fate == Fate.KEPT:
            continue
        # the number of a pair is not a word of its people
        names = [field.name for field in private_fields(line.model_class) if field.name != "number"]
        for row in line.rows(person).values_list(*names) if names else ():
            found |= {mark for value in row for mark in marks_in(value)}
    return found


def marks_in(value: object) -> list[str]:
    """The planted marks of a value, of a JSON document too; paths of files tell nothing."""
    if isinstance(value, dict):
        return [mark for item in value.values() for mark in marks_in(item)]
    if isinstance(value, list):
        return [mark for item in value for mark in marks_in(item)]
    return [value] if isinstance(value, str) and value.startswith("Kn.") else []


def document(text: str) -> ContentFile:
    made, buffer = Document(), BytesIO()
    made.add_paragraph(text)
    made.save(buffer)
    return ContentFile(buffer.getvalue(), name="план.docx")


@pytest.fixture
def municipality_of_canaries(monkeypatch: pytest.MonkeyPatch, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setenv("DEMO_PASSWORD", "проверка-всех-входов")
    call_command("load_demo", canaries=True, stdout=StringIO())


def plant_elsewhere(person: Person, user: User) -> None:
    """Write the name where others write: a meeting of a foreign pair, a file, a waiting workbook."""
    foreign = Pair.objects.exclude(pk__in=pairs_of(person)).first()
    Meeting.objects.create(pair=foreign, date=date(2026, 10, 1), topic=f"Разговор, {person.short_name} был")
    Meeting.objects.create(pair=foreign, date=date(2026, 10, 2), topic=f"Письмо {person.full_name.upper()}")
    pair = pairs_of(person).first()
    kind = Product.objects.first().kind
    Product.objects.create(
        pair=pair,
        kind=kind,
        title="План",
        date=date(2026, 10, 1),
        file=document(person.full_name),
        added_by=user,
    )
    uploads.keep(write_workbook("Штат", ["ФИО"], [[person.full_name]]))


def end_pairs(person: Person) -> None:
    """Whoever leads nobody may go."""
    pairs_of(person).update(state="completed")
    for pair in PupilPair.objects.live().filter(mentor_teacher=person):
        today = timezone.localdate()
        break_pair(pair=pair, end_date=today, reason=CHOSEN_REASONS[0], on=today, by=None)


def file_bytes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """The database as its file stands on the disk after the wiping; nothing of PostgreSQL."""
    if connection.vendor != "sqlite":
        return b""
    folder.mkdir()
    (folder / "db.sqlite3").write_bytes(connection.connection.serialize())
    with opened(folder / "db.sqlite3", monkeypatch) as database:
        assert wipe(database)
    return bytes_in(folder)


def test_no_word_of_the_two_is_left(
    municipality_of_canaries: None, django_capture_on_commit_callbacks, tmp_path, monkeypatch
) -> None:
    """A mentor, then a mentee: one world for both, it takes long to make."""
    people = [Person.objects.get(user__username=login) for login in ("mentor", "mentee")]
    gone: set[str] = set()
    for person in people:
        plant_elsewhere(person, person.user)
        end_pairs(person)
        gone |= words_of(person) | {person.full_name, person.short_name, person.email, person.code}
    assert len(gone) > 80
    held = "".join(dump().values())
    assert [word for word in gone if word not in held and " " not in word] == []
    before, codes = figures(), {person.code for person in people}

    for person in people:
        with django_capture_on_commit_callbacks(execute=True):
            act = erase(person=person, reason="заявление", ground=Ground.ASKED, by=None, now=timezone.now())
        with django_capture_on_commit_callbacks(execute=True):
            if act.files.waiting().exists():
                destroy_files(act=act, by=User.objects.get(username="methodist"), now=timezone.now())

    left = {(table, word) for table, text in dump().items() for word in gone if word in text}
    assert {found for found in left if found[0] != ACT or found[1] not in codes} == set()
    assert {(name, word) for name, text in kept_files().items() for word in gone if word in text} == set()
    assert figures() == before
    raw = file_bytes(tmp_path / "disk", monkeypatch)
    assert {word for word in gone - codes if word.encode() in raw} == set()
    acts = Act.objects.filter(reason="заявление")
    assert set(acts.values_list("subject_code", flat=True)) == codes
    for person in people:
        assert_not_found(person, gone)


def assert_not_found(person: Person, words: set[str]) -> None:
    """Pages that search and workbooks that go out say nothing of the person either."""
    client = Client()
    client.force_login(User.objects.get(username="head"))
    for address in ("/bank/", "/requests/", "/pairs/", "/documents/", "/public/mentors/", "/registers/"):
        for text in (person.last_name, person.short_name):
            page = client.get(address, {"q": text}).content.decode().replace(f'value="{text}"', "")
            page = page.replace(f"«{text}»", "")
            assert [word for word in words - {text, person.last_name} if word in page] == [], address
    out = Path(settings.MEDIA_ROOT) / "штат.xlsx"
    for kind in ("staff", "bank", "requests", "pairs"):
        call_command("export_xlsx", kind, str(out), stdout=StringIO())
        cells = {str(cell) for row in load_workbook(out).active.iter_rows(values_only=True) for cell in row}
        assert [word for word in words if any(word in cell for cell in cells)] == [], kind
