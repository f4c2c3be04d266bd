"""Meetings and municipal events are found by their words, whatever the case and «ё»."""

from django.db import migrations

import schools.fields
from mentorship.spreadsheets.words import fold

LONGEST = 500
MODELS = ("CoordinationMeeting", "TownEvent")


def fill(apps, schema_editor):
    for name in MODELS:
        model = apps.get_model("roadmap", name)
        rows = list(model.objects.only("pk", "topic"))
        for row in rows:
            row.topic_key = fold(row.topic)[:LONGEST]
        model.objects.bulk_update(rows, ["topic_key"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("roadmap", "0001_squashed_0007_events_found_by_words")]

    operations = [
        *(
            migrations.AddField(
                model_name=name.lower(),
                name="topic_key",
                field=schools.fields.FoldedField(
                    blank=True, default="", of=("topic",), verbose_name="ключ поиска"
                ),
            )
            for name in MODELS
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
