import django.db.models.deletion
import mentorship.migrating
import schools.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("surveys", "0001_initial"),
        ("surveys", "0002_further_forms_and_campaigns"),
        ("surveys", "0003_codes_of_texts"),
        ("surveys", "0004_answers_before_changes"),
        ("surveys", "0005_summary_of_a_campaign"),
        ("surveys", "0006_tallies"),
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
                    name="Questionnaire",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.SlugField(max_length=40, unique=True, verbose_name="код")),
                        ("title", models.CharField(max_length=200, verbose_name="название")),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("mentee", "наставляемый"),
                                    ("mentor", "наставник"),
                                    ("curator", "школьный куратор"),
                                ],
                                max_length=10,
                                verbose_name="кто отвечает",
                            ),
                        ),
                        (
                            "phase",
                            models.CharField(
                                choices=[("before", "до"), ("after", "после"), ("once", "один раз")],
                                max_length=10,
                                verbose_name="этап",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "анкета",
                        "verbose_name_plural": "анкеты",
                        "ordering": ["role", "-phase"],
                    },
                ),
                migrations.CreateModel(
                    name="Campaign",
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
                                choices=[
                                    ("draft", "черновик"),
                                    ("open", "открыта"),
                                    ("closed", "закрыта"),
                                    ("analysed", "итоги подведены"),
                                    ("archived", "в архиве"),
                                ],
                                default="draft",
                                max_length=8,
                                verbose_name="состояние",
                            ),
                        ),
                        ("opens_date", models.DateField(verbose_name="открывается")),
                        ("closes_date", models.DateField(verbose_name="закрывается")),
                        (
                            "opens_on",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "первый день кампании"),
                                    ("agreed", "пара согласована"),
                                    ("ordered", "пара закреплена приказом"),
                                    ("active", "пара начала работу"),
                                    ("completed", "пара завершена"),
                                ],
                                default="",
                                max_length=10,
                                verbose_name="анкета приходит, когда",
                            ),
                        ),
                        (
                            "anonymised_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="обезличена"
                            ),
                        ),
                        (
                            "summary",
                            models.JSONField(blank=True, editable=False, null=True, verbose_name="итоги"),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="campaigns",
                                to="schools.municipality",
                                verbose_name="муниципалитет",
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                blank=True,
                                help_text="Спросить участников пар, работающих в срок программы. Пусто: всех.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programmes.programme",
                                verbose_name="программа",
                            ),
                        ),
                        (
                            "schools",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Пусто: все школы.",
                                related_name="+",
                                to="schools.school",
                                verbose_name="школы",
                            ),
                        ),
                        (
                            "questionnaire",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="campaigns",
                                to="surveys.questionnaire",
                                verbose_name="анкета",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="campaigns",
                                to="surveys.questionnaireversion",
                                verbose_name="версия",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "кампания анкетирования",
                        "verbose_name_plural": "кампании анкетирования",
                        "ordering": ["-year", "questionnaire__role", "-questionnaire__phase"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "questionnaire", "year"),
                                name="form_is_asked_once_a_year",
                                violation_error_message="Кампания этой анкеты за учебный год уже есть.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("closes_date__gte", models.F("opens_date"))),
                                name="campaign_closes_after_it_opens",
                                violation_error_message="Кампания закрывается раньше, чем открывается.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Extension",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("was_date", models.DateField(verbose_name="был последний день")),
                        ("closes_date", models.DateField(verbose_name="стал последний день")),
                        ("reason", models.CharField(max_length=300, verbose_name="причина")),
                        ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="когда")),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто",
                            ),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="extensions",
                                to="surveys.campaign",
                                verbose_name="кампания",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "продление кампании",
                        "verbose_name_plural": "продления кампаний",
                        "ordering": ["-made_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="QuestionnaireVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(default=1, verbose_name="версия")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "черновик"),
                                    ("published", "опубликована"),
                                    ("retired", "снята"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="состояние",
                            ),
                        ),
                        ("intro", models.TextField(blank=True, verbose_name="вступление")),
                        (
                            "published_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="опубликована"),
                        ),
                        (
                            "checksum",
                            models.CharField(
                                blank=True, editable=False, max_length=64, verbose_name="контрольная сумма"
                            ),
                        ),
                        (
                            "origin",
                            models.CharField(
                                blank=True,
                                editable=False,
                                help_text="Сумма файла, с которого начата.",
                                max_length=64,
                                verbose_name="из каталога",
                            ),
                        ),
                        (
                            "questionnaire",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="surveys.questionnaire",
                                verbose_name="анкета",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "версия анкеты",
                        "verbose_name_plural": "версии анкет",
                        "ordering": ["questionnaire", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("questionnaire", "number"),
                                name="questionnaire_version_stands_once",
                                violation_error_message="Эта версия анкеты уже есть.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "published")),
                                fields=("questionnaire",),
                                name="one_published_version_of_a_questionnaire",
                                violation_error_message="У анкеты может быть только одна опубликованная версия.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Item",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(verbose_name="порядок")),
                        ("code", models.SlugField(max_length=60, verbose_name="код")),
                        ("number", models.PositiveSmallIntegerField(verbose_name="№ в документе")),
                        ("section", models.CharField(max_length=120, verbose_name="раздел")),
                        (
                            "instruction",
                            models.TextField(
                                blank=True,
                                help_text="Стоит у первого вопроса раздела.",
                                verbose_name="указание к разделу",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="формулировка")),
                        ("hint", models.CharField(blank=True, max_length=300, verbose_name="пояснение")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("scale", "шкала 1–10"),
                                    ("yes_no", "да/нет"),
                                    ("frequency", "частота"),
                                    ("choice", "один из вариантов"),
                                    ("text_short", "короткий текст"),
                                    ("text_long", "текст"),
                                ],
                                max_length=12,
                                verbose_name="вид",
                            ),
                        ),
                        ("scale", models.CharField(blank=True, max_length=12, verbose_name="шкала")),
                        (
                            "paired_with",
                            models.CharField(blank=True, max_length=100, verbose_name="пара в другой анкете"),
                        ),
                        (
                            "relation",
                            models.CharField(blank=True, max_length=20, verbose_name="отношение в паре"),
                        ),
                        (
                            "show_if",
                            models.CharField(
                                blank=True,
                                help_text="код=ответ",
                                max_length=100,
                                verbose_name="показывать при",
                            ),
                        ),
                        (
                            "allows_dont_know",
                            models.BooleanField(default=False, verbose_name="есть «затрудняюсь ответить»"),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="items",
                                to="surveys.questionnaireversion",
                                verbose_name="версия",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "вопрос",
                        "verbose_name_plural": "вопросы",
                        "ordering": ["version", "order"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("version", "code"),
                                name="item_code_stands_once_in_a_version",
                                violation_error_message="Вопрос с этим кодом в версии уже есть.",
                            ),
                            models.UniqueConstraint(
                                fields=("version", "order"),
                                name="item_order_stands_once_in_a_version",
                                violation_error_message="Вопрос с этим порядком в версии уже есть.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Response",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(editable=False, verbose_name="ключ")),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("mentee", "наставляемый"),
                                    ("mentor", "наставник"),
                                    ("curator", "школьный куратор"),
                                ],
                                max_length=10,
                                verbose_name="роль",
                            ),
                        ),
                        (
                            "phase",
                            models.CharField(
                                choices=[("before", "до"), ("after", "после"), ("once", "один раз")],
                                max_length=10,
                                verbose_name="этап",
                            ),
                        ),
                        ("year", schools.fields.AcademicYearField(verbose_name="учебный год")),
                        ("answers", models.JSONField(default=dict, verbose_name="ответы")),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "начата"), ("submitted", "отправлена")],
                                default="draft",
                                max_length=10,
                                verbose_name="состояние",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("portal", "на портале"),
                                    ("link", "по личной ссылке"),
                                    ("import", "загрузка из Excel"),
                                    ("paper", "введено с бумаги"),
                                ],
                                default="portal",
                                max_length=10,
                                verbose_name="откуда",
                            ),
                        ),
                        (
                            "answered_date",
                            models.DateField(blank=True, null=True, verbose_name="дата ответа"),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(
                                default=0, verbose_name="раздел, на котором остановились"
                            ),
                        ),
                        ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="принята")),
                        ("started_at", models.DateTimeField(auto_now_add=True, verbose_name="начата")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="изменена")),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="responses",
                                to="surveys.campaign",
                                verbose_name="кампания",
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
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
                                related_name="+",
                                to="schools.school",
                                verbose_name="школа",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="responses",
                                to="surveys.questionnaireversion",
                                verbose_name="версия",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "ответы на анкету",
                        "verbose_name_plural": "ответы на анкеты",
                        "ordering": ["pk"],
                        "indexes": [
                            models.Index(fields=["campaign", "state"], name="response_campaign_state"),
                            models.Index(
                                fields=["municipality", "year", "role", "phase"], name="response_partition"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("key", "phase"),
                                name="one_response_a_person_form_and_year",
                                violation_error_message="Ответы на эту анкету за учебный год уже есть.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "submitted"), _negated=True),
                                    ("answered_date__isnull", False),
                                    _connector="OR",
                                ),
                                name="submitted_response_has_its_day",
                                violation_error_message="У отправленной анкеты указывается день ответа.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FreeText",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("item_code", models.SlugField(max_length=60, verbose_name="код вопроса")),
                        ("text", models.TextField(max_length=4000, verbose_name="текст")),
                        (
                            "response",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="texts",
                                to="surveys.response",
                                verbose_name="ответы",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "текстовый ответ",
                        "verbose_name_plural": "текстовые ответы",
                        "ordering": ["response", "item_code"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("response", "item_code"),
                                name="text_stands_once_in_a_response",
                                violation_error_message="Текстовый ответ на этот вопрос уже есть.",
                            )
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
                        ("item_code", models.SlugField(max_length=60, verbose_name="код вопроса")),
                        ("was", models.JSONField(null=True, verbose_name="было")),
                        ("replaced_at", models.DateTimeField(verbose_name="изменено")),
                        (
                            "response",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="revisions",
                                to="surveys.response",
                                verbose_name="ответы",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "прежний ответ",
                        "verbose_name_plural": "прежние ответы",
                        "ordering": ["response", "replaced_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Tally",
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
                                    ("mentee", "наставляемый"),
                                    ("mentor", "наставник"),
                                    ("curator", "школьный куратор"),
                                ],
                                max_length=10,
                                verbose_name="роль",
                            ),
                        ),
                        ("year", schools.fields.AcademicYearField(verbose_name="учебный год")),
                        (
                            "changes",
                            models.PositiveBigIntegerField(
                                default=0, verbose_name="сколько раз ответы менялись"
                            ),
                        ),
                        (
                            "counted",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="после какого изменения посчитано"
                            ),
                        ),
                        (
                            "sent",
                            models.PositiveIntegerField(
                                default=0, verbose_name="отправленных анкет посчитано"
                            ),
                        ),
                        (
                            "last_change",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="последнее изменение посчитанного"
                            ),
                        ),
                        (
                            "questions",
                            models.CharField(blank=True, max_length=64, verbose_name="по каким вопросам"),
                        ),
                        ("figures", models.JSONField(default=dict, verbose_name="итоги")),
                        (
                            "municipality",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="schools.municipality",
                                verbose_name="муниципалитет",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "сводка ответов",
                        "verbose_name_plural": "сводки ответов",
                        "ordering": ["municipality", "-year", "role"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "role", "year"),
                                name="answers_are_counted_once_a_place",
                                violation_error_message="Сводка этих ответов уже есть.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TextCode",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                choices=[
                                    ("strength", "сильная сторона"),
                                    ("weakness", "слабая сторона"),
                                    ("opportunity", "возможность"),
                                    ("threat", "угроза"),
                                ],
                                max_length=12,
                                verbose_name="сторона",
                            ),
                        ),
                        ("words", models.CharField(blank=True, max_length=80, verbose_name="код")),
                        (
                            "digest",
                            models.CharField(
                                editable=False, max_length=64, verbose_name="сумма прочитанного текста"
                            ),
                        ),
                        ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="когда")),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто",
                            ),
                        ),
                        (
                            "text",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="codes",
                                to="surveys.freetext",
                                verbose_name="текст",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "код текста",
                        "verbose_name_plural": "коды текстов",
                        "ordering": ["side", "words", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("text", "side", "words"),
                                name="code_stands_once_at_a_text",
                                violation_error_message="Этот код у текста уже стоит.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Participation",
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
                                    ("mentee", "наставляемый"),
                                    ("mentor", "наставник"),
                                    ("curator", "школьный куратор"),
                                ],
                                max_length=10,
                                verbose_name="роль",
                            ),
                        ),
                        ("year", schools.fields.AcademicYearField(verbose_name="учебный год")),
                        (
                            "form",
                            models.SlugField(
                                blank=True, max_length=40, verbose_name="анкета, если она без пары"
                            ),
                        ),
                        (
                            "key",
                            models.UUIDField(
                                default=uuid.uuid4,
                                editable=False,
                                null=True,
                                unique=True,
                                verbose_name="ключ",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="participations",
                                to="schools.person",
                                verbose_name="педагог",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "участие в анкетировании",
                        "verbose_name_plural": "участие в анкетировании",
                        "ordering": ["-year", "person__name_key"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("person", "role", "year", "form"),
                                name="person_takes_part_once_in_a_role_and_year",
                                violation_error_message="Участие этого педагога в этой роли уже записано.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PersonalLink",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "token_hash",
                            models.CharField(editable=False, max_length=64, unique=True, verbose_name="хеш"),
                        ),
                        ("expires_at", models.DateTimeField(verbose_name="действует до")),
                        ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="отозвана")),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="создана")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("link", "личная ссылка"), ("sheet", "код строки Excel")],
                                default="link",
                                max_length=5,
                                verbose_name="что открывает",
                            ),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="links",
                                to="surveys.campaign",
                                verbose_name="кампания",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="survey_links",
                                to="schools.person",
                                verbose_name="педагог",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "личная ссылка",
                        "verbose_name_plural": "личные ссылки",
                        "ordering": ["-created_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("revoked_at__isnull", True)),
                                fields=("campaign", "person", "kind"),
                                name="person_has_one_live_link_to_a_campaign",
                                violation_error_message="У педагога уже есть действующая ссылка на эту анкету.",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
