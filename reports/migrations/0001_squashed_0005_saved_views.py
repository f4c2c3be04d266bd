import django.db.models.deletion
import mentorship.migrating
import schools.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("reports", "0001_initial"),
        ("reports", "0002_settings_of_municipality"),
        ("reports", "0003_two_scorers"),
        ("reports", "0004_refined_snapshots"),
        ("reports", "0005_saved_views"),
    ]

    initial = True

    dependencies = [
        ("programmes", "0001_squashed_0003_first_versions"),
        ("schools", "0001_squashed_0006_first_steps_hidden"),
    ]

    operations = [
        mentorship.migrating.CreateModels(
            models=[
                migrations.CreateModel(
                    name="ScoreSheet",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", schools.fields.AcademicYearField(verbose_name="учебный год")),
                        (
                            "municipality",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="score_sheets",
                                to="schools.municipality",
                                verbose_name="муниципалитет",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "лист оценки",
                        "verbose_name_plural": "листы оценки",
                        "ordering": ["-year"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "year"),
                                name="one_score_sheet_a_year",
                                violation_error_message="Лист оценки за этот учебный год уже есть.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ScoreDecision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("criterion", models.SlugField(max_length=40, verbose_name="критерий")),
                        (
                            "mark",
                            models.PositiveSmallIntegerField(
                                choices=[(0, "0"), (1, "1"), (2, "2")], verbose_name="балл"
                            ),
                        ),
                        ("reason", models.CharField(max_length=500, verbose_name="обоснование")),
                        ("decided_at", models.DateTimeField(auto_now=True, verbose_name="когда")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто записал",
                            ),
                        ),
                        (
                            "sheet",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="decisions",
                                to="reports.scoresheet",
                                verbose_name="лист",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "общее решение",
                        "verbose_name_plural": "общие решения",
                        "ordering": ["sheet", "criterion"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("mark__lte", 2)),
                                name="scoredecision_mark_is_0_to_2",
                                violation_error_message="Балл — 0, 1 или 2.",
                            ),
                            models.UniqueConstraint(
                                fields=("sheet", "criterion"),
                                name="criterion_is_settled_once",
                                violation_error_message="По этому критерию уже есть общее решение.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Score",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("criterion", models.SlugField(max_length=40, verbose_name="критерий")),
                        (
                            "mark",
                            models.PositiveSmallIntegerField(
                                choices=[(0, "0"), (1, "1"), (2, "2")], verbose_name="балл"
                            ),
                        ),
                        ("reason", models.CharField(max_length=500, verbose_name="обоснование")),
                        ("scored_at", models.DateTimeField(auto_now=True, verbose_name="когда")),
                        (
                            "scored_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто оценил",
                            ),
                        ),
                        (
                            "sheet",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="scores",
                                to="reports.scoresheet",
                                verbose_name="лист",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "балл",
                        "verbose_name_plural": "баллы",
                        "ordering": ["sheet", "criterion", "pk"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("mark__lte", 2)),
                                name="score_mark_is_0_to_2",
                                violation_error_message="Балл — 0, 1 или 2.",
                            ),
                            models.UniqueConstraint(
                                fields=("sheet", "criterion", "scored_by"),
                                name="criterion_is_marked_once_by_a_person",
                                violation_error_message="Этот критерий вы уже оценили.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Setting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.SlugField(max_length=60, verbose_name="код")),
                        (
                            "value",
                            models.DecimalField(decimal_places=4, max_digits=12, verbose_name="значение"),
                        ),
                        ("from_date", models.DateField(verbose_name="действует с")),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="основание")),
                        (
                            "changed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто изменил",
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                blank=True,
                                help_text="Пусто — весь портал.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="settings",
                                to="schools.municipality",
                                verbose_name="муниципалитет",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "порог показателя",
                        "verbose_name_plural": "пороги показателей",
                        "ordering": ["code", "-from_date"],
                    },
                ),
                migrations.CreateModel(
                    name="Snapshot",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("as_of", models.DateField(verbose_name="на дату")),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "черновик"), ("approved", "утверждён")],
                                default="draft",
                                max_length=10,
                                verbose_name="состояние",
                            ),
                        ),
                        ("figures", models.JSONField(editable=False, verbose_name="значения")),
                        ("taken_at", models.DateTimeField(auto_now_add=True, verbose_name="зафиксирован")),
                        (
                            "approved_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="утверждён"),
                        ),
                        (
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто утвердил",
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="snapshots",
                                to="programmes.programme",
                                verbose_name="программа",
                            ),
                        ),
                        (
                            "refines",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="refined_by",
                                to="reports.snapshot",
                                verbose_name="уточняет отчёт",
                            ),
                        ),
                        (
                            "taken_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто зафиксировал",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "отчёт на дату",
                        "verbose_name_plural": "отчёты на дату",
                        "ordering": ["-as_of", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("approved_at__isnull", False), ("state", "approved")),
                                    models.Q(("approved_at__isnull", True), ("state", "draft")),
                                    _connector="OR",
                                ),
                                name="approved_snapshot_has_its_moment",
                                violation_error_message="У утверждённого отчёта указывается время утверждения.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Statistic",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", schools.fields.AcademicYearField(verbose_name="учебный год")),
                        ("indicator", models.CharField(max_length=60, verbose_name="показатель")),
                        ("numerator", models.PositiveIntegerField(verbose_name="числитель")),
                        (
                            "denominator",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="знаменатель"),
                        ),
                        ("date", models.DateField(verbose_name="дата")),
                        ("source", models.CharField(blank=True, max_length=300, verbose_name="источник")),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто внёс",
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="statistics",
                                to="schools.municipality",
                                verbose_name="муниципалитет",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                blank=True,
                                help_text="Пусто — весь муниципалитет.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="statistics",
                                to="schools.school",
                                verbose_name="школа",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "внесённая цифра",
                        "verbose_name_plural": "внесённые цифры",
                        "ordering": ["-date", "indicator"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "school", "year", "indicator", "date"),
                                name="school_figure_stands_once_a_day",
                                violation_error_message="Эта цифра школы на эту дату уже внесена.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("school__isnull", True)),
                                fields=("municipality", "year", "indicator", "date"),
                                name="municipal_figure_stands_once_a_day",
                                violation_error_message="Эта цифра муниципалитета на эту дату уже внесена.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IndicatorTarget",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("indicator", models.CharField(max_length=60, verbose_name="показатель")),
                        (
                            "value",
                            models.DecimalField(
                                decimal_places=4,
                                help_text="Доля: 0,85 — это 85 %.",
                                max_digits=9,
                                verbose_name="цель",
                            ),
                        ),
                        ("due_date", models.DateField(verbose_name="срок")),
                        (
                            "rule",
                            models.CharField(
                                choices=[
                                    ("by_date", "к сроку"),
                                    ("yearly", "ежегодно"),
                                    ("maintained", "к сроку, далее не ниже"),
                                ],
                                default="by_date",
                                max_length=12,
                                verbose_name="правило",
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="targets",
                                to="programmes.programme",
                                verbose_name="программа",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "цель показателя",
                        "verbose_name_plural": "цели показателей",
                        "ordering": ["programme", "indicator", "due_date"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("programme", "indicator", "due_date"),
                                name="target_stands_once_a_day",
                                violation_error_message="Цель этого показателя на этот срок уже есть.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SavedView",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="название")),
                        ("query", models.CharField(max_length=500, verbose_name="адрес")),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="сохранён")),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="saved_views",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="чей",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "сохранённый вопрос",
                        "verbose_name_plural": "сохранённые вопросы",
                        "ordering": ["title", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "title"),
                                name="saved_view_title_stands_once",
                                violation_error_message="Вопрос с таким названием у вас уже есть.",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
