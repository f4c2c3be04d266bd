import django.db.models.deletion
import mentorship.migrating
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("entrance", "0001_first"), ("entrance", "0002_provider_links")]

    initial = True

    dependencies = [
        ("schools", "0001_squashed_0006_first_steps_hidden"),
    ]

    operations = [
        mentorship.migrating.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Bucket",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=64, unique=True, verbose_name="ключ")),
                        ("kind", models.CharField(max_length=20, verbose_name="что ограничивается")),
                        ("stamps", models.JSONField(default=list, verbose_name="попытки")),
                        ("refusals", models.PositiveIntegerField(default=0, verbose_name="отказов подряд")),
                        ("touched_at", models.DateTimeField(db_index=True, verbose_name="последняя попытка")),
                    ],
                    options={
                        "verbose_name": "счётчик попыток",
                        "verbose_name_plural": "счётчики попыток",
                    },
                ),
                migrations.CreateModel(
                    name="SecondFactor",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("secret", models.CharField(max_length=150, verbose_name="секрет (запечатан)")),
                        (
                            "confirmed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="подключён"),
                        ),
                        (
                            "last_step",
                            models.BigIntegerField(default=-1, verbose_name="последний принятый шаг"),
                        ),
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="second_factor",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="учётная запись",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "второй фактор",
                        "verbose_name_plural": "вторые факторы",
                    },
                ),
                migrations.CreateModel(
                    name="Visit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("session_key", models.CharField(max_length=40, unique=True, verbose_name="сеанс")),
                        ("address", models.CharField(blank=True, max_length=45, verbose_name="адрес")),
                        ("device", models.CharField(blank=True, max_length=100, verbose_name="устройство")),
                        ("started_at", models.DateTimeField(verbose_name="вход")),
                        ("seen_at", models.DateTimeField(db_index=True, verbose_name="последнее действие")),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="visits",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="учётная запись",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "сеанс",
                        "verbose_name_plural": "сеансы",
                        "ordering": ["-seen_at"],
                    },
                ),
                migrations.CreateModel(
                    name="KnownAddress",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=64, verbose_name="ключ адреса")),
                        ("last_at", models.DateTimeField(db_index=True, verbose_name="последний вход")),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="known_addresses",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="учётная запись",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "знакомый адрес",
                        "verbose_name_plural": "знакомые адреса",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "key"),
                                name="address_is_known_once",
                                violation_error_message="Этот адрес уже знаком.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProviderLink",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("issuer", models.CharField(max_length=255, verbose_name="поставщик")),
                        ("subject", models.CharField(max_length=255, verbose_name="имя у поставщика (sub)")),
                        ("linked_at", models.DateTimeField(verbose_name="связано")),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="учётная запись",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "связь с единым входом",
                        "verbose_name_plural": "связи с единым входом",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("issuer", "subject"),
                                name="subject_of_a_provider_is_one_account",
                                violation_error_message="Это имя единого входа уже связано с учётной записью.",
                            ),
                            models.UniqueConstraint(
                                fields=("user", "issuer"),
                                name="account_is_one_subject_of_a_provider",
                                violation_error_message="Учётная запись уже связана с единым входом.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RecoveryCode",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("digest", models.CharField(max_length=64, verbose_name="отпечаток")),
                        (
                            "factor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="recovery_codes",
                                to="entrance.secondfactor",
                                verbose_name="второй фактор",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "запасной код",
                        "verbose_name_plural": "запасные коды",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("factor", "digest"),
                                name="recovery_code_is_kept_once",
                                violation_error_message="Такой запасной код уже есть.",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
