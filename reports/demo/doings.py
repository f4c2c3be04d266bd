"""What no workbook brings: consents, roadmaps, campaigns of the demonstration; `centre` has the rest."""

from collections.abc import Mapping
from datetime import date, timedelta

from mentorship.bank.models import Difficulty, Mentor
from mentorship.bank.workflow import set_topics
from mentorship.roadmap import workflow as roadmap
from mentorship.roadmap.enums import DATABLE_TERMS
from mentorship.roadmap.models import Roadmap, RoadmapTemplate
from mentorship.spreadsheets.words import fold
from reports.demo import lists
from reports.demo.bank_life import look_after_the_bank
from reports.demo.centre import work_of_the_centre
from reports.demo.half_years import report_half_years
from reports.demo.invention import People
from reports.demo.motivation import hold_contests
from reports.demo.pairs_at_work import let_pairs_work
from reports.demo.papers import make_papers
from reports.demo.pupils import lead_pupils
from reports.demo.roads import walk_the_roads
from reports.demo.showcase import fill_the_section
from schools import years
from schools.enums import ConsentKind
from schools.models import Municipality, School, User
from schools.workflow import give_consent
from surveys.enums import CampaignState
from surveys.models import Campaign, Questionnaire
from surveys.reminders import remind
from surveys.workflow import create_campaign, extend_campaign, open_campaign

# Schools by number: the first have agreed roadmaps, then one waits, one is a draft, the last has none.
AGREED, WAITING, DRAFT = 8, 9, 10
CAMPAIGN_DAYS, FIRST_DAYS, REMINDED_DAYS = 60, 45, 6
REMINDED = "mentor_before"


def do_what_people_do(people: People, municipality: Municipality, accounts: Mapping[str, User]) -> None:
    """Everything that no workbook brings."""
    _give_consents(municipality, people.on)
    _name_topics(municipality, people)
    _open_campaigns(municipality, people, accounts["methodist"])
    _make_roadmaps(municipality, people, accounts["approver"])
    walk_the_roads(people, municipality, accounts, draft=people.schools[DRAFT].code)
    look_after_the_bank(people, municipality, accounts)
    remind(people.on)
    let_pairs_work(people, municipality, accounts)
    report_half_years(people, municipality, accounts["methodist"])
    lead_pupils(people, municipality, accounts)
    make_papers(people, municipality, accounts)
    work_of_the_centre(people, municipality, accounts)
    fill_the_section(people, municipality, accounts)
    hold_contests(people, municipality, accounts)


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
    closes = _in_days(people, CAMPAIGN_DAYS)
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
        _let_run(campaign, people, form.code, methodist)
    # «После» is asked in May; what came in early came with the pairs that ended early.
    Campaign.objects.filter(
        municipality=municipality, questionnaire__phase="after", state=CampaignState.OPEN
    ).update(state=CampaignState.CLOSED, closes_date=people.on)


def _let_run(campaign: Campaign, people: People, code: str, methodist: User) -> None:
    """The forms of mentees were extended once; those of mentors end within days: they are reminded."""
    short = code == REMINDED
    closes = _in_days(people, REMINDED_DAYS if short else FIRST_DAYS)
    Campaign.objects.filter(pk=campaign.pk).update(closes_date=closes)
    if not short:
        extend_campaign(
            campaign=campaign, closes=_in_days(people, CAMPAIGN_DAYS), on=people.on, by=methodist,
            reason="Три пары начали позже остальных.",
        )  # fmt: skip


def _in_days(people: People, days: int) -> date:
    """So many days from today, within the school year."""
    return min(people.on + timedelta(days=days), years.last_day(people.year))


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
