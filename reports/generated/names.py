"""Invented names in their hundreds of thousands: surnames are put together of two stems."""

from random import Random

from reports.demo.cast import FATHERS, MEN, PATRONYMIC_STEMS, WOMEN, Name

_FIRST = (
    "Бело Верхо Глубо Горно Дальне Добро Доло Звонко Зелено Злато Красно Круто Лесо Луго Мало Медо Мирно "
    "Мохо Ново Озеро Остро Подо Поле Разно Ранне Ржано Светло Серо Сине Снего Старо Сухо Тёпло Тихо Тучно "
    "Чисто Широ Ясно"
).split()
_SECOND = (
    "берегов боров ветров водин вязов горкин гранев грибов дубов елин житов зорин ивин каменев ключев "
    "колосов кустов липин листов лугов мостов нивин облаков огнев орехов перов плёсов полев ракитин "
    "росин рябинин садов снопов соснин стогов травин тропин холмов цветов ягодин"
).split()
_FATHERS = tuple(PATRONYMIC_STEMS.get(father, f"{father}ов") for father in FATHERS)


_WOMEN = 0.8


class Names:
    """Names of one municipality: nobody in it has a namesake, so that a workbook finds each by name."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._taken: set[Name] = set()

    def invent(self) -> Name:
        """A name that was not given yet; of five teachers four are women."""
        name = self._draw()
        while name in self._taken:
            name = name._replace(last=f"{self._random.choice(_FIRST)}-{name.last}")
        self._taken.add(name)
        return name

    def _draw(self) -> Name:
        choice = self._random.choice
        surname, stem = choice(_FIRST) + choice(_SECOND), choice(_FATHERS)
        if self._random.random() < _WOMEN:
            return Name(f"{surname}а", choice(WOMEN), f"{stem}на")
        return Name(surname, choice(MEN), f"{stem}ич")
