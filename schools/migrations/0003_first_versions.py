"""Give every record stored before versions were kept its first version."""

from django.db import migrations
from django.utils import timezone

KEPT = ("School", "SchoolYear", "ContextValue", "Diagnostic")
BATCH = 500


def write_first_versions(apps, schema_editor):
    now = timezone.now()
    for name in KEPT:
        model, history = apps.get_model("schools", name), apps.get_model("schools", f"Historical{name}")
        fields = [field.attname for field in model._meta.concrete_fields]
        rows = model.objects.order_by("pk").iterator(BATCH)
        versions = (
            history(
                **{field: getattr(row, field) for field in fields},
                history_date=now,
                history_type="+",
                history_change_reason="Запись до ведения истории",
            )
            for row in rows
        )
        history.objects.bulk_create(versions, batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("schools", "0002_school_record")]

    operations = [migrations.RunPython(write_first_versions, migrations.RunPython.noop)]
