"""Pages of papers: the way from the pairs to the registered order, roles, foreign papers, queries."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from mentorship.documents.enums import Kind, PaperState, Part
from mentorship.documents.forms import FORMS
from mentorship.documents.models import NameForm, Paper
from mentorship.documents.wording import first_texts
from mentorship.pairs.enums import PairState
from tests.cast import TODAY
from tests.documents.conftest import TEXTS, register
from tests.documents.word import words_of

MOST_QUERIES = 25


def posted(kind, **fields):
    """What a browser sends for a paper of the kind with its usual texts."""
    return {**first_texts(kind, TODAY), **TEXTS, **fields}


def errors_of(response):
    return response.context["form"].errors


def test_methodist_goes_from_the_pairs_to_the_file(client_as, agreed, school):
    client = client_as("methodist")
    link = f"/documents/new/pairs/?pair={agreed.pk}"
    assert link in client.get("/pairs/").content.decode()
    page = client.get(f"/documents/new/pairs/?school={school.pk}&pair={agreed.pk}")
    assert re.search(rf'value="{agreed.pk}"[^>]*checked', page.content.decode())

    data = posted(Kind.PAIRS, pairs=[agreed.pk])
    response = client.post(f"/documents/new/pairs/?school={school.pk}", data)
    paper = Paper.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"/documents/{paper.pk}/names/")

    fields = client.get(f"/documents/{paper.pk}/names/").context["form"].initial
    assert sorted(fields.values()) == ["Клёнову Эмму Савельевну", "Осинина Тихона Эдуардовича"]
    fields[f"name_{agreed.mentor_id}_accusative"] = "Клёнову Эмму"
    response = client.post(f"/documents/{paper.pk}/names/", fields)
    assert response["Location"] == f"/documents/{paper.pk}/"
    assert NameForm.objects.get().text == "Клёнову Эмму"

    page = client.get(f"/documents/{paper.pk}/").content.decode()
    paper.refresh_from_db()
    assert all(words in page for words in (paper.sha256, "файл не менялся", "Клёнову Эмму"))


def test_registration_is_done_once(client_as, make_order, agreed):
    paper, client = make_order([agreed]), client_as("methodist")
    today = timezone.localdate()
    step = f"/documents/{paper.pk}/register/"
    response = client.post(step, {"number": "5-од", "date": today.isoformat(), "signer": "Дубов"})
    assert response["Location"] == f"/documents/{paper.pk}/"
    agreed.refresh_from_db()
    paper.refresh_from_db()
    assert (agreed.state, paper.state, str(agreed.order)) == (
        PairState.ORDERED, PaperState.REGISTERED, f"№ 5-од от {today:%d.%m.%Y}",
    )  # fmt: skip
    again = client.post(step, {"number": "6-од", "date": today.isoformat(), "signer": "Дубов"})
    assert again.status_code == 400
    assert "сейчас он зарегистрирован" in again.content.decode()
    names = client.get(f"/documents/{paper.pk}/names/").context["form"].initial
    assert client.post(f"/documents/{paper.pk}/names/", names).status_code == 400


def test_kept_file_is_the_same_every_time(client_as, make_order, agreed):
    paper = make_order([agreed])
    client = client_as("methodist")
    first, second = (client.get(f"/documents/{paper.pk}/paper.docx") for _ in range(2))
    assert first["X-Content-Type-Options"] == "nosniff"
    kept = b"".join(first.streaming_content)
    assert kept == b"".join(second.streaming_content)
    assert "Клёнову Эмму Савельевну" in words_of(kept)


def test_spoilt_file_is_told_of_and_not_shown(client_as, make_order, agreed):
    paper = make_order([agreed])
    with paper.file.storage.open(paper.file.name, "ab") as stream:
        stream.write(b"x")
    page = client_as("methodist").get(f"/documents/{paper.pk}/").content.decode()
    assert "отличается от того, который сформировал портал" in page
    assert "Скачать" not in page
    assert client_as("methodist").get(f"/documents/{paper.pk}/paper.pdf").status_code == 404


def test_form_refuses_what_does_not_belong(client_as, agreed, school, make_pair, mentees, mentor):
    client = client_as("methodist")
    address = f"/documents/new/pairs/?school={school.pk}"
    other = make_pair(mentor, mentees[1:2], PairState.PROPOSED, number="8")
    assert client.post(address, posted(Kind.PAIRS)).status_code == 400
    assert "pairs" in errors_of(client.post(address, posted(Kind.PAIRS, pairs=[other.pk])))
    assert "pairs" in errors_of(client.post(address, posted(Kind.PAIRS, pairs=["x"])))
    late = posted(Kind.PAIRS, pairs=[agreed.pk], start="2026-05-01", end="2026-04-01")
    assert errors_of(client.post(address, late)) == {"end": ["Последний день раньше первого."]}
    assert errors_of(client.post(address, posted(Kind.PAIRS, pairs=[agreed.pk], issuer="")))
    assert not Paper.objects.exists()
    for wrong in ("x", "999999", "-1"):
        assert client.get(f"/documents/new/pairs/?school={wrong}").status_code == 404
    assert client.get("/documents/new/nothing/").status_code == 404


def test_edit_keeps_what_was_typed_and_asks_for_a_new_file(client_as, make_order, agreed, people):
    paper = make_order([agreed], people={Part.CURATOR: [people["curator"]]})
    client = client_as("methodist")
    page = client.get(f"/documents/{paper.pk}/edit/")
    initial = page.context["form"].initial
    assert (initial["issuer"], initial["pairs"], initial["curator"]) == (
        "Ёлкинская СОШ", [agreed.pk], people["curator"].pk,
    )  # fmt: skip
    data = posted(Kind.PAIRS, pairs=[agreed.pk], issuer="Новая шапка")
    assert client.post(f"/documents/{paper.pk}/edit/", data).status_code == 302
    paper.refresh_from_db()
    assert (paper.state, paper.inputs["issuer"]) == (PaperState.DRAFT, "Новая шапка")
    assert (
        client.post(f"/documents/{paper.pk}/register/", {"number": "1", "date": "2026-03-01"}).status_code
        == 400
    )


@pytest.mark.parametrize("kind", list(FORMS))
def test_every_kind_has_its_form(client_as, kind, agreed):
    assert client_as("methodist").get(f"/documents/new/{kind}/").status_code == 200


def test_curator_makes_papers_of_the_own_school_only(client_as, agreed, school, other_school):
    client = client_as("curator")
    page = client.get("/documents/new/pairs/")
    assert page.context["owner"].school == school
    assert client.get(f"/documents/new/pairs/?school={other_school.pk}").status_code == 404
    assert client.get("/documents/new/centre/").status_code == 404
    assert client.post("/documents/new/pairs/", posted(Kind.PAIRS, pairs=[agreed.pk])).status_code == 302
    assert Paper.objects.get().school == school


@pytest.mark.parametrize(
    ("role", "municipal", "consent", "change"),
    [
        ("head", 200, 200, 403),
        ("methodist", 200, 200, 200),
        ("curator", 404, 200, 200),
        ("director", 404, 200, 403),
        ("approver", 200, 404, 403),
        ("department", 403, 403, 403),
        ("mentor", 403, 403, 403),
        ("admin", 403, 403, 403),
    ],
)
def test_roles_see_what_the_table_says(
    client_as, make_order, agreed, people, role, municipal, consent, change
):
    of_municipality = make_order([agreed], school=None)
    of_person = make_order([], kind=Kind.PROCESSING, people={Part.SUBJECT: [people["mentor"]]})
    own = make_order([agreed])
    client = client_as(role)
    assert client.get(f"/documents/{of_municipality.pk}/").status_code == municipal
    file = client.get(f"/documents/{of_municipality.pk}/paper.docx")
    b"".join(file)  # a stream that is not read to its end leaves its file open
    assert file.status_code == municipal
    assert client.get(f"/documents/{of_person.pk}/").status_code == consent
    assert client.get(f"/documents/{own.pk}/register/").status_code == change


def test_foreign_papers_are_not_there(client_as, make_order, agreed, foreign_school, other_school):
    paper = make_order([agreed])
    Paper.objects.filter(pk=paper.pk).update(school=foreign_school, municipality=foreign_school.municipality)
    addresses = ("", "paper.docx", "paper.pdf", "scan/file/", "edit/", "names/", "register/", "cancel/")
    for role in ("methodist", "curator", "head"):
        client = client_as(role)
        found = {client.get(f"/documents/{paper.pk}/{address}").status_code for address in addresses}
        assert found <= {404, 403}
        assert client.get(f"/documents/{paper.pk}/").status_code == 404
        assert client.get("/documents/").context["page_obj"].paginator.count == 0
    Paper.objects.filter(pk=paper.pk).update(school=other_school, municipality=other_school.municipality)
    assert client_as("curator").get(f"/documents/{paper.pk}/").status_code == 404


def test_list_is_narrowed(client_as, make_order, agreed, people, school):
    make_order([agreed])
    make_order([], kind=Kind.PROCESSING, people={Part.SUBJECT: [people["mentor"]]})
    client = client_as("methodist")
    counts = {
        query: client.get(f"/documents/{query}").context["page_obj"].paginator.count
        for query in ("", "?kind=pairs", "?state=registered", f"?school={school.pk}", "?q=КЛЕНОВА", "?kind=x")
    }
    assert list(counts.values()) == [2, 1, 0, 2, 1, 2]


def test_scan_is_checked_and_given_back(client_as, make_order, agreed):
    paper = make_order([agreed])
    client = client_as("curator")
    address = f"/documents/{paper.pk}/scan/"
    wrong = client.post(address, {"scan": SimpleUploadedFile("скан.pdf", b"no pdf")})
    assert wrong.status_code == 400
    assert client.post(address, {}).status_code == 400
    scan = SimpleUploadedFile("скан приказа.pdf", b"%PDF-1.7 scan")
    assert client.post(address, {"scan": scan}).status_code == 302
    kept = client.get(f"/documents/{paper.pk}/scan/file/")
    assert b"".join(kept.streaming_content) == b"%PDF-1.7 scan"


def test_ends_of_a_paper_ask_why(client_as, make_order, agreed, users):
    paper = register(make_order([], kind=Kind.CURATOR), users["methodist"])
    client = client_as("methodist")
    address = f"/documents/{paper.pk}/supersede/"
    assert client.post(address, {"reason": ""}).status_code == 400
    assert client.post(address, {"reason": "Приказ от 01.03.2026 № 4"}).status_code == 302
    assert client.post(address, {"reason": "ещё раз"}).status_code == 400
    assert client.post(f"/documents/{paper.pk}/nothing/").status_code == 404
    paper.refresh_from_db()
    assert paper.state == PaperState.SUPERSEDED


@pytest.mark.parametrize("kind", ["duties", "agreement", "processing", "publication"])
def test_mentor_prints_the_own_papers_and_nobody_else(client_as, agreed, kind):
    address = f"/documents/pairs/{agreed.pk}/{kind}.docx"
    page = client_as("mentor").get(f"/pairs/{agreed.pk}/").content.decode()
    assert address in page
    response = client_as("mentor").get(address)
    assert "Клёнова Эмма Савельевна" in words_of(response.content)
    assert [client_as(role).get(address).status_code for role in ("mentee", "methodist", "department")] == [
        404
    ] * 3
    assert address not in client_as("mentee").get(f"/pairs/{agreed.pk}/").content.decode()
    assert client_as("mentor").get(f"/documents/pairs/{agreed.pk}/pairs.docx").status_code == 404
    assert not Paper.objects.exists()


def test_pages_ask_few_questions_whatever_the_number_of_pairs(
    client_as, make_order, forty, school, django_assert_max_num_queries
):
    paper = make_order(forty)
    for number in range(10):
        Paper.objects.create(
            kind=Kind.CURATOR, municipality=school.municipality, school=school, title=f"Приказ {number}"
        )
    client = client_as("methodist")
    addresses = (
        "/documents/", "/documents/new/", f"/documents/new/pairs/?school={school.pk}",
        f"/documents/{paper.pk}/", f"/documents/{paper.pk}/edit/", f"/documents/{paper.pk}/names/",
        f"/documents/{paper.pk}/register/", "/documents/templates/", "/documents/templates/pairs/",
    )  # fmt: skip
    for address in addresses:
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(address).status_code == 200
