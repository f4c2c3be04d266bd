"""Files that name an erased person and others: on the act's list until somebody has decided about each."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as live_settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone

from mentorship.audit.models import Entry
from mentorship.documents.workflow import attach_scan
from mentorship.pairs.models import Pair, Product, ProductKind
from mentorship.practices.enums import MaterialKind, PublicState
from mentorship.practices.models import Material
from mentorship.privacy.enums import FileState, Ground, Sign
from mentorship.privacy.erasing import erase
from mentorship.privacy.leftovers import destroy_file, destroy_files, keep_file
from mentorship.privacy.models import Act, LeftFile
from mentorship.roadmap.enums import AttendanceWay
from mentorship.roadmap.models import Attendance, Evidence
from schools.models import SchoolPaper
from tests.cast import TODAY
from tests.documents.conftest import agreed, make_order
from tests.pairs.conftest import form, make_pair, mentees, mentor
from tests.privacy.dumps import dump, kept_files
from tests.roadmap.conftest import event_of, make_roadmap, running, templates

__all__ = [
    "agreed",
    "form",
    "make_order",
    "make_pair",
    "make_roadmap",
    "mentees",
    "mentor",
    "running",
    "templates",
]

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 list of those who came"
DAYS = timedelta(days=10)


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def pdf(name: str = "Список.pdf") -> ContentFile:
    return ContentFile(PDF, name=name)


@pytest.fixture
def evidence(running, people) -> Evidence:
    """A scanned list of an event at which the mentee and the curator were."""
    event = event_of(running, running.events.first().code)
    for login in ("mentee", "curator"):
        Attendance.objects.create(
            event=event, person=people[login], date=TODAY, way=AttendanceWay.HAND, is_confirmed=True
        )
    return Evidence.objects.create(event=event, file=pdf(), file_name="Список.pdf")


@pytest.fixture
def order(agreed, make_order, users, school):
    """An order that names the mentor and the mentee, with its scan."""
    paper = make_order([agreed])
    paper = attach_scan(paper=paper, upload=pdf("Приказ.pdf"), by=users["methodist"])
    Pair.objects.filter(pk=agreed.pk).update(state="cancelled")
    return paper


@pytest.fixture
def erased(people, django_capture_on_commit_callbacks):
    """`erased("mentee")`: the act, once the files that go at once are gone."""

    def run(login: str, by=None) -> Act:
        with django_capture_on_commit_callbacks(execute=True):
            return erase(
                person=people[login], reason="заявление", ground=Ground.ASKED, by=by, now=timezone.now()
            )

    return run


def signs(act: Act) -> dict[str, str]:
    """What is on the act's list: the folder of each file, and why."""
    return {file.path.partition("/")[0] + Path(file.path).suffix: file.sign for file in act.files.all()}


def test_order_that_names_another_stays_until_it_is_pressed(
    order, people, users, erased, django_capture_on_commit_callbacks
):
    name = people["mentee"].last_name
    act = erased("mentee")
    assert signs(act) == {"paper.docx": Sign.NAMED, "paper.pdf": Sign.UNREAD}
    assert {file.due_date for file in act.files.all()} == {timezone.localtime(act.done_at).date() + DAYS}
    held = kept_files()
    assert [path for path, text in held.items() if name in text] == [order.file.name]

    with django_capture_on_commit_callbacks(execute=True):
        assert destroy_files(act=act, by=users["methodist"], now=timezone.now()) == 2
    assert kept_files() == {}
    assert [table for table, text in dump().items() if name in text] == []
    order.refresh_from_db()
    assert (order.file.name, order.scan.name) == ("", "")
    assert order.scan_name.startswith("Файл уничтожен")
    assert order.scan_name.endswith(str(act))
    assert len(order.sha256) == 64
    entries = Entry.objects.filter(action="personal.file_destroyed")
    assert {entry.pk for entry in entries} == set(act.files.values_list("entry", flat=True))
    assert {entry.target_id for entry in entries} == {act.pk}


def test_what_the_person_alone_owns_goes_at_once(people, mentor, mentees, make_pair, erased):
    pair = make_pair(mentor, mentees[:1], "completed")
    Product.objects.create(
        pair=pair, kind=ProductKind.objects.first(), title="Кейс", date=TODAY, file=pdf("Кейс.pdf")
    )
    act = erased("mentee")
    assert list(act.files.all()) == []
    assert kept_files() == {}


def test_product_of_a_group_waits_for_a_decision(people, mentor, make_teacher, school, make_pair, erased):
    other = make_teacher(school, "G2", last_name="Иная", first_name="Яна", middle_name="")
    pair = make_pair(mentor, [people["mentee"], other], "completed")
    Product.objects.create(
        pair=pair, kind=ProductKind.objects.first(), title="Кейс", date=TODAY, file=pdf("Кейс.pdf")
    )
    assert signs(erased("mentee")) == {"product.pdf": Sign.UNREAD}


def test_evidence_is_marked_and_the_event_stays_proved(evidence, users, erased, people):
    act = erased("mentee")
    (left,) = act.files.all()
    destroy_file(left=left, by=users["methodist"], now=timezone.now())
    evidence.refresh_from_db()
    assert (evidence.file.name, evidence.file_name) == ("", "")
    assert evidence.portal_words == f"Файл уничтожен {timezone.localdate():%d.%m.%Y}: {act}"


def test_file_of_two_acts_is_decided_once(evidence, users, erased):
    acts = [erased(login) for login in ("mentee", "curator")]
    files = [act.files.get() for act in acts]
    assert files[0].path == files[1].path
    destroy_file(left=files[0], by=users["methodist"], now=timezone.now())
    files[1].refresh_from_db()
    assert files[1].state == FileState.DESTROYED
    with pytest.raises(ValidationError, match="уже решено"):
        destroy_file(left=files[1], by=users["methodist"], now=timezone.now())
    with pytest.raises(ValidationError, match="Решать больше нечего"):
        destroy_files(act=acts[1], by=users["methodist"], now=timezone.now())


def test_published_document_that_named_the_person_leaves_the_public_page(
    municipality, people, users, erased, client
):
    name = people["mentee"].full_name
    document, news = (
        Material.objects.create(
            municipality=municipality,
            kind=kind,
            title=f"Отзыв: {name}",
            body="Текст",
            state=PublicState.PUBLISHED,
            publish_date=TODAY,
            **files,
        )
        for kind, files in (
            (MaterialKind.DOCUMENT, {"file": pdf("Отзыв.pdf"), "file_name": "Отзыв.pdf"}),
            (MaterialKind.NEWS, {"image": ContentFile(b"jpeg", name="1.jpg"), "image_alt": name}),
        )
    )
    act = erased("mentee")
    assert signs(act) == {"material.pdf": Sign.UNREAD, "material.jpg": Sign.UNREAD}
    destroy_files(act=act, by=users["methodist"], now=timezone.now())
    document.refresh_from_db()
    news.refresh_from_db()
    assert (document.state, news.state) == (PublicState.WITHDRAWN, PublicState.PUBLISHED)
    assert (news.image.name, news.image_alt) == ("", "")
    assert client.get("/public/news/").status_code == 200


def test_paper_of_a_school_and_a_file_of_no_row_are_found_by_their_words(
    school, people, users, erased, media
):
    name = people["mentee"].full_name
    paper = SchoolPaper.objects.create(
        school=school, year=2025, kind="self_exam", file=ContentFile(name.encode(), name="a.docx")
    )
    (media / "stray.txt").write_text(name)
    act = erased("mentee")
    assert signs(act) == {"schoolpaper.docx": Sign.NAMED, "stray.txt.txt": Sign.NAMED}
    destroy_files(act=act, by=users["methodist"], now=timezone.now())
    paper.refresh_from_db()
    assert paper.file.name == ""


def test_keeping_asks_for_a_reason_and_is_entered(evidence, users, erased):
    (left,) = erased("mentee").files.all()
    with pytest.raises(ValidationError, match="почему человека в нём нет"):
        keep_file(left=left, words="  ", by=users["methodist"], now=timezone.now())
    keep_file(left=left, words="На снимке пустой класс", by=users["methodist"], now=timezone.now())
    left.refresh_from_db()
    assert (left.state, left.decided_by) == (FileState.KEPT, users["methodist"])
    assert Entry.objects.get(pk=left.entry).action == "personal.file_kept"
    assert Path(live_settings.MEDIA_ROOT, left.path).exists()


class TestPages:
    """The act, the page of a file, the due list, the task."""

    def test_methodist_opens_decides_and_sees_the_mark(self, evidence, client_as, erased):
        act = erased("mentee")
        (left,) = act.files.all()
        client = client_as("methodist")
        assert "Решите о файлах" in client.get("/").content.decode()
        assert act.get_absolute_url() in client.get("/privacy/due/").content.decode()
        assert left.get_absolute_url() in client.get(act.get_absolute_url()).content.decode()
        page = client.get(left.get_absolute_url()).content.decode()
        assert "Подтверждение: Список.pdf" in page
        sent = client.get(f"/privacy/files/{left.pk}/file/")
        assert b"".join(sent.streaming_content) == PDF
        assert Entry.objects.filter(action="view.left_file").count() == 1
        assert client.post(left.get_absolute_url(), {"act": "keep", "words": ""}).status_code == 400
        assert client.post(left.get_absolute_url(), {"act": "destroy"}).url == act.get_absolute_url()
        left.refresh_from_db()
        page = client.get(act.get_absolute_url()).content.decode()
        assert (f"№ {left.entry}" in page, "Решить" in page) == (True, False)
        assert "Решите о файлах" not in client.get("/").content.decode()
        again = client.post(left.get_absolute_url(), {"act": "destroy"}, follow=True)
        assert "Об этом файле уже решено" in again.content.decode()
        assert client.get(f"/privacy/files/{left.pk}/file/").status_code == 404

    def test_all_at_once_asks_for_the_tick(self, order, client_as, erased):
        act = erased("mentee")
        client = client_as("head")
        refused = client.post(act.get_absolute_url(), {})
        assert refused.status_code == 400
        assert "Отметьте, что файлы просмотрены" in refused.content.decode()
        assert client.post(act.get_absolute_url(), {"sure": "on"}).status_code == 302
        assert not LeftFile.objects.waiting().exists()

    def test_curator_and_another_municipality_do_not_reach_it(
        self, evidence, client_as, erased, other_municipality
    ):
        (left,) = erased("mentee").files.all()
        assert client_as("curator").get(left.get_absolute_url()).status_code == 403
        LeftFile.objects.update(municipality=other_municipality)
        client = client_as("methodist")
        assert client.get(left.get_absolute_url()).status_code == 404
        assert client.get(f"/privacy/files/{left.pk}/file/").status_code == 404
        page = " ".join(client.get(left.act.get_absolute_url()).content.decode().split())
        assert "Ещё файлов: 1. Они другого муниципалитета" in page
