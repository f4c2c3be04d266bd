import django.contrib.auth.validators
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import mentorship.migrating
import schools.attachments
import schools.fields
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("schools", "0001_initial"),
        ("schools", "0002_school_record"),
        ("schools", "0003_first_versions"),
        ("schools", "0004_not_doubles"),
        ("schools", "0005_erased_people_and_consent_texts"),
        ("schools", "0006_first_steps_hidden"),
    ]

    initial = True

    dependencies = []

    operations = [
        mentorship.migrating.CreateModels(
            models=[
                migrations.CreateModel(
                    name="User",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        (
                            "last_login",
                            models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                        ),
                        (
                            "username",
                            models.CharField(
                                error_messages={"unique": "Такое имя для входа уже занято."},
                                max_length=150,
                                unique=True,
                                validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                                verbose_name="имя для входа",
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="действует")),
                        (
                            "date_joined",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="создана"),
                        ),
                        (
                            "first_steps_hidden_date",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="первые шаги скрыты"
                            ),
                        ),
                        (
                            "person",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="user",
                                to="schools.person",
                                verbose_name="сотрудник",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "учётная запись",
                        "verbose_name_plural": "учётные записи",
                        "ordering": ["username"],
                    },
                ),
                migrations.CreateModel(
                    name="Municipality",
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
                        "verbose_name": "муниципалитет",
                        "verbose_name_plural": "муниципалитеты",
                        "ordering": ["key"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Position",
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
                        "verbose_name": "должность",
                        "verbose_name_plural": "должности",
                        "ordering": ["key"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SchoolKind",
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
                        "verbose_name": "вид ОО",
                        "verbose_name_plural": "виды ОО",
                        "ordering": ["key"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Subject",
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
                        "verbose_name": "предмет",
                        "verbose_name_plural": "предметы",
                        "ordering": ["key"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ConsentText",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("processing", "обработка персональных данных"),
                                    ("publication", "публикация карточки наставника"),
                                    ("duties", "возложение обязанностей наставника"),
                                ],
                                max_length=20,
                                verbose_name="на что",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="редакция")),
                        ("text", models.TextField(verbose_name="текст")),
                        ("sha256", models.CharField(max_length=64, verbose_name="контрольная сумма SHA-256")),
                        ("since", models.DateField(verbose_name="действует с")),
                    ],
                    options={
                        "verbose_name": "текст согласия",
                        "verbose_name_plural": "тексты согласий",
                        "ordering": ["kind", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "number"),
                                name="consent_text_of_a_number_stands_once",
                                violation_error_message="Эта редакция согласия уже записана.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IndexRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", schools.fields.AcademicYearField(verbose_name="учебный год")),
                        (
                            "index",
                            models.CharField(
                                choices=[("results", "ИОР"), ("wellbeing", "ИСБШ")],
                                max_length=10,
                                verbose_name="индекс",
                            ),
                        ),
                        ("population", models.CharField(max_length=300, verbose_name="совокупность")),
                        ("parameters", models.JSONField(default=dict, verbose_name="параметры")),
                        ("inputs", models.JSONField(default=dict, verbose_name="исходные данные")),
                        ("results", models.JSONField(default=dict, verbose_name="результаты")),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="посчитан")),
                        (
                            "applied_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="внесён в записи школ"),
                        ),
                        (
                            "applied_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто внёс",
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто считал",
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="index_runs",
                                to="schools.municipality",
                                verbose_name="муниципалитет",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "расчёт индекса",
                        "verbose_name_plural": "расчёты индексов",
                        "ordering": ["-created_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Person",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=50, unique=True, verbose_name="код педагога")),
                        ("last_name", models.CharField(max_length=100, verbose_name="фамилия")),
                        ("first_name", models.CharField(blank=True, max_length=100, verbose_name="имя")),
                        (
                            "middle_name",
                            models.CharField(blank=True, max_length=100, verbose_name="отчество"),
                        ),
                        (
                            "name_key",
                            schools.fields.FoldedField(
                                db_index=True,
                                max_length=320,
                                of=("last_name", "first_name", "middle_name"),
                                verbose_name="ключ поиска",
                            ),
                        ),
                        ("is_teacher", models.BooleanField(default=False, verbose_name="педагог")),
                        (
                            "teaching_since",
                            models.DateField(
                                blank=True, null=True, verbose_name="начало педагогической деятельности"
                            ),
                        ),
                        (
                            "category",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("highest", "высшая"),
                                    ("first", "первая"),
                                    ("fits_position", "соответствие занимаемой должности"),
                                    ("none", "без категории"),
                                ],
                                max_length=20,
                                verbose_name="квалификационная категория",
                            ),
                        ),
                        (
                            "email",
                            models.EmailField(blank=True, max_length=254, verbose_name="электронная почта"),
                        ),
                        (
                            "erased_date",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="данные уничтожены"
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                blank=True,
                                help_text="Пусто — сотрудник, отвечающий за весь портал.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="people",
                                to="schools.municipality",
                                verbose_name="муниципалитет",
                            ),
                        ),
                        (
                            "position",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="people",
                                to="schools.position",
                                verbose_name="должность",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                blank=True,
                                help_text="Пусто — сотрудник муниципалитета. Переводы хранятся в истории работы.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="staff",
                                to="schools.school",
                                verbose_name="школа сейчас",
                            ),
                        ),
                        (
                            "subjects",
                            models.ManyToManyField(
                                blank=True,
                                related_name="people",
                                to="schools.subject",
                                verbose_name="предметы",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "сотрудник",
                        "verbose_name_plural": "сотрудники",
                        "ordering": ["name_key", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalDiagnostic",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("date", models.DateField(verbose_name="дата")),
                        (
                            "subject_score",
                            models.DecimalField(
                                decimal_places=6,
                                max_digits=12,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="предметные компетенции",
                            ),
                        ),
                        (
                            "method_score",
                            models.DecimalField(
                                decimal_places=6,
                                max_digits=12,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="методические компетенции",
                            ),
                        ),
                        (
                            "max_score",
                            models.DecimalField(decimal_places=6, max_digits=12, verbose_name="максимум"),
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
                            "person",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="schools.person",
                                verbose_name="педагог",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical диагностика",
                        "verbose_name_plural": "historical диагностики",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="PersonAlias",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=50, unique=True, verbose_name="прежний код")),
                        ("record", models.JSONField(default=dict, verbose_name="прежняя запись")),
                        ("merged_at", models.DateTimeField(auto_now_add=True, verbose_name="объединены")),
                        (
                            "merged_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто объединил",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="aliases",
                                to="schools.person",
                                verbose_name="сотрудник",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "прежний код сотрудника",
                        "verbose_name_plural": "прежние коды сотрудников",
                        "ordering": ["-merged_at"],
                    },
                ),
                migrations.CreateModel(
                    name="School",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=30, unique=True, verbose_name="код ОО")),
                        ("name", models.CharField(max_length=250, verbose_name="наименование")),
                        ("name_key", schools.fields.FoldedField(db_index=True, verbose_name="ключ поиска")),
                        (
                            "is_elevated",
                            models.BooleanField(default=False, verbose_name="повышенный уровень"),
                        ),
                        ("is_base", models.BooleanField(default=False, verbose_name="опорная ОО")),
                        ("site", models.URLField(blank=True, max_length=500, verbose_name="сайт")),
                        (
                            "mentoring_page",
                            models.URLField(
                                blank=True, max_length=500, verbose_name="страница «Наставничество»"
                            ),
                        ),
                        (
                            "page_updated_date",
                            models.DateField(blank=True, null=True, verbose_name="дата обновления страницы"),
                        ),
                        (
                            "resource_section",
                            models.URLField(
                                blank=True,
                                max_length=500,
                                verbose_name="раздел «Ресурсный центр наставнических практик»",
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="schools",
                                to="schools.municipality",
                                verbose_name="муниципалитет",
                            ),
                        ),
                        (
                            "kind",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="schools",
                                to="schools.schoolkind",
                                verbose_name="вид",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "школа",
                        "verbose_name_plural": "школы",
                        "ordering": ["name_key", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ListedSchool",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="listings",
                                to="schools.school",
                                verbose_name="школа",
                            ),
                        ),
                        (
                            "list",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="schools.schoollist",
                                verbose_name="перечень",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "школа перечня",
                        "verbose_name_plural": "школы перечня",
                        "ordering": ["school__name_key"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("list", "school"),
                                name="school_is_listed_once",
                                violation_error_message="Школа в этом перечне уже есть.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalSchoolYear",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("year", schools.fields.AcademicYearField(verbose_name="учебный год")),
                        (
                            "results_index",
                            models.DecimalField(
                                blank=True,
                                decimal_places=6,
                                max_digits=7,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(1),
                                ],
                                verbose_name="ИОР",
                            ),
                        ),
                        (
                            "results_quartile",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[
                                    (1, "1 — низкий"),
                                    (2, "2 — ниже среднего"),
                                    (3, "3 — выше среднего"),
                                    (4, "4 — высокий"),
                                ],
                                help_text="Из приказа; пусто — считает портал.",
                                null=True,
                                verbose_name="квартиль ИОР",
                            ),
                        ),
                        (
                            "wellbeing_index",
                            models.DecimalField(
                                blank=True,
                                decimal_places=6,
                                max_digits=7,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(1),
                                ],
                                verbose_name="ИСБШ",
                            ),
                        ),
                        (
                            "wellbeing_quartile",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[
                                    (1, "1 — низкий"),
                                    (2, "2 — ниже среднего"),
                                    (3, "3 — выше среднего"),
                                    (4, "4 — высокий"),
                                ],
                                help_text="Из приказа; пусто — считает портал.",
                                null=True,
                                verbose_name="квартиль ИСБШ",
                            ),
                        ),
                        (
                            "final_exams",
                            models.DecimalField(
                                blank=True, decimal_places=6, max_digits=9, null=True, verbose_name="ГИА"
                            ),
                        ),
                        (
                            "national_tests",
                            models.DecimalField(
                                blank=True, decimal_places=6, max_digits=9, null=True, verbose_name="ВПР"
                            ),
                        ),
                        ("has_low_results", models.BooleanField(default=False, verbose_name="ШНОР")),
                        ("has_hard_conditions", models.BooleanField(default=False, verbose_name="ШССУ")),
                        (
                            "low_results_ended",
                            models.DateField(
                                blank=True,
                                help_text="Первый день вне перечня; пусто — весь год.",
                                null=True,
                                verbose_name="исключена из ШНОР с",
                            ),
                        ),
                        (
                            "hard_conditions_ended",
                            models.DateField(
                                blank=True,
                                help_text="Первый день вне перечня; пусто — весь год.",
                                null=True,
                                verbose_name="исключена из ШССУ с",
                            ),
                        ),
                        ("order", models.CharField(blank=True, max_length=250, verbose_name="приказ")),
                        (
                            "teacher_count",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="педагогов всего"
                            ),
                        ),
                        (
                            "novice_count",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="молодых специалистов"
                            ),
                        ),
                        (
                            "student_count",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="обучающихся всего"
                            ),
                        ),
                        (
                            "student_10_19_count",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="обучающихся 10–19 лет"
                            ),
                        ),
                        (
                            "student_15_19_count",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="обучающихся 15–19 лет"
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
                            "school",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="schools.school",
                                verbose_name="школа",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical учебный год школы",
                        "verbose_name_plural": "historical учебные годы школ",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalContextValue",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("year", schools.fields.AcademicYearField(verbose_name="учебный год")),
                        ("characteristic", models.CharField(max_length=200, verbose_name="характеристика")),
                        (
                            "characteristic_key",
                            schools.fields.FoldedField(
                                max_length=200, of=("characteristic",), verbose_name="ключ поиска"
                            ),
                        ),
                        (
                            "value",
                            models.DecimalField(decimal_places=6, max_digits=18, verbose_name="значение"),
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
                            "school",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="schools.school",
                                verbose_name="школа",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical характеристика школы",
                        "verbose_name_plural": "historical характеристики школ",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSchool",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(db_index=True, max_length=30, verbose_name="код ОО")),
                        ("name", models.CharField(max_length=250, verbose_name="наименование")),
                        ("name_key", schools.fields.FoldedField(db_index=True, verbose_name="ключ поиска")),
                        (
                            "is_elevated",
                            models.BooleanField(default=False, verbose_name="повышенный уровень"),
                        ),
                        ("is_base", models.BooleanField(default=False, verbose_name="опорная ОО")),
                        ("site", models.URLField(blank=True, max_length=500, verbose_name="сайт")),
                        (
                            "mentoring_page",
                            models.URLField(
                                blank=True, max_length=500, verbose_name="страница «Наставничество»"
                            ),
                        ),
                        (
                            "page_updated_date",
                            models.DateField(blank=True, null=True, verbose_name="дата обновления страницы"),
                        ),
                        (
                            "resource_section",
                            models.URLField(
                                blank=True,
                                max_length=500,
                                verbose_name="раздел «Ресурсный центр наставнических практик»",
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
                        (
                            "kind",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="schools.schoolkind",
                                verbose_name="вид",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical школа",
                        "verbose_name_plural": "historical школы",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="SchoolList",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("low_results", "ШНОР"), ("hard_conditions", "ШССУ")],
                                max_length=20,
                                verbose_name="перечень",
                            ),
                        ),
                        ("year", schools.fields.AcademicYearField(verbose_name="учебный год")),
                        ("number", models.CharField(max_length=50, verbose_name="номер приказа")),
                        ("date", models.DateField(verbose_name="дата приказа")),
                        (
                            "issuer",
                            models.CharField(
                                help_text="Регион и ведомство, например «Минобр области».",
                                max_length=250,
                                verbose_name="кто издал",
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="внесён")),
                        (
                            "adopted_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="применён"
                            ),
                        ),
                        (
                            "adopted_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто применил",
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
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
                                related_name="school_lists",
                                to="schools.municipality",
                                verbose_name="муниципалитет",
                            ),
                        ),
                        (
                            "schools",
                            models.ManyToManyField(
                                related_name="lists",
                                through="schools.ListedSchool",
                                to="schools.school",
                                verbose_name="школы",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "перечень школ",
                        "verbose_name_plural": "перечни школ",
                        "ordering": ["-year", "kind", "-date", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "kind", "year", "number", "date"),
                                name="list_stands_once",
                                violation_error_message="Этот приказ с этим перечнем уже внесён.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SchoolPaper",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", schools.fields.AcademicYearField(verbose_name="учебный год")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("self_examination", "самообследование"),
                                    ("transition", "программа перевода в эффективный режим"),
                                ],
                                max_length=20,
                                verbose_name="документ",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "готовится"),
                                    ("submitted", "сдан"),
                                    ("agreed", "согласован"),
                                    ("fulfilled", "выполнен"),
                                ],
                                default="draft",
                                max_length=12,
                                verbose_name="состояние",
                            ),
                        ),
                        ("link", models.URLField(blank=True, max_length=500, verbose_name="ссылка")),
                        (
                            "file",
                            models.FileField(
                                blank=True, upload_to=schools.attachments.random_path, verbose_name="файл"
                            ),
                        ),
                        (
                            "file_name",
                            models.CharField(
                                blank=True, editable=False, max_length=250, verbose_name="имя файла"
                            ),
                        ),
                        ("comment", models.CharField(blank=True, max_length=500, verbose_name="примечание")),
                        ("changed_at", models.DateTimeField(auto_now=True, verbose_name="изменено")),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="papers",
                                to="schools.school",
                                verbose_name="школа",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "документ школы",
                        "verbose_name_plural": "документы школ",
                        "ordering": ["-year", "school__name_key", "kind"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("school", "year", "kind"),
                                name="school_paper_stands_once_a_year",
                                violation_error_message="Этот документ школы за этот год уже записан.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SchoolYear",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", schools.fields.AcademicYearField(verbose_name="учебный год")),
                        (
                            "results_index",
                            models.DecimalField(
                                blank=True,
                                decimal_places=6,
                                max_digits=7,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(1),
                                ],
                                verbose_name="ИОР",
                            ),
                        ),
                        (
                            "results_quartile",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[
                                    (1, "1 — низкий"),
                                    (2, "2 — ниже среднего"),
                                    (3, "3 — выше среднего"),
                                    (4, "4 — высокий"),
                                ],
                                help_text="Из приказа; пусто — считает портал.",
                                null=True,
                                verbose_name="квартиль ИОР",
                            ),
                        ),
                        (
                            "wellbeing_index",
                            models.DecimalField(
                                blank=True,
                                decimal_places=6,
                                max_digits=7,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(1),
                                ],
                                verbose_name="ИСБШ",
                            ),
                        ),
                        (
                            "wellbeing_quartile",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[
                                    (1, "1 — низкий"),
                                    (2, "2 — ниже среднего"),
                                    (3, "3 — выше среднего"),
                                    (4, "4 — высокий"),
                                ],
                                help_text="Из приказа; пусто — считает портал.",
                                null=True,
                                verbose_name="квартиль ИСБШ",
                            ),
                        ),
                        (
                            "final_exams",
                            models.DecimalField(
                                blank=True, decimal_places=6, max_digits=9, null=True, verbose_name="ГИА"
                            ),
                        ),
                        (
                            "national_tests",
                            models.DecimalField(
                                blank=True, decimal_places=6, max_digits=9, null=True, verbose_name="ВПР"
                            ),
                        ),
                        ("has_low_results", models.BooleanField(default=False, verbose_name="ШНОР")),
                        ("has_hard_conditions", models.BooleanField(default=False, verbose_name="ШССУ")),
                        (
                            "low_results_ended",
                            models.DateField(
                                blank=True,
                                help_text="Первый день вне перечня; пусто — весь год.",
                                null=True,
                                verbose_name="исключена из ШНОР с",
                            ),
                        ),
                        (
                            "hard_conditions_ended",
                            models.DateField(
                                blank=True,
                                help_text="Первый день вне перечня; пусто — весь год.",
                                null=True,
                                verbose_name="исключена из ШССУ с",
                            ),
                        ),
                        ("order", models.CharField(blank=True, max_length=250, verbose_name="приказ")),
                        (
                            "teacher_count",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="педагогов всего"
                            ),
                        ),
                        (
                            "novice_count",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="молодых специалистов"
                            ),
                        ),
                        (
                            "student_count",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="обучающихся всего"
                            ),
                        ),
                        (
                            "student_10_19_count",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="обучающихся 10–19 лет"
                            ),
                        ),
                        (
                            "student_15_19_count",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="обучающихся 15–19 лет"
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="years",
                                to="schools.school",
                                verbose_name="школа",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "учебный год школы",
                        "verbose_name_plural": "учебные годы школ",
                        "ordering": ["-year", "school__name_key"],
                        "indexes": [
                            models.Index(fields=["year", "has_low_results"], name="schoolyear_low_results")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("school", "year"),
                                name="school_has_one_row_a_year",
                                violation_error_message="У школы уже есть запись за этот учебный год.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("results_index__isnull", True),
                                    models.Q(("results_index__gte", 0), ("results_index__lte", 1)),
                                    _connector="OR",
                                ),
                                name="results_index_lies_in_0_to_1",
                                violation_error_message="ИОР — число от 0 до 1.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("wellbeing_index__isnull", True),
                                    models.Q(("wellbeing_index__gte", 0), ("wellbeing_index__lte", 1)),
                                    _connector="OR",
                                ),
                                name="wellbeing_index_lies_in_0_to_1",
                                violation_error_message="ИСБШ — число от 0 до 1.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("low_results_ended__isnull", True),
                                    ("has_low_results", True),
                                    _connector="OR",
                                ),
                                name="low_results_ended_only_where_listed",
                                violation_error_message="Дата исключения из ШНОР — только у школы, которая в перечне.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("hard_conditions_ended__isnull", True),
                                    ("has_hard_conditions", True),
                                    _connector="OR",
                                ),
                                name="hard_conditions_ended_only_where_listed",
                                violation_error_message="Дата исключения из ШССУ — только у школы, которая в перечне.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("results_quartile__isnull", True),
                                    ("results_quartile__range", (1, 4)),
                                    _connector="OR",
                                ),
                                name="results_quartile_is_1_to_4",
                                violation_error_message="Квартиль ИОР — целое число от 1 до 4.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("wellbeing_quartile__isnull", True),
                                    ("wellbeing_quartile__range", (1, 4)),
                                    _connector="OR",
                                ),
                                name="wellbeing_quartile_is_1_to_4",
                                violation_error_message="Квартиль ИСБШ — целое число от 1 до 4.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IndexStudy",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", schools.fields.AcademicYearField(verbose_name="учебный год")),
                        (
                            "index",
                            models.CharField(
                                choices=[("results", "ИОР"), ("wellbeing", "ИСБШ")],
                                max_length=10,
                                verbose_name="индекс",
                            ),
                        ),
                        ("study", models.CharField(max_length=300, verbose_name="исследование")),
                        ("order", models.CharField(blank=True, max_length=300, verbose_name="приказ")),
                        (
                            "population",
                            models.CharField(
                                help_text="Среди каких школ: «47 школ области», «все школы округа».",
                                max_length=300,
                                verbose_name="совокупность",
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="schools.indexrun",
                                verbose_name="расчёт портала",
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="index_studies",
                                to="schools.municipality",
                                verbose_name="муниципалитет",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "источник индекса",
                        "verbose_name_plural": "источники индексов",
                        "ordering": ["-year", "municipality__key", "index"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "year", "index"),
                                name="index_has_one_source_a_year",
                                violation_error_message="Источник этого индекса за этот год уже записан.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NotDoubles",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="почему это разные люди"
                            ),
                        ),
                        ("decided_at", models.DateTimeField(auto_now_add=True, verbose_name="когда решено")),
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
                            "person_a",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="told_apart_from",
                                to="schools.person",
                                verbose_name="один сотрудник",
                            ),
                        ),
                        (
                            "person_b",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="told_apart_by",
                                to="schools.person",
                                verbose_name="другой сотрудник",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "не двойники",
                        "verbose_name_plural": "не двойники",
                        "ordering": ["-decided_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("person_a", "person_b"),
                                name="two_are_told_apart_once",
                                violation_error_message="Об этих двух записях уже решено, что это разные люди.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("person_a__lt", models.F("person_b"))),
                                name="two_told_apart_stand_in_order",
                                violation_error_message="Сначала указывается запись, внесённая раньше; одна запись — не две.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Diagnostic",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("date", models.DateField(verbose_name="дата")),
                        (
                            "subject_score",
                            models.DecimalField(
                                decimal_places=6,
                                max_digits=12,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="предметные компетенции",
                            ),
                        ),
                        (
                            "method_score",
                            models.DecimalField(
                                decimal_places=6,
                                max_digits=12,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="методические компетенции",
                            ),
                        ),
                        (
                            "max_score",
                            models.DecimalField(decimal_places=6, max_digits=12, verbose_name="максимум"),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="diagnostics",
                                to="schools.person",
                                verbose_name="педагог",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "диагностика",
                        "verbose_name_plural": "диагностики",
                        "ordering": ["-date", "person__name_key"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("person", "date"),
                                name="person_is_tested_once_a_day",
                                violation_error_message="Диагностика этого педагога на эту дату уже записана.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("max_score__gt", 0)),
                                name="max_score_is_positive",
                                violation_error_message="Максимум должен быть больше нуля.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("subject_score__gte", 0),
                                    ("subject_score__lte", models.F("max_score")),
                                    ("method_score__gte", 0),
                                    ("method_score__lte", models.F("max_score")),
                                ),
                                name="scores_lie_within_their_maximum",
                                violation_error_message="Балл — от 0 до максимума.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Consent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("processing", "обработка персональных данных"),
                                    ("publication", "публикация карточки наставника"),
                                    ("duties", "возложение обязанностей наставника"),
                                ],
                                max_length=20,
                                verbose_name="на что",
                            ),
                        ),
                        ("given_date", models.DateField(verbose_name="дано")),
                        (
                            "way",
                            models.CharField(
                                choices=[("portal", "на портале"), ("paper", "на бумаге")],
                                default="paper",
                                max_length=10,
                                verbose_name="способ",
                            ),
                        ),
                        ("withdrawn_date", models.DateField(blank=True, null=True, verbose_name="отозвано")),
                        (
                            "opened",
                            models.JSONField(
                                blank=True, default=list, editable=False, verbose_name="что открыто"
                            ),
                        ),
                        (
                            "text",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="consents",
                                to="schools.consenttext",
                                verbose_name="текст",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="consents",
                                to="schools.person",
                                verbose_name="сотрудник",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "согласие",
                        "verbose_name_plural": "согласия",
                        "ordering": ["-given_date"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_date__isnull", True)),
                                fields=("person", "kind"),
                                name="one_live_consent_of_a_kind",
                                violation_error_message="Действующее согласие этого вида уже записано.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("withdrawn_date__isnull", True),
                                    ("withdrawn_date__gte", models.F("given_date")),
                                    _connector="OR",
                                ),
                                name="consent_is_withdrawn_after_it_is_given",
                                violation_error_message="Отзыв не может быть раньше согласия.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RoleAssignment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("admin", "администратор портала"),
                                    ("head", "руководитель наставнического центра"),
                                    ("methodist", "методист"),
                                    ("curator", "школьный куратор"),
                                    ("director", "руководитель ОО"),
                                    ("approver", "ответственный управления образования"),
                                    ("department", "управление образования"),
                                ],
                                max_length=20,
                                verbose_name="роль",
                            ),
                        ),
                        ("start_date", models.DateField(verbose_name="начало")),
                        ("end_date", models.DateField(blank=True, null=True, verbose_name="окончание")),
                        (
                            "municipality",
                            models.ForeignKey(
                                blank=True,
                                help_text="Для муниципальных ролей; пусто — весь портал.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="roles",
                                to="schools.municipality",
                                verbose_name="муниципалитет",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="roles",
                                to="schools.person",
                                verbose_name="сотрудник",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="roles",
                                to="schools.school",
                                verbose_name="школа",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "роль",
                        "verbose_name_plural": "роли",
                        "ordering": ["person__name_key", "start_date"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("school__isnull", False)),
                                fields=("person", "role", "school", "start_date"),
                                name="school_role_is_given_once_a_day",
                                violation_error_message="Эта роль с этой даты уже назначена.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("municipality__isnull", False)),
                                fields=("person", "role", "municipality", "start_date"),
                                name="municipal_role_is_given_once_a_day",
                                violation_error_message="Эта роль с этой даты уже назначена.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("municipality__isnull", True),
                                        ("role__in", ("curator", "director")),
                                        ("school__isnull", False),
                                    ),
                                    models.Q(
                                        (
                                            "role__in",
                                            ("admin", "head", "methodist", "approver", "department"),
                                        ),
                                        ("school__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="role_names_its_school_or_municipality",
                                violation_error_message="Куратору и руководителю ОО укажите школу, остальным ролям — муниципалитет без школы.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("end_date__isnull", True),
                                    ("end_date__gte", models.F("start_date")),
                                    _connector="OR",
                                ),
                                name="role_ends_after_it_starts",
                                violation_error_message="Окончание роли раньше её начала.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Employment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("start_date", models.DateField(blank=True, null=True, verbose_name="с")),
                        ("end_date", models.DateField(blank=True, null=True, verbose_name="по (не включая)")),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="employments",
                                to="schools.person",
                                verbose_name="сотрудник",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="employments",
                                to="schools.school",
                                verbose_name="школа",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "место работы",
                        "verbose_name_plural": "история работы",
                        "ordering": ["person", models.OrderBy(models.F("start_date"), nulls_first=True)],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("end_date__isnull", True)),
                                fields=("person",),
                                name="person_has_one_current_school",
                                violation_error_message="У сотрудника может быть только одна текущая школа.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("start_date__isnull", True),
                                    ("end_date__isnull", True),
                                    ("end_date__gte", models.F("start_date")),
                                    _connector="OR",
                                ),
                                name="employment_ends_after_it_starts",
                                violation_error_message="Окончание работы раньше её начала.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ContextValue",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", schools.fields.AcademicYearField(verbose_name="учебный год")),
                        ("characteristic", models.CharField(max_length=200, verbose_name="характеристика")),
                        (
                            "characteristic_key",
                            schools.fields.FoldedField(
                                max_length=200, of=("characteristic",), verbose_name="ключ поиска"
                            ),
                        ),
                        (
                            "value",
                            models.DecimalField(decimal_places=6, max_digits=18, verbose_name="значение"),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="context_values",
                                to="schools.school",
                                verbose_name="школа",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "характеристика школы",
                        "verbose_name_plural": "характеристики школ",
                        "ordering": ["-year", "school__name_key", "characteristic_key"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("school", "year", "characteristic_key"),
                                name="characteristic_is_given_once_a_year",
                                violation_error_message="Эта характеристика школы за год уже записана.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClassOverride",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", schools.fields.AcademicYearField(verbose_name="учебный год")),
                        (
                            "rule",
                            models.CharField(
                                choices=[
                                    ("stable_low", "стабильно низкие результаты"),
                                    ("stable_high", "стабильно высокие результаты"),
                                    ("risk_unstable", "риск: неустойчивость"),
                                    ("risk_spread", "риск: разрыв ГИА и ВПР"),
                                    ("risk_below_average", "риск: ниже среднего"),
                                    ("effective", "эффективная школа"),
                                ],
                                max_length=20,
                                verbose_name="признак",
                            ),
                        ),
                        ("value", models.BooleanField(verbose_name="установлено")),
                        ("reason", models.CharField(max_length=500, verbose_name="основание")),
                        ("set_at", models.DateTimeField(auto_now_add=True, verbose_name="когда")),
                        (
                            "withdrawn_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="отменено"),
                        ),
                        (
                            "set_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто",
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто отменил",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="class_overrides",
                                to="schools.school",
                                verbose_name="школа",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "признак вручную",
                        "verbose_name_plural": "признаки вручную",
                        "ordering": ["-set_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at__isnull", True)),
                                fields=("school", "year", "rule"),
                                name="rule_is_set_by_hand_once",
                                violation_error_message="Этот признак за этот год уже установлен вручную: отмените прежнее.",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
