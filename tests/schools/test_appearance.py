"""«Вид страницы»: the cookie and what the server writes from it."""

import pytest
from django.test import Client, RequestFactory

from schools.appearance import COOKIE, chosen

pytestmark = pytest.mark.django_db


def request_with(cookie: str):
    request = RequestFactory().get("/")
    request.COOKIES[COOKIE] = cookie
    return request


def test_only_known_names_and_values_reach_the_page():
    cookie = "theme=dark&size=huge&contrast=more&onload=alert&spacing="
    assert chosen(request_with(cookie)) == {"theme": "dark", "contrast": "more"}


def test_without_a_cookie_the_device_decides():
    assert chosen(RequestFactory().get("/")) == {}


def test_choice_is_stored_and_written_into_the_page():
    client = Client()
    answer = client.post("/appearance/", {"theme": "dark", "size": "xl", "next": "/accessibility/"})
    assert (answer.status_code, answer["Location"]) == (302, "/accessibility/")
    assert client.cookies[COOKIE].value == "theme=dark&size=xl"
    page = client.get("/accessibility/").content.decode()
    assert '<html lang="ru"  data-theme="dark" data-size="xl">' in page


def test_version_for_low_vision_is_one_press():
    client = Client()
    client.post("/appearance/", {"low_vision": "1", "theme": "light"})
    assert client.cookies[COOKIE].value == "contrast=more&size=xl&spacing=wide&images=off"


def test_choice_of_nothing_forgets_the_cookie():
    client = Client()
    client.cookies[COOKIE] = "theme=dark"
    client.post("/appearance/", {"theme": ""})
    assert client.cookies[COOKIE].value == ""
    assert client.cookies[COOKIE]["max-age"] == 0


def test_return_never_leaves_the_portal():
    answer = Client().post("/appearance/", {"theme": "dark", "next": "https://example.org/"})
    assert answer["Location"] == "/"


def test_unknown_value_is_refused():
    answer = Client().post("/appearance/", {"theme": "pink"})
    assert answer.status_code == 400
    assert COOKIE not in answer.cookies


def test_page_shows_the_present_choice():
    client = Client()
    client.cookies[COOKIE] = "theme=dark"
    page = client.get("/appearance/").content.decode()
    assert '<input type="radio" name="theme" value="dark" id="id_theme_2" checked>' in page
    assert '<input type="radio" name="size" value="" id="id_size_0" checked>' in page
