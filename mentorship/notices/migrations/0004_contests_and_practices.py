"""Letters about contests and awards, about practices."""

from django.db import migrations, models

TOPICS = [
    ("mentor", "кандидатура и карточка наставника"),
    ("request", "запрос наставляемого"),
    ("pair", "предложение, начало и завершение пары"),
    ("meeting", "встречи пары"),
    ("report", "отчёты за полугодие"),
    ("roadmap", "дорожные карты"),
    ("digest", "сводка дорожных карт за неделю"),
    ("survey", "анкеты"),
    ("contest", "конкурсы и награды"),
    ("practice", "практики и публичный раздел"),
    ("account", "вход и безопасность"),
]


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_squashed_0003_account_topic")]

    operations = [
        migrations.AlterField(
            model_name=model,
            name="topic",
            field=models.CharField(choices=TOPICS, max_length=10, verbose_name="о чём"),
        )
        for model in ("notice", "switchedoff")
    ]
