"""Products under the rights of the pair; the diary under nobody's but its sides'."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from mentorship.audit.models import Entry
from mentorship.bank.enums import MentorState
from mentorship.bank.models import Mentor
from mentorship.pairs.enums import PairState
from mentorship.pairs.life import diary, products
from mentorship.pairs.models import DiaryEntry, Product, ProductKind
from schools.access_table import MODEL_AREAS
from tests.cast import TODAY
from tests.pairs.refusals import refused

S = PairState
ROLES = ["admin", "head", "methodist", "curator", "director", "mentor", "mentee", "approver", "department"]
SECRET = "Сегодня было очень трудно"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """Files of the tests go to a folder of their own."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def pair(mentor, mentees, make_pair):
    """The cast's pair at work."""
    return make_pair(mentor, mentees[:1], S.ACTIVE)


@pytest.fixture
def kind(db):
    """A kind that comes with the portal."""
    return ProductKind.objects.get(name="методический кейс")


def pdf(name="Кейс.pdf", content=b"%PDF-1.7 case"):
    return SimpleUploadedFile(name, content)


def add(pair, kind, **more):
    what = {"title": "Кейс", "day": TODAY, "link": "https://school.example/case", "by": None, "today": TODAY}
    return products.add_product(pair=pair, kind=kind, **{**what, **more})


def test_kinds_come_from_the_documents(db):
    assert ProductKind.objects.filter(name__in=["лепбук", "видеоурок", "портфолио наставника"]).count() == 3


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"link": ""}, "Приложите файл или ссылку."),
        ({"link": "ftp://school.example"}, "Ссылка начинается с http:// или https://."),
        ({"link": "javascript:alert(1)"}, "Ссылка начинается с http:// или https://."),
        ({"title": " "}, "Напишите название продукта."),
        ({"day": date(2026, 3, 17)}, "Этот день ещё не наступил: впишите день, когда продукт был готов."),
    ],
)
def test_product_is_refused_in_words(pair, kind, more, sentence):
    assert refused(lambda: add(pair, kind, **more)) == sentence
    assert Product.objects.count() == 0


def test_file_is_what_it_says(pair, kind, settings):
    words = refused(lambda: add(pair, kind, link="", upload=pdf(content=b"MZ")))
    assert words.startswith("«Кейс.pdf»: содержимое не похоже на PDF.")
    assert list(settings.MEDIA_ROOT.rglob("*.*")) == []


@pytest.mark.parametrize("state", [S.PROPOSED, S.COMPLETED, S.DISSOLVED, S.CANCELLED])
def test_only_a_pair_that_works_or_may_begin_makes_products(mentor, mentees, make_pair, kind, state):
    pair = make_pair(mentor, mentees[:1], state)
    assert refused(lambda: add(pair, kind)).startswith("Пару № 7 нельзя дополнить продуктом: сейчас она")


@pytest.mark.parametrize("role", ROLES)
def test_product_is_added_by_the_pair_and_its_desk(client_as, pair, kind, role):
    sent = {"kind": kind.pk, "title": "Кейс", "date": timezone.localdate().isoformat(), "upload": pdf()}
    response = client_as(role).post(f"/pairs/{pair.pk}/products/add/", sent)
    expected = 302 if role in {"methodist", "curator", "mentor", "mentee"} else 403
    assert (response.status_code, Product.objects.count()) == (expected, 1 if expected == 302 else 0)


@pytest.mark.parametrize("role", ROLES)
def test_file_is_sent_to_who_sees_the_pair(client_as, pair, kind, role):
    product = add(pair, kind, upload=pdf())
    response = client_as(role).get(f"/pairs/{pair.pk}/products/{product.pk}/file/")
    assert response.status_code == {"admin": 403, "department": 404}.get(role, 200)
    if response.status_code == 200:
        assert b"".join(response.streaming_content) == b"%PDF-1.7 case"
        assert response["X-Content-Type-Options"] == "nosniff"


def test_file_of_another_pair_is_not_found(client_as, pair, kind, other_school, make_teacher, make_pair):
    guide = Mentor.objects.enlist([make_teacher(other_school, "B1")], state=MentorState.ACTIVE)[0]
    other = make_pair(guide, [make_teacher(other_school, "B2")], S.ACTIVE, number="8")
    product = add(other, kind, upload=pdf())
    client = client_as("mentor")
    assert client.get(f"/pairs/{other.pk}/products/{product.pk}/file/").status_code == 404
    assert client.get(f"/pairs/{pair.pk}/products/{product.pk}/file/").status_code == 404


def test_product_leaves_with_its_file(
    client_as, users, pair, kind, settings, django_capture_on_commit_callbacks
):
    product = add(pair, kind, upload=pdf(), by=users["mentor"])
    address = f"/pairs/{pair.pk}/products/{product.pk}/remove/"
    assert client_as("mentee").post(address).status_code == 403
    assert len(list(settings.MEDIA_ROOT.rglob("*.pdf"))) == 1
    with django_capture_on_commit_callbacks(execute=True):
        assert client_as("mentor").post(address).status_code == 302
    assert (Product.objects.count(), list(settings.MEDIA_ROOT.rglob("*.pdf"))) == (0, [])


# The diary


@pytest.fixture
def entry(pair, people):
    """A page of the mentee."""
    return DiaryEntry.objects.create(pair=pair, author=people["mentee"], date=TODAY, text=SECRET)


@pytest.mark.parametrize("role", ROLES)
def test_diary_is_read_by_the_sides_alone(client_as, pair, entry, role):
    response = client_as(role).get(f"/pairs/{pair.pk}/diary/")
    is_side = role in {"mentor", "mentee"}
    assert response.status_code == (200 if is_side else 403)
    assert (SECRET in response.content.decode()) is is_side


@pytest.mark.parametrize("role", ROLES)
def test_no_other_page_of_the_pair_tells_of_the_diary(client_as, pair, entry, role):
    client = client_as(role)
    for page in ("", "plan/", "protocol/"):
        assert SECRET not in client.get(f"/pairs/{pair.pk}/{page}").content.decode()
    link = f"/pairs/{pair.pk}/diary/"
    assert (link in client.get(f"/pairs/{pair.pk}/").content.decode()) is (role in {"mentor", "mentee"})


def test_diary_and_pulse_stand_in_no_area_and_not_in_the_admin(client_as, entry):
    for name in ("diaryentry", "pulse"):
        assert f"pairs.{name}" not in MODEL_AREAS
        assert apps.get_model("pairs", name) not in admin.site._registry
        assert client_as("methodist").get(f"/admin/pairs/{name}/").status_code == 404


def test_side_writes_and_tears_out_the_own_page(client_as, pair, entry):
    client, address = client_as("mentor"), f"/pairs/{pair.pk}/diary/"
    sent = {"date": timezone.localdate().isoformat(), "text": "Урок удался"}
    assert client.post(address, sent).status_code == 302
    own = DiaryEntry.objects.get(text="Урок удался")
    assert own.author == pair.mentor.person
    client.post(f"{address}{entry.pk}/remove/")
    client.post(f"{address}{own.pk}/remove/")
    assert list(DiaryEntry.objects.all()) == [entry]
    assert Entry.objects.filter(target_model="pairs.pair").count() == 0


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"mentor", "mentee"}))
def test_nobody_else_writes_a_page(client_as, pair, role):
    sent = {"date": TODAY.isoformat(), "text": "Замечание"}
    assert client_as(role).post(f"/pairs/{pair.pk}/diary/", sent).status_code == 403
    assert DiaryEntry.objects.count() == 0


def test_refused_page_keeps_its_words(client_as, pair):
    sent = {"date": "2999-01-01", "text": "Завтрашняя запись"}
    response = client_as("mentor").post(f"/pairs/{pair.pk}/diary/", sent)
    assert response.status_code == 400
    assert "Завтрашняя запись</textarea>" in response.content.decode()


def test_who_left_the_group_reads_no_more(mentor, mentees, make_pair):
    pair = make_pair(mentor, mentees[:2], S.ACTIVE)
    pair.members.filter(mentee=mentees[1]).update(end_date=TODAY - timedelta(days=1))
    members = list(pair.members.all())
    sides = [diary.is_side(pair, members, person.pk, TODAY) for person in (mentor.person, *mentees[:3])]
    assert sides == [True, True, False, False]


def test_ended_pair_reads_its_diary_and_writes_no_more(mentor, mentees, make_pair):
    pair = make_pair(mentor, mentees[:1], S.COMPLETED, end=TODAY - timedelta(days=20))
    assert diary.is_side(pair, list(pair.members.all()), mentees[0].pk, TODAY)
    what = {"pair": pair, "author": mentees[0], "day": TODAY, "text": "Спасибо", "today": TODAY}
    assert refused(lambda: diary.write_entry(**what)).startswith("Пару № 7 нельзя дополнить записью дневника")
