"""The portal's own template of a diploma, a letter of thanks, a certificate: one leaf, to be framed."""

from mentorship.documents.builtin.layout import Blank


def award() -> bytes:
    """What it is, to whom, for what, who signs, and where everybody may check it."""
    blank = Blank("Грамота, благодарность или сертификат")
    blank.line("{{ муниципалитет }}", align="center", size=14, after=2)
    blank.line("Муниципальный наставнический центр", align="center", size=13, after=72)
    blank.line("{{ вид }}", align="center", bold=True, size=30, after=4)
    blank.line("№ {{ номер }}", align="center", size=13, after=40)
    blank.line("{%p if глагол %}", after=0)
    blank.line("{{ глагол }}", align="center", size=16, after=10)
    blank.line("{%p endif %}", after=0)
    blank.line("{{ кому }}", align="center", bold=True, size=24, after=4)
    blank.line("{%p if кому_место %}", after=0)
    blank.line("{{ кому_место }}", align="center", size=14, after=10)
    blank.line("{%p endif %}", after=0)
    blank.line(after=10)
    blank.line("{{ текст }}", align="center", size=16, after=90)
    blank.sides(
        ["{{ подписант_должность }}", "", "{{ дата }}"], ["", "____________ {{ подписант }}"], share=0.5
    )
    blank.line(after=30)
    blank.line("Подлинность можно проверить: {{ проверка }}", align="center", size=10, after=2)
    blank.line("Код проверки: {{ код }}", align="center", size=11, bold=True)
    return blank.built()
