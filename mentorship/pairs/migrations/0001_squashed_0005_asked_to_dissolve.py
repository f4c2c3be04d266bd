import django.db.models.deletion
import mentorship.migrating
import schools.attachments
import schools.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("pairs", "0001_initial"),
        ("pairs", "0002_plans_voices_half_years"),
        ("pairs", "0003_matching_of_the_pool"),
        ("pairs", "0004_life_of_a_pair"),
        ("pairs", "0005_asked_to_dissolve"),
    ]

    initial = True

    dependencies = [
        ("bank", "0001_squashed_0005_mentor_joined_date"),
        ("programmes", "0001_squashed_0003_first_versions"),
        ("schools", "0001_squashed_0006_first_steps_hidden"),
    ]

    operations = [
        mentorship.migrating.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Effect",
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
                        "verbose_name": "достигнутый эффект",
                        "verbose_name_plural": "достигнутые эффекты",
                        "ordering": ["key"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ProductKind",
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
                        "verbose_name": "вид продукта пары",
                        "verbose_name_plural": "виды продуктов пар",
                        "ordering": ["key"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="MatchRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "objective",
                            models.CharField(
                                choices=[("people", "больше пар"), ("fit", "лучшее совпадение")],
                                default="people",
                                max_length=6,
                                verbose_name="цель",
                            ),
                        ),
                        ("conditions", models.JSONField(default=dict, verbose_name="веса и правила")),
                        (
                            "offered",
                            models.JSONField(blank=True, default=dict, verbose_name="места наставников"),
                        ),
                        (
                            "recruits",
                            models.JSONField(blank=True, default=list, verbose_name="кого не хватает"),
                        ),
                        ("total", models.PositiveIntegerField(default=0, verbose_name="сумма баллов")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "черновик"),
                                    ("published", "опубликован"),
                                    ("discarded", "отброшен"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="состояние",
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="начат")),
                        ("solved_at", models.DateTimeField(null=True, verbose_name="посчитан")),
                        (
                            "closed_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="опубликован или отброшен"
                            ),
                        ),
                        (
                            "closed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто решил",
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто начал",
                            ),
                        ),
                        (
                            "form",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programmes.mentoringform",
                                verbose_name="форма",
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="match_runs",
                                to="schools.municipality",
                                verbose_name="муниципалитет",
                            ),
                        ),
                        (
                            "variant",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programmes.formvariant",
                                verbose_name="вариант",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "подбор для всех",
                        "verbose_name_plural": "подборы для всех",
                        "ordering": ["-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Order",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=60, verbose_name="номер")),
                        (
                            "number_key",
                            schools.fields.FoldedField(
                                max_length=60, of=("number",), verbose_name="ключ поиска"
                            ),
                        ),
                        ("date", models.DateField(blank=True, null=True, verbose_name="дата")),
                        (
                            "scope",
                            models.CharField(
                                choices=[("school", "школа"), ("municipality", "муниципалитет")],
                                default="municipality",
                                max_length=12,
                                verbose_name="чей",
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="orders",
                                to="schools.municipality",
                                verbose_name="муниципалитет",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="orders",
                                to="schools.school",
                                verbose_name="школа",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "приказ",
                        "verbose_name_plural": "приказы",
                        "ordering": ["-date", "number_key"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("school__isnull", True)),
                                fields=("municipality", "number_key", "date"),
                                name="municipal_order_stands_once",
                                violation_error_message="Приказ муниципалитета с этим номером и датой уже есть.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("school__isnull", False)),
                                fields=("school", "number_key", "date"),
                                name="school_order_stands_once",
                                violation_error_message="Приказ школы с этим номером и датой уже есть.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("school__isnull", False), ("scope", "school")),
                                    models.Q(("school__isnull", True), ("scope", "municipality")),
                                    _connector="OR",
                                ),
                                name="school_order_names_its_school",
                                violation_error_message="Приказ школы называет школу, приказ муниципалитета — нет.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Pair",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=40, verbose_name="№ пары")),
                        (
                            "number_key",
                            schools.fields.FoldedField(
                                max_length=40, of=("number",), verbose_name="ключ поиска"
                            ),
                        ),
                        ("goal", models.TextField(blank=True, max_length=2000, verbose_name="цель")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "предложена"),
                                    ("agreed", "согласована"),
                                    ("ordered", "закреплена"),
                                    ("active", "действует"),
                                    ("paused", "приостановлена"),
                                    ("completed", "завершена"),
                                    ("dissolved", "расторгнута"),
                                    ("cancelled", "отменена"),
                                ],
                                default="proposed",
                                max_length=10,
                                verbose_name="состояние",
                            ),
                        ),
                        (
                            "mentor_agreed_date",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="согласие наставника дано"
                            ),
                        ),
                        (
                            "mentor_agreed_way",
                            models.CharField(
                                blank=True,
                                choices=[("portal", "на портале"), ("paper", "на бумаге")],
                                editable=False,
                                max_length=10,
                                verbose_name="способ согласия",
                            ),
                        ),
                        (
                            "completion_asked_date",
                            models.DateField(
                                blank=True,
                                editable=False,
                                null=True,
                                verbose_name="куратор предложил завершить",
                            ),
                        ),
                        (
                            "ending_asked_date",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="просят расторгнуть с"
                            ),
                        ),
                        (
                            "ending_asked_why",
                            models.TextField(
                                blank=True,
                                editable=False,
                                max_length=2000,
                                verbose_name="почему просят расторгнуть",
                            ),
                        ),
                        ("result", models.TextField(blank=True, max_length=4000, verbose_name="итог")),
                        (
                            "ending_initiator",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("mentor", "наставник"),
                                    ("mentee", "наставляемый"),
                                    ("employer", "работодатель"),
                                    ("dismissal", "увольнение"),
                                ],
                                max_length=10,
                                verbose_name="по чьей просьбе расторгнута",
                            ),
                        ),
                        (
                            "ending_notice_date",
                            models.DateField(blank=True, null=True, verbose_name="когда предупредили"),
                        ),
                        (
                            "ending_reason",
                            models.TextField(blank=True, max_length=2000, verbose_name="почему прекращена"),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="создана")),
                        (
                            "effects",
                            models.ManyToManyField(
                                blank=True,
                                related_name="+",
                                to="pairs.effect",
                                verbose_name="достигнутые эффекты",
                            ),
                        ),
                        (
                            "ending_asked_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="schools.person",
                                verbose_name="кто просит расторгнуть",
                            ),
                        ),
                        (
                            "focus",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pairs",
                                to="programmes.focus",
                                verbose_name="направление",
                            ),
                        ),
                        (
                            "form",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pairs",
                                to="programmes.mentoringform",
                                verbose_name="форма",
                            ),
                        ),
                        (
                            "mentor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pairs",
                                to="bank.mentor",
                                verbose_name="наставник",
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pairs",
                                to="schools.municipality",
                                verbose_name="муниципалитет",
                            ),
                        ),
                        (
                            "order",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pairs",
                                to="pairs.order",
                                verbose_name="приказ",
                            ),
                        ),
                        (
                            "replaces",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="replaced_by",
                                to="pairs.pair",
                                verbose_name="вместо пары",
                            ),
                        ),
                        (
                            "subject",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="schools.subject",
                                verbose_name="предмет",
                            ),
                        ),
                        (
                            "variant",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pairs",
                                to="programmes.formvariant",
                                verbose_name="вариант",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "пара или группа",
                        "verbose_name_plural": "пары и группы",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(fields=["municipality", "state"], name="pair_municipality_state")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "number_key"),
                                name="pair_number_stands_once",
                                violation_error_message="Пара с этим номером уже есть.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Meeting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("date", models.DateField(verbose_name="дата")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("introduction", "встреча-знакомство"),
                                    ("trial", "пробная рабочая"),
                                    ("planning", "встреча-планирование"),
                                    ("regular", "регулярная"),
                                    ("final", "заключительная"),
                                ],
                                default="regular",
                                max_length=12,
                                verbose_name="вид",
                            ),
                        ),
                        ("topic", models.CharField(max_length=300, verbose_name="о чём")),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="schools.person",
                                verbose_name="подтвердил",
                            ),
                        ),
                        (
                            "logged_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="schools.person",
                                verbose_name="записал",
                            ),
                        ),
                        (
                            "pair",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="meetings",
                                to="pairs.pair",
                                verbose_name="пара",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "встреча",
                        "verbose_name_plural": "встречи",
                        "ordering": ["-date", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="MatchLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("score", models.PositiveSmallIntegerField(default=0, verbose_name="балл")),
                        ("reasons_for", models.JSONField(blank=True, default=list, verbose_name="за")),
                        (
                            "reasons_against",
                            models.JSONField(blank=True, default=list, verbose_name="против"),
                        ),
                        ("is_locked", models.BooleanField(default=False, verbose_name="закреплена")),
                        (
                            "override_reason",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="почему изменено вручную"
                            ),
                        ),
                        ("reason", models.TextField(blank=True, verbose_name="почему без наставника")),
                        ("relaxation", models.TextField(blank=True, verbose_name="что помогло бы")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "в черновике"),
                                    ("published", "пара предложена"),
                                    ("left", "не получилось"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="состояние",
                            ),
                        ),
                        (
                            "mentor",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="match_lines",
                                to="bank.mentor",
                                verbose_name="наставник",
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="match_lines",
                                to="bank.menteerequest",
                                verbose_name="запрос",
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="pairs.matchrun",
                                verbose_name="подбор",
                            ),
                        ),
                        (
                            "pair",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="pairs.pair",
                                verbose_name="пара",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "строка подбора",
                        "verbose_name_plural": "строки подбора",
                        "ordering": ["run", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("run", "request"),
                                name="request_stands_once_in_a_run",
                                violation_error_message="Этот запрос в подборе уже есть.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("mentor__isnull", False),
                                    models.Q(("state", "published"), _negated=True),
                                    _connector="OR",
                                ),
                                name="published_line_names_its_mentor",
                                violation_error_message="Опубликованная строка называет наставника.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DiaryEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("date", models.DateField(verbose_name="дата")),
                        ("text", models.TextField(max_length=4000, verbose_name="запись")),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="создана")),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="diary_entries",
                                to="schools.person",
                                verbose_name="автор",
                            ),
                        ),
                        (
                            "pair",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="diary",
                                to="pairs.pair",
                                verbose_name="пара",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "запись дневника",
                        "verbose_name_plural": "дневник пары",
                        "ordering": ["-date", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="PairMember",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "agreed_date",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="согласие дано"
                            ),
                        ),
                        (
                            "agreed_way",
                            models.CharField(
                                blank=True,
                                choices=[("portal", "на портале"), ("paper", "на бумаге")],
                                editable=False,
                                max_length=10,
                                verbose_name="способ согласия",
                            ),
                        ),
                        ("start_date", models.DateField(blank=True, null=True, verbose_name="дата начала")),
                        ("end_date", models.DateField(blank=True, null=True, verbose_name="дата окончания")),
                        (
                            "mentee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to="schools.person",
                                verbose_name="наставляемый",
                            ),
                        ),
                        (
                            "mentor",
                            models.ForeignKey(
                                editable=False,
                                help_text="Наставник пары: повторён, чтобы база сама не допускала наставничества над собой.",
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to="bank.mentor",
                                verbose_name="наставник",
                            ),
                        ),
                        (
                            "pair",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="members",
                                to="pairs.pair",
                                verbose_name="пара",
                            ),
                        ),
                        (
                            "place",
                            models.OneToOneField(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="member",
                                to="bank.mentorplace",
                                verbose_name="место",
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="memberships",
                                to="bank.menteerequest",
                                verbose_name="запрос",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "участник пары",
                        "verbose_name_plural": "участники пар",
                        "ordering": ["pair", "start_date", "pk"],
                        "indexes": [
                            models.Index(fields=["mentee", "start_date"], name="member_mentee_start"),
                            models.Index(fields=["mentor", "start_date"], name="member_mentor_start"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("pair", "mentee"),
                                name="mentee_stands_once_in_a_pair",
                                violation_error_message="Этот наставляемый уже есть в паре.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("mentee", models.F("mentor")), _negated=True),
                                name="no_one_mentors_oneself",
                                violation_error_message="Наставник не может быть своим наставляемым.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("start_date__isnull", True),
                                    ("end_date__isnull", True),
                                    ("end_date__gte", models.F("start_date")),
                                    _connector="OR",
                                ),
                                name="membership_ends_after_it_starts",
                                violation_error_message="Дата окончания раньше даты начала.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlannedMeeting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("date", models.DateField(verbose_name="дата")),
                        ("time", models.TimeField(blank=True, null=True, verbose_name="время")),
                        ("minutes", models.PositiveSmallIntegerField(default=45, verbose_name="минут")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("introduction", "встреча-знакомство"),
                                    ("trial", "пробная рабочая"),
                                    ("planning", "встреча-планирование"),
                                    ("regular", "регулярная"),
                                    ("final", "заключительная"),
                                ],
                                default="regular",
                                max_length=12,
                                verbose_name="вид",
                            ),
                        ),
                        ("topic", models.CharField(blank=True, max_length=300, verbose_name="о чём")),
                        ("place", models.CharField(blank=True, max_length=300, verbose_name="где")),
                        (
                            "cancelled_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="отменена"),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True, verbose_name="изменена")),
                        (
                            "sequence",
                            models.PositiveSmallIntegerField(default=0, verbose_name="сколько раз менялась"),
                        ),
                        (
                            "meeting",
                            models.OneToOneField(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="planned",
                                to="pairs.meeting",
                                verbose_name="запись в журнале",
                            ),
                        ),
                        (
                            "pair",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="planned_meetings",
                                to="pairs.pair",
                                verbose_name="пара",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "назначенная встреча",
                        "verbose_name_plural": "назначенные встречи",
                        "ordering": ["date", "time", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="PlanTemplate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="название")),
                        ("is_active", models.BooleanField(default=True, verbose_name="предлагается")),
                        (
                            "form",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programmes.mentoringform",
                                verbose_name="форма наставничества",
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                blank=True,
                                help_text="Пусто — шаблон портала для всех.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plan_templates",
                                to="schools.municipality",
                                verbose_name="муниципалитет",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "шаблон плана пары",
                        "verbose_name_plural": "шаблоны планов пар",
                        "ordering": ["title", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="PlanTemplateItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(default=0, verbose_name="порядок")),
                        ("title", models.CharField(max_length=300, verbose_name="что сделать")),
                        (
                            "days",
                            models.PositiveSmallIntegerField(
                                default=30, verbose_name="через сколько дней от начала"
                            ),
                        ),
                        (
                            "template",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="items",
                                to="pairs.plantemplate",
                                verbose_name="шаблон",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "пункт шаблона",
                        "verbose_name_plural": "пункты шаблона",
                        "ordering": ["order", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="PlanItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(default=0, verbose_name="порядок")),
                        ("title", models.CharField(max_length=300, verbose_name="что сделать")),
                        ("due_date", models.DateField(blank=True, null=True, verbose_name="срок")),
                        ("done_date", models.DateField(blank=True, null=True, verbose_name="сделано")),
                        ("result", models.CharField(blank=True, max_length=500, verbose_name="результат")),
                        (
                            "removed_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="убран из плана"
                            ),
                        ),
                        (
                            "pair",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="plan",
                                to="pairs.pair",
                                verbose_name="пара",
                            ),
                        ),
                        (
                            "template_item",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="pairs.plantemplateitem",
                                verbose_name="из шаблона",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "пункт плана пары",
                        "verbose_name_plural": "план пары",
                        "ordering": ["pair", "order", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Product",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=300, verbose_name="название")),
                        ("date", models.DateField(verbose_name="дата")),
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
                        (
                            "added_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто добавил",
                            ),
                        ),
                        (
                            "pair",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="products",
                                to="pairs.pair",
                                verbose_name="пара",
                            ),
                        ),
                        (
                            "kind",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="pairs.productkind",
                                verbose_name="вид",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "продукт пары",
                        "verbose_name_plural": "продукты пар",
                        "ordering": ["-date", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Pulse",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("due_date", models.DateField(verbose_name="на какой день")),
                        (
                            "score",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="оценка"),
                        ),
                        ("wish", models.CharField(blank=True, max_length=500, verbose_name="чем помочь")),
                        (
                            "answered_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="ответ дан"),
                        ),
                        (
                            "reaction",
                            models.CharField(blank=True, max_length=500, verbose_name="что сделано"),
                        ),
                        (
                            "reacted_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="когда сделано"),
                        ),
                        (
                            "pair",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="pulses",
                                to="pairs.pair",
                                verbose_name="пара",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="pulses",
                                to="schools.person",
                                verbose_name="кого спросили",
                            ),
                        ),
                        (
                            "reacted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="schools.person",
                                verbose_name="кто сделал",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "пульс пары",
                        "verbose_name_plural": "пульс пар",
                        "ordering": ["-due_date", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("pair", "person", "due_date"),
                                name="pulse_is_asked_once",
                                violation_error_message="Этот вопрос уже задан.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("score__isnull", True),
                                    models.Q(("score__gte", 1), ("score__lte", 5)),
                                    _connector="OR",
                                ),
                                name="pulse_is_1_to_5",
                                violation_error_message="Оценка — от 1 до 5.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportingPeriod",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", schools.fields.AcademicYearField(verbose_name="учебный год")),
                        (
                            "half",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "I полугодие"), (2, "II полугодие")], verbose_name="полугодие"
                            ),
                        ),
                        ("start_date", models.DateField(verbose_name="с")),
                        ("end_date", models.DateField(verbose_name="по")),
                        ("due_date", models.DateField(verbose_name="сдать до")),
                        ("opened_at", models.DateTimeField(auto_now_add=True, verbose_name="открыт")),
                        (
                            "municipality",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reporting_periods",
                                to="schools.municipality",
                                verbose_name="муниципалитет",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "отчётный период",
                        "verbose_name_plural": "отчётные периоды",
                        "ordering": ["-year", "-half"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "year", "half"),
                                name="period_is_opened_once",
                                violation_error_message="Этот период уже открыт.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("due_date__gte", models.F("end_date")),
                                    ("end_date__gt", models.F("start_date")),
                                ),
                                name="period_ends_before_it_is_due",
                                violation_error_message="Период кончается после начала, а срок сдачи — не раньше его конца.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HalfYearReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "черновик"),
                                    ("submitted", "сдан"),
                                    ("returned", "возвращён"),
                                    ("checked", "проверен"),
                                    ("waived", "не требуется"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="состояние",
                            ),
                        ),
                        (
                            "plan_done",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="что выполнено из плана"
                            ),
                        ),
                        (
                            "activities",
                            models.TextField(
                                blank=True,
                                max_length=4000,
                                verbose_name="мероприятия: уроки, семинары, конкурсы",
                            ),
                        ),
                        (
                            "products",
                            models.TextField(blank=True, max_length=4000, verbose_name="продукты и ссылки"),
                        ),
                        (
                            "progress",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="продвижение по запросу, от 1 до 10"
                            ),
                        ),
                        (
                            "difficulties",
                            models.TextField(blank=True, max_length=4000, verbose_name="затруднения"),
                        ),
                        (
                            "proposals",
                            models.TextField(blank=True, max_length=4000, verbose_name="предложения"),
                        ),
                        (
                            "help_needed",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="какая помощь или обучение нужны"
                            ),
                        ),
                        (
                            "next_plan",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="план на следующее полугодие"
                            ),
                        ),
                        (
                            "submitted_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="сдан"),
                        ),
                        (
                            "checked_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="проверен"
                            ),
                        ),
                        (
                            "remark",
                            models.TextField(
                                blank=True, editable=False, max_length=2000, verbose_name="замечания куратора"
                            ),
                        ),
                        (
                            "waiver_reason",
                            models.CharField(
                                blank=True, editable=False, max_length=300, verbose_name="почему не нужен"
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(default=0, editable=False, verbose_name="версия"),
                        ),
                        (
                            "checked_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="schools.person",
                                verbose_name="кто проверил",
                            ),
                        ),
                        (
                            "effects",
                            models.ManyToManyField(
                                blank=True,
                                related_name="+",
                                to="pairs.effect",
                                verbose_name="достигнутые эффекты",
                            ),
                        ),
                        (
                            "submitted_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="schools.person",
                                verbose_name="кто сдал",
                            ),
                        ),
                        (
                            "pair",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="half_year_reports",
                                to="pairs.pair",
                                verbose_name="пара",
                            ),
                        ),
                        (
                            "period",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="pairs.reportingperiod",
                                verbose_name="период",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "отчёт наставника за полугодие",
                        "verbose_name_plural": "отчёты наставников за полугодие",
                        "ordering": ["-period__year", "-period__half", "pair"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("pair", "period"),
                                name="pair_reports_once_a_period",
                                violation_error_message="Отчёт этой пары за это полугодие уже есть.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("progress__isnull", True),
                                    models.Q(("progress__gte", 1), ("progress__lte", 10)),
                                    _connector="OR",
                                ),
                                name="progress_is_1_to_10",
                                violation_error_message="Продвижение — от 1 до 10.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MatchCriterion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("from_date", models.DateField(verbose_name="с какого дня")),
                        ("set_at", models.DateTimeField(auto_now_add=True, verbose_name="когда решено")),
                        (
                            "code",
                            models.CharField(
                                choices=[
                                    ("subject", "предмет"),
                                    ("focus", "направление"),
                                    ("preference", "выбор после групповой встречи"),
                                    ("school", "та же школа"),
                                    ("mentee_category", "категория наставляемого"),
                                    ("difficulty", "затруднение"),
                                    ("experience", "стаж"),
                                    ("category", "квалификационная категория"),
                                    ("training", "обучение наставников"),
                                ],
                                max_length=20,
                                verbose_name="признак",
                            ),
                        ),
                        ("value", models.PositiveSmallIntegerField(verbose_name="вес")),
                        (
                            "municipality",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="schools.municipality",
                                verbose_name="муниципалитет",
                            ),
                        ),
                        (
                            "set_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто решил",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "вес признака подбора",
                        "verbose_name_plural": "веса признаков подбора",
                        "ordering": ["-from_date", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("value__lte", 100)),
                                name="weight_is_0_to_100",
                                violation_error_message="Вес признака — от 0 до 100.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MatchRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("from_date", models.DateField(verbose_name="с какого дня")),
                        ("set_at", models.DateTimeField(auto_now_add=True, verbose_name="когда решено")),
                        (
                            "code",
                            models.CharField(
                                choices=[
                                    ("school_rule", "школа наставника"),
                                    ("subject_rule", "предмет наставника"),
                                    ("bars_director", "не свой руководитель"),
                                    ("minimum", "порог «лучшего совпадения»"),
                                ],
                                max_length=20,
                                verbose_name="правило",
                            ),
                        ),
                        ("value", models.PositiveSmallIntegerField(verbose_name="значение")),
                        (
                            "municipality",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="schools.municipality",
                                verbose_name="муниципалитет",
                            ),
                        ),
                        (
                            "set_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто решил",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "правило подбора",
                        "verbose_name_plural": "правила подбора",
                        "ordering": ["-from_date", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("code", "school_rule"), ("value__in", [0, 1, 2])),
                                    models.Q(("code", "subject_rule"), ("value__in", [0, 1])),
                                    models.Q(("code", "bars_director"), ("value__lte", 1)),
                                    models.Q(("code", "minimum"), ("value__lte", 100)),
                                    _connector="OR",
                                ),
                                name="rule_has_a_value_it_knows",
                                violation_error_message="Такого значения у этого правила нет.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NeverTogether",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.CharField(max_length=300, verbose_name="почему")),
                        ("set_at", models.DateTimeField(auto_now_add=True, verbose_name="когда")),
                        (
                            "withdrawn_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="отменено"),
                        ),
                        (
                            "person_a",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="schools.person",
                                verbose_name="один сотрудник",
                            ),
                        ),
                        (
                            "person_b",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="schools.person",
                                verbose_name="другой сотрудник",
                            ),
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
                    ],
                    options={
                        "verbose_name": "никогда вместе",
                        "verbose_name_plural": "никогда вместе",
                        "ordering": ["-set_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at__isnull", True)),
                                fields=("person_a", "person_b"),
                                name="two_are_kept_apart_once",
                                violation_error_message="Об этих двоих уже отмечено «никогда вместе».",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("person_a__lt", models.F("person_b"))),
                                name="two_kept_apart_stand_in_order",
                                violation_error_message="Назовите двух разных людей.",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
