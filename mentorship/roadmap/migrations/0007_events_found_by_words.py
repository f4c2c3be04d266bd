"""Events are found by their words, whatever the case and «ё»."""

from django.db import migrations

import schools.fields
from mentorship.spreadsheets.words import fold

BATCH = 500
LONGEST = 1100


def fill(apps, schema_editor):
    events = apps.get_model("roadmap", "RoadmapEvent")
    batch = []
    for event in events.objects.only("pk", "code", "title").order_by("pk").iterator(chunk_size=BATCH):
        event.title_key = fold(f"{event.code} {event.title}")[:LONGEST]
        batch.append(event)
        if len(batch) == BATCH:
            events.objects.bulk_update(batch, ["title_key"])
            batch = []
    events.objects.bulk_update(batch, ["title_key"])


class Migration(migrations.Migration):
    dependencies = [("roadmap", "0006_first_versions_of_plans")]

    operations = [
        migrations.AddField(
            model_name="roadmapevent",
            name="title_key",
            field=schools.fields.FoldedField(
                blank=True, default="", max_length=1100, of=("code", "title"), verbose_name="ключ поиска"
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
