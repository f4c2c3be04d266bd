"""Meetings get agenda, participants and decisions with owners; work plans; the event of the year."""

import django.core.validators
import django.db.models.deletion
import schools.fields
from django.conf import settings
from django.db import migrations, models


def keep_former_decisions(apps, schema_editor):
    """The text a meeting held so far becomes its first decision, whole: who answers is not known of it."""
    meeting_model = apps.get_model("roadmap", "CoordinationMeeting")
    decision_model = apps.get_model("roadmap", "MeetingDecision")
    written = meeting_model.objects.exclude(former_decisions="").order_by("pk")
    decision_model.objects.bulk_create(
        decision_model(meeting_id=pk, number=1, text=text)
        for pk, text in written.values_list("pk", "former_decisions")
    )


def put_decisions_back(apps, schema_editor):
    """The texts of a meeting's decisions become one text again."""
    meeting_model = apps.get_model("roadmap", "CoordinationMeeting")
    decision_model = apps.get_model("roadmap", "MeetingDecision")
    for meeting in meeting_model.objects.all():
        texts = (
            decision_model.objects.filter(meeting=meeting).order_by("number").values_list("text", flat=True)
        )
        meeting.former_decisions = "\n".join(texts)
        meeting.save(update_fields=["former_decisions"])


class Migration(migrations.Migration):
    dependencies = [
        ("roadmap", "0003_plans_and_template_versions"),
        ("schools", "0004_not_doubles"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="coordinationmeeting",
            name="held_meeting_has_decisions",
        ),
        migrations.RenameField("coordinationmeeting", "decisions", "former_decisions"),
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
            ],
            options={
                "verbose_name": "вопрос повестки",
                "verbose_name_plural": "повестка",
                "ordering": ["meeting", "order"],
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
                ("closed_date", models.DateField(blank=True, null=True, verbose_name="выполнено или снято")),
                (
                    "note",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="что сделано или почему снято"
                    ),
                ),
            ],
            options={
                "verbose_name": "решение совещания",
                "verbose_name_plural": "решения совещаний",
                "ordering": ["meeting", "number"],
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
            ],
            options={
                "verbose_name": "участник совещания",
                "verbose_name_plural": "участники совещания",
                "ordering": ["meeting", "pk"],
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
            ],
            options={
                "verbose_name": "муниципальное мероприятие",
                "verbose_name_plural": "муниципальные мероприятия",
                "ordering": ["-date", "-pk"],
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
                    models.CharField(blank=True, max_length=200, verbose_name="должность утвердившего"),
                ),
                ("order_number", models.CharField(blank=True, max_length=40, verbose_name="№ приказа")),
                ("order_date", models.DateField(blank=True, null=True, verbose_name="дата приказа")),
            ],
            options={
                "verbose_name": "план работы центра",
                "verbose_name_plural": "планы работы центра",
                "ordering": ["-year", "municipality__name"],
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
            ],
            options={
                "verbose_name": "изменение плана работы",
                "verbose_name_plural": "изменения плана работы",
                "ordering": ["-made_at", "-pk"],
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
                ("place", models.CharField(blank=True, max_length=250, verbose_name="место проведения")),
                ("responsible", models.CharField(max_length=250, verbose_name="ответственный")),
                (
                    "invited",
                    models.CharField(blank=True, max_length=300, verbose_name="привлечённые специалисты"),
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
                ("done_date", models.DateField(blank=True, null=True, verbose_name="дата выполнения")),
                ("outcome", models.TextField(blank=True, max_length=2000, verbose_name="что получилось")),
            ],
            options={
                "verbose_name": "строка плана работы",
                "verbose_name_plural": "строки плана работы",
                "ordering": ["plan", "section", "order", "pk"],
            },
        ),
        migrations.AddField(
            model_name="coordinationmeeting",
            name="chair",
            field=models.CharField(blank=True, max_length=200, verbose_name="председатель"),
        ),
        migrations.AddField(
            model_name="coordinationmeeting",
            name="secretary",
            field=models.CharField(blank=True, max_length=200, verbose_name="секретарь"),
        ),
        migrations.AlterField(
            model_name="coordinationmeeting",
            name="topic",
            field=models.CharField(max_length=500, verbose_name="тема"),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="agenda",
                to="roadmap.coordinationmeeting",
                verbose_name="совещание",
            ),
        ),
        migrations.AddField(
            model_name="meetingdecision",
            name="closed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="кто отметил",
            ),
        ),
        migrations.AddField(
            model_name="meetingdecision",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="decisions",
                to="roadmap.coordinationmeeting",
                verbose_name="совещание",
            ),
        ),
        migrations.AddField(
            model_name="meetingdecision",
            name="owner_person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="meeting_decisions",
                to="schools.person",
                verbose_name="ответственный",
            ),
        ),
        migrations.AddField(
            model_name="meetingdecision",
            name="owner_school",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="meeting_decisions",
                to="schools.school",
                verbose_name="ответственная школа",
            ),
        ),
        migrations.AddField(
            model_name="meetingparticipant",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="participants",
                to="roadmap.coordinationmeeting",
                verbose_name="совещание",
            ),
        ),
        migrations.AddField(
            model_name="meetingparticipant",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="at_meetings",
                to="schools.person",
                verbose_name="человек",
            ),
        ),
        migrations.AddField(
            model_name="townevent",
            name="municipality",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="town_events",
                to="schools.municipality",
                verbose_name="муниципалитет",
            ),
        ),
        migrations.AddField(
            model_name="townevent",
            name="schools",
            field=models.ManyToManyField(
                blank=True, related_name="town_events", to="schools.school", verbose_name="школы-участницы"
            ),
        ),
        migrations.AddField(
            model_name="workplan",
            name="approved_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="кто утвердил",
            ),
        ),
        migrations.AddField(
            model_name="workplan",
            name="municipality",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="work_plans",
                to="schools.municipality",
                verbose_name="муниципалитет",
            ),
        ),
        migrations.AddField(
            model_name="workplanchange",
            name="made_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="кто",
            ),
        ),
        migrations.AddField(
            model_name="workplanchange",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="changes",
                to="roadmap.workplan",
                verbose_name="план",
            ),
        ),
        migrations.AddField(
            model_name="workplanitem",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="work_plan_items",
                to="schools.person",
                verbose_name="ответственный из портала",
            ),
        ),
        migrations.AddField(
            model_name="workplanitem",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="items",
                to="roadmap.workplan",
                verbose_name="план",
            ),
        ),
        migrations.AddField(
            model_name="workplanchange",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="changes",
                to="roadmap.workplanitem",
                verbose_name="строка плана",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                fields=("meeting", "order"),
                name="agenda_item_has_its_own_place",
                violation_error_message="Вопрос с этим номером в повестке уже есть.",
            ),
        ),
        migrations.AddIndex(
            model_name="meetingdecision",
            index=models.Index(fields=["state", "due_date"], name="decision_state_due"),
        ),
        migrations.AddConstraint(
            model_name="meetingdecision",
            constraint=models.UniqueConstraint(
                fields=("meeting", "number"),
                name="decision_has_its_own_number",
                violation_error_message="Решение с этим номером уже записано: обновите страницу.",
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("owner_person", None),
                    models.Q(("owner_role", ""), ("owner_school", None)),
                    _connector="OR",
                ),
                name="decision_belongs_to_a_person_or_a_post",
                violation_error_message="Выберите либо человека, либо школу и роль.",
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_date", None), ("state", "open")),
                    models.Q(models.Q(("state", "open"), _negated=True), ("closed_date__isnull", False)),
                    _connector="OR",
                ),
                name="closed_decision_has_a_date",
                violation_error_message="У выполненного или снятого решения есть дата.",
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingparticipant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("guest", ""), ("person__isnull", False)),
                    models.Q(("person__isnull", True), models.Q(("guest", ""), _negated=True)),
                    _connector="OR",
                ),
                name="participant_is_a_person_or_a_guest",
                violation_error_message="Участник — человек из портала или имя гостя.",
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingparticipant",
            constraint=models.UniqueConstraint(
                fields=("meeting", "person"),
                name="person_is_once_at_a_meeting",
                violation_error_message="Этот человек уже отмечен на совещании.",
            ),
        ),
        migrations.AddConstraint(
            model_name="townevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "held"), _negated=True),
                    models.Q(("result", ""), _negated=True),
                    _connector="OR",
                ),
                name="held_town_event_has_a_result",
                violation_error_message="У проведённого мероприятия запишите итог.",
            ),
        ),
        migrations.AddConstraint(
            model_name="workplan",
            constraint=models.UniqueConstraint(
                fields=("municipality", "year"),
                name="work_plan_stands_once_a_year",
                violation_error_message="План работы центра на этот учебный год уже есть.",
            ),
        ),
        migrations.AddConstraint(
            model_name="workplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "draft"), ("approved_date__isnull", False), _connector="OR"),
                name="approved_work_plan_has_a_date",
                violation_error_message="У утверждённого плана есть дата утверждения.",
            ),
        ),
        migrations.AddIndex(
            model_name="workplanitem",
            index=models.Index(fields=["state", "due_date"], name="work_item_state_due"),
        ),
        migrations.AddConstraint(
            model_name="workplanitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_date__isnull", False), ("state", "done")),
                    models.Q(models.Q(("state", "done"), _negated=True), ("done_date", None)),
                    _connector="OR",
                ),
                name="done_work_item_has_a_date",
                violation_error_message="У выполненной строки плана есть дата выполнения.",
            ),
        ),
        migrations.RunPython(keep_former_decisions, put_decisions_back),
    ]
