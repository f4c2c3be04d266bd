"""The words of the papers of a programme and its centre: passport, work plan, protocol (domain.md §5.4)."""

from mentorship.documents.builtin.layout import Blank

_PASSPORT_ROWS = (
    ("Основные разработчики программы", "разработчики"),
    ("Основные исполнители программы", "исполнители"),
    ("Цель программы", "цель"),
    ("Задачи программы", "задачи"),
    ("Ожидаемые результаты", "результаты"),
    ("Срок действия программы", "срок"),
    ("Механизм реализации программы", "механизм"),
    ("Контроль реализации программы", "контроль"),
    ("Бюджет программы", "бюджет"),
    ("Электронный адрес размещения программы", "адрес"),
)


def passport() -> bytes:
    """The passport of a programme, as document 000 begins."""
    blank = Blank("Паспорт программы")
    blank.line("{%p if утверждение %}", after=0)
    blank.line("Утверждена: {{ утверждение }}", align="right")
    blank.line("{%p endif %}", after=0)
    blank.heading("Паспорт программы")
    blank.form([("Наименование программы", "название"), *_PASSPORT_ROWS])
    blank.line("{%p if всего %}", after=0)
    blank.line("Бюджет по годам и источникам, рублей", bold=True, with_next=True)
    blank.table(
        "строка in суммы",
        [
            ("Год", 3.0, ["{{ строка.год }}"]),
            ("Источник", 9.0, ["{{ строка.источник }}"]),
            ("Сумма", 5.0, ["{{ строка.сумма }}"]),
        ],
    )
    blank.line("Всего: {{ всего }}", align="right")
    blank.line("{%p endif %}", after=0)
    for heading, name in (("Пояснительная записка", "записка"), ("Структура управления", "структура")):
        blank.line(f"{{%p if {name} %}}", after=0)
        blank.line(heading, bold=True, with_next=True)
        blank.line(f"{{{{ {name} }}}}", align="justify")
        blank.line("{%p endif %}", after=0)
    blank.line("{%p if акты %}", after=0)
    blank.line("Нормативная база", bold=True, with_next=True)
    blank.line("{%p endif %}", after=0)
    blank.each("строка in акты", "— {{ строка.акт }}")
    return blank.built()


def work_plan() -> bytes:
    """The centre's work plan: the form of Приложение № 1, and the same with marks of fulfilment."""
    blank = Blank("План работы муниципального наставнического центра")
    blank.sides(
        ["Приложение № 1", "{{ программа }}", "{{ приказ }}"],
        ["УТВЕРЖДАЮ", "{{ утвердил_должность }}", "____________ {{ утвердил }}", "{{ утверждён }}"],
    )
    blank.heading("План работы муниципального наставнического центра")
    blank.line("{{ муниципалитет }}, {{ год }} учебный год", align="center", bold=True)
    plan = [
        ("Содержание работы", 5.4, ["{{ строка.содержание }}"]),
        ("Сроки", 2.8, ["{{ строка.срок }}"]),
        ("Место проведения", 3.4, ["{{ строка.место }}"]),
        (
            "Ответственный, привлечённые специалисты",
            5.4,
            ["{{ строка.ответственный }}", "{{ строка.привлечённые }}"],
        ),
    ]
    marked = [
        ("Содержание работы", 4.6, ["{{ строка.содержание }}"]),
        ("Сроки", 2.3, ["{{ строка.срок }}"]),
        ("Место проведения", 2.5, ["{{ строка.место }}"]),
        (
            "Ответственный, привлечённые специалисты",
            3.6,
            ["{{ строка.ответственный }}", "{{ строка.привлечённые }}"],
        ),
        ("Отметка о выполнении", 4.0, ["{{ строка.отметка }}", "{{ строка.итог }}"]),
    ]
    for test, columns in (("not отметки", plan), ("отметки", marked)):
        blank.line(f"{{%p if {test} %}}", after=0)
        blank.sections("раздел in разделы", "{{ раздел.название }}", "строка in раздел.строки", columns)
        blank.line("{%p endif %}", after=0)
    blank.condition(
        "отметки", "Выполнено строк: {{ выполнено }} из {{ строк }}, просрочено: {{ просрочено }}."
    )
    return blank.built()


def protocol() -> bytes:
    """The protocol of a coordination meeting with the decisions and who answers for them."""
    blank = Blank("Протокол координационного совещания")
    blank.line("{{ муниципалитет }}", align="center", bold=True)
    blank.heading("Протокол № {{ номер }}")
    blank.line("координационного совещания по наставничеству", align="center", bold=True)
    blank.sides(["{{ дата }}"], ["{{ место }}"])
    blank.line("Тема: {{ тема }}", align="justify")
    _part(blank, "присутствовали", "Присутствовали:")
    blank.each("строка in присутствовали", "{{ строка.номер }}. {{ строка.фио }}{{ строка.должность }}")
    _part(blank, "повестка", "Повестка:")
    blank.each("строка in повестка", "{{ строка.номер }}. {{ строка.вопрос }}{{ строка.докладчик }}")
    blank.line("Решили:", bold=True, with_next=True)
    blank.table(
        "решение in решения",
        [
            ("№", 1.0, ["{{ решение.номер }}"]),
            ("Решение", 7.0, ["{{ решение.решение }}"]),
            ("Ответственный", 4.2, ["{{ решение.ответственный }}"]),
            ("Срок", 2.3, ["{{ решение.срок }}"]),
            ("Исполнение", 2.5, ["{{ решение.состояние }}"]),
        ],
    )
    blank.sides(["Председатель ____________"], ["{{ председатель }}"])
    blank.sides(["Секретарь ____________"], ["{{ секретарь }}"])
    return blank.built()


def _part(blank: Blank, test: str, heading: str) -> None:
    """A heading that stands there only over something."""
    blank.line(f"{{%p if {test} %}}", after=0)
    blank.line(heading, bold=True, with_next=True)
    blank.line("{%p endif %}", after=0)
