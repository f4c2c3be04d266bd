import django.db.models.deletion
import mentorship.migrating
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("privacy", "0001_initial"),
        ("privacy", "0002_former_codes"),
        ("privacy", "0003_left_files"),
        ("privacy", "0004_files_of_older_acts"),
        ("privacy", "0005_acts_without_paths"),
    ]

    initial = True

    dependencies = [
        ("schools", "0001_squashed_0006_first_steps_hidden"),
    ]

    operations = [
        mentorship.migrating.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Act",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="год")),
                        ("number", models.PositiveIntegerField(verbose_name="номер")),
                        ("operator", models.CharField(max_length=300, verbose_name="оператор")),
                        (
                            "subject_code",
                            models.CharField(
                                db_index=True, max_length=50, verbose_name="чьи данные: код педагога"
                            ),
                        ),
                        (
                            "former_codes",
                            models.JSONField(
                                blank=True,
                                default=list,
                                verbose_name="прежние коды: после объединения двойников",
                            ),
                        ),
                        (
                            "ground",
                            models.CharField(
                                choices=[
                                    ("withdrawn", "согласие отозвано"),
                                    ("asked", "требование субъекта"),
                                    ("reached", "цель обработки достигнута"),
                                    ("unlawful", "обработка неправомерна"),
                                ],
                                max_length=10,
                                verbose_name="основание",
                            ),
                        ),
                        ("reason", models.CharField(max_length=500, verbose_name="причина")),
                        ("done_at", models.DateTimeField(verbose_name="когда")),
                        ("items", models.JSONField(default=list, verbose_name="что уничтожено")),
                        ("extract", models.JSONField(default=list, verbose_name="выгрузка из журнала")),
                        ("backups_until", models.DateField(verbose_name="в резервных копиях до")),
                        ("keep_until", models.DateField(verbose_name="хранить акт до")),
                        (
                            "done_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто уничтожил",
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="schools.municipality",
                                verbose_name="муниципалитет",
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто предложил",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "акт об уничтожении данных",
                        "verbose_name_plural": "акты об уничтожении данных",
                        "ordering": ["-done_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("year", "number"),
                                name="act_number_stands_once_a_year",
                                violation_error_message="Акт с этим номером уже есть: повторите.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LeftFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("path", models.CharField(max_length=250, verbose_name="путь в хранилище")),
                        (
                            "sign",
                            models.CharField(
                                choices=[
                                    ("named", "в файле стоит имя"),
                                    ("unread", "скан, снимок или PDF: прочитать его может только человек"),
                                ],
                                max_length=10,
                                verbose_name="почему в списке",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "ждёт решения"),
                                    ("destroyed", "уничтожен"),
                                    ("kept", "оставлен: человека в нём нет"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="решение",
                            ),
                        ),
                        ("due_date", models.DateField(verbose_name="решить до")),
                        (
                            "words",
                            models.CharField(blank=True, max_length=500, verbose_name="почему оставлен"),
                        ),
                        ("decided_at", models.DateTimeField(null=True, verbose_name="когда решено")),
                        ("entry", models.PositiveBigIntegerField(null=True, verbose_name="запись журнала")),
                        (
                            "act",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="privacy.act",
                                verbose_name="акт",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто решил",
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="schools.municipality",
                                verbose_name="чей файл",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "файл, оставшийся после уничтожения данных",
                        "verbose_name_plural": "файлы, оставшиеся после уничтожения данных",
                        "ordering": ["act", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("act", "path"),
                                name="file_stands_once_in_an_act",
                                violation_error_message="Этот файл уже в списке акта.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "waiting"), ("decided_at__isnull", False), _connector="OR"
                                ),
                                name="decision_about_a_file_has_its_time",
                                violation_error_message="У решения о файле есть время.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PersonalRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "wish",
                            models.CharField(
                                choices=[("correct", "исправить"), ("erase", "уничтожить")],
                                max_length=10,
                                verbose_name="просьба",
                            ),
                        ),
                        (
                            "text",
                            models.TextField(blank=True, max_length=2000, verbose_name="своими словами"),
                        ),
                        (
                            "ground",
                            models.CharField(
                                choices=[
                                    ("withdrawn", "согласие отозвано"),
                                    ("asked", "требование субъекта"),
                                    ("reached", "цель обработки достигнута"),
                                    ("unlawful", "обработка неправомерна"),
                                ],
                                default="asked",
                                max_length=10,
                                verbose_name="основание",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "ждёт ответа"),
                                    ("proposed", "предложено уничтожить"),
                                    ("done", "исполнен"),
                                    ("refused", "отказано"),
                                ],
                                default="open",
                                max_length=10,
                                verbose_name="состояние",
                            ),
                        ),
                        ("asked_date", models.DateField(verbose_name="получена")),
                        ("due_date", models.DateField(verbose_name="срок ответа")),
                        ("answered_date", models.DateField(blank=True, null=True, verbose_name="ответ дан")),
                        ("answer", models.TextField(blank=True, max_length=2000, verbose_name="ответ")),
                        (
                            "act",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="requests",
                                to="privacy.act",
                                verbose_name="акт",
                            ),
                        ),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто ответил",
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто записал",
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="schools.municipality",
                                verbose_name="муниципалитет",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="personal_requests",
                                to="schools.person",
                                verbose_name="чьи данные",
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто предложил",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "просьба о персональных данных",
                        "verbose_name_plural": "просьбы о персональных данных",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("person__isnull", False), ("state__in", ("open", "proposed"))
                                ),
                                fields=("person", "wish"),
                                name="one_open_request_of_a_wish",
                                violation_error_message="Такая просьба уже ждёт ответа.",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
