"""How big an invented municipality is to be, and whether such a one can be."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

# Pairs lie in this school year and the two before it; so do the schools' indices.
YEARS = 3
# How many pairs of a year there are to those of the others, the latest first.
WEIGHTS = (2, 1, 1)
# As many places as a mentor of the bank has by default.
CAPACITY = 3


@dataclass(frozen=True)
class Size:
    """The numbers of one municipality; each is met exactly."""

    schools: int
    teachers: int
    pairs: int
    responses: int

    @property
    def mentors(self) -> int:
        """Two teachers of five stand in the bank of mentors."""
        return self.teachers * 2 // 5

    @property
    def mentees(self) -> int:
        """The others may ask for a mentor."""
        return self.teachers - self.mentors

    @property
    def pairs_of_years(self) -> tuple[int, ...]:
        """How many pairs each school year has, the latest first: by weight, as far as there is room."""
        counts, left = [], self.pairs
        for back, weight in enumerate(WEIGHTS):
            share = -(-left * weight // sum(WEIGHTS[back:]))
            room_after = self._most_a_year * (YEARS - back - 1)
            count = min(self._most_a_year, max(share, left - room_after))
            counts.append(count)
            left -= count
        return tuple(counts)

    @property
    def most_pairs(self) -> int:
        """Every mentee has one pair a year, every mentor has three."""
        return YEARS * self._most_a_year

    @property
    def most_responses(self) -> int:
        """Each mentee and each mentor at work answers «до» and «после» once a year."""
        return sum(2 * (count + min(count, self.mentors)) for count in self.pairs_of_years)

    @property
    def _most_a_year(self) -> int:
        return min(self.mentees, CAPACITY * self.mentors)

    def check(self) -> None:
        """Raise ValidationError in words where the numbers contradict each other."""
        if min(self.schools, self.teachers) < 1 or min(self.pairs, self.responses) < 0:
            raise ValidationError("Школ и педагогов нужно не меньше одного, пар и ответов — не меньше нуля.")
        if self.teachers < self.schools:
            raise ValidationError(
                f"Педагогов ({self.teachers}) меньше, чем школ ({self.schools}): "
                "в каждой школе есть хотя бы один, он же её куратор."
            )
        if self.pairs > self.most_pairs:
            raise ValidationError(
                f"Столько педагогов составят за {YEARS} года не больше {self.most_pairs} пар: "
                "убавьте --pairs или прибавьте --teachers."
            )
        if self.responses > self.most_responses:
            raise ValidationError(
                f"Участники этих пар заполнят не больше {self.most_responses} анкет: "
                "убавьте --responses или прибавьте --pairs."
            )
