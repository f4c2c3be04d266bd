"""The page of one event: marking it, its proofs, questions of the school, giving it back."""

from datetime import timedelta

from mentorship.roadmap import workflow
from schools import years
from tests.roadmap.conftest import LINK, PDF, event_of, text_of, upload


def test_event_is_marked_with_a_photo_and_a_link(client_as, current, today):
    event = event_of(current, "1.1")
    data = {"act": "done", "done_date": today.isoformat(), "link": LINK, "files": [upload()]}
    response = client_as("curator").post(event.get_absolute_url(), data, follow=True)
    page = text_of(response)
    assert "Мероприятие отмечено выполненным." in page
    assert "Лист регистрации.pdf" in page
    assert event.evidence.count() == 2


def test_refused_mark_keeps_what_was_typed(client_as, current, today):
    event = event_of(current, "1.1")
    tomorrow = today + timedelta(days=1)
    data = {"act": "done", "done_date": tomorrow.isoformat(), "result": "Было 18 человек", "link": LINK}
    response = client_as("curator").post(event.get_absolute_url(), data)
    page = text_of(response)
    assert response.status_code == 400
    assert '<a href="#done_done_date">Дата выполнения</a>' in page
    assert f"Дата не может быть в будущем. Сегодня {today:%d.%m.%Y}." in page
    assert "Было 18 человек" in page
    assert f'value="{LINK}"' in page
    assert 'aria-invalid="true"' in page


def test_refused_file_is_named(client_as, current, today):
    event = event_of(current, "1.1")
    data = {"act": "done", "done_date": today.isoformat(), "files": [upload("вирус.exe")]}
    response = client_as("curator").post(event.get_absolute_url(), data)
    assert response.status_code == 400
    assert "«вирус.exe»: такие файлы не принимаются." in text_of(response)


def test_mark_of_two_people_is_told_to_the_second(client_as, current, today):
    event = event_of(current, "1.1")
    data = {"act": "done", "done_date": today.isoformat(), "link": LINK}
    assert client_as("curator").post(event.get_absolute_url(), data).status_code == 302
    response = client_as("director").post(event.get_absolute_url(), data)
    assert response.status_code == 400
    assert "Мероприятие 1.1 уже выполнено." in text_of(response)


def test_question_of_the_school_is_answered_on_the_event_page(client_as, current, this_year):
    event = event_of(current, "5.4")
    new = years.first_day(this_year).replace(day=20)
    client_as("curator").post(
        event.get_absolute_url(), {"act": "ask_move", "new_due_date": new.isoformat(), "reason": "каникулы"}
    )
    approver = client_as("approver")
    assert "Школа просит" in text_of(approver.get(event.get_absolute_url()))
    assert approver.post(event.get_absolute_url(), {"act": "accept"}).status_code == 302
    event.refresh_from_db()
    assert event.due_date == new


def test_answer_that_came_second_is_refused_in_words(client_as, current):
    event = event_of(current, "5.4")
    response = client_as("approver").post(event.get_absolute_url(), {"act": "accept"})
    assert response.status_code == 400
    assert "Просьба уже снята или на неё ответили." in text_of(response)


def test_supervisor_gives_an_event_back(client_as, current, today):
    event = event_of(current, "1.1")
    workflow.mark_done(event=event, done_date=today, on=today, by=None, links=[LINK])
    client_as("methodist").post(event.get_absolute_url(), {"act": "undo", "comment": "Нет списка."})
    event.refresh_from_db()
    assert event.state == "planned"
    assert "Нет списка." in text_of(client_as("curator").get(event.get_absolute_url()))


def test_occurrence_is_written_down_and_removed(client_as, make_roadmap, municipality, this_year, today):
    roadmap = make_roadmap(None, "agreed", municipality=municipality, year=this_year)
    event = event_of(roadmap, "M1.5")
    client = client_as("methodist")
    data = {"act": "occurrence", "day": today.isoformat(), "text": "Консультация"}
    assert client.post(event.get_absolute_url(), data).status_code == 302
    fact = event.occurrences.get()
    address = f"/roadmap/{roadmap.pk}/occurrences/{fact.pk}/remove/"
    assert "Консультация" in text_of(client.get(address))
    assert client.post(address).status_code == 302
    assert event.occurrences.count() == 0


def test_file_is_sent_as_a_download(client_as, current):
    (proof,) = workflow.add_evidence(event=event_of(current, "1.1"), by=None, files=[upload()])
    response = client_as("head").get(f"/roadmap/{current.pk}/evidence/{proof.pk}/")
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%D0%9B%D0%B8%D1%81%D1%82")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"


def test_link_is_no_file(client_as, current):
    (proof,) = workflow.add_evidence(event=event_of(current, "1.1"), by=None, links=[LINK])
    assert client_as("head").get(f"/roadmap/{current.pk}/evidence/{proof.pk}/").status_code == 404


def test_evidence_is_removed_after_a_question(client_as, current):
    (proof,) = workflow.add_evidence(event=event_of(current, "1.1"), by=None, links=[LINK])
    address = f"/roadmap/{current.pk}/evidence/{proof.pk}/remove/"
    client = client_as("curator")
    assert LINK in text_of(client.get(address))
    assert proof.event.evidence.count() == 1
    assert client.post(address).status_code == 302
    assert proof.event.evidence.count() == 0


def test_last_evidence_of_a_done_event_is_not_removed(client_as, current, today):
    event = event_of(current, "1.1")
    workflow.mark_done(event=event, done_date=today, on=today, by=None, links=[LINK])
    response = client_as("curator").post(f"/roadmap/{current.pk}/evidence/{event.evidence.get().pk}/remove/")
    assert response.status_code == 400
    assert "Это единственное подтверждение" in text_of(response)


def test_event_page_asks_few_queries(client_as, current, today, django_assert_max_num_queries):
    event = event_of(current, "1.1")
    for number in range(20):
        workflow.add_evidence(event=event, by=None, links=[f"{LINK}/{number}"])
    client = client_as("curator")
    with django_assert_max_num_queries(25):
        client.get(event.get_absolute_url())


def test_words_of_people_are_shown_as_words(client_as, current, today):
    event = event_of(current, "1.1")
    workflow.mark_done(
        event=event, done_date=today, on=today, by=None, links=[LINK], result="<script>alert(1)</script>"
    )
    page = text_of(client_as("head").get(event.get_absolute_url()))
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
