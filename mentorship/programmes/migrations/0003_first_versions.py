"""Give every passport stored before versions were kept its first version."""

from django.db import migrations
from django.utils import timezone


def write_first_versions(apps, schema_editor):
    model, history = (
        apps.get_model("programmes", "Programme"),
        apps.get_model("programmes", "HistoricalProgramme"),
    )
    now = timezone.now()
    fields = [field.attname for field in model._meta.concrete_fields]
    history.objects.bulk_create(
        history(
            **{field: getattr(row, field) for field in fields},
            history_date=now,
            history_type="+",
            history_change_reason="Запись до ведения истории",
        )
        for row in model.objects.order_by("pk")
    )


class Migration(migrations.Migration):
    dependencies = [("programmes", "0002_passport_and_centre")]

    operations = [migrations.RunPython(write_first_versions, migrations.RunPython.noop)]
