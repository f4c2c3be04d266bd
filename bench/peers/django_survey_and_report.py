"""django-survey-and-report: `python django_survey_and_report.py QUESTIONS.json`, then a job a line.

Jobs: «page N», «send N». Questions are {"text", "choices"}; no choices: an answer in words. All on one page,
one person a submission, Django's test client, SQLite; what it says is the seconds of one.
"""

import json
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import django
from django.conf import settings

SEPARATOR = "|"
WORDS = "Хотелось бы чаще бывать на уроках друг друга."
folder = tempfile.mkdtemp()
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
settings.configure(
    ALLOWED_HOSTS=["testserver"],
    CHOICES_SEPARATOR=SEPARATOR,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": f"{folder}/peer.sqlite3"}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    DEFAULT_SURVEY_PUBLISHING_DURATION=7,
    INSTALLED_APPS=[
        *(
            f"django.contrib.{name}"
            for name in ("contenttypes", "auth", "sessions", "messages", "staticfiles")
        ),
        "survey",
    ],
    MIDDLEWARE=MIDDLEWARE,
    ROOT_URLCONF="survey.urls",
    SECRET_KEY="measures-and-signs-nothing-that-is-kept",  # noqa: S106
    STATIC_URL="/static/",
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {"context_processors": PROCESSORS},
        }
    ],
    USER_DID_NOT_ANSWER="Left blank",
    USE_TZ=True,
)
django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from survey.forms import ResponseForm  # noqa: E402
from survey.models import Category, Question, Response, Survey  # noqa: E402

call_command("migrate", verbosity=0)
survey = Survey.objects.create(name="Анкета", description="", need_logged_user=True)
category = Category.objects.create(name="Вопросы", survey=survey, order=1)
for number, told in enumerate(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), 1):
    Question.objects.create(
        survey=survey,
        category=category,
        order=number,
        required=False,
        text=told["text"],
        type=Question.RADIO if told["choices"] else Question.TEXT,
        choices=SEPARATOR.join(told["choices"]) or None,
    )
blank = ResponseForm(survey=survey, user=User.objects.create(username="nobody"), step=0)
answers = {
    name: field.choices[0][0] if getattr(field, "choices", None) else WORDS
    for name, field in blank.fields.items()
}
address = f"/{survey.pk}/"


def browsers(count: int) -> list[Client]:
    """So many people, each signed in."""
    first = User.objects.count()
    made = []
    for number in range(first, first + count):
        client = Client(enforce_csrf_checks=True)
        client.force_login(User.objects.create(username=f"u{number}"))
        made.append(client)
    return made


def page(people: list[Client]) -> None:
    """Open the form; anything but the form is a fault of the harness."""
    for client in people:
        assert client.get(address).status_code == 200


def send(people: list[Client]) -> None:
    """Send every question answered."""
    for client in people:
        given = {**answers, "csrfmiddlewaretoken": client.cookies["csrftoken"].value}
        assert client.post(address, given).status_code == 302


for line in sys.stdin:
    job, count = line.split()
    people = browsers(int(count))
    before = Response.objects.count()
    if job == "send":
        page(people)
    began = perf_counter()
    {"page": page, "send": send}[job](people)
    seconds = (perf_counter() - began) / len(people)
    stored = Response.objects.count() - before
    sys.stdout.write(json.dumps({"seconds": seconds, "stored": stored}) + "\n")
    sys.stdout.flush()
