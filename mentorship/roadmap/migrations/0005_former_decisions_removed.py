"""The free text of decisions is gone: 0004 has made decisions of it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("roadmap", "0004_meetings_and_work_plans"),
    ]

    operations = [
        migrations.RemoveField("coordinationmeeting", "former_decisions"),
    ]
