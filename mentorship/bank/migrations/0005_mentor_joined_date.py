from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bank", "0004_topic_key")]

    operations = [
        migrations.AddField(
            model_name="mentor",
            name="joined_date",
            field=models.DateField(
                blank=True,
                help_text="Если наставник был в банке раньше, чем попал в портал.",
                null=True,
                verbose_name="в банке с",
            ),
        ),
    ]
