"""Bulk acts on roles are taken back for a few minutes: whole, or not at all."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mentorship.audit.models import Entry
from mentorship.notices.models import Notice
from schools.enums import Role
from schools.models import RoleAssignment, User
from schools.undoing import Ended, restore_ends, revoke_roles
from tests.schools.addresses import list_url, run_action, said

pytestmark = pytest.mark.django_db

OFFER = "Можно отменить всё разом до"
CHANGED = "Отменить всё разом уже нельзя: роли изменились после этого"


def act(client, name, action, *rows):
    """Run an action over rows of a sorted list: the page it leads to."""
    return run_action(client, name, action, *rows, query="?o=1")


def undo(client):
    return said(client.post("/undo/", follow=True))


@pytest.fixture
def curators(people, school):
    """Two curators of a school, both without an end."""
    today = timezone.localdate()
    give = RoleAssignment.objects.create
    return [
        give(person=people["mentor"], role=Role.CURATOR, school=school, start_date=today),
        give(person=people["mentee"], role=Role.CURATOR, school=school, start_date=today),
    ]


def test_ended_roles_get_the_ends_back_that_they_had(client_as, curators):
    today = timezone.localdate()
    later = today + timedelta(days=30)
    RoleAssignment.objects.filter(pk=curators[1].pk).update(end_date=later)
    client = client_as("admin")

    page = act(client, "roleassignment", "end_today", *curators)
    assert said(page) == ["Завершено ролей: 2."]
    assert OFFER in page.content.decode()
    assert OFFER not in client.get(list_url("person")).content.decode()
    assert {role.end_date for role in RoleAssignment.objects.filter(pk__in=[c.pk for c in curators])} == {
        today
    }

    assert undo(client) == ["Продолжены 2 роли. Людям ушло письмо."]
    ends = RoleAssignment.objects.filter(pk__in=[c.pk for c in curators]).order_by("pk")
    assert [role.end_date for role in ends] == [None, later]
    assert OFFER not in client.get(f"{list_url('roleassignment')}?o=1").content.decode()
    assert "Теперь меняйте записи по одной" in undo(client)[0]
    entries = Entry.objects.filter(target_model="schools.roleassignment").order_by("pk")
    assert [(entry.action, entry.text) for entry in entries][-2:] == [
        ("role.prolonged", "Без срока окончания."),
        ("role.ended", f"Последний день — {later:%d.%m.%Y}."),
    ]


def test_dismissed_curators_are_curators_again(client_as, curators, people, other_school):
    today = timezone.localdate()
    RoleAssignment.objects.create(
        person=people["mentor"], role=Role.CURATOR, school=other_school, start_date=today
    )
    client = client_as("methodist")
    page = act(client, "person", "dismiss_curators", people["mentor"], people["mentee"])
    assert said(page) == ["Завершено ролей: 2."]
    assert undo(client) == ["Продолжены 3 роли. Людям ушло письмо."]
    ends = RoleAssignment.objects.curators().filter(person__in=[people["mentor"], people["mentee"]])
    assert [role.end_date for role in ends] == [None, None, None]


def test_appointed_curators_are_withdrawn(client_as, people):
    client = client_as("methodist")
    page = act(client, "person", "appoint_curators", people["mentor"], people["mentee"])
    assert said(page) == ["Назначено кураторов: 2."]
    assert OFFER in page.content.decode()

    assert undo(client) == ["Сняты 2 роли. Людям ушло письмо."]

    assert not people["mentor"].roles.exists()
    assert not people["mentee"].roles.exists()
    assert User.objects.filter(person__in=[people["mentor"], people["mentee"]]).count() == 2
    assert Entry.objects.filter(action="role.revoked").count() == 2
    letters = Notice.objects.filter(person=people["mentor"]).order_by("pk").values_list("subject", flat=True)
    assert list(letters) == ["Вам назначена роль на портале", "Назначение роли на портале отменено"]


def test_one_role_changed_since_keeps_them_all(client_as, curators, people):
    client, today = client_as("methodist"), timezone.localdate()
    act(client, "person", "dismiss_curators", people["mentor"], people["mentee"])
    later = today + timedelta(days=1)
    RoleAssignment.objects.filter(pk=curators[1].pk).update(end_date=later)

    (words,) = undo(client)

    assert words.startswith(f"{CHANGED} («{curators[1]}»)")
    ends = RoleAssignment.objects.filter(pk__in=[c.pk for c in curators]).order_by("pk")
    assert [role.end_date for role in ends] == [today, later]


def test_appointment_that_was_ended_since_is_not_withdrawn(client_as, people):
    client, today = client_as("methodist"), timezone.localdate()
    act(client, "person", "appoint_curators", people["mentor"], people["mentee"])
    people["mentor"].roles.update(end_date=today)

    assert undo(client)[0].startswith(CHANGED)
    assert RoleAssignment.objects.filter(person__in=[people["mentor"], people["mentee"]]).count() == 2


def test_nothing_done_is_nothing_to_take_back(client_as, people):
    page = act(client_as("methodist"), "person", "dismiss_curators", people["mentor"])
    assert said(page) == [f"{people['mentor']}: сегодня не куратор."]
    assert OFFER not in page.content.decode()


@pytest.mark.parametrize("role", ["curator", "director", "mentee"])
def test_who_may_not_appoint_takes_nothing_back(role, users, curators):
    kept = [[Ended(curators[0].pk, None, timezone.localdate().isoformat())]]
    with pytest.raises(ValidationError):
        restore_ends(kept, users[role])
    with pytest.raises(ValidationError):
        revoke_roles([curators[0].pk], users[role])
    assert RoleAssignment.objects.get(pk=curators[0].pk).end_date is None
