"""Give every plan agreed before versions were kept its first one: the events as they stand now."""

from django.db import migrations

AGREED = ("agreed", "in_progress", "closed")
NOTE = "Записана при обновлении портала: план, каким он был в этот день."
BATCH = 500


def write_first_versions(apps, schema_editor):
    roadmap_model, version_model = (
        apps.get_model("roadmap", "Roadmap"),
        apps.get_model("roadmap", "PlanVersion"),
    )
    found = roadmap_model.objects.filter(state__in=AGREED, versions=None).order_by("pk")
    versions = (
        version_model(
            roadmap_id=roadmap.pk,
            number=roadmap.version,
            agreed_at=roadmap.agreed_at or roadmap.submitted_at or roadmap.created_at,
            agreed_by_id=roadmap.agreed_by_id,
            note=NOTE,
            events=planned(roadmap),
        )
        for roadmap in list(found)
    )
    version_model.objects.bulk_create(versions, batch_size=BATCH)


def planned(roadmap):
    events = roadmap.events.exclude(state="cancelled").select_related("stage").order_by("order")
    return [
        {
            "code": event.code,
            "stage": event.stage.number,
            "title": event.title,
            "form": event.form,
            "term": event.get_term_kind_display(),
            "start": event.start_date and event.start_date.isoformat(),
            "due": event.due_date and event.due_date.isoformat(),
            "responsible": event.responsible,
            "result": event.expected_result,
        }
        for event in events
    ]


class Migration(migrations.Migration):
    dependencies = [("roadmap", "0005_former_decisions_removed")]

    operations = [migrations.RunPython(write_first_versions, migrations.RunPython.noop)]
