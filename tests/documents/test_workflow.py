"""Papers from the draft to the end: what is kept, what registration does, what is refused."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from mentorship.audit.models import Entry
from mentorship.documents import workflow
from mentorship.documents.enums import Kind, PaperState, Part
from mentorship.documents.models import NameForm, Paper
from mentorship.documents.workflow import Content
from mentorship.notices.enums import NoticeState, Topic
from mentorship.notices.models import Notice, SwitchedOff
from mentorship.pairs.enums import OrderScope, PairState
from mentorship.pairs.models import Order, PairMember
from schools.enums import ConsentKind
from schools.models import Consent, Person
from tests.cast import TODAY
from tests.documents.conftest import generate, register, states
from tests.documents.word import words_of


def refused(call, *args, **kwargs):
    with pytest.raises(ValidationError) as refusal:
        call(*args, **kwargs)
    return " ".join(refusal.value.messages)


def stored(paper):
    with paper.file.open("rb") as stream:
        return stream.read()


def test_order_says_who_for_whom_and_keeps_what_it_said(make_order, agreed):
    paper = make_order([agreed])
    words = words_of(stored(paper)).split("\n")
    assert words[0] == "Ёлкинская СОШ"
    assert "Клёнову Эмму Савельевну" in words
    assert "Осинина Тихона Эдуардовича" in words
    assert "«____» ______________ 20___ г." in words
    assert paper.data["согласия"][0] == {
        "номер": 1, "фио": "Клёнова Эмма Савельевна", "кто": "наставник", "когда": "16.03.2026, на бумаге",
    }  # fmt: skip
    assert [row["фио"] for row in paper.data["ознакомление"]] == [
        "Клёнова Эмма Савельевна", "Осинин Тихон Эдуардович",
    ]  # fmt: skip
    assert paper.state == PaperState.GENERATED
    assert workflow.is_intact(paper)


def test_registration_moves_the_pairs_and_tells_their_people(make_order, agreed, users, people):
    Person.objects.filter(pk=people["mentor"].pk).update(email="mentor@example.org")
    SwitchedOff.objects.create(person=people["mentee"], topic=Topic.PAIR)
    paper = register(make_order([agreed]), users["methodist"])
    agreed.refresh_from_db()
    order = Order.objects.get()
    assert (agreed.state, agreed.order) == (PairState.ORDERED, order)
    assert (order.number, order.date, order.scope, order.school) == (
        "12-од", TODAY, OrderScope.SCHOOL, paper.school,
    )  # fmt: skip
    assert (paper.state, paper.order, paper.number) == (PaperState.REGISTERED, order, "12-од")
    told = Notice.objects.filter(subject="Пара № 7 закреплена приказом", topic=Topic.PAIR)
    assert sorted(told.values_list("person", "state")) == sorted(
        [(people["mentor"].pk, NoticeState.QUEUED), (people["mentee"].pk, NoticeState.SWITCHED_OFF)]
    )
    actions = Entry.objects.filter(target_model="documents.paper", target_id=paper.pk).order_by("pk")
    assert list(actions.values_list("action", flat=True)) == [
        "documents.prepared", "documents.generated", "documents.registered",
    ]  # fmt: skip


def test_registered_twice_is_refused_and_changes_nothing(make_order, agreed, users):
    paper = register(make_order([agreed]), users["methodist"])
    digest, name = paper.sha256, paper.file.name
    assert "сейчас он зарегистрирован" in refused(register, paper, users["methodist"], number="13-од")
    assert "нельзя сформировать" in refused(generate, paper, users["methodist"])
    content = Content(inputs={}, pairs=[agreed])
    assert "нельзя изменить" in refused(workflow.change, paper=paper, content=content, by=users["methodist"])
    paper.refresh_from_db()
    assert (paper.number, paper.sha256, paper.file.name) == ("12-од", digest, name)
    assert workflow.is_intact(paper)


def test_one_pair_that_does_not_fit_leaves_all_as_they_were(
    make_order, make_pair, agreed, mentor, mentees, users
):
    other = make_pair(mentor, mentees[1:2], PairState.AGREED, number="8")
    paper = make_order([agreed, other])
    first = register(make_order([other]), users["methodist"], number="1")
    message = refused(register, paper, users["methodist"])
    assert message.startswith("Пару № 8 нельзя закрепить приказом: сейчас она закреплена.")
    assert states(first, paper) == [PaperState.REGISTERED, PaperState.GENERATED]
    agreed.refresh_from_db()
    assert agreed.state == PairState.AGREED
    assert not Order.objects.filter(number="12-од").exists()


def test_school_order_refuses_a_pair_across_schools(make_order, agreed, users, make_teacher, other_school):
    paper = make_order([agreed])
    stranger = make_teacher(other_school, "X1")
    PairMember.objects.filter(pair=agreed).update(mentee=stranger)
    paper = generate(paper, users["methodist"])
    assert refused(register, paper, users["methodist"]) == (
        "Пара № 7 объединяет разные школы: её закрепляет приказ муниципалитета, а этот документ — "
        "приказ школы."
    )
    municipal = make_order([agreed], school=None)
    register(municipal, users["methodist"])
    assert Order.objects.get().scope == OrderScope.MUNICIPALITY


def test_people_changed_after_the_file_are_noticed(make_order, agreed, users, mentees):
    paper = make_order([agreed])
    PairMember.objects.create(pair=agreed, mentor=agreed.mentor, mentee=mentees[1])
    assert refused(register, paper, users["methodist"]).startswith("Состав пары № 7 изменился")


def test_day_ahead_and_no_number_are_refused(make_order, agreed, users):
    paper = make_order([agreed])
    by = users["methodist"]
    assert "Дата ещё не наступила" in refused(register, paper, by, day=TODAY + timedelta(days=1))
    assert refused(register, paper, by, number="  ") == "Напишите номер документа."
    assert states(paper) == [PaperState.GENERATED]


def test_number_and_date_stand_on_one_order(make_order, make_pair, agreed, mentor, mentees, users):
    register(make_order([agreed]), users["methodist"])
    other = make_pair(mentor, mentees[1:2], PairState.AGREED, number="8")
    message = refused(register, make_order([other]), users["methodist"], number="12-ОД")
    assert message.startswith("Этот номер и дату уже носит «Приказ о закреплении пар № 12-од от 16.03.2026»")


def test_draft_is_not_registered(agreed, users, school):
    paper = workflow.prepare(
        kind=Kind.PAIRS, municipality=school.municipality, school=school,
        content=Content(inputs={}, pairs=[agreed]), by=users["methodist"],
    )  # fmt: skip
    assert "сейчас он черновик. Сначала сформируйте файл." in refused(register, paper, users["methodist"])


def test_new_order_ends_the_earlier_one(make_order, make_pair, agreed, mentor, mentees, users):
    first = register(make_order([agreed]), users["methodist"])
    other = make_pair(mentor, mentees[1:2], PairState.AGREED, number="8")
    second = make_order([other], supersedes=[first])
    assert "— Приказ о закреплении пар № 12-од от 16.03.2026." in words_of(stored(second)).split("\n")
    assert states(first) == [PaperState.REGISTERED]
    register(second, users["methodist"], number="13-од")
    assert states(first, second) == [PaperState.SUPERSEDED, PaperState.REGISTERED]
    assert first.ending_reason == "Признан утратившим силу: Приказ о закреплении пар № 13-од от 16.03.2026"


def test_revoking_what_is_revoked_already_is_refused_whole(
    make_order, make_pair, agreed, mentor, mentees, users
):
    first = register(make_order([agreed]), users["methodist"])
    other = make_pair(mentor, mentees[1:2], PairState.AGREED, number="8")
    second = make_order([other], supersedes=[first])
    workflow.supersede(paper=first, reason="Приказ от 15.03.2026 № 2", by=users["methodist"])
    assert "уже утратил силу" in refused(register, second, users["methodist"], number="13-од")
    other.refresh_from_db()
    assert (states(second), other.state) == ([PaperState.GENERATED], PairState.AGREED)


def test_order_with_standing_pairs_is_not_cancelled(make_order, agreed, users):
    paper = register(make_order([agreed]), users["methodist"])
    by = users["methodist"]
    assert refused(workflow.cancel, paper=paper, reason="Ошибка", by=by).startswith("Пара № 7 закреплена")
    draft = make_order([agreed])
    assert refused(workflow.cancel, paper=draft, reason=" ", by=by).startswith("Напишите, почему")
    workflow.cancel(paper=draft, reason="Лишний", by=by)
    assert states(draft) == [PaperState.CANCELLED]
    assert "нельзя отменить" in refused(workflow.cancel, paper=draft, reason="Лишний", by=by)


def test_generated_anew_the_old_file_leaves_the_disk(
    make_order, agreed, users, django_capture_on_commit_callbacks
):
    paper = make_order([agreed])
    storage, old = paper.file.storage, paper.file.name
    with django_capture_on_commit_callbacks(execute=True):
        again = generate(paper, users["methodist"])
    assert again.file.name != old
    assert not storage.exists(old)
    assert storage.exists(again.file.name)


def test_override_is_kept_with_the_paper_and_for_later_ones(make_order, agreed, users):
    paper = make_order([agreed])
    key = f"name_{agreed.mentor_id}_accusative"
    paper = workflow.generate(paper=paper, names={key: "Клёнову-Берг Эмму"}, by=users["methodist"])
    assert "Клёнову-Берг Эмму" in words_of(stored(paper))
    assert paper.inputs["names"][key] == "Клёнову-Берг Эмму"
    assert NameForm.objects.get().text == "Клёнову-Берг Эмму"
    assert "Клёнову-Берг Эмму" in words_of(stored(make_order([agreed])))


def test_spoilt_file_is_noticed(make_order, agreed):
    paper = make_order([agreed])
    with paper.file.storage.open(paper.file.name, "ab") as stream:
        stream.write(b"x")
    assert not workflow.is_intact(paper)
    paper.file.storage.delete(paper.file.name)
    assert not workflow.is_intact(paper)


@pytest.mark.parametrize(
    ("kind", "consent"),
    [(Kind.PROCESSING, ConsentKind.PROCESSING), (Kind.PUBLICATION, ConsentKind.PUBLICATION)],
)
def test_signed_consent_is_on_record_from_its_day(make_order, agreed, users, people, kind, consent):
    paper = make_order([], kind=kind, people={Part.SUBJECT: [people["mentor"]]})
    assert "Клёнова Эмма Савельевна" in words_of(stored(paper))
    register(paper, users["methodist"], number="", day=TODAY - timedelta(days=3))
    given = Consent.objects.get(kind=consent)
    assert (given.person, given.given_date) == (people["mentor"], TODAY - timedelta(days=3))


def test_signed_consent_to_duties_leaves_a_live_one_alone(make_order, agreed, users, people):
    for number in ("1", "2"):
        paper = make_order([agreed], kind=Kind.DUTIES)
        assert paper.title == "Согласие наставника на наставничество: Клёнова Э. С."
        register(paper, users["methodist"], number=number)
    assert Consent.objects.filter(person=people["mentor"], kind=ConsentKind.DUTIES).count() == 1


def test_agreement_says_what_the_law_asks_for(make_order, agreed):
    words = words_of(stored(make_order([agreed], kind=Kind.AGREEMENT)))
    for text in ("Содержание работы: ", "Срок: с 16.03.2026 по 31.05.2026.", "Форма выполнения: ", "Оплата: ",
                 "не менее чем за три рабочих дня", "статья 351.8"):  # fmt: skip
        assert text in words


def test_papers_of_a_curator_and_of_the_centre_name_their_people(make_order, people, school, mentor):
    curator = {Part.CURATOR: [people["curator"]], Part.CONTROL: [people["director"]]}
    words = words_of(stored(make_order([], kind=Kind.CURATOR, people=curator)))
    assert "1. Назначить куратором наставничества Рябинину Нину Юрьевну (сотрудник)." in words
    assert "2. Поручить Рябининой Нине Юрьевне:" in words
    assert "возложить на Дубова Якова Ильича (сотрудник)." in words
    centre = {
        Part.HEAD: [people["head"]],
        Part.CURATOR: [people["methodist"]],
        Part.MEMBER: [people["mentor"]],
    }
    paper = make_order([], kind=Kind.CENTRE, people=centre, texts={"base": "МБУ ДПО «МиРЦ»"})
    assert [(row["фио"], row["роль"]) for row in paper.data["состав"]] == [
        ("Берёзова Майя Львовна", "руководитель центра"),
        ("Липова Зоя Марковна", "методист (куратор)"),
        ("Клёнова Эмма Савельевна", "наставник"),
    ]
    assert "Берёзову Майю Львовну" in words_of(stored(paper))


def test_forty_pairs_make_one_order(make_order, forty, users):
    paper = make_order(forty)
    words = words_of(stored(paper))
    people = [
        *(pair.mentor.person for pair in forty),
        *Person.objects.filter(last_name__startswith="Ученикова"),
    ]
    assert [person.last_name for person in people if person.full_name not in words] == []
    register(paper, users["methodist"])
    assert {pair.state for pair in paper.pairs.all()} == {PairState.ORDERED}
    assert Paper.objects.get().pairs.count() == 40
