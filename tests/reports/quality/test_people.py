"""The ledger of data quality: checks of people, mentors, pairs and requests at their limits."""

from datetime import date, timedelta

import pytest

from mentorship.bank.enums import MentorState, RequestState
from mentorship.bank.models import Difficulty, MenteeRequest, Mentor
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Order, Pair, PairMember
from schools.enums import ConsentKind, ConsentWay, Role
from schools.models import (
    Consent,
    NotDoubles,
    Person,
    RoleAssignment,
    Subject,
    User,
)
from tests.cast import SINCE, TODAY


class TestPeople:
    """People and accounts."""

    @pytest.mark.parametrize(
        ("fields", "check", "words"),
        [
            ({"teaching_since": None}, "no_start", "не записано начало педагогической деятельности."),
            ({"email": ""}, "no_email", "есть учётная запись, нет электронной почты."),
        ],
    )
    def test_what_a_record_lacks(self, said, people, fields, check, words):
        Person.objects.filter(pk=people["mentor"].pk).update(**fields)
        assert said(check) == [("901", f"Клёнова Эмма Савельевна: {words}")]

    def test_subjects(self, said, people):
        people["mentor"].subjects.clear()
        people["director"].subjects.clear()
        assert said("no_subjects") == [("901", "Клёнова Эмма Савельевна: не записаны предметы.")]

    def test_teacher_without_a_school(self, said, people):
        Person.objects.filter(pk=people["mentor"].pk).update(school=None)
        assert said("no_school") == [("", "Клёнова Эмма Савельевна — педагог, а школа не указана.")]

    def test_who_has_no_account_needs_no_address(self, said, school, make_teacher):
        make_teacher(school, "T1").subjects.add(Subject.objects.get())
        assert said("no_email") == []

    def test_account_without_a_role(self, said, people):
        people["approver"].roles.update(end_date=TODAY)
        assert said("account_without_role") == []
        people["approver"].roles.update(end_date=TODAY - timedelta(days=1))
        assert said("account_without_role") == [
            ("", "Учётная запись «approver» действует, а роли нет (Сосновская Римма Глебовна).")
        ]
        User.objects.filter(username="approver").update(is_active=False)
        assert said("account_without_role") == []

    def test_curator_without_an_account(self, said, school, make_teacher):
        teacher = make_teacher(school, "T1", last_name="Новая")
        RoleAssignment.objects.create(person=teacher, role=Role.CURATOR, school=school, start_date=TODAY)
        assert said("curator_without_account") == [
            ("901", "Новая Иван Иванович — школьный куратор без учётной записи.")
        ]
        account = User.objects.create_user("new", person=teacher)
        assert said("curator_without_account") == []
        User.objects.filter(pk=account.pk).update(is_active=False)
        assert len(said("curator_without_account")) == 1

    def test_doubles(self, said, school, other_school, make_teacher):
        names = {"last_name": "Ёлкина", "first_name": "Алёна", "middle_name": "Петровна"}
        one = make_teacher(school, "T1", **names)
        other = make_teacher(other_school, "T2", **{**names, "last_name": "Елкина"})
        ((codes, words),) = said("doubles")
        named = "Ёлкина Алёна Петровна (код T1) и Елкина Алёна Петровна (код T2) — вероятно."
        reason = "ФИО совпадают, различается только написание; школы разные: могут быть тёзки."
        assert (codes, words) == ("901, 902", f"{named} {reason}")
        assert said("doubles", "curator") == []
        NotDoubles.objects.create(person_a=one, person_b=other)
        assert said("doubles") == []


class TestMentoring:
    """Mentors, pairs and requests."""

    @pytest.fixture
    def mentor(self, people) -> Mentor:
        return Mentor.objects.enlist([people["mentor"]], state=MentorState.ACTIVE, state_date=SINCE)[0]

    def test_mentor_without_consent(self, said, mentor):
        words = "Клёнова Эмма Савельевна в банке наставников без согласия на обработку персональных данных."
        assert said("mentor_without_consent") == [("901", words)]
        for state in (MentorState.CANDIDATE, MentorState.RETIRED):
            Mentor.objects.update(state=state)
            assert said("mentor_without_consent") == []
        Mentor.objects.update(state=MentorState.IN_BANK)
        consent = Consent.objects.create(
            person=mentor.person, kind=ConsentKind.PROCESSING, given_date=SINCE, way=ConsentWay.PAPER
        )
        assert said("mentor_without_consent") == []
        Consent.objects.filter(pk=consent.pk).update(kind=ConsentKind.PUBLICATION)
        assert len(said("mentor_without_consent")) == 1

    def test_pair_without_a_registered_order(self, said, mentor, people, municipality):
        pair = Pair.objects.create(
            municipality=municipality, number="7", mentor=mentor, state=PairState.ACTIVE
        )
        PairMember.objects.create(pair=pair, mentor=mentor, mentee=people["mentee"], start_date=SINCE)
        assert said("pair_without_order") == [
            ("901", "Пара № 7 работает без зарегистрированного приказа; наставник — Клёнова Эмма Савельевна.")
        ]
        states = {}
        for state in PairState:
            Pair.objects.update(state=state)
            states[state.value] = len(said("pair_without_order"))
        assert [state for state, found in states.items() if found] == ["ordered", "active", "paused"]
        order = Order.objects.create(municipality=municipality, number="1-од")
        Pair.objects.update(state=PairState.ACTIVE, order=order)
        assert len(said("pair_without_order")) == 1
        Order.objects.update(date=date(2025, 9, 1))
        assert said("pair_without_order") == []

    def test_mentor_who_left_the_municipality(self, said, mentor, municipality, foreign_school):
        order = Order.objects.create(municipality=municipality, number="1-од", date=SINCE)
        Pair.objects.create(
            municipality=municipality, number="7", mentor=mentor, state=PairState.ACTIVE, order=order
        )
        assert said("mentor_left") == []
        Person.objects.filter(pk=mentor.pk).update(
            municipality=foreign_school.municipality, school=foreign_school
        )
        assert said("mentor_left") == [
            ("", "Наставник пары № 7 больше не работает в муниципалитете: Клёнова Эмма Савельевна.")
        ]
        Pair.objects.update(state=PairState.COMPLETED)
        assert said("mentor_left") == []

    def test_request_without_a_subject(self, said, people):
        request = MenteeRequest.objects.create(
            person=people["mentee"],
            difficulty=Difficulty.objects.create(name="дисциплина"),
            requested_date=TODAY,
            state=RequestState.ACCEPTED,
        )
        assert said("request_without_subject") == [
            ("901", "Осинин Тихон Эдуардович: в запросе «дисциплина» не указан предмет.")
        ]
        for state in (RequestState.DRAFT, RequestState.CLOSED, RequestState.WITHDRAWN):
            MenteeRequest.objects.update(state=state)
            assert said("request_without_subject") == []
        MenteeRequest.objects.filter(pk=request.pk).update(
            state=RequestState.SUBMITTED, subject=Subject.objects.get()
        )
        assert said("request_without_subject") == []
