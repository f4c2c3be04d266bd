"""Teachers with a form to fill in on a real server, and what is wrong with what is kept of their answers."""

from django.test import Client
from django.urls import reverse

from schools.models import User
from surveys import confidential
from tests.surveys.crashing import Teacher, score_of, words_of

TEACHERS = 5
SCORE, TEXT = "program_effectiveness", "expectations_text"


def hired(number, campaign, school, mentor, make_teacher, make_pair):
    """Teachers of a round, each in a pair and signed in; the first only saves, the others also send."""
    teachers = []
    for seat in range(TEACHERS):
        code = f"S{number}-{seat}"
        person = make_teacher(school, code)
        make_pair(mentor, person)
        client = Client()
        client.force_login(User.objects.create_user(code, person=person))
        session = client.cookies["sessionid"].value
        address = reverse("surveys:fill", args=[campaign.pk])
        teachers.append(Teacher(address, session, person.pk, SCORE, TEXT, 3 * seat or 10**6))
    return teachers


def faults(teacher, campaign):
    """What is wrong with what the database holds of a teacher's answers."""
    person = User.objects.get(person=teacher.person).person
    response = confidential.response_of(person=person, campaign=campaign)
    if response is None:
        return ["acknowledged and not there"] if teacher.acknowledged else []
    stored = (response.answers.get(SCORE), dict(response.texts.values_list("item_code", "text")).get(TEXT))
    possible = {(score_of(save), words_of(save)) for save in (teacher.acknowledged, teacher.tried) if save}
    if not teacher.acknowledged:
        possible.add((None, None))
    found = list(teacher.oddities)
    if stored not in possible:
        found.append(f"{stored} instead of {possible}")
    is_sent = response.state == "submitted"
    if teacher.is_sent and not is_sent:
        found.append("acknowledged as sent and not sent")
    if is_sent and not (teacher.has_tried_to_send and response.answered_date and response.submitted_at):
        found.append("sent by halves")
    return found
