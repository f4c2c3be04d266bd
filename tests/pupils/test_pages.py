"""Names stay in the school; everybody else sees numbers."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from mentorship.audit.models import Entry
from mentorship.pupils import workflow
from mentorship.pupils.enums import CHOSEN_REASONS
from mentorship.pupils.models import Pupil, PupilPair
from schools.models import RoleAssignment, User
from tests.pupils.conftest import sign

pytestmark = pytest.mark.django_db
OUTSIDE = ("head", "methodist", "approver", "department")
CANARY = "Ольхин"


def words_of(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("role", ["curator", "director"])
def test_own_school_sees_names_and_the_look_is_noted(client_as, pair, mentee, role):
    client = client_as(role)
    for address in ("/pupils/", "/pupils/pairs/", mentee.get_absolute_url(), pair.get_absolute_url()):
        response = client.get(address)
        assert (response.status_code, CANARY in words_of(response)) == (200, True)
    noted = set(Entry.objects.filter(by__username=role).values_list("action", flat=True))
    assert {"view.pupil_list", "view.pupil_pair_list", "view.pupil", "view.pupil_pair"} <= noted


@pytest.mark.parametrize("role", OUTSIDE)
def test_everybody_outside_the_school_sees_numbers(client_as, pair, mentee, role):
    client = client_as(role)
    page = words_of(client.get("/pupils/"))
    assert ("Ёлкинская СОШ" in page, CANARY in page, mentee.get_absolute_url() in page) == (
        True,
        False,
        False,
    )
    assert ("скрыто" in page) is (role == "department")
    for address in ("/pupils/pairs/", mentee.get_absolute_url(), "/pupils/901/pupils.xlsx"):
        assert client.get(address).status_code in (302, 403)
    assert client.get(pair.get_absolute_url()).status_code == 404


def test_numbers_by_school_form_and_state(client_as, pair, draft, people, on):
    sign(draft, on)
    workflow.propose_pair(
        form="sop", goal="leisure", mentee=draft, mentor_teacher=people["mentor"], on=on, by=None
    )
    page = words_of(client_as("methodist").get("/pupils/"))
    cells = 'data-label="{}">{}</td>'
    for label, count in (("Учитель – ученик", 1), ("СОП", 0), ("Предложена", 1), ("Работает", 1)):
        assert cells.format(label, count) in page


def test_teacher_sees_the_own_pupil_by_name_and_class_without_the_form(client_as, pair, mentee):
    PupilPair.objects.update(form="sop")
    mentor = client_as("mentor")
    for address in ("/pupils/", pair.get_absolute_url()):
        page = words_of(mentor.get(address))
        assert (CANARY in page, "7А" in page, "СОП" in page) == (True, True, False)
    assert mentor.get(mentee.get_absolute_url()).status_code == 403
    assert mentor.get("/pupils/pairs/").status_code == 403
    stranger = client_as("mentee")
    assert CANARY not in words_of(stranger.get("/pupils/"))
    assert stranger.get(pair.get_absolute_url()).status_code == 404


def test_teacher_loses_sight_with_the_end_of_the_pair_and_with_the_school(
    client_as, pair, people, other_school, on
):
    def seen():
        return client_as("mentor").get(pair.get_absolute_url()).status_code

    assert seen() == 200
    people["mentor"].school = other_school
    people["mentor"].save()
    assert seen() == 404
    people["mentor"].school = pair.school
    people["mentor"].save()
    assert seen() == 200
    workflow.end_pair(pair=pair, end_date=on, outcome="missed", on=on, by=None)
    assert seen() == 404


def test_curator_of_another_school_meets_404_everywhere(client_as, people, pair, mentee, other_school, users):
    RoleAssignment.objects.filter(person=people["curator"]).update(school=other_school)
    curator = client_as("curator")
    assert CANARY not in words_of(curator.get("/pupils/"))
    addresses = [
        mentee.get_absolute_url(),
        pair.get_absolute_url(),
        reverse("pupils:edit", args=[mentee.pk]),
        *(
            reverse("pupils:act", args=[mentee.pk, code])
            for code in ("consent", "withdraw", "leave", "erase")
        ),
        *(reverse("pupils:pair_act", args=[pair.pk, code]) for code in ("agree", "start", "meeting", "end")),
        reverse("pupils:scan", args=[mentee.consents.get().pk]),
        "/pupils/901/pupils.xlsx",
    ]
    for address in addresses:
        assert curator.get(address, follow=False).status_code in (302, 404), address
    assert curator.get("/pupils/?q=Ольхин").status_code == 200
    assert CANARY not in words_of(curator.get("/pupils/pairs/add/?form=tu"))
    forged = {"mentee": mentee.pk, "mentor_teacher": people["mentor"].pk, "goal": "study"}
    assert curator.post("/pupils/pairs/add/?form=tu", forged).status_code == 400


def test_yesterdays_curator_sees_nothing(client_as, people, mentee, pair):
    curator = client_as("curator")
    RoleAssignment.objects.filter(person=people["curator"]).update(end_date=date(2024, 8, 31))
    address = mentee.get_absolute_url()
    assert curator.get(address).url == f"/accounts/login/?next={address}"  # the role ended, and the session
    assert client_as("curator").get(address).status_code == 403


def test_server_administrator_reaches_no_name(municipality, mentee, pair):
    root = Client()
    root.force_login(User.objects.create_superuser("root", "пароль-для-проверки"))
    assert root.get("/pupils/").status_code == 403
    assert root.get(mentee.get_absolute_url()).status_code == 403
    assert root.get("/admin/pupils/pupil/").status_code == 404


def test_director_looks_and_changes_nothing(client_as, mentee, pair):
    director = client_as("director")
    page = words_of(director.get(mentee.get_absolute_url()))
    assert "Отметить отзыв" not in page
    for address in (
        reverse("pupils:act", args=[mentee.pk, "withdraw"]),
        reverse("pupils:pair_act", args=[pair.pk, "end"]),
        reverse("pupils:edit", args=[mentee.pk]),
    ):
        assert director.post(address, {"day": "2026-01-01"}).status_code == 403


def test_curator_walks_from_a_name_to_a_working_pair(client_as, people, on):
    curator, day = client_as("curator"), on.isoformat()
    response = curator.post("/pupils/add/", {"name": "Ивин Ян", "school_class": "6 б"})
    pupil = Pupil.objects.get()
    assert response["Location"] == f"/pupils/{pupil.pk}/consent/"
    assert "Черновик." in words_of(curator.get(pupil.get_absolute_url()))
    paper = {"relation": "parent", "representative": "Ивина Ю. Ю.", "given_date": day, "number": "7"}
    assert curator.post(f"/pupils/{pupil.pk}/consent/", paper).status_code == 302
    chosen = {"mentee": pupil.pk, "mentor_teacher": people["mentor"].pk, "goal": "career"}
    assert curator.post("/pupils/pairs/add/?form=tu", chosen).status_code == 302
    pair = PupilPair.objects.get()
    mentor = client_as("mentor")
    assert "Вам предлагают стать наставником" in words_of(mentor.get("/"))
    assert mentor.post(f"/pupils/pairs/{pair.pk}/agree/").status_code == 302
    assert mentor.get(f"/pupils/pairs/{pair.pk}/start/").status_code == 403
    assert curator.post(f"/pupils/pairs/{pair.pk}/start/", {"start_date": day}).status_code == 302
    meeting = {"day": day, "topic": "acquaintance"}
    assert mentor.post(f"/pupils/pairs/{pair.pk}/meeting/", meeting).status_code == 302
    assert mentor.post(f"/pupils/pairs/{pair.pk}/meeting/", meeting).status_code == 400
    mark = pair.meetings.get()
    assert mentor.post(f"/pupils/pairs/{pair.pk}/meetings/{mark.pk}/remove/").status_code == 302
    assert pair.meetings.count() == 0


def test_refused_form_keeps_what_was_typed(client_as, draft):
    response = client_as("curator").post(
        f"/pupils/{draft.pk}/consent/",
        {"relation": "parent", "representative": "Вязова Ия", "given_date": "2020-01-01"},
    )
    assert response.status_code == 400
    assert "Вязова Ия" in words_of(response)
    assert "Укажите номер бумаги или приложите скан." in words_of(response)


def test_second_window_is_told_apart(client_as, mentee):
    curator = client_as("curator")
    typed = {"name": "Ольхин Л.", "school_class": "7А", "version": mentee.version}
    address = reverse("pupils:edit", args=[mentee.pk])
    assert curator.post(address, typed).status_code == 302
    response = curator.post(address, {**typed, "name": "Другой"})
    assert (response.status_code, "Другой" in words_of(response)) == (409, True)
    assert Pupil.objects.get().name == "Ольхин Л."
    assert curator.post(address, {**typed, "version": ""}).status_code == 409


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": "  ", "school_class": "7А"}, "Заполните это поле."),
        ({"name": "Ивин Ян", "school_class": "77"}, "не класс"),
        ({"name": "ольхин  лука", "school_class": "7а"}, "Такой ученик в классе уже есть."),
        ({"name": "Я\x00", "school_class": "7А"}, "Не допускаются нулевые символы"),
        ({"name": "Я" * 121, "school_class": "7А"}, "не более 120 символов"),
    ],
)
def test_what_cannot_be_written_down(client_as, mentee, typed, words):
    response = client_as("curator").post("/pupils/add/", typed)
    assert (response.status_code in (400, 409), Pupil.objects.count()) == (True, 1)
    if "\x00" not in typed["name"]:
        assert words in words_of(response)


def test_hints_forbid_health_and_offences(client_as, mentee):
    curator = client_as("curator")
    for address in ("/pupils/add/", "/pupils/workbook/"):
        assert "диагнозы и правонарушения" in words_of(curator.get(address))


def test_unknown_acts_and_huge_keys_are_not_found(client_as, mentee, pair):
    curator = client_as("curator")
    for address in (
        f"/pupils/{mentee.pk}/nothing/",
        f"/pupils/pairs/{pair.pk}/nothing/",
        f"/pupils/{'9' * 20}/",
    ):
        assert curator.get(address).status_code == 404


def test_tasks_ask_without_names(client_as, draft, make_pupil, on):
    make_pupil("Ивин Ян", "11А")
    Pupil.objects.filter(name="Ивин Ян").update(turned_18_on=on)
    gone = make_pupil("Елев Ян")
    workflow.leave_school(pupil=gone, day=on, on=on, by=None)
    page = words_of(client_as("curator").get("/"))
    for words in ("Нет согласия у 1 ученика", "1 ученику исполнилось 18", "Уничтожьте данные 1 ученика"):
        assert words in page
    assert "Вязов" not in page
    for wait, name in (("consent", "Вязов Ким"), ("own", "Ивин Ян"), ("destroy", f"Ученик № {gone.pk}")):
        found = words_of(client_as("curator").get(f"/pupils/?wait={wait}"))
        assert (name in found, "1 ученик" in found) == (True, True)
    assert "Нет согласия" not in words_of(client_as("methodist").get("/"))
    waiting = "ждут уничтожения записи учеников: 1, из них просрочено 0."
    assert waiting in words_of(client_as("methodist").get("/pupils/"))
    assert waiting not in words_of(client_as("department").get("/pupils/"))


def test_number_of_queries_does_not_grow(client_as, make_pupil, people, on, django_assert_max_num_queries):
    for number in range(12):
        pupil = make_pupil(f"Ученик{number} Я")
        workflow.propose_pair(
            form="tu", goal="study", mentee=pupil, mentor_teacher=people["mentor"], on=on, by=None
        )
    for role, address in (
        ("curator", "/pupils/"),
        ("curator", "/pupils/pairs/"),
        ("curator", "/pupils/pairs/add/"),
        ("curator", pupil.get_absolute_url()),
        ("mentor", "/pupils/"),
        ("methodist", "/pupils/"),
    ):
        client = client_as(role)
        with django_assert_max_num_queries(25):
            assert client.get(address).status_code == 200


def test_rail_names_the_section_where_there_is_something_in_it(client_as, users, pair, on):
    """A teacher without pupils is not led to an empty page; whoever counts or keeps them always is."""
    logins = ("mentor", "mentee", "curator", "director", "methodist", "department")
    led = [login for login in logins if 'href="/pupils/"' in words_of(client_as(login).get("/"))]
    assert led == [login for login in logins if login != "mentee"]
    workflow.break_pair(pair=pair, end_date=on, reason=CHOSEN_REASONS[0], on=on, by=None)
    mentor = client_as("mentor")
    assert 'href="/pupils/"' not in mentor.get("/").content.decode()
    assert mentor.get("/pupils/").status_code == 200
