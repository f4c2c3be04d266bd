import django.db.models.deletion
import django.utils.timezone
import mentorship.migrating
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("audit", "0001_initial"),
        ("audit", "0002_places_origins_and_permits"),
        ("audit", "0003_people_of_entries"),
    ]

    initial = True

    dependencies = [
        ("schools", "0001_squashed_0006_first_steps_hidden"),
    ]

    operations = [
        mentorship.migrating.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Entry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "at",
                            models.DateTimeField(
                                db_index=True,
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="когда",
                            ),
                        ),
                        (
                            "roles",
                            models.CharField(blank=True, max_length=120, verbose_name="роли в тот момент"),
                        ),
                        (
                            "by_school",
                            models.BigIntegerField(
                                blank=True, null=True, verbose_name="школа того, кто действовал"
                            ),
                        ),
                        (
                            "by_municipality",
                            models.BigIntegerField(
                                blank=True,
                                db_index=True,
                                null=True,
                                verbose_name="муниципалитет того, кто действовал",
                            ),
                        ),
                        (
                            "address",
                            models.GenericIPAddressField(
                                blank=True, null=True, verbose_name="адрес компьютера"
                            ),
                        ),
                        (
                            "request",
                            models.CharField(
                                blank=True, db_index=True, max_length=40, verbose_name="номер обращения"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("change", "изменение"),
                                    ("view", "просмотр"),
                                    ("export", "выгрузка"),
                                    ("sign_in", "вход и пароль"),
                                ],
                                default="change",
                                max_length=10,
                                verbose_name="вид записи",
                            ),
                        ),
                        ("action", models.CharField(db_index=True, max_length=60, verbose_name="действие")),
                        (
                            "target_model",
                            models.CharField(blank=True, max_length=60, verbose_name="вид объекта"),
                        ),
                        (
                            "target_id",
                            models.BigIntegerField(blank=True, null=True, verbose_name="номер объекта"),
                        ),
                        ("target_text", models.CharField(blank=True, max_length=250, verbose_name="объект")),
                        (
                            "school",
                            models.BigIntegerField(blank=True, null=True, verbose_name="школа объекта"),
                        ),
                        (
                            "municipality",
                            models.BigIntegerField(
                                blank=True, null=True, verbose_name="муниципалитет объекта"
                            ),
                        ),
                        ("person", models.BigIntegerField(blank=True, null=True, verbose_name="о ком")),
                        ("text", models.TextField(blank=True, verbose_name="пояснение")),
                        ("data", models.JSONField(blank=True, default=dict, verbose_name="подробности")),
                        (
                            "once",
                            models.CharField(
                                blank=True,
                                max_length=120,
                                null=True,
                                unique=True,
                                verbose_name="ключ повтора",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                help_text="Пусто — команда на сервере.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="audit_entries",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "запись журнала",
                        "verbose_name_plural": "журнал действий",
                        "ordering": ["-at", "-pk"],
                        "indexes": [
                            models.Index(fields=["target_model", "target_id"], name="entry_target"),
                            models.Index(fields=["person", "-at"], name="entry_person"),
                            models.Index(fields=["school", "-at"], name="entry_school"),
                            models.Index(fields=["municipality", "-at"], name="entry_municipality"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EntryPerson",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("person", models.BigIntegerField(db_index=True, verbose_name="о ком ещё")),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="people",
                                to="audit.entry",
                                verbose_name="запись",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "о ком ещё запись журнала",
                        "verbose_name_plural": "о ком ещё записи журнала",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("entry", "person"),
                                name="entry_names_a_person_once",
                                violation_error_message="Этот человек уже назван.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Permit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True, verbose_name="когда")),
                        ("act", models.TextField(verbose_name="по какому акту")),
                        ("changed", models.PositiveIntegerField(default=0, verbose_name="изменено записей")),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто",
                            ),
                        ),
                        (
                            "door",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="audit.permit",
                                verbose_name="открыто",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "разрешение на обезличивание журнала",
                        "verbose_name_plural": "разрешения на обезличивание журнала",
                        "ordering": ["-at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("act", ""), _negated=True),
                                name="permit_names_its_act",
                                violation_error_message="Назовите акт.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("pk__gt", 0),
                                    models.Q(("door__isnull", True), ("door", -1), _connector="OR"),
                                ),
                                name="permit_is_open_to_nowhere",
                                violation_error_message="Открытое разрешение ни на что не указывает.",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
