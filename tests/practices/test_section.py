"""Lists, search, feed, map and headers of the section; pictures and files; the admin's forms."""

from datetime import timedelta
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from mentorship.practices.enums import MaterialKind
from mentorship.practices.models import Material
from mentorship.roadmap.enums import MeetingState
from mentorship.roadmap.models import TownEvent
from tests.practices.section import fresh, make_pair, make_practice, material, publish

LISTS = {
    MaterialKind.NEWS: "/public/news/",
    MaterialKind.EVENT: "/public/events/",
    MaterialKind.VIDEO: "/public/videos/",
    MaterialKind.DOCUMENT: "/public/documents/",
    MaterialKind.CONTACTS: "/public/contacts/",
}
SHOWN = "Ёлочный урок"


def text_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("kind", LISTS)
def test_only_the_published_stands_on_its_list(client, municipality, kind):
    row = material(municipality, kind, shown=False)
    assert SHOWN not in text_of(client, LISTS[kind])
    publish(row)
    assert SHOWN in text_of(client, LISTS[kind])
    Material.objects.update(state="withdrawn")
    assert SHOWN not in text_of(client, LISTS[kind])
    assert SHOWN not in text_of(client, "/public/search/?q=елочный")


@pytest.mark.parametrize("kind", LISTS)
def test_attacks_stay_words_on_every_list(client, municipality, kind):
    bad = '"><script>alert(1)</script>'
    more = {"body": bad} if kind in (MaterialKind.NEWS, MaterialKind.CONTACTS) else {}
    row = material(municipality, kind, title=bad, summary=bad, place=bad, **more)
    pages = [LISTS[kind], "/public/", "/public/search/?q=script", "/public/rss/"]
    for address in [*pages, *([f"/public/news/{row.pk}/"] if kind == MaterialKind.NEWS else [])]:
        assert "<script>alert" not in text_of(client, address)


@pytest.mark.parametrize("query", ["елочный", "ЁЛОЧНЫЙ УРОК", "новости"])
def test_search_folds_cyrillic(client, municipality, query):
    material(municipality, body="Текст новости с подробностями")
    assert SHOWN in text_of(client, f"/public/search/?q={query}")


@pytest.mark.parametrize("query", ["", "  ", "химия", "%", "_", "я" * 100, "a&page=x", "a&page=99"])
def test_search_takes_anything(client, municipality, query):
    material(municipality)
    assert SHOWN not in text_of(client, f"/public/search/?q={query}")


def test_search_and_lists_ask_as_much_of_many_rows(client, municipality, django_assert_max_num_queries):
    for number in range(25):
        material(municipality, title=f"Урок {number}")
    for address in ("/public/search/?q=урок", "/public/news/", "/public/", "/sitemap.xml", "/public/rss/"):
        with django_assert_max_num_queries(16):
            client.get(address)
    assert "Страница 1 из 2" in text_of(client, "/public/search/?q=урок")
    assert 'rel="next"' in text_of(client, "/public/news/")


class TestEvents:
    """/public/events/"""

    def test_past_events_stand_apart(self, client, municipality):
        day = timezone.localdate()
        material(municipality, MaterialKind.EVENT, title="Прошлое", date=day - timedelta(days=1))
        material(municipality, MaterialKind.EVENT, title="Сегодня", date=day)
        coming, _, past = text_of(client, "/public/events/").partition("Прошли")
        assert ("Сегодня" in coming, "Прошлое" in coming, "Прошлое" in past) == (True, False, True)
        assert "Прошлое" not in text_of(client, "/public/")

    def test_event_of_the_portal_brings_its_day_and_its_cancelling(self, client, municipality):
        day = timezone.localdate() + timedelta(days=9)
        event = TownEvent.objects.create(municipality=municipality, date=day, topic="Форум", place="Гимназия")
        material(municipality, MaterialKind.EVENT, date=None, town_event=event)
        text = text_of(client, "/public/events/")
        assert f"{day:%d.%m.%Y}" in text
        assert "Гимназия" in text
        TownEvent.objects.update(state=MeetingState.CANCELLED)
        assert "отменено" in text_of(client, "/public/events/")

    def test_event_of_another_municipality_is_refused(self, municipality, other_municipality):
        event = TownEvent.objects.create(
            municipality=other_municipality, date=timezone.localdate(), topic="Форум"
        )
        row = Material(municipality=municipality, kind="event", title="Чужое", town_event=event)
        with pytest.raises(Exception, match="другого муниципалитета"):
            row.full_clean()


class TestMachines:
    """RSS, the map, robots, descriptions, conditional answers."""

    def test_feed_and_map_name_what_is_published(self, client, municipality, people, settings):
        settings.SITE_URL = "https://portal.example"
        row = material(municipality, summary="Коротко")
        practice = publish(make_practice(make_pair(people)))
        feed = ET.fromstring(client.get("/public/rss/").content)  # noqa: S314 - our own
        links = [item.findtext("link") for item in feed.iter("item")]
        assert sorted(links) == [
            f"https://portal.example/public/news/{row.pk}/",
            f"https://portal.example/public/practices/{practice.pk}/",
        ]
        addresses = text_of(client, "/sitemap.xml")
        for path in (
            "/public/",
            "/public/mentors/",
            row.get_absolute_url(),
            f"/public/practices/{practice.pk}/",
        ):
            assert f"{path}</loc>" in addresses

    def test_robots_are_shown_the_section_alone(self, client, db):
        text = text_of(client, "/robots.txt")
        assert "Allow: /public/\n" in text
        assert "Disallow: /\n" in text

    @pytest.mark.parametrize(
        ("address", "is_open"),
        [("/public/", True), ("/public/news/", True), ("/accessibility/", True), ("/accounts/login/", False)],
    )
    def test_everything_else_is_noindex(self, client, db, address, is_open):
        assert (client.get(address).headers.get("X-Robots-Tag") is None) is is_open

    def test_pages_behind_the_sign_in_are_noindex(self, client_as):
        assert client_as("methodist").get("/bank/").headers["X-Robots-Tag"] == "noindex, nofollow"

    def test_page_says_what_it_is(self, client, municipality, settings):
        settings.SITE_URL = "https://portal.example"
        row = material(municipality, summary="Девять школ «приехали»")
        text = text_of(client, row.get_absolute_url())
        assert '<meta name="description" content="Девять школ «приехали»">' in text
        assert f'<link rel="canonical" href="https://portal.example{row.get_absolute_url()}">' in text
        assert '<meta property="og:title" content="Ёлочный урок">' in text
        assert '<meta name="robots" content="noindex">' in text_of(client, "/public/news/?q=урок")
        assert "og:image" not in text

    def test_unchanged_page_costs_no_bytes_and_a_changed_one_is_sent(self, client, municipality):
        row = material(municipality)
        first = client.get("/public/news/")
        assert first.headers["Cache-Control"] == "no-cache"
        again = client.get("/public/news/", headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        Material.objects.filter(pk=row.pk).update(state="withdrawn")
        changed = client.get("/public/news/", headers={"If-None-Match": first.headers["ETag"]})
        assert changed.status_code == 200

    @pytest.mark.parametrize("address", ["/public/", "/public/news/", "/public/search/", "/public/rss/"])
    def test_nothing_is_posted(self, client, db, address):
        assert client.post(address).status_code in (403, 405)

    def test_first_page_is_light(self, client, municipality):
        for kind in LISTS:
            for number in range(4):
                material(municipality, kind, title=f"Урок {number} " * 9, summary="слово " * 49)
        assert len(client.get("/public/").content) < 40_000


def photo(kind="PNG", size=(1600, 900), mode="RGBA"):
    stream = BytesIO()
    Image.new(mode, size, 3 if mode == "P" else None).save(stream, kind)
    return SimpleUploadedFile(f"фото.{kind.lower()}", stream.getvalue())


class TestAdmin:
    """Materials are written in the admin."""

    @pytest.fixture(autouse=True)
    def keep_apart(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path

    def data(self, municipality, **more):
        return {
            "municipality": municipality.pk, "kind": "news", "title": "С картинкой", "body": "Текст",
            "image_alt": "Двое у доски", **more,
        }  # fmt: skip

    def test_picture_is_made_small_and_shown_with_its_words(self, client, client_as, municipality):
        sent = self.data(municipality, image=photo())
        assert client_as("methodist").post("/admin/practices/material/add/", sent).status_code == 302
        row = Material.objects.get()
        assert (row.image_width, row.image_height, row.author.username) == (1200, 675, "methodist")
        assert client.get(f"/public/pictures/{row.pk}/").status_code == 404
        publish(row)
        picture = client.get(f"/public/pictures/{row.pk}/")
        assert picture.headers["Content-Type"] == "image/jpeg"
        assert Image.open(BytesIO(picture.content)).format == "JPEG"
        assert 'alt="Двое у доски"' in text_of(client, f"/public/news/{row.pk}/")
        assert f"/public/pictures/{row.pk}/" in text_of(client, f"/public/news/{row.pk}/")

    @pytest.mark.parametrize(
        ("more", "words"),
        [
            ({"image_alt": ""}, "Опишите словами"),
            ({"image": SimpleUploadedFile("a.png", b"<script>alert(1)</script>")}, "содержимое не похоже"),
            ({"image": SimpleUploadedFile("a.svg", b"<svg onload='alert(1)'/>")}, "нужна картинка"),
            ({"body": ""}, "Напишите текст новости"),
            ({"link": "javascript:alert(1)"}, "URL"),
        ],
    )
    def test_what_is_wrong_is_said(self, client_as, municipality, more, words):
        sent = {**self.data(municipality, image=photo("JPEG", (40, 40), "RGB")), **more}
        answer = client_as("methodist").post("/admin/practices/material/add/", sent)
        assert words in answer.content.decode()
        assert not Material.objects.exists()

    def test_document_is_checked_and_downloaded(self, client, client_as, municipality):
        upload = SimpleUploadedFile("положение.pdf", b"%PDF-1.7 text")
        sent = self.data(municipality, kind="document", file=upload, image_alt="")
        assert client_as("methodist").post("/admin/practices/material/add/", sent).status_code == 302
        row = publish(Material.objects.get())
        answer = client.get(f"/public/documents/{row.pk}/file/")
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert b"".join(answer.streaming_content) == b"%PDF-1.7 text"
        bad = SimpleUploadedFile("вирус.pdf", b"MZ")
        refused = client_as("methodist").post(
            "/admin/practices/material/add/", {**sent, "file": bad, "title": "Иной"}
        )
        assert "содержимое не похоже на PDF" in refused.content.decode()

    def test_published_text_is_changed_by_the_head_alone(self, client_as, municipality):
        row = material(municipality)
        address = f"/admin/practices/material/{row.pk}/change/"
        sent = self.data(municipality, title="Правка", image_alt="")
        assert client_as("methodist").post(address, sent).status_code == 403
        assert client_as("head").post(address, sent).status_code == 302
        assert (fresh(row).title, fresh(row).version) == ("Правка", row.version + 1)
