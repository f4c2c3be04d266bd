"""Merging two records: what stays is chosen, nothing is lost, what contradicts is refused."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mentorship.audit.models import Entry
from reports.merging import holdings, merge, notes, refusals, tell_apart
from schools.enums import Category, ConsentKind, Role
from schools.merging.stays import Stay, joined, settled
from schools.models import (
    Consent,
    Diagnostic,
    Employment,
    NotDoubles,
    Person,
    PersonAlias,
    RoleAssignment,
    Subject,
    User,
)
from schools.versions import as_at
from tests.cast import SINCE, TODAY

NAMES = {"last_name": "Ёлкина", "first_name": "Алёна", "middle_name": "Петровна"}


@pytest.fixture
def keep(school, make_teacher) -> Person:
    """The record that stays."""
    return make_teacher(school, "T1", **NAMES)


@pytest.fixture
def drop(school, make_teacher) -> Person:
    """The double."""
    return make_teacher(
        school, "T2", last_name="Елкина", first_name="А.", middle_name="П.", email="elkina@example.org"
    )


def joined_into(keep, drop, **choices):
    return merge(keep=keep, drop=drop, choices=choices, by=None, on=TODAY)


def refused(keep, drop) -> list[str]:
    with pytest.raises(ValidationError) as refusal:
        joined_into(keep, drop)
    assert Person.objects.filter(pk__in=[keep.pk, drop.pk]).count() == len({keep.pk, drop.pk})
    return refusal.value.messages


def stays(person) -> list[tuple]:
    return [(row.school.code, row.start_date, row.end_date) for row in person.employments.all()]


def test_double_goes_and_its_code_leads_to_the_one_left(keep, drop):
    gone = drop.pk
    left = joined_into(keep, drop)
    assert left == keep
    assert not Person.objects.filter(pk=gone).exists()
    alias = PersonAlias.objects.get()
    assert (alias.code, alias.person, alias.record["pk"], alias.record["email"]) == (
        "T2",
        keep,
        gone,
        "elkina@example.org",
    )


def test_chosen_fields_stay(keep, drop, other_school):
    drop.school, drop.category = other_school, Category.HIGHEST
    drop.save()
    joined_into(keep, drop, email="drop", place="drop", category="keep", first_name="keep")
    keep.refresh_from_db()
    assert (keep.code, keep.last_name, keep.first_name, keep.email, keep.school, keep.category) == (
        "T1",
        "Ёлкина",
        "Алёна",
        "elkina@example.org",
        other_school,
        Category.FIRST,
    )


@pytest.mark.parametrize(
    ("choice", "names"), [("keep", ["Физика"]), ("drop", ["Химия"]), ("both", ["Физика", "Химия"])]
)
def test_subjects_are_those_of_either_or_both(keep, drop, choice, names):
    for person, name in ((keep, "Физика"), (drop, "Химия")):
        person.subjects.add(Subject.objects.create(name=name))
    joined_into(keep, drop, subjects=choice)
    assert [subject.name for subject in keep.subjects.all()] == names


def test_merge_is_on_record(keep, drop, users):
    gone = drop.pk
    merge(keep=keep, drop=drop, choices={"email": "drop"}, by=users["methodist"], on=TODAY)
    entry = Entry.objects.get(action="person.merged")
    assert (entry.by, entry.target_id, entry.data) == (
        users["methodist"],
        keep.pk,
        {"dropped": gone, "code": "T2", "choices": {"email": "drop"}},
    )
    assert entry.text == "С записью Ёлкина Алёна Петровна (код T1) объединена запись Елкина А. П. (код T2)"
    assert PersonAlias.objects.get().merged_by == users["methodist"]


def test_person_is_not_merged_with_itself(keep):
    assert refused(keep, keep) == ["Это одна и та же запись: выберите две разные."]


def test_people_of_two_municipalities_are_not_merged(keep, foreign_school, make_teacher):
    stranger = make_teacher(foreign_school, "S1", **NAMES)
    (words,) = refused(keep, stranger)
    assert words.startswith("Записи из разных муниципалитетов: «Лесной район» и «Степной район».")


def test_second_merge_of_the_same_two_says_that_it_is_done(keep, drop):
    stale = Person.objects.get(pk=drop.pk)
    joined_into(keep, drop)
    with pytest.raises(ValidationError, match="Одной из записей уже нет"):
        joined_into(keep, stale)


def test_history_of_work_becomes_one(keep, drop, other_school, school):
    Employment.objects.filter(person=keep).update(start_date=date(2025, 1, 9))
    Employment.objects.filter(person=drop).update(school=other_school, end_date=date(2024, 8, 31))
    Employment.objects.create(person=drop, school=school, start_date=date(2024, 8, 31))
    joined_into(keep, drop)
    assert stays(keep) == [("902", None, date(2024, 8, 31)), ("901", date(2024, 8, 31), None)]


@pytest.mark.parametrize(
    ("chosen", "other", "result"),
    [
        ([(1, None, None)], [(1, None, None)], [(1, None, None)]),
        ([(1, None, None)], [(2, None, None)], [(1, None, None)]),
        ([(1, 10, None)], [(2, None, None)], [(2, None, 10), (1, 10, None)]),
        ([(1, 10, None)], [(1, 5, 8)], [(1, 5, 8), (1, 10, None)]),
        ([(1, 10, None)], [(1, 5, 10)], [(1, 5, None)]),
        ([(1, 10, 20)], [(2, 5, 25)], [(2, 5, 10), (1, 10, 20), (2, 20, 25)]),
        ([], [(1, 5, None)], [(1, 5, None)]),
        ([], [], []),
    ],
)
def test_chosen_history_wins_day_by_day(chosen, other, result):
    def read(rows):
        return [Stay(school, *(day and date(2025, 1, day) for day in days)) for school, *days in rows]

    assert joined(read(chosen), read(other)) == read(result)


def test_only_the_current_school_stays_open():
    open_elsewhere, later = Stay(2, None, None), Stay(2, TODAY, None)
    assert settled([open_elsewhere], None, TODAY) == [Stay(2, None, TODAY)]
    assert settled([later], None, TODAY) == []
    assert settled([open_elsewhere], 1, TODAY) == [Stay(2, None, TODAY), Stay(1, TODAY, None)]
    assert settled([], 1, TODAY) == [Stay(1, None, None)]


def test_roles_come_over_each_once(keep, drop, school, other_school):
    for person, place, end in ((keep, school, TODAY), (drop, school, None), (drop, other_school, TODAY)):
        RoleAssignment.objects.create(
            person=person, role=Role.CURATOR, school=place, start_date=SINCE, end_date=end
        )
    joined_into(keep, drop)
    roles = keep.roles.order_by("school__code").values_list("role", "school__code", "start_date", "end_date")
    assert list(roles) == [("curator", "901", SINCE, None), ("curator", "902", SINCE, TODAY)]


def test_role_without_an_end_is_not_shortened(keep, drop, school):
    for person, end in ((keep, None), (drop, TODAY)):
        RoleAssignment.objects.create(
            person=person, role=Role.CURATOR, school=school, start_date=SINCE, end_date=end
        )
    joined_into(keep, drop)
    assert keep.roles.get().end_date is None


def test_earlier_of_two_live_consents_stays_and_none_is_withdrawn(keep, drop):
    days = {keep: date(2026, 2, 1), drop: date(2025, 10, 1)}
    for person, day in days.items():
        Consent.objects.create(person=person, kind=ConsentKind.PROCESSING, given_date=day)
    Consent.objects.create(
        person=drop, kind=ConsentKind.PUBLICATION, given_date=SINCE, withdrawn_date=date(2024, 1, 9)
    )
    assert notes(keep, drop, TODAY) == [
        "Согласие «обработка персональных данных» дано по обеим записям: остаётся данное раньше, 01.10.2025."
    ]
    joined_into(keep, drop)
    held = keep.consents.order_by("kind").values_list("kind", "given_date", "withdrawn_date")
    assert list(held) == [
        ("processing", date(2025, 10, 1), None),
        ("publication", SINCE, date(2024, 1, 9)),
    ]
    (left,) = PersonAlias.objects.get().record["left"]
    assert (left["model"], left["fields"]["given_date"]) == ("schools.consent", "2026-02-01")


def scored(person, score, day=TODAY):
    return Diagnostic.objects.create(
        person=person, date=day, subject_score=Decimal(score), method_score=Decimal(5), max_score=Decimal(20)
    )


def test_testings_come_over_with_their_versions(keep, drop, users):
    scored(keep, 7)
    scored(drop, 7)
    scored(drop, 9, TODAY - timedelta(days=30))
    merge(keep=keep, drop=drop, choices={}, by=users["methodist"], on=TODAY)
    held = keep.diagnostics.order_by("date").values_list("date", "subject_score")
    assert list(held) == [(TODAY - timedelta(days=30), 9), (TODAY, 7)]
    moved = keep.diagnostics.earliest("date").history.first()
    assert (moved.history_user, moved.history_change_reason) == (
        users["methodist"],
        "Объединение двойников",
    )
    assert not Diagnostic.history.exclude(person=keep.pk).exists()
    assert len(as_at(Diagnostic, timezone.localdate() - timedelta(days=1), person=keep.pk).rows) == 2


def test_contradicting_testings_are_refused(keep, drop):
    scored(keep, 7)
    scored(drop, 8)
    assert refused(keep, drop) == [
        "Диагностика 16.03.2026 есть в обеих записях, а баллы разные: удалите неверную в админке."
    ]


class TestAccounts:
    """One account is left."""

    @staticmethod
    def account(person, name, *, signed_in=False, active=True):
        user = User.objects.create_user(name, person=person, is_active=active)
        if signed_in:
            user.last_login = timezone.now()
            user.save()
        return user

    def test_account_of_the_double_comes_over(self, keep, drop):
        account = self.account(drop, "elkina")
        joined_into(keep, drop)
        account.refresh_from_db()
        assert (account.person, account.is_active) == (keep, True)

    def test_kept_account_wins_and_the_other_is_closed(self, keep, drop):
        own, other = self.account(keep, "own"), self.account(drop, "other")
        assert notes(keep, drop, TODAY) == ["Учётная запись «own» остаётся, «other» закрывается."]
        joined_into(keep, drop)
        own.refresh_from_db()
        other.refresh_from_db()
        assert (own.person, other.person, other.is_active) == (keep, None, False)
        assert PersonAlias.objects.get().record["account"] == "other"

    @pytest.mark.parametrize("own", [{"signed_in": False}, {"signed_in": True, "active": False}])
    def test_account_in_use_wins(self, keep, drop, own):
        unused, used = self.account(keep, "own", **own), self.account(drop, "other", signed_in=True)
        joined_into(keep, drop)
        unused.refresh_from_db()
        used.refresh_from_db()
        assert (unused.person, unused.is_active, used.person, used.is_active) == (None, False, keep, True)

    def test_two_accounts_in_use_are_refused(self, keep, drop):
        for person, name in ((keep, "own"), (drop, "other")):
            self.account(person, name, signed_in=True)
        (words,) = refused(keep, drop)
        assert "«own» (последний вход" in words
        assert words.endswith("закройте другую в админке («действует» — снять) и повторите.")


def test_told_apart_follow_the_merge(keep, drop, school, make_teacher, users):
    third, fourth = (make_teacher(school, code) for code in ("T3", "T4"))
    by = users["methodist"]
    for one, other in ((keep, drop), (drop, third), (third, keep), (fourth, drop)):
        tell_apart(one=one, other=other, reason="разные даты рождения", by=by)
    joined_into(keep, drop)
    assert NotDoubles.objects.pairs() == {(keep.pk, third.pk), (keep.pk, fourth.pk)}


def test_earlier_aliases_follow(keep, drop, school, make_teacher):
    first = make_teacher(school, "T0", **NAMES)
    joined_into(drop, first)
    joined_into(keep, drop)
    assert sorted(PersonAlias.objects.values_list("code", "person")) == [("T0", keep.pk), ("T2", keep.pk)]


def test_telling_apart_is_on_record_and_done_once(keep, drop, users):
    told = tell_apart(one=drop, other=keep, reason=" сёстры ", by=users["methodist"])
    assert (told.person_a, told.person_b, told.reason) == (keep, drop, "сёстры")
    entry = Entry.objects.get(action="person.told_apart")
    assert entry.text.endswith("— разные люди: сёстры")
    with pytest.raises(ValidationError, match="уже решено"):
        tell_apart(one=keep, other=drop, reason="", by=None)
    with pytest.raises(ValidationError, match="одна запись — не две"):
        tell_apart(one=keep, other=keep, reason="", by=None)


def test_holdings_are_counted_beside(keep, drop, django_assert_num_queries):
    scored(drop, 7)
    scored(drop, 8, SINCE)
    with django_assert_num_queries(3):
        held = {row.words: (row.keep, row.drop) for row in holdings(keep, drop)}
    assert (held["Диагностики"], held["Периоды работы"], held["Роли"]) == ((0, 2), (1, 1), (0, 0))


def test_nothing_stands_in_the_way_of_plain_teachers(keep, drop):
    assert (refusals(keep, drop, TODAY), notes(keep, drop, TODAY)) == ([], [])
