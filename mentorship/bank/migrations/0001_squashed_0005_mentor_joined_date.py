import django.db.models.deletion
import django.utils.timezone
import mentorship.migrating
import schools.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("bank", "0001_initial"),
        ("bank", "0002_mentor_topics"),
        ("bank", "0003_reserve_teams_preferences"),
        ("bank", "0004_topic_key"),
        ("bank", "0005_mentor_joined_date"),
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
                    name="Difficulty",
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
                        "verbose_name": "профессиональное затруднение",
                        "verbose_name_plural": "профессиональные затруднения",
                        "ordering": ["key"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="MenteeCategory",
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
                        "verbose_name": "категория наставляемого",
                        "verbose_name_plural": "категории наставляемых",
                        "ordering": ["key"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RequestSource",
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
                        "verbose_name": "источник запроса",
                        "verbose_name_plural": "источники запросов",
                        "ordering": ["key"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SelectionCriterion",
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
                        "verbose_name": "критерий отбора",
                        "verbose_name_plural": "критерии отбора",
                        "ordering": ["key"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="TrainingProgramme",
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
                        "verbose_name": "программа обучения",
                        "verbose_name_plural": "программы обучения",
                        "ordering": ["key"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Mentor",
                    fields=[
                        (
                            "person",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="mentor",
                                serialize=False,
                                to="schools.person",
                                verbose_name="педагог",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("candidate", "заявлен"),
                                    ("in_bank", "в банке"),
                                    ("selected", "отобран"),
                                    ("trained", "обучен"),
                                    ("active", "действующий"),
                                    ("suspended", "приостановлен"),
                                    ("rejected", "отклонён"),
                                    ("withdrawn", "отозван"),
                                    ("retired", "выведен"),
                                ],
                                default="candidate",
                                max_length=12,
                                verbose_name="состояние",
                            ),
                        ),
                        (
                            "state_date",
                            models.DateField(
                                default=django.utils.timezone.localdate,
                                editable=False,
                                verbose_name="в этом состоянии с",
                            ),
                        ),
                        (
                            "state_before",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("candidate", "заявлен"),
                                    ("in_bank", "в банке"),
                                    ("selected", "отобран"),
                                    ("trained", "обучен"),
                                    ("active", "действующий"),
                                    ("suspended", "приостановлен"),
                                    ("rejected", "отклонён"),
                                    ("withdrawn", "отозван"),
                                    ("retired", "выведен"),
                                ],
                                editable=False,
                                max_length=12,
                                verbose_name="состояние до приостановки",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("self", "самовыдвижение"),
                                    ("curator", "школьный куратор"),
                                    ("methodist", "методист"),
                                    ("import", "загрузка из Excel"),
                                ],
                                default="methodist",
                                max_length=12,
                                verbose_name="откуда",
                            ),
                        ),
                        (
                            "capacity",
                            models.PositiveSmallIntegerField(
                                default=3,
                                help_text="Сколько наставляемых может вести одновременно.",
                                verbose_name="мест",
                            ),
                        ),
                        (
                            "training_waiver",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="почему обучение не нужно"
                            ),
                        ),
                        (
                            "favourite_topic",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="моя любимая учебная тема"
                            ),
                        ),
                        (
                            "favourite_topic_key",
                            schools.fields.FoldedField(
                                blank=True,
                                default="",
                                max_length=300,
                                of=("favourite_topic",),
                                verbose_name="ключ поиска темы",
                            ),
                        ),
                        ("about", models.TextField(blank=True, max_length=2000, verbose_name="о себе")),
                        (
                            "joined_date",
                            models.DateField(
                                blank=True,
                                help_text="Если наставник был в банке раньше, чем попал в портал.",
                                null=True,
                                verbose_name="в банке с",
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="внесён")),
                        (
                            "difficulties",
                            models.ManyToManyField(
                                blank=True,
                                related_name="mentors",
                                to="bank.difficulty",
                                verbose_name="с какими затруднениями помогает",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "наставник",
                        "verbose_name_plural": "наставники",
                        "ordering": ["person__name_key", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("capacity__gte", 1), ("capacity__lte", 30)),
                                name="capacity_is_1_to_30",
                                violation_error_message="Мест у наставника — от 1 до 30.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MentorCard",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "own_experience",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("0-10", "0–10"),
                                    ("11-20", "11–20"),
                                    ("21-30", "21–30"),
                                    ("31-40", "31–40"),
                                    ("41+", "41+"),
                                ],
                                max_length=5,
                                verbose_name="стаж наставника, лет",
                            ),
                        ),
                        (
                            "own_category",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("highest", "высшая"),
                                    ("first", "первая"),
                                    ("fits_position", "соответствие занимаемой должности"),
                                    ("none", "без категории"),
                                ],
                                max_length=20,
                                verbose_name="категория наставника",
                            ),
                        ),
                        (
                            "wanted_experience",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("0-10", "0–10"),
                                    ("11-20", "11–20"),
                                    ("21-30", "21–30"),
                                    ("31-40", "31–40"),
                                    ("41+", "41+"),
                                ],
                                max_length=5,
                                verbose_name="примерный стаж наставляемого, лет",
                            ),
                        ),
                        (
                            "wanted_category",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("highest", "высшая"),
                                    ("first", "первая"),
                                    ("fits_position", "соответствие занимаемой должности"),
                                    ("none", "без категории"),
                                ],
                                max_length=20,
                                verbose_name="предполагаемая категория наставляемого",
                            ),
                        ),
                        (
                            "contact_email",
                            models.EmailField(blank=True, max_length=254, verbose_name="электронный адрес"),
                        ),
                        ("page", models.URLField(blank=True, max_length=500, verbose_name="страница")),
                        (
                            "withdrawn_date",
                            models.DateField(blank=True, editable=False, null=True, verbose_name="снята"),
                        ),
                        (
                            "focus",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programmes.focus",
                                verbose_name="направление",
                            ),
                        ),
                        (
                            "mentee_category",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="bank.menteecategory",
                                verbose_name="кто может стать наставляемым",
                            ),
                        ),
                        (
                            "mentor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="cards",
                                to="bank.mentor",
                                verbose_name="наставник",
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
                    ],
                    options={
                        "verbose_name": "карточка наставника",
                        "verbose_name_plural": "карточки наставников",
                        "ordering": ["mentor__person__name_key", "subject__key", "focus__key"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("mentor", "subject", "focus"),
                                name="card_stands_once",
                                violation_error_message="Карточка с этим предметом и направлением уже есть.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("focus__isnull", True), ("subject__isnull", False)),
                                fields=("mentor", "subject"),
                                name="card_without_focus_stands_once",
                                violation_error_message="Карточка с этим предметом уже есть.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("focus__isnull", False), ("subject__isnull", True)),
                                fields=("mentor", "focus"),
                                name="card_without_subject_stands_once",
                                violation_error_message="Карточка с этим направлением уже есть.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("focus__isnull", True), ("subject__isnull", True)),
                                fields=("mentor",),
                                name="blank_card_stands_once",
                                violation_error_message="Карточка без предмета и направления уже есть.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MentorPlace",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="номер")),
                        (
                            "mentor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="places",
                                to="bank.mentor",
                                verbose_name="наставник",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "место у наставника",
                        "verbose_name_plural": "места у наставников",
                        "ordering": ["mentor", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("mentor", "number"),
                                name="place_stands_once",
                                violation_error_message="Это место у наставника уже есть.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MentorPreference",
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
                                choices=[("mentee", "наставляемый"), ("mentor", "наставник")],
                                max_length=6,
                                verbose_name="в роли",
                            ),
                        ),
                        ("year", schools.fields.AcademicYearField(verbose_name="учебный год")),
                        ("rank", models.PositiveSmallIntegerField(default=1, verbose_name="по счёту")),
                        ("given_date", models.DateField(verbose_name="дата")),
                        (
                            "chosen",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="chosen_by",
                                to="schools.person",
                                verbose_name="кого",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="preferences",
                                to="schools.person",
                                verbose_name="кто выбирает",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "предпочтение после групповой встречи",
                        "verbose_name_plural": "предпочтения после групповой встречи",
                        "ordering": ["-year", "person__name_key", "rank"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("person", "side", "year", "rank"),
                                name="choice_of_a_rank_stands_once",
                                violation_error_message="Выбор с этим номером уже сделан.",
                            ),
                            models.UniqueConstraint(
                                fields=("person", "side", "year", "chosen"),
                                name="one_is_chosen_once",
                                violation_error_message="Этого человека вы уже назвали.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("rank__gte", 1), ("rank__lte", 3)),
                                name="rank_is_1_to_3",
                                violation_error_message="Назвать можно не больше трёх человек.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("person", models.F("chosen")), _negated=True),
                                name="no_one_chooses_oneself",
                                violation_error_message="Себя выбрать нельзя.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MenteeRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "is_team",
                            models.BooleanField(
                                default=False,
                                help_text="Педагог выше — контактное лицо команды.",
                                verbose_name="запрос управленческой команды",
                            ),
                        ),
                        (
                            "details",
                            models.TextField(blank=True, max_length=2000, verbose_name="своими словами"),
                        ),
                        ("requested_date", models.DateField(verbose_name="дата запроса")),
                        (
                            "year",
                            schools.fields.AcademicYearField(editable=False, verbose_name="учебный год"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "черновик"),
                                    ("submitted", "подан"),
                                    ("accepted", "принят"),
                                    ("matched", "подобран"),
                                    ("in_work", "в работе"),
                                    ("closed", "закрыт"),
                                    ("rejected", "отклонён"),
                                    ("withdrawn", "отозван"),
                                ],
                                default="draft",
                                max_length=12,
                                verbose_name="состояние",
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="создан")),
                        (
                            "difficulty",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="bank.difficulty",
                                verbose_name="профессиональное затруднение",
                            ),
                        ),
                        (
                            "focus",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programmes.focus",
                                verbose_name="направление",
                            ),
                        ),
                        (
                            "mentee_category",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="bank.menteecategory",
                                verbose_name="категория наставляемого",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="requests",
                                to="schools.person",
                                verbose_name="педагог",
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
                            "team",
                            models.ManyToManyField(
                                blank=True,
                                related_name="team_requests",
                                to="schools.person",
                                verbose_name="члены команды",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="bank.requestsource",
                                verbose_name="источник",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "запрос наставляемого",
                        "verbose_name_plural": "запросы наставляемых",
                        "ordering": ["-requested_date", "person__name_key"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("person", "subject", "difficulty", "year"),
                                name="request_stands_once_a_year",
                                violation_error_message="Такой запрос в этом учебном году уже есть.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("subject__isnull", True)),
                                fields=("person", "difficulty", "year"),
                                name="request_without_subject_stands_once_a_year",
                                violation_error_message="Такой запрос в этом учебном году уже есть.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Interview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("date", models.DateField(verbose_name="дата")),
                        (
                            "interviewers",
                            models.CharField(blank=True, max_length=300, verbose_name="кто проводил"),
                        ),
                        (
                            "with_psychologist",
                            models.BooleanField(default=False, verbose_name="с психологом"),
                        ),
                        ("is_ready", models.BooleanField(verbose_name="готов")),
                        ("notes", models.TextField(blank=True, max_length=2000, verbose_name="заметки")),
                        (
                            "mentor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="interviews",
                                to="bank.mentor",
                                verbose_name="наставник",
                            ),
                        ),
                        (
                            "criteria",
                            models.ManyToManyField(
                                blank=True,
                                related_name="+",
                                to="bank.selectioncriterion",
                                verbose_name="каким критериям отвечает",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "собеседование",
                        "verbose_name_plural": "собеседования",
                        "ordering": ["-date"],
                    },
                ),
                migrations.CreateModel(
                    name="Training",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("date", models.DateField(verbose_name="дата")),
                        (
                            "hours",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="часов"),
                        ),
                        ("is_distance", models.BooleanField(default=False, verbose_name="дистанционно")),
                        (
                            "certificate",
                            models.CharField(blank=True, max_length=100, verbose_name="№ удостоверения"),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="trainings",
                                to="schools.person",
                                verbose_name="педагог",
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="trainings",
                                to="bank.trainingprogramme",
                                verbose_name="программа",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "обучение",
                        "verbose_name_plural": "обучение",
                        "ordering": ["-date", "person__name_key"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("person", "programme", "date"),
                                name="training_stands_once",
                                violation_error_message="Это обучение уже записано.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReserveMember",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "target_position",
                            models.CharField(max_length=200, verbose_name="на какую должность"),
                        ),
                        ("basis", models.CharField(blank=True, max_length=300, verbose_name="основание")),
                        ("included_date", models.DateField(verbose_name="включён")),
                        ("excluded_date", models.DateField(blank=True, null=True, verbose_name="исключён")),
                        (
                            "excluded_reason",
                            models.CharField(blank=True, max_length=300, verbose_name="почему исключён"),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reserve_entries",
                                to="schools.person",
                                verbose_name="педагог",
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reserve",
                                to="bank.trainingprogramme",
                                verbose_name="программа подготовки",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "участник кадрового резерва",
                        "verbose_name_plural": "кадровый резерв",
                        "ordering": ["person__name_key", "-included_date"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("excluded_date__isnull", True)),
                                fields=("person",),
                                name="person_stands_once_in_the_reserve",
                                violation_error_message="Этот педагог уже в кадровом резерве.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("excluded_date__isnull", True),
                                    ("excluded_date__gte", models.F("included_date")),
                                    _connector="OR",
                                ),
                                name="reserve_ends_after_it_starts",
                                violation_error_message="Исключение раньше включения.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TrainingSession",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("date", models.DateField(verbose_name="дата")),
                        ("title", models.CharField(max_length=300, verbose_name="тема занятия")),
                        (
                            "hours",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="часов"),
                        ),
                        ("is_distance", models.BooleanField(default=False, verbose_name="дистанционно")),
                        ("place", models.CharField(blank=True, max_length=300, verbose_name="место")),
                        (
                            "lecturer",
                            models.CharField(blank=True, max_length=300, verbose_name="кто проводит"),
                        ),
                        (
                            "attended",
                            models.ManyToManyField(
                                blank=True,
                                related_name="training_sessions",
                                to="schools.person",
                                verbose_name="кто был",
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="training_sessions",
                                to="schools.municipality",
                                verbose_name="муниципалитет",
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
                                to="bank.trainingprogramme",
                                verbose_name="программа",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "занятие программы обучения",
                        "verbose_name_plural": "занятия программ обучения",
                        "ordering": ["-date", "pk"],
                    },
                ),
            ],
        ),
    ]
