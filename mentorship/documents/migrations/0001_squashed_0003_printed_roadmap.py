import django.db.models.deletion
import mentorship.migrating
import schools.attachments
import schools.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("documents", "0001_initial"),
        ("documents", "0002_printed_papers"),
        ("documents", "0003_printed_roadmap"),
    ]

    initial = True

    dependencies = [
        ("pairs", "0001_squashed_0005_asked_to_dissolve"),
        ("roadmap", "0001_squashed_0007_events_found_by_words"),
        ("schools", "0001_squashed_0006_first_steps_hidden"),
    ]

    operations = [
        mentorship.migrating.CreateModels(
            models=[
                migrations.CreateModel(
                    name="DocumentTemplate",
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
                                    ("pairs", "приказ о закреплении пар"),
                                    ("centre", "приказ о составе центра"),
                                    ("curator", "приказ о назначении куратора"),
                                    ("roadmap", "приказ об утверждении дорожной карты"),
                                    ("duties", "согласие наставника на наставничество"),
                                    ("agreement", "дополнительное соглашение с наставником"),
                                    ("processing", "согласие на обработку персональных данных"),
                                    ("publication", "согласие на распространение персональных данных"),
                                    ("passport", "паспорт программы"),
                                    ("work_plan", "план работы центра"),
                                    ("protocol", "протокол совещания"),
                                    ("plan", "дорожная карта"),
                                ],
                                max_length=12,
                                verbose_name="документ",
                            ),
                        ),
                        ("version", models.PositiveSmallIntegerField(verbose_name="версия")),
                        (
                            "file",
                            models.FileField(upload_to=schools.attachments.random_path, verbose_name="файл"),
                        ),
                        ("file_name", models.CharField(max_length=250, verbose_name="имя файла")),
                        ("sha256", models.CharField(max_length=64, verbose_name="контрольная сумма SHA-256")),
                        ("is_current", models.BooleanField(default=True, verbose_name="действует")),
                        ("uploaded_at", models.DateTimeField(auto_now_add=True, verbose_name="загружен")),
                        (
                            "municipality",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="document_templates",
                                to="schools.municipality",
                                verbose_name="муниципалитет",
                            ),
                        ),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "шаблон документа",
                        "verbose_name_plural": "шаблоны документов",
                        "ordering": ["kind", "-version"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "kind", "version"),
                                name="document_template_version_stands_once",
                                violation_error_message="Эта версия шаблона уже есть: обновите страницу.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_current", True)),
                                fields=("municipality", "kind"),
                                name="one_template_of_a_kind_is_current",
                                violation_error_message="Действующий шаблон этого документа уже есть: обновите страницу.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NameForm",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "case",
                            models.CharField(
                                choices=[
                                    ("genitive", "родительный (кого?)"),
                                    ("dative", "дательный (кому?)"),
                                    ("accusative", "винительный (кого?)"),
                                ],
                                max_length=10,
                                verbose_name="падеж",
                            ),
                        ),
                        ("text", models.CharField(max_length=320, verbose_name="фамилия, имя, отчество")),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="name_forms",
                                to="schools.person",
                                verbose_name="человек",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "имя в падеже",
                        "verbose_name_plural": "имена в падежах",
                        "ordering": ["person__name_key", "case"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("person", "case"),
                                name="name_stands_once_in_a_case",
                                violation_error_message="Имя этого человека в этом падеже уже записано.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Paper",
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
                                    ("pairs", "приказ о закреплении пар"),
                                    ("centre", "приказ о составе центра"),
                                    ("curator", "приказ о назначении куратора"),
                                    ("roadmap", "приказ об утверждении дорожной карты"),
                                    ("duties", "согласие наставника на наставничество"),
                                    ("agreement", "дополнительное соглашение с наставником"),
                                    ("processing", "согласие на обработку персональных данных"),
                                    ("publication", "согласие на распространение персональных данных"),
                                    ("passport", "паспорт программы"),
                                    ("work_plan", "план работы центра"),
                                    ("protocol", "протокол совещания"),
                                    ("plan", "дорожная карта"),
                                ],
                                max_length=12,
                                verbose_name="документ",
                            ),
                        ),
                        ("title", models.CharField(max_length=300, verbose_name="название")),
                        (
                            "title_key",
                            schools.fields.FoldedField(
                                max_length=400, of=("title", "number"), verbose_name="ключ поиска"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "черновик"),
                                    ("generated", "сформирован"),
                                    ("registered", "зарегистрирован"),
                                    ("superseded", "утратил силу"),
                                    ("cancelled", "отменён"),
                                ],
                                default="draft",
                                max_length=12,
                                verbose_name="состояние",
                            ),
                        ),
                        ("inputs", models.JSONField(blank=True, default=dict, verbose_name="что введено")),
                        ("data", models.JSONField(blank=True, default=dict, verbose_name="данные документа")),
                        (
                            "file",
                            models.FileField(
                                blank=True, upload_to=schools.attachments.random_path, verbose_name="файл"
                            ),
                        ),
                        (
                            "sha256",
                            models.CharField(
                                blank=True, max_length=64, verbose_name="контрольная сумма SHA-256"
                            ),
                        ),
                        (
                            "scan",
                            models.FileField(
                                blank=True, upload_to=schools.attachments.random_path, verbose_name="скан"
                            ),
                        ),
                        (
                            "scan_name",
                            models.CharField(blank=True, max_length=250, verbose_name="имя файла скана"),
                        ),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="номер")),
                        ("date", models.DateField(blank=True, null=True, verbose_name="дата")),
                        ("signer", models.CharField(blank=True, max_length=200, verbose_name="кто подписал")),
                        (
                            "ending_reason",
                            models.CharField(blank=True, max_length=500, verbose_name="почему не действует"),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="создан")),
                        (
                            "generated_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="сформирован"),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="кто создал",
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
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
                                related_name="papers",
                                to="pairs.order",
                                verbose_name="приказ на пары",
                            ),
                        ),
                        (
                            "pairs",
                            models.ManyToManyField(
                                blank=True, related_name="papers", to="pairs.pair", verbose_name="пары"
                            ),
                        ),
                        (
                            "roadmap",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="papers",
                                to="roadmap.roadmap",
                                verbose_name="дорожная карта",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="documents",
                                to="schools.school",
                                verbose_name="школа",
                            ),
                        ),
                        (
                            "supersedes",
                            models.ManyToManyField(
                                blank=True,
                                related_name="superseded_by",
                                to="documents.paper",
                                verbose_name="признаёт утратившими силу",
                            ),
                        ),
                        (
                            "template",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="documents.documenttemplate",
                                verbose_name="шаблон муниципалитета",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "документ",
                        "verbose_name_plural": "документы",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(fields=["municipality", "state"], name="paper_municipality_state")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state__in", ("generated", "registered", "superseded")),
                                        _negated=True,
                                    ),
                                    models.Q(("sha256", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="paper_past_its_draft_has_a_file",
                                violation_error_message="Сначала сформируйте файл документа.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "registered"), _negated=True),
                                    ("date__isnull", False),
                                    _connector="OR",
                                ),
                                name="registered_paper_has_a_date",
                                violation_error_message="У зарегистрированного документа есть дата.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaperPerson",
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
                                    ("subject", "о ком"),
                                    ("curator", "куратор"),
                                    ("control", "кому поручен контроль"),
                                    ("head", "руководитель центра"),
                                    ("member", "состав"),
                                ],
                                max_length=10,
                                verbose_name="кто это в документе",
                            ),
                        ),
                        (
                            "paper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="people",
                                to="documents.paper",
                                verbose_name="документ",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="in_papers",
                                to="schools.person",
                                verbose_name="человек",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "человек в документе",
                        "verbose_name_plural": "люди в документах",
                        "ordering": ["paper", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("paper", "person", "part"),
                                name="person_stands_once_in_a_paper",
                                violation_error_message="Этот человек уже назван в документе.",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
