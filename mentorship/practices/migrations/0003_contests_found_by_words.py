"""Contests are found by their words, whatever the case and «ё»."""

from django.db import migrations

import schools.fields
from mentorship.spreadsheets.words import fold


def fill(apps, schema_editor):
    model = apps.get_model("practices", "Contest")
    rows = list(model.objects.only("pk", "title"))
    for row in rows:
        row.title_key = fold(f"Конкурс «{row.title}»")
    model.objects.bulk_update(rows, ["title_key"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("practices", "0002_contests_and_awards")]

    operations = [
        migrations.AddField(
            model_name="contest",
            name="title_key",
            field=schools.fields.FoldedField(
                blank=True, default="", max_length=250, of=("full_title",), verbose_name="ключ поиска"
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
