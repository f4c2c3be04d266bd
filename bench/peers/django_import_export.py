"""django-import-export with its defaults: `python django_import_export.py ROWS.json`, then a job a line.

Jobs: dry, real, again.
A card of the bank is found by teacher, subject and direction; the teacher by code. Rows come parsed.
"""

import json
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import django
from django.conf import settings

folder = tempfile.mkdtemp()
settings.configure(
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "import_export"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": f"{folder}/peer.sqlite3"}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
)
django.setup()

from django.db import connection, models  # noqa: E402
from import_export import fields, resources, widgets  # noqa: E402
from tablib import Dataset  # noqa: E402


class Teacher(models.Model):  # noqa: DJ008 - shown nowhere
    """Found by code."""

    code = models.CharField(max_length=50, unique=True)

    class Meta:
        app_label = "import_export"


class Card(models.Model):  # noqa: DJ008 - shown nowhere
    """What the bank's layout writes."""

    teacher = models.ForeignKey(Teacher, models.CASCADE)
    subject = models.CharField(max_length=200)
    focus = models.CharField(max_length=200)
    mentee_category = models.CharField(max_length=200)
    experience = models.CharField(max_length=10)
    category = models.CharField(max_length=60)
    email = models.EmailField()

    class Meta:
        app_label = "import_export"
        constraints = [models.UniqueConstraint(fields=["teacher", "subject", "focus"], name="card_once")]


class CardResource(resources.ModelResource):
    """The defaults, but for what must be said."""

    teacher = fields.Field("teacher", "teacher", widgets.ForeignKeyWidget(Teacher, "code"))

    class Meta:
        model = Card
        fields = ("teacher", "subject", "focus", "mentee_category", "experience", "category", "email")
        import_id_fields = ("teacher", "subject", "focus")


with connection.schema_editor() as editor:
    editor.create_model(Teacher)
    editor.create_model(Card)
rows = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
Teacher.objects.bulk_create(Teacher(code=code) for code in sorted({row[0] for row in rows}))
headers = ["teacher", "subject", "focus", "mentee_category", "experience", "category", "email"]

for line in sys.stdin:
    job = line.strip()
    if job == "real":
        Card.objects.all().delete()
    dataset = Dataset(*rows, headers=headers)
    began = perf_counter()
    result = CardResource().import_data(dataset, dry_run=job == "dry", raise_errors=True)
    seconds = perf_counter() - began
    sys.stdout.write(json.dumps({"seconds": seconds, "rows": result.total_rows}) + "\n")
    sys.stdout.flush()
