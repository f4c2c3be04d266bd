from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0004_files_of_older_acts"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="act",
            name="left",
        ),
    ]
