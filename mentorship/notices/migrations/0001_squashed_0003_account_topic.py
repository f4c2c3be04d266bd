import django.db.models.deletion
import django.utils.timezone
import mentorship.migrating
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("notices", "0001_initial"),
        ("notices", "0002_weekly_digest"),
        ("notices", "0003_account_topic"),
    ]

    initial = True

    dependencies = [
        ("schools", "0001_squashed_0006_first_steps_hidden"),
    ]

    operations = [
        mentorship.migrating.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Notice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "topic",
                            models.CharField(
                                choices=[
                                    ("mentor", "кандидатура и карточка наставника"),
                                    ("request", "запрос наставляемого"),
                                    ("pair", "предложение, начало и завершение пары"),
                                    ("meeting", "встречи пары"),
                                    ("report", "отчёты за полугодие"),
                                    ("roadmap", "дорожные карты"),
                                    ("digest", "сводка дорожных карт за неделю"),
                                    ("survey", "анкеты"),
                                    ("account", "вход и безопасность"),
                                ],
                                max_length=10,
                                verbose_name="о чём",
                            ),
                        ),
                        ("subject", models.CharField(max_length=200, verbose_name="тема")),
                        ("text", models.TextField(verbose_name="текст")),
                        (
                            "path",
                            models.CharField(blank=True, max_length=300, verbose_name="страница портала"),
                        ),
                        ("key", models.CharField(blank=True, max_length=120, verbose_name="ключ повтора")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("queued", "ждёт отправки"),
                                    ("sent", "отправлено"),
                                    ("failed", "не отправлено"),
                                    ("switched_off", "получатель отключил"),
                                    ("no_address", "нет адреса"),
                                ],
                                default="queued",
                                max_length=12,
                                verbose_name="состояние",
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="создано")),
                        (
                            "next_try_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="следующая попытка"
                            ),
                        ),
                        ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="попыток")),
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="отправлено")),
                        ("sent_to", models.EmailField(blank=True, max_length=254, verbose_name="на адрес")),
                        ("error", models.CharField(blank=True, max_length=300, verbose_name="ошибка")),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notices",
                                to="schools.person",
                                verbose_name="получатель",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "письмо",
                        "verbose_name_plural": "письма",
                        "ordering": ["-pk"],
                        "indexes": [models.Index(fields=["state", "next_try_at"], name="notice_due")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("key", ""), _negated=True),
                                fields=("person", "key"),
                                name="notice_of_a_key_is_posted_once",
                                violation_error_message="Такое письмо этому человеку уже есть.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SwitchedOff",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "topic",
                            models.CharField(
                                choices=[
                                    ("mentor", "кандидатура и карточка наставника"),
                                    ("request", "запрос наставляемого"),
                                    ("pair", "предложение, начало и завершение пары"),
                                    ("meeting", "встречи пары"),
                                    ("report", "отчёты за полугодие"),
                                    ("roadmap", "дорожные карты"),
                                    ("digest", "сводка дорожных карт за неделю"),
                                    ("survey", "анкеты"),
                                    ("account", "вход и безопасность"),
                                ],
                                max_length=10,
                                verbose_name="о чём",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="switched_off",
                                to="schools.person",
                                verbose_name="человек",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "отключённая тема писем",
                        "verbose_name_plural": "отключённые темы писем",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("person", "topic"),
                                name="topic_is_switched_off_once",
                                violation_error_message="Эта тема уже отключена.",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
