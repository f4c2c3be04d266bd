"""Letters about an account: roles given and ended, links, second factor; they cannot be switched off (T4)."""

from datetime import date

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from mentorship.audit.models import Entry
from mentorship.notices.enums import Topic
from mentorship.notices.models import Notice, SwitchedOff
from mentorship.notices.sending import send_due
from mentorship.notices.topics import off_path
from mentorship.spreadsheets.importing import run_import
from schools.enums import Role
from schools.workflow import end_role, give_role
from tests.cast import TODAY
from tests.workbooks import workbook

pytestmark = pytest.mark.django_db


def told(person):
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("subject", "text"))


def test_holder_is_told_of_a_role_and_of_its_end(people, users, school):
    given = give_role(
        person=people["mentor"], role=Role.CURATOR, school=school, by=users["admin"], start=TODAY
    )
    end_role(assignment=given, by=users["admin"], on=date(2026, 5, 31))
    unknown = "Если вы об этом не знали, скажите методисту или администратору портала."
    assert told(people["mentor"]) == [
        (
            "Вам назначена роль на портале",
            (
                "Школьный куратор, Ёлкинская СОШ: с 16.03.2026, без срока окончания. "
                f"Записал: Ясенев Глеб Олегович. {unknown}"
            ),
        ),
        (
            "Изменён срок вашей роли на портале",
            (
                "Школьный куратор, Ёлкинская СОШ: с 16.03.2026, последний день — 31.05.2026. "
                f"Записал: Ясенев Глеб Олегович. {unknown}"
            ),
        ),
    ]


def test_end_changed_in_the_admin_is_told_and_noted(client_as, people):
    role = people["curator"].roles.get()
    client = client_as("admin")
    page = reverse("admin:schools_roleassignment_change", args=[role.pk])
    assert client.post(page, {"end_date": "2026-05-31"}).status_code == 302
    assert client.post(page, {"end_date": ""}).status_code == 302
    texts = [text for _, text in told(people["curator"])]
    assert ["последний день — 31.05.2026." in texts[0], "без срока окончания." in texts[1]] == [True, True]
    actions = Entry.objects.filter(action__startswith="role.").order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["role.ended", "role.prolonged"]


def test_roles_of_a_file_are_told_but_for_those_of_the_past(people, users):
    heads = ["Код педагога", "Роль", "Код ОО", "Начало", "Окончание"]
    rows = [
        ["C-mentor", "школьный куратор", "901", date(2025, 9, 1), None],
        ["C-mentee", "школьный куратор", "901", date(2010, 9, 1), date(2011, 5, 31)],
        ["C-curator", "школьный куратор", "901", date(2023, 9, 1), date(2026, 8, 31)],
    ]
    report = run_import("roles", workbook(heads, *rows), by=users["admin"], name="roles.xlsx")
    assert report.errors == []
    subjects = {login: [subject for subject, _ in told(people[login])] for login in people}
    assert {login: found for login, found in subjects.items() if found} == {
        "mentor": ["Вам назначена роль на портале"],
        "curator": ["Изменён срок вашей роли на портале"],
    }


def test_letters_about_the_account_cannot_be_switched_off(client_as, people, users):
    person = people["mentor"]
    person.email = "klenova@example.org"
    person.save()
    client = client_as("mentor")
    assert "account" not in [
        value for value, _ in client.get("/notices/").context["form"].fields["topics"].choices
    ]
    assert client.post("/notices/", {"topics": []}).status_code == 302
    assert client.post("/notices/", {"topics": ["account"]}).status_code == 400
    assert not SwitchedOff.objects.filter(topic=Topic.ACCOUNT).exists()
    assert client.get(off_path(person, Topic.ACCOUNT)).status_code == 404
    # a row of the time when it could be
    SwitchedOff.objects.create(person=person, topic=Topic.ACCOUNT)
    give_role(person=person, role=Role.HEAD, municipality=person.municipality, by=None, start=TODAY)
    assert send_due(timezone.now()) == {"sent": 1, "failed": 0}
    (letter,) = mail.outbox
    assert letter.subject == "Вам назначена роль на портале"
    assert "Записал: Администратор сервера." in letter.body
    assert "/notices/off/" not in letter.body + letter.alternatives[0].content
    assert "List-Unsubscribe" not in letter.extra_headers
