"""What no workbook brings: consents, roadmaps, campaigns, meetings of the demonstration."""

from collections.abc import Mapping
from datetime import date, timedelta

from mentorship.bank.models import Difficulty, Mentor
from mentorship.bank.workflow import set_topics
from mentorship.roadmap import workflow as roadmap
from mentorship.roadmap.enums import DATABLE_TERMS, MeetingState
from mentorship.roadmap.models import CoordinationMeeting, Roadmap, RoadmapTemplate
from mentorship.spreadsheets.words import fold
from reports.demo import lists
from reports.demo.invention import People
from schools.enums import ConsentKind
from schools.models import Municipality, School, User
from schools.workflow import give_consent
from surveys.enums import CampaignState
from surveys.models import Campaign, Questionnaire
from surveys.workflow import create_campaign, open_campaign

# Schools by number: the first have agreed roadmaps, then one waits, one is a draft, the last has none.
AGREED, WAITING, DRAFT = 8, 9, 10
CAMPAIGN_DAYS = 60


def do_what_people_do(people: People, municipality: Municipality, accounts: Mapping[str, User]) -> None:
    """Everything that no workbook brings."""
    _give_consents(municipality, people.on)
    _name_topics(municipality, people)
    _open_campaigns(municipality, people, accounts["methodist"])
    _make_roadmaps(municipality, people, accounts["approver"])
    _hold_meetings(municipality, people)


def _give_consents(municipality: Municipality, on: date) -> None:
    """Two mentors of three agree that their card is published."""
    mentors = Mentor.objects.filter(person__municipality=municipality).select_related("person")
    for number, mentor in enumerate(mentors):
        for kind in (ConsentKind.PROCESSING, ConsentKind.PUBLICATION)[: 1 + (number % 3 > 0)]:
            give_consent(person=mentor.person, kind=kind, by=None, on=on - timedelta(days=40))


def _name_topics(municipality: Municipality, people: People) -> None:
    """Three mentors of four say with what they help; with the last difficulty nobody does yet."""
    offered = list(Difficulty.objects.filter(key__in=[fold(words) for words in lists.DIFFICULTIES[:-1]]))
    subjects = {teacher.code: teacher.subject for teacher in people.mentors}
    mentors = Mentor.objects.filter(person__municipality=municipality).select_related("person")
    for number, mentor in enumerate(mentors):
        if number % 4 == 3:
            continue
        topics = lists.TOPICS.get(subjects.get(mentor.person.code, ""), ("",))
        set_topics(
            mentor=mentor, by=None, on=people.on, favourite_topic=topics[number % len(topics)],
            difficulties=[offered[number % len(offered)], offered[(number * 3 + 1) % len(offered)]],
        )  # fmt: skip


def _open_campaigns(municipality: Municipality, people: People, methodist: User) -> None:
    """The forms «до» of this year are open: those the import has made, and those it has not."""
    closes = people.on + timedelta(days=CAMPAIGN_DAYS)
    for form in Questionnaire.objects.filter(phase="before"):
        campaign = Campaign.objects.filter(
            municipality=municipality, questionnaire=form, year=people.year
        ).first()
        if campaign is None:
            campaign = create_campaign(
                municipality=municipality, questionnaire=form, year=people.year,
                opens=people.on, closes=closes, by=methodist,
            )  # fmt: skip
        if campaign.state == CampaignState.DRAFT:
            open_campaign(campaign=campaign, on=people.on, by=methodist)
        Campaign.objects.filter(pk=campaign.pk).update(closes_date=closes)
    # «После» is asked in May; what came in early came with the pairs that ended early.
    Campaign.objects.filter(
        municipality=municipality, questionnaire__phase="after", state=CampaignState.OPEN
    ).update(state=CampaignState.CLOSED, closes_date=people.on)


def _make_roadmaps(municipality: Municipality, people: People, approver: User) -> None:
    """Schools by number stand at different points of the way to an agreed roadmap."""
    template = RoadmapTemplate.objects.get(code="school_003", version=1)
    schools = School.objects.filter(municipality=municipality).order_by("code")
    for number, school in enumerate(schools):
        if number > DRAFT:
            continue
        made = roadmap.create_from_template(template=template, year=people.year, by=None, school=school)
        if number <= WAITING:
            made = roadmap.submit(roadmap=made, by=None)
        if number <= AGREED:
            made = roadmap.agree(roadmap=made, by=approver)
            _mark_what_was_due(made, people, number)


def _mark_what_was_due(made: Roadmap, people: People, number: int) -> None:
    """Most of what was due is done, some of it late, one event of three of some schools still waits."""
    due = made.events.filter(term_kind__in=DATABLE_TERMS, due_date__lt=people.on)
    for place, event in enumerate(due):
        if number % 3 == 2 and place % 3 == 2:
            continue
        day = min(people.on, event.due_date + timedelta(days=(number + place) % 9 - 6))
        roadmap.mark_done(
            event=event, done_date=day, on=people.on, by=None, result="Проведено.",
            links=[f"https://school{number + 1}.example.org/mentor/{event.code}"],
        )  # fmt: skip


def _hold_meetings(municipality: Municipality, people: People) -> None:
    """One coordination meeting is behind, one ahead."""
    CoordinationMeeting.objects.create(
        municipality=municipality, date=people.on - timedelta(days=20), place="Методический центр",
        topic="Итоги формирования пар, сроки анкет «до»", state=MeetingState.HELD, protocol_number="1",
        decisions="Кураторам школ завершить анкетирование «до» в срок кампании.",
    )  # fmt: skip
    CoordinationMeeting.objects.create(
        municipality=municipality, date=people.on + timedelta(days=45), place="Методический центр",
        topic="Ход дорожных карт, подготовка фестиваля практик",
    )  # fmt: skip
