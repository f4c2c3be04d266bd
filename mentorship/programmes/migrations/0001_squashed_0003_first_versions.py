import django.core.validators
import django.db.models.deletion
import mentorship.migrating
import schools.fields
import simple_history.models
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("programmes", "0001_initial"),
        ("programmes", "0002_passport_and_centre"),
        ("programmes", "0003_first_versions"),
    ]

    initial = True

    dependencies = [
        ("schools", "0001_squashed_0006_first_steps_hidden"),
    ]

    operations = [
        mentorship.migrating.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Focus",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="название")),
                        (
                            "key",
                            schools.fields.FoldedField(
                                max_length=200, unique=True, verbose_name="ключ поиска"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "направление",
                        "verbose_name_plural": "направления",
                        "ordering": ["key"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="MentoringForm",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.SlugField(max_length=20, unique=True, verbose_name="код")),
                        ("title", models.CharField(max_length=120, verbose_name="название")),
                        (
                            "key",
                            schools.fields.FoldedField(
                                max_length=120, of=("title",), unique=True, verbose_name="ключ поиска"
                            ),
                        ),
                        ("goal", models.TextField(blank=True, verbose_name="цель")),
                        (
                            "is_for_adults",
                            models.BooleanField(default=False, verbose_name="участвуют взрослые по именам"),
                        ),
                        ("order", models.PositiveSmallIntegerField(default=0, verbose_name="порядок")),
                    ],
                    options={
                        "verbose_name": "форма наставничества",
                        "verbose_name_plural": "формы наставничества",
                        "ordering": ["order", "code"],
                    },
                ),
                migrations.CreateModel(
                    name="Centre",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=250, verbose_name="название")),
                        ("base", models.CharField(blank=True, max_length=300, verbose_name="база центра")),
                        (
                            "founded_by",
                            models.CharField(
                                blank=True,
                                help_text="Кто издал, номер и дата.",
                                max_length=300,
                                verbose_name="создан приказом",
                            ),
                        ),
                        ("direction", models.TextField(blank=True, verbose_name="направление деятельности")),
                        (
                            "functions",
                            models.TextField(
                                blank=True,
                                help_text="По одной в строке: «название: пояснение».",
                                verbose_name="функции",
                            ),
                        ),
                        (
                            "principles",
                            models.TextField(
                                blank=True, help_text="По одному в строке.", verbose_name="принципы"
                            ),
                        ),
                        (
                            "activities",
                            models.TextField(
                                blank=True, help_text="По одному в строке.", verbose_name="виды деятельности"
                            ),
                        ),
                        (
                            "practices",
                            models.TextField(
                                blank=True, help_text="По одной в строке.", verbose_name="формы практик"
                            ),
                        ),
                        (
                            "municipality",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="centre",
                                to="schools.municipality",
                                verbose_name="муниципалитет",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "наставнический центр",
                        "verbose_name_plural": "наставнические центры",
                        "ordering": ["municipality__name"],
                    },
                ),
                migrations.CreateModel(
                    name="CentreGroup",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="группа или направление")),
                        (
                            "tasks",
                            models.TextField(blank=True, max_length=2000, verbose_name="чем занимается"),
                        ),
                        ("order", models.PositiveSmallIntegerField(default=0, verbose_name="порядок")),
                        (
                            "centre",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="groups",
                                to="programmes.centre",
                                verbose_name="центр",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "группа центра",
                        "verbose_name_plural": "группы центра",
                        "ordering": ["centre", "order", "title"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("centre", "title"),
                                name="group_stands_once_in_its_centre",
                                violation_error_message="Такая группа у центра уже есть.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CentreMember",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "part",
                            models.CharField(
                                choices=[
                                    ("head", "руководитель центра"),
                                    ("methodist", "методист (куратор центра)"),
                                    ("mentor", "наставник"),
                                    ("specialist", "специалист"),
                                ],
                                max_length=12,
                                verbose_name="функция",
                            ),
                        ),
                        (
                            "duties",
                            models.CharField(blank=True, max_length=500, verbose_name="чем занимается"),
                        ),
                        ("start_date", models.DateField(verbose_name="с")),
                        ("end_date", models.DateField(blank=True, null=True, verbose_name="по")),
                        ("basis", models.CharField(blank=True, max_length=300, verbose_name="основание")),
                        (
                            "centre",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="members",
                                to="programmes.centre",
                                verbose_name="центр",
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="members",
                                to="programmes.centregroup",
                                verbose_name="группа или направление",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="in_centres",
                                to="schools.person",
                                verbose_name="человек",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "член центра",
                        "verbose_name_plural": "состав центра",
                        "ordering": ["centre", "-start_date", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("end_date", None),
                                    ("end_date__gte", models.F("start_date")),
                                    _connector="OR",
                                ),
                                name="centre_member_ends_after_the_start",
                                violation_error_message="Последний день не раньше первого.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("end_date", None)),
                                fields=("centre", "person"),
                                name="person_is_once_in_a_centre",
                                violation_error_message="Этот человек уже в составе центра.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("end_date", None), ("part", "head")),
                                fields=("centre",),
                                name="centre_has_one_head",
                                violation_error_message="У центра один руководитель: сначала завершите срок прежнего.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalCentre",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=250, verbose_name="название")),
                        ("base", models.CharField(blank=True, max_length=300, verbose_name="база центра")),
                        (
                            "founded_by",
                            models.CharField(
                                blank=True,
                                help_text="Кто издал, номер и дата.",
                                max_length=300,
                                verbose_name="создан приказом",
                            ),
                        ),
                        ("direction", models.TextField(blank=True, verbose_name="направление деятельности")),
                        (
                            "functions",
                            models.TextField(
                                blank=True,
                                help_text="По одной в строке: «название: пояснение».",
                                verbose_name="функции",
                            ),
                        ),
                        (
                            "principles",
                            models.TextField(
                                blank=True, help_text="По одному в строке.", verbose_name="принципы"
                            ),
                        ),
                        (
                            "activities",
                            models.TextField(
                                blank=True, help_text="По одному в строке.", verbose_name="виды деятельности"
                            ),
                        ),
                        (
                            "practices",
                            models.TextField(
                                blank=True, help_text="По одной в строке.", verbose_name="формы практик"
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="schools.municipality",
                                verbose_name="муниципалитет",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical наставнический центр",
                        "verbose_name_plural": "historical наставнические центры",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalProgramme",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("code", models.SlugField(max_length=60, verbose_name="код")),
                        ("title", models.CharField(max_length=300, verbose_name="наименование")),
                        ("start_date", models.DateField(verbose_name="первый день")),
                        ("end_date", models.DateField(verbose_name="последний день")),
                        (
                            "baseline_year",
                            schools.fields.AcademicYearField(verbose_name="базовый учебный год"),
                        ),
                        ("sets", models.JSONField(default=list, verbose_name="наборы показателей")),
                        ("goal", models.TextField(blank=True, verbose_name="цель")),
                        ("tasks", models.TextField(blank=True, verbose_name="задачи")),
                        (
                            "expected_results",
                            models.TextField(blank=True, verbose_name="ожидаемые результаты"),
                        ),
                        ("developers", models.TextField(blank=True, verbose_name="основные разработчики")),
                        ("executors", models.TextField(blank=True, verbose_name="основные исполнители")),
                        ("mechanism", models.TextField(blank=True, verbose_name="механизм реализации")),
                        ("control", models.TextField(blank=True, verbose_name="контроль реализации")),
                        (
                            "budget",
                            models.TextField(
                                blank=True,
                                help_text="Словами; суммы по годам — ниже, по строке.",
                                verbose_name="бюджет",
                            ),
                        ),
                        (
                            "published_at_url",
                            models.URLField(
                                blank=True, max_length=500, verbose_name="электронный адрес размещения"
                            ),
                        ),
                        (
                            "explanatory_note",
                            models.TextField(blank=True, verbose_name="пояснительная записка"),
                        ),
                        (
                            "normative_base",
                            models.TextField(
                                blank=True,
                                help_text="По одному акту в строке.",
                                verbose_name="нормативная база",
                            ),
                        ),
                        ("management", models.TextField(blank=True, verbose_name="структура управления")),
                        (
                            "order_number",
                            models.CharField(blank=True, max_length=60, verbose_name="утверждена приказом №"),
                        ),
                        ("order_date", models.DateField(blank=True, null=True, verbose_name="дата приказа")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="schools.municipality",
                                verbose_name="муниципалитет",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical программа",
                        "verbose_name_plural": "historical программы",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="FormVariant",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="название")),
                        ("key", schools.fields.FoldedField(max_length=200, verbose_name="ключ поиска")),
                        ("goal", models.TextField(blank=True, verbose_name="цель")),
                        (
                            "form",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="variants",
                                to="programmes.mentoringform",
                                verbose_name="форма",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "вариант формы",
                        "verbose_name_plural": "варианты форм",
                        "ordering": ["form__order", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("form", "key"),
                                name="variant_stands_once_in_its_form",
                                violation_error_message="Такой вариант у этой формы уже есть.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("form__isnull", True)),
                                fields=("key",),
                                name="variant_without_form_stands_once",
                                violation_error_message="Такой вариант без формы уже есть.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Programme",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.SlugField(max_length=60, unique=True, verbose_name="код")),
                        ("title", models.CharField(max_length=300, verbose_name="наименование")),
                        ("start_date", models.DateField(verbose_name="первый день")),
                        ("end_date", models.DateField(verbose_name="последний день")),
                        (
                            "baseline_year",
                            schools.fields.AcademicYearField(verbose_name="базовый учебный год"),
                        ),
                        ("sets", models.JSONField(default=list, verbose_name="наборы показателей")),
                        ("goal", models.TextField(blank=True, verbose_name="цель")),
                        ("tasks", models.TextField(blank=True, verbose_name="задачи")),
                        (
                            "expected_results",
                            models.TextField(blank=True, verbose_name="ожидаемые результаты"),
                        ),
                        ("developers", models.TextField(blank=True, verbose_name="основные разработчики")),
                        ("executors", models.TextField(blank=True, verbose_name="основные исполнители")),
                        ("mechanism", models.TextField(blank=True, verbose_name="механизм реализации")),
                        ("control", models.TextField(blank=True, verbose_name="контроль реализации")),
                        (
                            "budget",
                            models.TextField(
                                blank=True,
                                help_text="Словами; суммы по годам — ниже, по строке.",
                                verbose_name="бюджет",
                            ),
                        ),
                        (
                            "published_at_url",
                            models.URLField(
                                blank=True, max_length=500, verbose_name="электронный адрес размещения"
                            ),
                        ),
                        (
                            "explanatory_note",
                            models.TextField(blank=True, verbose_name="пояснительная записка"),
                        ),
                        (
                            "normative_base",
                            models.TextField(
                                blank=True,
                                help_text="По одному акту в строке.",
                                verbose_name="нормативная база",
                            ),
                        ),
                        ("management", models.TextField(blank=True, verbose_name="структура управления")),
                        (
                            "order_number",
                            models.CharField(blank=True, max_length=60, verbose_name="утверждена приказом №"),
                        ),
                        ("order_date", models.DateField(blank=True, null=True, verbose_name="дата приказа")),
                        (
                            "municipality",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="programmes",
                                to="schools.municipality",
                                verbose_name="муниципалитет",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "программа",
                        "verbose_name_plural": "программы",
                        "ordering": ["-start_date", "code"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("end_date__gt", models.F("start_date"))),
                                name="programme_ends_after_it_starts",
                                violation_error_message="Последний день программы должен быть позже первого.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalBudgetLine",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(2000)],
                                verbose_name="год",
                            ),
                        ),
                        ("source", models.CharField(max_length=200, verbose_name="источник")),
                        (
                            "amount",
                            models.DecimalField(
                                decimal_places=2,
                                max_digits=14,
                                validators=[django.core.validators.MinValueValidator(Decimal(0))],
                                verbose_name="сумма, ₽",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="programmes.programme",
                                verbose_name="программа",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical строка бюджета",
                        "verbose_name_plural": "historical бюджет по годам",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="BudgetLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(2000)],
                                verbose_name="год",
                            ),
                        ),
                        ("source", models.CharField(max_length=200, verbose_name="источник")),
                        (
                            "amount",
                            models.DecimalField(
                                decimal_places=2,
                                max_digits=14,
                                validators=[django.core.validators.MinValueValidator(Decimal(0))],
                                verbose_name="сумма, ₽",
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="budget_lines",
                                to="programmes.programme",
                                verbose_name="программа",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "строка бюджета",
                        "verbose_name_plural": "бюджет по годам",
                        "ordering": ["year", "source"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("programme", "year", "source"),
                                name="budget_source_stands_once_a_year",
                                violation_error_message="Этот источник в этом году уже записан.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gte", 0)),
                                name="budget_amount_is_not_negative",
                                violation_error_message="Сумма не бывает отрицательной.",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
