"""Marks and evidence: the day, the proof, the return, occurrences, files on the disk."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage

from mentorship.audit.models import Entry
from mentorship.roadmap import workflow
from mentorship.roadmap.models import Evidence
from tests.cast import TODAY
from tests.roadmap.conftest import LINK, PDF, event_of, upload

DAY = date(2025, 9, 20)


def mark(event, **given):
    arguments = {"done_date": DAY, "on": TODAY, "by": None, "links": [LINK], **given}
    return workflow.mark_done(event=event, **arguments)


def refusal(do) -> dict:
    with pytest.raises(ValidationError) as excinfo:
        do()
    error = excinfo.value
    return error.message_dict if hasattr(error, "error_dict") else {"": error.messages}


def test_mark_needs_an_agreed_roadmap(make_roadmap, school):
    event = event_of(make_roadmap(school, "submitted"), "1.1")
    assert refusal(lambda: mark(event)) == {"": ["Мероприятия отмечают после согласования карты."]}


def test_mark_keeps_day_result_and_link(running, users):
    event = mark(event_of(running, "1.1"), by=users["curator"], result=" 18 участников ")
    assert (event.state, event.done_date, event.done_result) == ("done", DAY, "18 участников")
    proof = event.evidence.get()
    assert (proof.link, proof.added_by) == (LINK, users["curator"])
    assert Entry.objects.get(action="roadmap.done").target_id == event.pk


def test_first_mark_begins_the_work(running):
    mark(event_of(running, "1.1"))
    running.refresh_from_db()
    assert running.state == "in_progress"


def test_mark_takes_today_and_refuses_tomorrow(running):
    event = event_of(running, "1.1")
    assert refusal(lambda: mark(event, done_date=TODAY + timedelta(days=1))) == {
        "done_date": ["Дата не может быть в будущем. Сегодня 16.03.2026."]
    }
    assert mark(event, done_date=TODAY).done_date == TODAY


def test_mark_refuses_a_year_before_the_roadmap_s(running):
    event = event_of(running, "1.1")
    assert refusal(lambda: mark(event, done_date=date(2024, 12, 31))) == {
        "done_date": ["Карта составлена на 2025/2026 учебный год: дата не может быть раньше 2025 года."]
    }
    assert mark(event, done_date=date(2025, 1, 1)).is_done


def test_mark_wants_evidence(running):
    assert refusal(lambda: mark(event_of(running, "1.1"), links=[" "])) == {
        "files": ["Приложите хотя бы одно подтверждение: файл или ссылку."]
    }


def test_mark_counts_evidence_that_is_there(running):
    event = event_of(running, "1.1")
    workflow.add_evidence(event=event, links=[LINK], by=None)
    assert mark(event, links=[]).is_done


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "ftp://school.example/1", "file:///etc/passwd", "новость"]
)
def test_mark_takes_only_web_links(running, link):
    refused = refusal(lambda: mark(event_of(running, "1.1"), links=[link]))
    assert list(refused) == ["link"]
    assert Evidence.objects.count() == 0


def test_mark_refuses_a_bad_file_and_stores_nothing(running):
    event = event_of(running, "1.1")
    refused = refusal(lambda: mark(event, files=[upload(), upload("вирус.exe")]))
    assert list(refused) == ["files"]
    event.refresh_from_db()
    assert (event.state, Evidence.objects.count()) == ("planned", 0)


def test_mark_takes_five_files_at_once(running):
    files = [upload(f"{number}.pdf") for number in range(6)]
    assert refusal(lambda: mark(event_of(running, "1.1"), files=files)) == {
        "files": ["За один раз — не больше 5 файлов."]
    }
    assert mark(event_of(running, "1.1"), files=files[:5], links=[]).evidence.count() == 5


def test_file_lies_under_a_name_that_tells_nothing(running):
    event = mark(event_of(running, "1.1"), links=[], files=[upload("Список класса.PDF")])
    proof = event.evidence.get()
    assert proof.file_name == "Список класса.PDF"
    assert proof.file.name.startswith("evidence/")
    assert len(proof.file.name) == len("evidence/") + 32 + len(".pdf")
    assert proof.file.read() == PDF
    proof.file.close()


def test_mark_is_refused_twice(running):
    event = event_of(running, "1.1")
    mark(event)
    assert refusal(lambda: mark(event)) == {"": ["Мероприятие 1.1 уже выполнено."]}


def test_mark_is_refused_on_events_without_a_day(municipal):
    words = refusal(lambda: mark(event_of(municipal, "M1.5")))[""]
    assert words[0].startswith("Мероприятие M1.5 проводится по мере необходимости")


@pytest.mark.parametrize("login", ["approver", "head", "department", "mentor"])
def test_mark_is_refused_to_those_who_do_not_run_the_plan(running, users, login):
    assert refusal(lambda: mark(event_of(running, "1.1"), by=users[login])) == {
        "": ["Выполнение отмечает куратор или руководитель школы либо методист."]
    }


@pytest.mark.parametrize("login", ["curator", "director", "methodist"])
def test_mark_is_allowed_to_those_who_run_the_plan(running, users, login):
    assert mark(event_of(running, "1.1"), by=users[login]).is_done


def test_undo_gives_the_event_back_with_a_comment(running, users):
    event = mark(event_of(running, "1.1"))
    event = workflow.undo_done(event=event, comment="Нет списка.", by=users["approver"])
    assert (event.state, event.done_date, event.return_comment) == ("planned", None, "Нет списка.")
    assert event.evidence.count() == 1
    assert mark(event, links=[]).return_comment == ""


def test_undo_wants_a_comment(running):
    event = mark(event_of(running, "1.1"))
    assert refusal(lambda: workflow.undo_done(event=event, comment="", by=None)) == {
        "comment": ["Напишите, чего не хватает."]
    }


def test_undo_refuses_what_is_not_done(running):
    event = event_of(running, "1.1")
    assert refusal(lambda: workflow.undo_done(event=event, comment="x", by=None)) == {
        "": ["Мероприятие 1.1 не отмечено выполненным: возвращать нечего."]
    }


@pytest.mark.parametrize("login", ["curator", "director", "head", "department"])
def test_undo_is_refused_to_the_school(running, users, login):
    event = mark(event_of(running, "1.1"))
    assert refusal(lambda: workflow.undo_done(event=event, comment="x", by=users[login]))


def test_occurrences_leave_the_event_planned(municipal, users):
    event = event_of(municipal, "M1.5")
    workflow.add_occurrence(event=event, day=DAY, text="для трёх школ", on=TODAY, by=users["methodist"])
    event.refresh_from_db()
    assert (event.state, str(event.occurrences.get())) == ("planned", "20.09.2025: для трёх школ")


def test_occurrences_are_collected_after_the_first_month_is_done(municipal):
    event = mark(event_of(municipal, "M1.3"))
    workflow.add_occurrence(event=event, day=TODAY, text="статья", on=TODAY, by=None, links=[LINK])
    assert event.occurrences.get().evidence.get().event == event


def test_occurrence_is_refused_where_the_event_happens_once(running):
    event = event_of(running, "1.1")
    assert refusal(lambda: workflow.add_occurrence(event=event, day=DAY, text="x", on=TODAY, by=None)) == {
        "": ["Мероприятие 1.1 проводится один раз: отметьте его выполнение."]
    }


def test_occurrence_is_refused_in_the_future_and_without_words(municipal):
    event = event_of(municipal, "M1.5")

    def add(day, text):
        return workflow.add_occurrence(event=event, day=day, text=text, on=TODAY, by=None)

    assert list(refusal(lambda: add(TODAY + timedelta(days=1), "x"))) == ["day"]
    assert refusal(lambda: add(TODAY, " ")) == {"text": ["Напишите, что сделано."]}


def test_only_evidence_of_a_done_event_stays(running):
    event = mark(event_of(running, "1.1"))
    assert refusal(lambda: workflow.remove_evidence(evidence=event.evidence.get(), by=None))[""][
        0
    ].startswith("Это единственное подтверждение")


def test_removed_file_leaves_the_disk(running, django_capture_on_commit_callbacks):
    event = mark(event_of(running, "1.1"), files=[upload()])
    proof = event.evidence.exclude(file="").get()
    assert default_storage.exists(proof.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        workflow.remove_evidence(evidence=proof, by=None)
    assert not default_storage.exists(proof.file.name)
    assert event.evidence.count() == 1


def test_removed_occurrence_takes_its_evidence_along(municipal, django_capture_on_commit_callbacks):
    event = event_of(municipal, "M1.5")
    fact = workflow.add_occurrence(event=event, day=DAY, text="x", on=TODAY, by=None, files=[upload()])
    name = fact.evidence.get().file.name
    with django_capture_on_commit_callbacks(execute=True):
        workflow.remove_occurrence(occurrence=fact, by=None)
    assert (event.occurrences.count(), event.evidence.count()) == (0, 0)
    assert not default_storage.exists(name)


def test_evidence_is_refused_on_a_cancelled_event(running):
    event = event_of(running, "1.1")
    workflow.cancel_event(event=event, reason="не нужно", by=None)
    assert refusal(lambda: workflow.add_evidence(event=event, links=[LINK], by=None)) == {
        "": ["Мероприятие 1.1 отменено: подтверждать нечего."]
    }
