import django.core.validators
import django.db.models.deletion
import mentorship.migrating
import mentorship.roadmap.models.events
import schools.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("roadmap", "0001_initial"),
        ("roadmap", "0002_attendance"),
        ("roadmap", "0003_plans_and_template_versions"),
        ("roadmap", "0004_meetings_and_work_plans"),
        ("roadmap", "0005_former_decisions_removed"),
        ("roadmap", "0006_first_versions_of_plans"),
        ("roadmap", "0007_events_found_by_words"),
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
                    name="CoordinationMeeting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("date", models.DateField(verbose_name="дата")),
                        ("place", models.CharField(blank=True, max_length=250, verbose_name="место")),
                        ("topic", models.CharField(max_length=500, verbose_name="тема")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "запланировано"),
                                    ("held", "проведено"),
                                    ("cancelled", "отменено"),
                                ],
                                default="planned",
                                max_length=10,
                                verbose_name="состояние",
                            ),
                        ),
                        (
                            "protocol_number",
                            models.CharField(blank=True, max_length=40, verbose_name="№ протокола"),
                        ),
                        ("chair", models.CharField(blank=True, max_length=200, verbose_name="председатель")),
                        ("secretary", models.CharField(blank=True, max_length=200, verbose_name="секретарь")),
                        (
                            "municipality",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meetings",
                                to="schools.municipality",
                                verbose_name="муниципалитет",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "координационное совещание",
                        "verbose_name_plural": "координационные совещания",
                        "ordering": ["-date", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Roadmap",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[("municipal", "муниципальная"), ("school", "школьная")],
                                max_length=10,
                                verbose_name="уровень",
                            ),
                        ),
                        ("year", schools.fields.AcademicYearField(verbose_name="учебный год")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "черновик"),
                                    ("submitted", "на согласовании"),
                                    ("agreed", "согласована"),
                                    ("in_progress", "выполняется"),
                                    ("closed", "закрыта"),
                                ],
                                default="draft",
                                max_length=12,
                                verbose_name="состояние",
                            ),
                        ),
                        ("version", models.PositiveSmallIntegerField(default=1, verbose_name="версия")),
                        (
                            "return_comment",
                            models.TextField(blank=True, max_length=2000, verbose_name="что исправить"),
                        ),
                        (
                            "submitted_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="отправлена"),
                        ),
                        (
                            "agreed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="согласована"),
                        ),
                        (
                            "closing_summary",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="анализ эффективности мероприятий"
                            ),
                        ),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="закрыта")),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="создана")),
                        (
                            "agreed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто согласовал",
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="roadmaps",
                                to="schools.municipality",
                                verbose_name="муниципалитет",
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="roadmaps",
                                to="programmes.programme",
                                verbose_name="программа",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="roadmaps",
                                to="schools.school",
                                verbose_name="школа",
                            ),
                        ),
                        (
                            "submitted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто отправил",
                            ),
                        ),
                        (
                            "seen_template",
                            models.ForeignKey(
                                blank=True,
                                help_text="Эту и более ранние версии шаблона карте больше не предлагают.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="roadmap.roadmaptemplate",
                                verbose_name="версия шаблона, от которой отказались",
                            ),
                        ),
                        (
                            "template",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="roadmaps",
                                to="roadmap.roadmaptemplate",
                                verbose_name="шаблон",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "дорожная карта",
                        "verbose_name_plural": "дорожные карты",
                        "ordering": ["-year", "school__name_key", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("school__isnull", False)),
                                fields=("school", "year"),
                                name="school_has_one_roadmap_a_year",
                                violation_error_message="Дорожная карта школы на этот учебный год уже есть.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("school__isnull", True)),
                                fields=("municipality", "year"),
                                name="municipality_has_one_roadmap_a_year",
                                violation_error_message="Муниципальная дорожная карта на этот учебный год уже есть.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("level", "school"), ("school__isnull", False)),
                                    models.Q(("level", "municipal"), ("school__isnull", True)),
                                    _connector="OR",
                                ),
                                name="school_roadmap_names_its_school",
                                violation_error_message="Школьная дорожная карта называет школу, муниципальная — нет.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RoadmapEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=10, verbose_name="код")),
                        ("title", models.TextField(max_length=1000, verbose_name="мероприятие")),
                        ("form", models.TextField(blank=True, max_length=500, verbose_name="форма")),
                        (
                            "term_text",
                            models.CharField(blank=True, max_length=120, verbose_name="срок по документу"),
                        ),
                        (
                            "term_kind",
                            models.CharField(
                                choices=[
                                    ("month", "месяц"),
                                    ("month_range", "период в месяцах"),
                                    ("month_then_ongoing", "месяц, далее по мере необходимости"),
                                    ("as_needed", "по мере необходимости"),
                                    ("whole_period", "весь период программы"),
                                ],
                                max_length=20,
                                verbose_name="вид срока",
                            ),
                        ),
                        ("start_date", models.DateField(blank=True, null=True, verbose_name="начало")),
                        ("due_date", models.DateField(blank=True, null=True, verbose_name="срок")),
                        (
                            "responsible",
                            models.CharField(blank=True, max_length=250, verbose_name="ответственный"),
                        ),
                        (
                            "expected_result",
                            models.TextField(blank=True, max_length=2000, verbose_name="ожидаемый результат"),
                        ),
                        ("order", models.PositiveSmallIntegerField(verbose_name="порядок")),
                        (
                            "title_key",
                            schools.fields.FoldedField(
                                blank=True,
                                default="",
                                max_length=1100,
                                of=("code", "title"),
                                verbose_name="ключ поиска",
                            ),
                        ),
                        (
                            "agreed_due_date",
                            models.DateField(
                                blank=True, null=True, verbose_name="срок, каким его согласовали"
                            ),
                        ),
                        (
                            "added_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="внесено новой версией"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "запланировано"),
                                    ("done", "выполнено"),
                                    ("cancelled", "отменено"),
                                ],
                                default="planned",
                                max_length=10,
                                verbose_name="состояние",
                            ),
                        ),
                        ("done_date", models.DateField(blank=True, null=True, verbose_name="выполнено")),
                        (
                            "done_result",
                            models.TextField(blank=True, max_length=4000, verbose_name="результат"),
                        ),
                        (
                            "return_comment",
                            models.TextField(blank=True, max_length=2000, verbose_name="чего не хватает"),
                        ),
                        (
                            "persons",
                            models.ManyToManyField(
                                blank=True,
                                related_name="roadmap_events",
                                to="schools.person",
                                verbose_name="ответственные лица",
                            ),
                        ),
                        (
                            "roadmap",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="events",
                                to="roadmap.roadmap",
                                verbose_name="дорожная карта",
                            ),
                        ),
                        (
                            "stage",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="roadmap.templatestage",
                                verbose_name="этап",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "мероприятие",
                        "verbose_name_plural": "мероприятия",
                        "ordering": ["roadmap", "order"],
                        "indexes": [models.Index(fields=["state", "due_date"], name="event_state_due")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("roadmap", "code"),
                                name="event_code_stands_once_in_a_roadmap",
                                violation_error_message="Мероприятие с этим кодом в карте уже есть.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("done_date__isnull", False), ("state", "done")),
                                    models.Q(
                                        models.Q(("state", "done"), _negated=True),
                                        ("done_date__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="done_event_has_its_day",
                                violation_error_message="У выполненного мероприятия указывается день выполнения.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("start_date__isnull", True),
                                    ("due_date__isnull", True),
                                    ("due_date__gte", models.F("start_date")),
                                    _connector="OR",
                                ),
                                name="event_is_due_after_it_starts",
                                violation_error_message="Срок мероприятия раньше его начала.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Remark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.TextField(max_length=1000, verbose_name="замечание")),
                        ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="записано")),
                        (
                            "corrected_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="мероприятие исправлено"
                            ),
                        ),
                        ("answer", models.TextField(blank=True, max_length=1000, verbose_name="ответ школы")),
                        (
                            "settled_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="карта согласована"),
                        ),
                        (
                            "made_by",
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
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="remarks",
                                to="roadmap.roadmapevent",
                                verbose_name="мероприятие",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "замечание",
                        "verbose_name_plural": "замечания",
                        "ordering": ["event", "-made_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Occurrence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("date", models.DateField(verbose_name="дата")),
                        ("text", models.TextField(max_length=2000, verbose_name="что сделано")),
                        ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="записано")),
                        (
                            "added_by",
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
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="occurrences",
                                to="roadmap.roadmapevent",
                                verbose_name="мероприятие",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "факт проведения",
                        "verbose_name_plural": "факты проведения",
                        "ordering": ["event", "-date", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="RoadmapTemplate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.SlugField(max_length=40, verbose_name="код")),
                        ("version", models.PositiveSmallIntegerField(default=1, verbose_name="версия")),
                        ("title", models.CharField(max_length=250, verbose_name="название")),
                        (
                            "level",
                            models.CharField(
                                choices=[("municipal", "муниципальная"), ("school", "школьная")],
                                max_length=10,
                                verbose_name="уровень",
                            ),
                        ),
                        ("source", models.CharField(blank=True, max_length=250, verbose_name="документ")),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "черновик"), ("published", "опубликован")],
                                default="draft",
                                editable=False,
                                max_length=10,
                                verbose_name="состояние",
                            ),
                        ),
                        (
                            "is_builtin",
                            models.BooleanField(
                                default=False, editable=False, verbose_name="поставляется с порталом"
                            ),
                        ),
                        (
                            "note",
                            models.TextField(blank=True, max_length=1000, verbose_name="что изменилось"),
                        ),
                        (
                            "published_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="опубликован"
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                blank=True,
                                help_text="Пусто — шаблон для всех муниципалитетов портала.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="roadmap_templates",
                                to="schools.municipality",
                                verbose_name="муниципалитет",
                            ),
                        ),
                        (
                            "origin",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="copies",
                                to="roadmap.roadmaptemplate",
                                verbose_name="скопирован с",
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто опубликовал",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "шаблон дорожной карты",
                        "verbose_name_plural": "шаблоны дорожных карт",
                        "ordering": ["level", "code", "-version"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("code", "version"),
                                name="template_version_stands_once",
                                violation_error_message="Эта версия шаблона уже есть.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "draft")),
                                fields=("code",),
                                name="template_has_one_draft",
                                violation_error_message="Новая версия этого шаблона уже готовится.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Revision",
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
                                    ("draft", "готовится"),
                                    ("submitted", "на согласовании"),
                                    ("agreed", "согласована"),
                                    ("withdrawn", "снята"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="состояние",
                            ),
                        ),
                        ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="начата")),
                        (
                            "submitted_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="отправлена"),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="решено")),
                        (
                            "comment",
                            models.TextField(blank=True, max_length=2000, verbose_name="что исправить"),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто решил",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто готовит",
                            ),
                        ),
                        (
                            "submitted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто отправил",
                            ),
                        ),
                        (
                            "roadmap",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="revisions",
                                to="roadmap.roadmap",
                                verbose_name="дорожная карта",
                            ),
                        ),
                        (
                            "template",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="roadmap.roadmaptemplate",
                                verbose_name="новая версия шаблона",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "предлагаемая версия плана",
                        "verbose_name_plural": "предлагаемые версии плана",
                        "ordering": ["roadmap", "-made_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ("draft", "submitted"))),
                                fields=("roadmap",),
                                name="roadmap_has_one_open_revision",
                                violation_error_message="Предлагаемая версия плана уже готовится.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TemplateStage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(verbose_name="порядок")),
                        ("number", models.CharField(max_length=10, verbose_name="номер")),
                        (
                            "phase",
                            models.CharField(blank=True, max_length=60, verbose_name="часть документа"),
                        ),
                        ("title", models.CharField(max_length=250, verbose_name="название")),
                        ("short_title", models.CharField(blank=True, max_length=60, verbose_name="коротко")),
                        ("goal", models.TextField(blank=True, verbose_name="цель")),
                        ("task", models.TextField(blank=True, verbose_name="задача")),
                        ("result", models.TextField(blank=True, verbose_name="результат")),
                        (
                            "template",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="stages",
                                to="roadmap.roadmaptemplate",
                                verbose_name="шаблон",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "этап шаблона",
                        "verbose_name_plural": "этапы шаблона",
                        "ordering": ["template", "order"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("template", "order"),
                                name="stage_order_stands_once",
                                violation_error_message="Этап с этим порядком уже есть.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TemplateEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(verbose_name="порядок")),
                        ("code", models.CharField(max_length=10, verbose_name="код")),
                        ("title", models.TextField(verbose_name="мероприятие")),
                        ("form", models.TextField(blank=True, verbose_name="форма")),
                        (
                            "term_text",
                            models.CharField(blank=True, max_length=120, verbose_name="срок по документу"),
                        ),
                        (
                            "term_kind",
                            models.CharField(
                                choices=[
                                    ("month", "месяц"),
                                    ("month_range", "период в месяцах"),
                                    ("month_then_ongoing", "месяц, далее по мере необходимости"),
                                    ("as_needed", "по мере необходимости"),
                                    ("whole_period", "весь период программы"),
                                ],
                                default="month",
                                max_length=20,
                                verbose_name="вид срока",
                            ),
                        ),
                        (
                            "start_month",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[
                                    (0, "сентябрь"),
                                    (1, "октябрь"),
                                    (2, "ноябрь"),
                                    (3, "декабрь"),
                                    (4, "январь"),
                                    (5, "февраль"),
                                    (6, "март"),
                                    (7, "апрель"),
                                    (8, "май"),
                                    (9, "июнь"),
                                    (10, "июль"),
                                    (11, "август"),
                                ],
                                null=True,
                                verbose_name="первый месяц",
                            ),
                        ),
                        (
                            "due_month",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[
                                    (0, "сентябрь"),
                                    (1, "октябрь"),
                                    (2, "ноябрь"),
                                    (3, "декабрь"),
                                    (4, "январь"),
                                    (5, "февраль"),
                                    (6, "март"),
                                    (7, "апрель"),
                                    (8, "май"),
                                    (9, "июнь"),
                                    (10, "июль"),
                                    (11, "август"),
                                ],
                                null=True,
                                verbose_name="последний месяц",
                            ),
                        ),
                        (
                            "responsible",
                            models.CharField(blank=True, max_length=250, verbose_name="ответственный"),
                        ),
                        ("result", models.TextField(blank=True, verbose_name="результат")),
                        (
                            "stage",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="events",
                                to="roadmap.templatestage",
                                verbose_name="этап",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "мероприятие шаблона",
                        "verbose_name_plural": "мероприятия шаблона",
                        "ordering": ["stage", "order"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("stage", "code"),
                                name="template_event_code_stands_once",
                                violation_error_message="Мероприятие с этим кодом в этапе уже есть.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("term_kind__in", ["month", "month_range", "month_then_ongoing"]),
                                        _negated=True,
                                    ),
                                    ("due_month__isnull", False),
                                    _connector="OR",
                                ),
                                name="datable_term_has_a_month",
                                violation_error_message="Для срока по месяцам укажите месяц.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("start_month__isnull", True),
                                    ("due_month__isnull", True),
                                    ("due_month__gte", models.F("start_month")),
                                    _connector="OR",
                                ),
                                name="template_event_ends_after_it_starts",
                                violation_error_message="Последний месяц раньше первого.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RevisionLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=10, verbose_name="код")),
                        ("title", models.TextField(max_length=1000, verbose_name="мероприятие")),
                        ("form", models.TextField(blank=True, max_length=500, verbose_name="форма")),
                        (
                            "term_text",
                            models.CharField(blank=True, max_length=120, verbose_name="срок по документу"),
                        ),
                        (
                            "term_kind",
                            models.CharField(
                                choices=[
                                    ("month", "месяц"),
                                    ("month_range", "период в месяцах"),
                                    ("month_then_ongoing", "месяц, далее по мере необходимости"),
                                    ("as_needed", "по мере необходимости"),
                                    ("whole_period", "весь период программы"),
                                ],
                                max_length=20,
                                verbose_name="вид срока",
                            ),
                        ),
                        ("start_date", models.DateField(blank=True, null=True, verbose_name="начало")),
                        ("due_date", models.DateField(blank=True, null=True, verbose_name="срок")),
                        (
                            "responsible",
                            models.CharField(blank=True, max_length=250, verbose_name="ответственный"),
                        ),
                        (
                            "expected_result",
                            models.TextField(blank=True, max_length=2000, verbose_name="ожидаемый результат"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("add", "новое мероприятие"),
                                    ("edit", "изменение"),
                                    ("cancel", "отмена"),
                                ],
                                max_length=10,
                                verbose_name="что меняется",
                            ),
                        ),
                        ("reason", models.TextField(max_length=1000, verbose_name="причина")),
                        (
                            "revision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="roadmap.revision",
                                verbose_name="предлагаемая версия",
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="revision_lines",
                                to="roadmap.roadmapevent",
                                verbose_name="мероприятие",
                            ),
                        ),
                        (
                            "stage",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="roadmap.templatestage",
                                verbose_name="этап",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "строка предлагаемой версии",
                        "verbose_name_plural": "строки предлагаемой версии",
                        "ordering": ["revision", "stage__order", "code", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("revision", "code"),
                                name="revision_names_a_code_once",
                                violation_error_message="Это мероприятие в предлагаемой версии уже есть.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("event__isnull", True), ("kind", "add")),
                                    models.Q(
                                        models.Q(("kind", "add"), _negated=True), ("event__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="only_a_new_line_has_no_event",
                                violation_error_message="Новое мероприятие вносят без прежнего.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TownEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("date", models.DateField(verbose_name="дата")),
                        ("place", models.CharField(blank=True, max_length=250, verbose_name="место")),
                        ("topic", models.CharField(max_length=500, verbose_name="название и тема")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "запланировано"),
                                    ("held", "проведено"),
                                    ("cancelled", "отменено"),
                                ],
                                default="planned",
                                max_length=10,
                                verbose_name="состояние",
                            ),
                        ),
                        ("result", models.TextField(blank=True, max_length=4000, verbose_name="итог")),
                        (
                            "news_url",
                            models.URLField(
                                blank=True,
                                max_length=500,
                                validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                                verbose_name="ссылка на новость",
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="town_events",
                                to="schools.municipality",
                                verbose_name="муниципалитет",
                            ),
                        ),
                        (
                            "schools",
                            models.ManyToManyField(
                                blank=True,
                                related_name="town_events",
                                to="schools.school",
                                verbose_name="школы-участницы",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "муниципальное мероприятие",
                        "verbose_name_plural": "муниципальные мероприятия",
                        "ordering": ["-date", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "held"), _negated=True),
                                    models.Q(("result", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="held_town_event_has_a_result",
                                violation_error_message="У проведённого мероприятия запишите итог.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WorkPlan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", schools.fields.AcademicYearField(verbose_name="учебный год")),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "проект"), ("approved", "утверждён")],
                                default="draft",
                                max_length=10,
                                verbose_name="состояние",
                            ),
                        ),
                        ("approved_date", models.DateField(blank=True, null=True, verbose_name="утверждён")),
                        (
                            "approver_position",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="должность утвердившего"
                            ),
                        ),
                        (
                            "order_number",
                            models.CharField(blank=True, max_length=40, verbose_name="№ приказа"),
                        ),
                        ("order_date", models.DateField(blank=True, null=True, verbose_name="дата приказа")),
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
                            "municipality",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="work_plans",
                                to="schools.municipality",
                                verbose_name="муниципалитет",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "план работы центра",
                        "verbose_name_plural": "планы работы центра",
                        "ordering": ["-year", "municipality__name"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "year"),
                                name="work_plan_stands_once_a_year",
                                violation_error_message="План работы центра на этот учебный год уже есть.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "draft"), ("approved_date__isnull", False), _connector="OR"
                                ),
                                name="approved_work_plan_has_a_date",
                                violation_error_message="У утверждённого плана есть дата утверждения.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WorkPlanItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "section",
                            models.CharField(
                                choices=[
                                    ("research", "Исследовательская деятельность"),
                                    ("project", "Проектная деятельность"),
                                    ("advice", "Консультационная деятельность"),
                                    ("information", "Информационная деятельность"),
                                ],
                                max_length=12,
                                verbose_name="раздел",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(default=0, verbose_name="порядок")),
                        ("title", models.CharField(max_length=500, verbose_name="содержание работы")),
                        ("term_text", models.CharField(max_length=120, verbose_name="срок словами")),
                        ("due_date", models.DateField(blank=True, null=True, verbose_name="последний день")),
                        (
                            "place",
                            models.CharField(blank=True, max_length=250, verbose_name="место проведения"),
                        ),
                        ("responsible", models.CharField(max_length=250, verbose_name="ответственный")),
                        (
                            "invited",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="привлечённые специалисты"
                            ),
                        ),
                        (
                            "expected",
                            models.TextField(blank=True, max_length=1000, verbose_name="ожидаемый результат"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "запланировано"),
                                    ("done", "выполнено"),
                                    ("cancelled", "отменено"),
                                ],
                                default="planned",
                                max_length=10,
                                verbose_name="состояние",
                            ),
                        ),
                        (
                            "done_date",
                            models.DateField(blank=True, null=True, verbose_name="дата выполнения"),
                        ),
                        (
                            "outcome",
                            models.TextField(blank=True, max_length=2000, verbose_name="что получилось"),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="work_plan_items",
                                to="schools.person",
                                verbose_name="ответственный из портала",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="items",
                                to="roadmap.workplan",
                                verbose_name="план",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "строка плана работы",
                        "verbose_name_plural": "строки плана работы",
                        "ordering": ["plan", "section", "order", "pk"],
                        "indexes": [models.Index(fields=["state", "due_date"], name="work_item_state_due")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("done_date__isnull", False), ("state", "done")),
                                    models.Q(models.Q(("state", "done"), _negated=True), ("done_date", None)),
                                    _connector="OR",
                                ),
                                name="done_work_item_has_a_date",
                                violation_error_message="У выполненной строки плана есть дата выполнения.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WorkPlanChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("before", models.JSONField(blank=True, default=dict, verbose_name="было")),
                        ("after", models.JSONField(blank=True, default=dict, verbose_name="стало")),
                        ("reason", models.CharField(max_length=1000, verbose_name="причина")),
                        ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="когда")),
                        (
                            "made_by",
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
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="changes",
                                to="roadmap.workplan",
                                verbose_name="план",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="changes",
                                to="roadmap.workplanitem",
                                verbose_name="строка плана",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "изменение плана работы",
                        "verbose_name_plural": "изменения плана работы",
                        "ordering": ["-made_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="AgendaItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(verbose_name="порядок")),
                        ("text", models.CharField(max_length=500, verbose_name="вопрос")),
                        ("speaker", models.CharField(blank=True, max_length=200, verbose_name="докладчик")),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="agenda",
                                to="roadmap.coordinationmeeting",
                                verbose_name="совещание",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "вопрос повестки",
                        "verbose_name_plural": "повестка",
                        "ordering": ["meeting", "order"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("meeting", "order"),
                                name="agenda_item_has_its_own_place",
                                violation_error_message="Вопрос с этим номером в повестке уже есть.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingDecision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="номер")),
                        ("text", models.TextField(max_length=8000, verbose_name="решение")),
                        (
                            "owner_role",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("head", "руководитель наставнического центра"),
                                    ("methodist", "методист"),
                                    ("curator", "школьный куратор"),
                                    ("director", "руководитель ОО"),
                                    ("approver", "ответственный управления образования"),
                                    ("department", "управление образования"),
                                ],
                                max_length=20,
                                verbose_name="ответственная роль",
                            ),
                        ),
                        ("due_date", models.DateField(blank=True, null=True, verbose_name="срок")),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "в работе"), ("done", "выполнено"), ("cancelled", "снято")],
                                default="open",
                                max_length=10,
                                verbose_name="состояние",
                            ),
                        ),
                        (
                            "closed_date",
                            models.DateField(blank=True, null=True, verbose_name="выполнено или снято"),
                        ),
                        (
                            "note",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="что сделано или почему снято"
                            ),
                        ),
                        (
                            "closed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто отметил",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="decisions",
                                to="roadmap.coordinationmeeting",
                                verbose_name="совещание",
                            ),
                        ),
                        (
                            "owner_person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meeting_decisions",
                                to="schools.person",
                                verbose_name="ответственный",
                            ),
                        ),
                        (
                            "owner_school",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meeting_decisions",
                                to="schools.school",
                                verbose_name="ответственная школа",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "решение совещания",
                        "verbose_name_plural": "решения совещаний",
                        "ordering": ["meeting", "number"],
                        "indexes": [models.Index(fields=["state", "due_date"], name="decision_state_due")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("meeting", "number"),
                                name="decision_has_its_own_number",
                                violation_error_message="Решение с этим номером уже записано: обновите страницу.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("owner_person", None),
                                    models.Q(("owner_role", ""), ("owner_school", None)),
                                    _connector="OR",
                                ),
                                name="decision_belongs_to_a_person_or_a_post",
                                violation_error_message="Выберите либо человека, либо школу и роль.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_date", None), ("state", "open")),
                                    models.Q(
                                        models.Q(("state", "open"), _negated=True),
                                        ("closed_date__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="closed_decision_has_a_date",
                                violation_error_message="У выполненного или снятого решения есть дата.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingParticipant",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("guest", models.CharField(blank=True, max_length=250, verbose_name="кто ещё")),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="participants",
                                to="roadmap.coordinationmeeting",
                                verbose_name="совещание",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="at_meetings",
                                to="schools.person",
                                verbose_name="человек",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "участник совещания",
                        "verbose_name_plural": "участники совещания",
                        "ordering": ["meeting", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("guest", ""), ("person__isnull", False)),
                                    models.Q(
                                        ("person__isnull", True), models.Q(("guest", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="participant_is_a_person_or_a_guest",
                                violation_error_message="Участник — человек из портала или имя гостя.",
                            ),
                            models.UniqueConstraint(
                                fields=("meeting", "person"),
                                name="person_is_once_at_a_meeting",
                                violation_error_message="Этот человек уже отмечен на совещании.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="версия")),
                        ("agreed_at", models.DateTimeField(verbose_name="согласована")),
                        ("note", models.TextField(blank=True, verbose_name="что изменилось")),
                        ("events", models.JSONField(verbose_name="мероприятия")),
                        (
                            "agreed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто согласовал",
                            ),
                        ),
                        (
                            "roadmap",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="versions",
                                to="roadmap.roadmap",
                                verbose_name="дорожная карта",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "согласованная версия плана",
                        "verbose_name_plural": "согласованные версии плана",
                        "ordering": ["roadmap", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("roadmap", "number"),
                                name="plan_version_stands_once",
                                violation_error_message="Эта версия плана уже записана.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanChange",
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
                                choices=[("move", "перенос срока"), ("cancel", "отмена мероприятия")],
                                max_length=10,
                                verbose_name="что меняется",
                            ),
                        ),
                        (
                            "old_due_date",
                            models.DateField(blank=True, null=True, verbose_name="прежний срок"),
                        ),
                        ("new_due_date", models.DateField(blank=True, null=True, verbose_name="новый срок")),
                        ("reason", models.TextField(max_length=1000, verbose_name="причина")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "ждёт решения"),
                                    ("made", "внесено"),
                                    ("declined", "отклонено"),
                                ],
                                max_length=10,
                                verbose_name="состояние",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="записано")),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="решено")),
                        ("answer", models.TextField(blank=True, max_length=1000, verbose_name="ответ")),
                        (
                            "asked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто просит",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто решил",
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="changes",
                                to="roadmap.roadmapevent",
                                verbose_name="мероприятие",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "изменение плана",
                        "verbose_name_plural": "изменения плана",
                        "ordering": ["-asked_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "asked")),
                                fields=("event",),
                                name="event_waits_for_one_decision",
                                violation_error_message="По этому мероприятию уже ждёт решения другая просьба.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "move"), ("new_due_date__isnull", False)),
                                    models.Q(("kind", "cancel"), ("new_due_date__isnull", True)),
                                    _connector="OR",
                                ),
                                name="moved_event_has_a_new_due_date",
                                violation_error_message="Для переноса укажите новый срок.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Evidence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "link",
                            models.URLField(
                                blank=True,
                                max_length=500,
                                validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                                verbose_name="ссылка",
                            ),
                        ),
                        (
                            "file",
                            models.FileField(
                                blank=True,
                                upload_to=mentorship.roadmap.models.events.random_path,
                                verbose_name="файл",
                            ),
                        ),
                        ("file_name", models.CharField(blank=True, max_length=200, verbose_name="имя файла")),
                        (
                            "portal_words",
                            models.CharField(blank=True, max_length=500, verbose_name="по данным портала"),
                        ),
                        (
                            "portal_path",
                            models.CharField(blank=True, max_length=300, verbose_name="где это в портале"),
                        ),
                        ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="добавлено")),
                        (
                            "added_by",
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
                            "occurrence",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="evidence",
                                to="roadmap.occurrence",
                                verbose_name="факт проведения",
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="evidence",
                                to="roadmap.roadmapevent",
                                verbose_name="мероприятие",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "подтверждение",
                        "verbose_name_plural": "подтверждения",
                        "ordering": ["event", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("link", ""), _negated=True),
                                    models.Q(("file", ""), _negated=True),
                                    models.Q(("portal_words", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="evidence_shows_something",
                                violation_error_message="Приложите файл или ссылку либо данные портала.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attendance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("guest_name", models.CharField(blank=True, max_length=200, verbose_name="гость")),
                        (
                            "guest_key",
                            schools.fields.FoldedField(
                                blank=True,
                                default="",
                                max_length=200,
                                of=("guest_name",),
                                verbose_name="ключ гостя",
                            ),
                        ),
                        (
                            "guest_place",
                            models.CharField(blank=True, max_length=200, verbose_name="откуда гость"),
                        ),
                        ("date", models.DateField(verbose_name="дата")),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("hand", "отмечен в списке"),
                                    ("list", "загружен списком"),
                                    ("code", "отметился по QR‑коду"),
                                ],
                                default="hand",
                                max_length=6,
                                verbose_name="как отмечен",
                            ),
                        ),
                        ("is_confirmed", models.BooleanField(default=True, verbose_name="подтверждён")),
                        ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="записано")),
                        (
                            "added_by",
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
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attendance",
                                to="schools.person",
                                verbose_name="педагог",
                            ),
                        ),
                        (
                            "occurrence",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attendance",
                                to="roadmap.occurrence",
                                verbose_name="факт проведения",
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attendance",
                                to="roadmap.roadmapevent",
                                verbose_name="мероприятие",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "участник мероприятия",
                        "verbose_name_plural": "участники мероприятий",
                        "ordering": ["event", "date", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("occurrence__isnull", True), ("person__isnull", False)),
                                fields=("event", "person"),
                                name="person_attends_an_event_once",
                                violation_error_message="Этот участник в списке уже есть.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("occurrence__isnull", False), ("person__isnull", False)),
                                fields=("occurrence", "person"),
                                name="person_attends_an_occurrence_once",
                                violation_error_message="Этот участник в списке уже есть.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("guest_name", ""), ("person__isnull", False)),
                                    models.Q(
                                        ("person__isnull", True), models.Q(("guest_name", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="attendance_names_a_person_or_a_guest",
                                violation_error_message="Участник — педагог из портала или гость, названный по имени.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_confirmed", True), ("person__isnull", True), _connector="OR"
                                ),
                                name="only_a_guest_waits_to_be_confirmed",
                                violation_error_message="Подтверждения ждёт только гость.",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
