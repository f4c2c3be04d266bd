"""Papers of schools: what is taken, what becomes of a replaced file, who is without a programme."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.urls import reverse

from mentorship.audit.models import Entry
from schools.enums import PaperKind, PaperState
from schools.models import School, SchoolPaper, SchoolYear
from schools.papers import keep_paper, remove_paper, schools_without
from tests.cast import YEAR
from tests.roadmap.conftest import PDF, upload

TRANSITION, EXAMINATION = PaperKind.TRANSITION, PaperKind.SELF_EXAMINATION
DRAFT, SUBMITTED, AGREED = PaperState.DRAFT, PaperState.SUBMITTED, PaperState.AGREED
LINK = "https://school.example/programme"


def paper_of(school, **fields) -> SchoolPaper:
    return SchoolPaper(school=school, **{"year": YEAR, "kind": TRANSITION, "state": DRAFT, **fields})


def kept(school, *, file=None, **fields) -> SchoolPaper:
    return keep_paper(paper=paper_of(school, **fields), by=None, upload=file)


def refusal(call, *args, **kwargs) -> str:
    with pytest.raises(ValidationError) as caught:
        call(*args, **kwargs)
    return " ".join(caught.value.messages)


def pdf(name="программа.pdf"):
    return upload(name, PDF)


def test_file_keeps_its_name_and_lies_under_another(school):
    paper = kept(school, file=pdf(), state=SUBMITTED)
    paper.refresh_from_db()
    assert paper.file_name == "программа.pdf"
    assert paper.file.name.startswith("schoolpaper/")
    assert "программа" not in paper.file.name
    with paper.file.open() as stream:
        assert stream.read() == PDF


def test_replaced_file_leaves_the_disk_once_that_is_certain(school, django_capture_on_commit_callbacks):
    paper = kept(school, file=pdf())
    old = paper.file.name
    with django_capture_on_commit_callbacks(execute=True):
        keep_paper(paper=paper, by=None, upload=pdf("новая.pdf"))
        assert default_storage.exists(old)
    paper.refresh_from_db()
    assert (paper.file_name, default_storage.exists(old)) == ("новая.pdf", False)
    assert default_storage.exists(paper.file.name)


def test_file_can_be_dropped_and_a_change_without_one_keeps_it(school, django_capture_on_commit_callbacks):
    paper = kept(school, file=pdf(), link=LINK)
    name = paper.file.name
    with django_capture_on_commit_callbacks(execute=True):
        keep_paper(paper=paper, by=None)
    assert (paper.file.name, default_storage.exists(name)) == (name, True)
    with django_capture_on_commit_callbacks(execute=True):
        keep_paper(paper=paper, by=None, drop_file=True)
    paper.refresh_from_db()
    assert (bool(paper.file), paper.file_name, default_storage.exists(name)) == (False, "", False)


def test_removed_paper_takes_its_file_along(school, django_capture_on_commit_callbacks):
    paper = kept(school, file=pdf())
    name = paper.file.name
    with django_capture_on_commit_callbacks(execute=True):
        remove_paper(paper=paper, by=None)
    assert (SchoolPaper.objects.exists(), default_storage.exists(name)) == (False, False)
    assert Entry.objects.get(action="paper.removed").text == "программа.pdf"


def test_change_of_the_state_is_on_record_and_nothing_else(users, school):
    by = users["methodist"]
    paper = keep_paper(paper=paper_of(school, link=LINK), by=by)
    paper.state = SUBMITTED
    keep_paper(paper=paper, by=by)
    paper.comment = "второй вариант"
    keep_paper(paper=paper, by=by)
    entries = Entry.objects.filter(action="paper.state").order_by("pk")
    assert [(entry.by, entry.text, entry.data) for entry in entries] == [
        (by, "нет → готовится", {"from": None, "to": "draft"}),
        (by, "готовится → сдан", {"from": "draft", "to": "submitted"}),
    ]


@pytest.mark.parametrize("fields", [{"link": LINK}, {"comment": "на бумаге в управлении"}, {"file": True}])
def test_paper_beyond_a_draft_has_something_to_show(school, fields):
    assert refusal(kept, school, state=SUBMITTED).startswith("Приложите файл или ссылку")
    file = pdf() if fields.pop("file", False) else None
    assert kept(school, file=file, state=SUBMITTED, **fields).pk


@pytest.mark.parametrize(
    "link", ["ftp://school.example/x", "javascript:alert(1)", "file:///etc/passwd", "школа"]
)
def test_link_is_a_web_address(school, link):
    assert "http" in refusal(kept, school, link=link)
    assert not SchoolPaper.objects.exists()


def test_file_that_is_not_what_it_says_is_refused_and_nothing_is_stored(school):
    assert "не похоже на PDF" in refusal(kept, school, file=upload("программа.pdf", b"<html>"))
    assert not SchoolPaper.objects.exists()


def test_second_paper_of_a_kind_and_year_is_refused(school):
    kept(school)
    assert refusal(kept, school) == "Этот документ школы за этот год уже записан."
    assert kept(school, kind=EXAMINATION).pk
    assert kept(school, year=YEAR - 1).pk


def test_schools_without_a_programme_are_found(school, other_school, municipality, foreign_school):
    third = School.objects.create(code="903", municipality=municipality, name="Яблоневая СОШ")
    fourth = School.objects.create(code="904", municipality=municipality, name="Янтарная СОШ")
    kept(school, link=LINK, state=AGREED)
    kept(other_school, link=LINK, state=DRAFT)
    kept(third, link=LINK, state=AGREED, year=YEAR - 1)
    kept(fourth, link=LINK, state=AGREED, kind=EXAMINATION)
    own = School.objects.filter(municipality=municipality)
    assert list(schools_without(TRANSITION, YEAR, own)) == [other_school, third, fourth]
    for place in (school, third):
        SchoolYear.objects.create(school=place, year=YEAR, has_low_results=True)
    assert list(schools_without(TRANSITION, YEAR, own.low_results(YEAR))) == [third]


def form(school, **fields):
    plain = {"school": school.pk, "year": "2025/2026", "kind": TRANSITION, "state": DRAFT, "link": ""}
    return {**plain, "comment": "", **fields}


def test_methodist_records_and_replaces_in_the_admin(client_as, users, school):
    client, add = client_as("methodist"), reverse("admin:schools_schoolpaper_add")
    assert client.get(add).status_code == 200
    assert client.post(add, form(school, state=SUBMITTED, upload=pdf())).status_code == 302
    paper = SchoolPaper.objects.get()
    assert (paper.file_name, paper.state, paper.year) == ("программа.pdf", SUBMITTED, YEAR)
    change = reverse("admin:schools_schoolpaper_change", args=[paper.pk])
    page = client.get(change).content.decode()
    assert f'<a href="/reports/schools/901/papers/{paper.pk}/">программа.pdf</a>' in page
    assert paper.file.name not in page
    client.post(change, {"state": AGREED, "link": LINK, "comment": "", "drop_file": "on"})
    paper.refresh_from_db()
    assert (paper.state, paper.link, bool(paper.file)) == (AGREED, LINK, False)
    assert Entry.objects.filter(action="paper.state", by=users["methodist"]).count() == 2


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": SUBMITTED}, "Приложите файл или ссылку"),
        ({"link": "ftp://school.example/x"}, "Ссылка начинается с http"),
        ({"upload": True}, "содержимое не похоже на PDF"),
    ],
)
def test_admin_says_what_is_wrong(client_as, school, fields, words):
    if "upload" in fields:
        fields = {"upload": upload("программа.pdf", b"<html>")}
    response = client_as("head").post(reverse("admin:schools_schoolpaper_add"), form(school, **fields))
    assert words in response.content.decode()
    assert not SchoolPaper.objects.exists()


def test_admin_keeps_to_the_own_municipality(client_as, school, foreign_school):
    client = client_as("methodist")
    client.post(reverse("admin:schools_schoolpaper_add"), form(foreign_school, link=LINK))
    assert not SchoolPaper.objects.exists()
    foreign = kept(foreign_school, link=LINK)
    assert client.get(reverse("admin:schools_schoolpaper_change", args=[foreign.pk])).status_code == 404


def test_admin_deletes_a_paper_with_its_file(client_as, school, django_capture_on_commit_callbacks):
    paper = kept(school, file=pdf())
    name = paper.file.name
    with django_capture_on_commit_callbacks(execute=True):
        client_as("methodist").post(
            reverse("admin:schools_schoolpaper_delete", args=[paper.pk]), {"post": "yes"}
        )
    assert (SchoolPaper.objects.exists(), default_storage.exists(name)) == (False, False)


def test_admin_filters_by_list_state_and_kind(client_as, school, other_school):
    SchoolYear.objects.create(school=school, year=YEAR, has_low_results=True)
    listed, plain = kept(school, link=LINK, state=AGREED), kept(other_school)
    client, address = client_as("methodist"), reverse("admin:schools_schoolpaper_changelist")

    def found(**query):
        return list(client.get(address, query).context["cl"].queryset)

    assert found(on_list="low_results") == [listed]
    assert found(on_list="hard_conditions") == []
    assert found(state__exact="draft") == [plain]
    assert set(found(kind__exact=TRANSITION, year=YEAR)) == {listed, plain}
