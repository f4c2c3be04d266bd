"""Templates of the municipality: uploaded after a check, kept by version, returned to the portal's."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mentorship.documents.builtin import template_of
from mentorship.documents.enums import Kind
from mentorship.documents.models import DocumentTemplate
from tests.documents.conftest import generate
from tests.documents.word import template, with_parts, words_of

ADDRESS = "/documents/templates/pairs/"


def upload(client, data, name="шаблон.docx", address=ADDRESS):
    return client.post(address, {"file": SimpleUploadedFile(name, data)})


def words(paper):
    with paper.file.open("rb") as stream:
        return words_of(stream.read())


def test_own_template_is_used_from_its_upload_on(client_as, make_order, agreed, users, municipality):
    client = client_as("methodist")
    before = make_order([agreed])
    kept, digest = words(before), before.sha256
    assert (
        upload(
            client, template("Наш {{ вид }}", "{% for п in пары %}{{ п.наставник_дат }}{% endfor %}")
        ).status_code
        == 302
    )
    after = make_order([agreed])
    assert words(after) == "Наш ПРИКАЗ\nКлёновой Эмме Савельевне"
    assert after.template.version == 1
    before.refresh_from_db()
    assert (words(before), before.sha256) == (kept, digest)

    assert upload(client, template("Вторая версия")).status_code == 302
    rows = DocumentTemplate.objects.order_by("version").values_list("version", "is_current", "municipality")
    assert list(rows) == [(1, False, municipality.pk), (2, True, municipality.pk)]
    assert words(generate(after, users["methodist"])) == "Вторая версия"

    assert client.post(f"{ADDRESS}restore/").status_code == 302
    assert words(generate(after, users["methodist"])).split("\n")[0] == "Ёлкинская СОШ"
    assert not DocumentTemplate.objects.in_use().exists()
    assert DocumentTemplate.objects.count() == 2
    again = client.post(f"{ADDRESS}restore/", follow=True)
    assert "шаблон портала и так действует" in again.content.decode()


def test_template_of_another_municipality_is_not_used(make_order, agreed, client_as, other_municipality):
    assert upload(client_as("methodist"), template("Наш")).status_code == 302
    DocumentTemplate.objects.update(municipality=other_municipality)
    assert words(make_order([agreed])).split("\n")[0] == "Ёлкинская СОШ"
    assert client_as("methodist").get(f"{ADDRESS}1.docx").status_code == 404


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (template("{{ издатель.__class__ }}"), "т.docx", "имени «издатель.__class__» нет в списке"),
        (template("{{ нет_такого }}"), "т.docx", "имени «нет_такого» нет в списке"),
        (template("Приказ"), "т.docm", "документ с макросами"),
        (with_parts(template("Приказ"), {"word/vbaProject.bin": b"x"}), "т.docx", "объект или макрос"),
        (b"%PDF-1.7", "т.docx", "не документ Word"),
        (b"PK\x03\x04", "т.docx", "не удаётся прочитать"),
        (with_parts(template("Приказ"), {}, {"word/document.xml": ("<w:body>", "<w:b>")}), "т.docx",
         "не удаётся"),
    ],
)  # fmt: skip
def test_bad_template_is_refused_in_words_and_nothing_changes(client_as, data, name, sentence):
    response = upload(client_as("methodist"), data, name)
    assert response.status_code == 400
    assert sentence in response.content.decode()
    assert not DocumentTemplate.objects.exists()


def test_archive_that_word_would_not_open_is_refused_in_words(client_as):
    """A plain archive with the right names and the wrong content passes the gate, not the reader."""
    broken = with_parts(template("Приказ"), {}, {"word/document.xml": ("<w:document ", "<w:other ")})
    broken = with_parts(broken, {}, {"word/document.xml": ("</w:document>", "</w:other>")})
    response = upload(client_as("methodist"), broken)
    assert response.status_code == 400
    assert "не читается как документ Word" in response.content.decode()


def test_portals_template_is_downloaded_and_comes_back_through_the_check(client_as):
    client = client_as("methodist")
    for kind in Kind:
        given = client.get(f"/documents/templates/{kind}/portal.docx")
        assert given.content == template_of(kind)
        assert upload(client, given.content, address=f"/documents/templates/{kind}/").status_code == 302


def test_broken_kept_template_ends_in_a_sentence_not_in_an_error(client_as, make_order, agreed, monkeypatch):
    """A template kept under an older list of names: the form comes back with the sentence."""
    client = client_as("methodist")
    paper = make_order([agreed])
    assert upload(client, template("{{ основание }}")).status_code == 302
    row = DocumentTemplate.objects.get()
    row.file.storage.delete(row.file.name)
    row.file.storage.save(row.file.name, SimpleUploadedFile("x.docx", template("{{ прежнее_имя }}")))
    page = client.get(f"/documents/{paper.pk}/names/")
    fields = page.context["form"].initial
    response = client.post(f"/documents/{paper.pk}/names/", fields)
    assert response.status_code == 400
    assert "имени «прежнее_имя» нет в списке" in response.content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [("head", 403), ("curator", 403), ("director", 403), ("approver", 403), ("mentor", 403)],
)
def test_templates_are_the_methodists(client_as, role, status):
    client = client_as(role)
    assert client.get(ADDRESS).status_code == status
    assert upload(client, template("Приказ")).status_code == status
    assert client.post(f"{ADDRESS}restore/").status_code == status
    assert client.get(f"{ADDRESS}restore/").status_code == 405
    assert not DocumentTemplate.objects.exists()
