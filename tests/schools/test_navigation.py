"""The rail: sections by rights, the present place marked."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from schools.navigation import nearest, portal, role_name, sections

ADDRESSES = ["/", "/reports/", "/reports/schools/", "/bank/"]


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/", "/"),
        ("/reports/", "/reports/"),
        ("/reports/indicators/p001_teacher_mentor/", "/reports/"),
        ("/reports/schools/901/", "/reports/schools/"),
        ("/privacy/", ""),
    ],
)
def test_nearest_place_is_the_longest_that_holds_the_path(path, place):
    assert nearest(ADDRESSES, path) == place


def words(user, path="/"):
    return {part.title: [item.words for item in part.items] for part in sections(user.access, path)}


def test_methodist_sees_every_section(users):
    assert words(users["methodist"]) == {
        "": ["Мой день"],
        "Наставничество": [
            "Банк наставников",
            "Запросы",
            "Подбор",
            "Пары и группы",
            "Ученики",
            "Отчёты наставников",
            "Документы",
            "Практики",
            "Конкурсы и награды",
            "Реестры",
        ],
        "Ход программы": [
            "Программа",
            "Наставнический центр",
            "Дорожные карты",
            "Совещания и план",
            "Мои анкеты",
            "Кампании анкет",
        ],
        "Итоги": [
            "Показатели",
            "Школы",
            "Удовлетворённость",
            "Сведения школ",
            "Лист оценки",
            "Снимки показателей",
        ],
        "Управление": [
            "Журнал действий",
            "Публичный раздел",
            "Админка",
            "Загрузка из Excel",
            "Персональные данные",
        ],
    }


def test_teacher_sees_the_own_things_only(users):
    assert words(users["mentee"]) == {
        "": ["Мой день"],
        "Наставничество": [
            "Банк наставников",
            "Запросы",
            "Пары и группы",
            "Отчёты наставников",
            "Практики",
            "Конкурсы и награды",
        ],
        "Ход программы": ["Наставнический центр", "Мои анкеты"],
    }


def test_administrator_sees_no_results(users):
    assert words(users["admin"]) == {
        "": ["Мой день"],
        "Наставничество": ["Банк наставников"],
        "Ход программы": ["Программа", "Наставнический центр"],
        "Управление": ["Журнал действий", "Админка", "Загрузка из Excel"],
    }


def test_present_place_is_marked_once(users):
    marked = [
        (item.words, item.current)
        for part in sections(users["methodist"].access, "/bank/12/")
        for item in part.items
        if item.current
    ]
    assert marked == [("Банк наставников", "true")]


def test_very_page_is_marked_as_page(users):
    (home,) = sections(users["methodist"].access, "/")[0].items
    assert home.current == "page"


def test_frame_costs_no_query_beyond_the_access(users, django_assert_num_queries):
    request = RequestFactory().get("/")
    request.user = users["curator"]
    _ = request.user.access
    with django_assert_num_queries(0):
        frame = portal(request)["portal"]
    assert str(frame["municipality"]) == "Лесной район"
    assert frame["account"] == ("Рябинина Нина Юрьевна", "школьный куратор")


def test_anonymous_frame_has_no_sections():
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    assert portal(request) == {"portal": {"appearance": {}}}


def test_frame_survives_a_request_without_account():
    assert portal(RequestFactory().get("/")) == {"portal": {"appearance": {}}}


def test_role_is_named_in_words(users):
    assert [role_name(users[login].access) for login in ("mentor", "department")] == [
        "педагог",
        "управление образования",
    ]
