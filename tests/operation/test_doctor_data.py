"""The doctor on the database and what lies in it: each fault is made by SQL, past the portal."""

import json
from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from mentorship.privacy.retention import terms
from reports.workflow import approve_snapshot, take_snapshot
from schools.enums import ConsentKind
from schools.models import Consent
from surveys import guards
from surveys.enums import CampaignState
from surveys.models import Campaign, QuestionnaireVersion, Response
from tests.cast import TODAY
from tests.groups import is_on_postgres

pytestmark = pytest.mark.django_db


def run(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_portal_in_order(call_doctor, public_site, folders):
    (folders / "backups" / "portal.backup").write_bytes(b"copy")
    code, answer = call_doctor()
    # the throw-away PostgreSQL of tests keeps nothing through a crash: tests/operation/test_postgres.py
    allowed = {"postgres"} if is_on_postgres() else set()
    assert {check["code"] for check in answer["checks"] if check["status"] == "wrong"} == allowed
    assert code == (1 if allowed else 0)
    codes = [check["code"] for check in answer["checks"]]
    assert codes[:7] == [
        "settings",
        "mail_settings",
        "mail_server",
        "disk",
        "permissions",
        "copies",
        "database",
    ]
    assert len(set(codes)) == len(codes)


def test_something_wrong_is_code_1(call_doctor, public_site):
    public_site.HTTPS = False
    code, answer = call_doctor()
    assert (code, answer["status"]) == (1, "wrong")
    [check] = [check for check in answer["checks"] if check["code"] == "settings"]
    assert check == {
        "code": "settings",
        "title": "Настройки",
        "status": "wrong",
        "findings": [
            {
                "level": "wrong",
                "message": "HTTPS выключен: пароли и ответы идут открыто. Поставьте HTTPS=1 и "
                "сертификат в nginx.",
            }
        ],
    }


def test_migration_that_waits_and_one_from_the_future(look):
    assert look("migrations") == []
    run("DELETE FROM django_migrations WHERE app = 'calendars' AND name = '0001_initial'")
    assert look("migrations") == [("wrong", "Не применено миграций: 1. Выполните manage.py migrate.")]
    run(
        "INSERT INTO django_migrations (app, name, applied) VALUES ('calendars', '0001_initial', %s)",
        timezone.now(),
    )
    run(
        "INSERT INTO django_migrations (app, name, applied) VALUES ('bank', '9999_later', %s)", timezone.now()
    )
    assert look("migrations") == [
        (
            "wrong",
            "База новее кода: bank.9999_later. Верните код той версии, что работала с базой, или копию базы.",
        )
    ]


def test_guard_that_was_dropped(look):
    assert look("guards") == []
    where = " ON surveys_item" if connection.vendor == "postgresql" else ""
    run(f"DROP TRIGGER item_is_not_changed{where}")
    assert look("guards") == [
        (
            "wrong",
            (
                "В базе нет триггеров: item_is_not_changed. Их ставит manage.py migrate; "
                "проверьте, не менял ли кто-то опубликованные анкеты и журнал."
            ),
        )
    ]


@pytest.fixture
def answered(municipality, year_campaign):
    """A response of the mentee's first form, with one good answer."""
    return Response.objects.create(
        key="00000000-0000-4000-8000-000000000001",
        campaign=year_campaign,
        version=year_campaign.version,
        role=year_campaign.questionnaire.role,
        phase=year_campaign.questionnaire.phase,
        year=year_campaign.year,
        municipality=municipality,
        answers={scale_item(year_campaign.version).code: 10},
    )


@pytest.fixture
def year_campaign(municipality):
    version = QuestionnaireVersion.objects.published().get(questionnaire__code="mentee_before")
    return Campaign.objects.create(
        questionnaire=version.questionnaire,
        version=version,
        municipality=municipality,
        year=2025,
        state=CampaignState.OPEN,
        opens_date=date(2026, 3, 1),
        closes_date=date(2026, 4, 1),
    )


def test_destruction_that_is_overdue(look, people):
    """Thirty days after a withdrawal the data are to be gone (mentorship/privacy/retention.toml)."""
    withdrawn = date(2026, 3, 1)
    Consent.objects.create(
        person=people["mentee"],
        kind=ConsentKind.PROCESSING,
        given_date=date(2025, 9, 1),
        withdrawn_date=withdrawn,
    )
    last = withdrawn + timedelta(days=terms()["withdrawn"].days)
    noon = timezone.make_aware(datetime.combine(last, time(12)))
    assert look("destruction", noon) == []
    assert look("destruction", noon + timedelta(days=1)) == [
        (
            "wrong",
            (
                f"Просрочено уничтожение данных, людей: 1, первый срок — {last:%d.%m.%Y}. "
                "Руководителю: страница «К уничтожению»."
            ),
        )
    ]


def scale_item(version):
    return version.items.filter(scale="score_1_10").first()


@pytest.mark.parametrize(
    "answers", ["{SCALE: 11}", "{SCALE: true}", '{"no_such_item": 1}', "{SCALE: null}", "[]"]
)
def test_answers_that_do_not_fit(look, answered, answers):
    assert look("answers") == []
    code = scale_item(answered.version).code
    run(
        "UPDATE surveys_response SET answers = %s WHERE id = %s",
        answers.replace("SCALE", f'"{code}"'),
        answered.pk,
    )
    assert look("answers") == [
        (
            "wrong",
            (
                f"«{answered.version}»: ответов, которые не подходят к вопросам этой версии: 1. "
                "Их изменили мимо портала; сверьте с последней хорошей копией."
            ),
        )
    ]


def test_text_to_no_question(look, answered):
    run(
        "INSERT INTO surveys_freetext (response_id, item_code, text) VALUES (%s, 'no_such_item', '!')",
        answered.pk,
    )
    [(level, words)] = look("answers")
    assert level == "wrong"
    assert "не подходят к вопросам этой версии: 1." in words


def test_answer_of_another_version(look, answered):
    other = QuestionnaireVersion.objects.exclude(pk=answered.version_id).first()
    run("UPDATE surveys_response SET version_id = %s, answers = '{}' WHERE id = %s", other.pk, answered.pk)
    assert look("answers") == [
        ("wrong", "Ответов, чья версия анкеты не та, что у кампании: 1. Сверьте с копией.")
    ]


def test_published_form_changed_behind_the_guards(look):
    assert look("published_forms") == []
    version = QuestionnaireVersion.objects.published().get(questionnaire__code="mentor_before")
    guards.drop(connection)
    run("UPDATE surveys_item SET text = 'Другой вопрос?' WHERE id = %s", version.items.first().pk)
    guards.put_up(connection)
    assert look("published_forms") == [
        (
            "wrong",
            (
                f"«{version}» изменена после публикации: вопросы не те, на которые отвечали. Верните их "
                "из копии."
            ),
        )
    ]


@pytest.fixture
def snapshot(programme, users):
    taken = take_snapshot(by=users["methodist"], programme=programme, on=TODAY)
    return approve_snapshot(by=users["head"], snapshot=taken)


def test_report_whose_records_were_changed_since(look, snapshot):
    assert look("snapshots") == []
    figures = snapshot.figures
    figures["indicators"][0]["numerator"] = 777
    run("UPDATE reports_snapshot SET figures = %s WHERE id = %s", json.dumps(figures), snapshot.pk)
    assert look("snapshots") == [
        (
            "warning",
            (
                f"Отчёт № {snapshot.pk} ({snapshot}): записи с тех пор изменили, показателей — 1. "
                f"Какие: manage.py snapshot {snapshot.pk} --changes."
            ),
        )
    ]


@pytest.mark.parametrize(
    "figures", ["{}", "[]", '{"as_of": "2026-03-16", "programme": "P-1", "indicators": [{}]}']
)
def test_report_that_is_damaged(look, snapshot, figures):
    run("UPDATE reports_snapshot SET figures = %s WHERE id = %s", figures, snapshot.pk)
    assert look("snapshots") == [
        (
            "wrong",
            (
                f"Утверждённый отчёт № {snapshot.pk} ({snapshot}) повреждён. Верните его из последней "
                "хорошей копии."
            ),
        )
    ]
