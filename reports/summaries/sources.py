"""Tables that the figures of a municipality are made of, and which municipalities a row of each tells of.

Whatever the figures ask stands here, or among what is read anew with every page: `tests/reports/summaries`
looks at their statements.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

# Those of a person: the own one, and those of the schools where the person works or is curator.
_OF_PEOPLE: Final = (
    "SELECT municipality_id AS place FROM schools_person WHERE id IN ({0})"
    " UNION SELECT s.municipality_id FROM schools_employment e"
    " JOIN schools_school s ON s.id = e.school_id WHERE e.person_id IN ({0})"
    " UNION SELECT s.municipality_id FROM schools_roleassignment a"
    " JOIN schools_school s ON s.id = a.school_id WHERE a.person_id IN ({0})"
)
_OF_SCHOOLS: Final = "SELECT municipality_id AS place FROM schools_school WHERE id IN ({0})"
_OWN: Final = "SELECT id AS place FROM schools_municipality WHERE id IN ({0})"
_OF_EVENTS: Final = (
    "SELECT m.municipality_id AS place FROM roadmap_roadmapevent e"
    " JOIN roadmap_roadmap m ON m.id = e.roadmap_id WHERE e.id IN ({0})"
)
_OF_PLANS: Final = "SELECT municipality_id AS place FROM roadmap_roadmap WHERE id IN ({0})"
_OF_PAIRS: Final = _OF_PEOPLE.format(
    "SELECT mentee_id FROM pairs_pairmember WHERE pair_id IN ({0})"
    " UNION SELECT mentor_id FROM pairs_pairmember WHERE pair_id IN ({0})"
)
# A threshold or a template may be that of all municipalities.
_EVERY: Final = "SELECT id AS place FROM schools_municipality WHERE EXISTS (SELECT 1 WHERE 1 IN ({0}))"
_ALWAYS: Final = "1"


class Source(NamedTuple):
    """Columns of a table, each with the municipalities that its value leads to; `only`: rows that count."""

    ways: tuple[tuple[str, str], ...]
    only: str = ""

    def places(self, rows: str, row: str) -> str:
        """A statement for the municipalities of changed rows: of a table `rows`, or of one `row`."""
        return " UNION ".join(way.format(self._values(column, rows, row)) for column, way in self.ways)

    def _values(self, column: str, rows: str, row: str) -> str:
        if row:
            return column if column == _ALWAYS else f"{row}.{column}"
        only = f" WHERE {self.only.format('')}" if self.only else ""
        return f"SELECT {column} FROM {rows}{only}"  # noqa: S608 - columns of this module  # nosec B608

    def condition_of(self, rows: Iterable[str]) -> str:
        """When a change of one row counts: before it, after it."""
        return " OR ".join(self.only.format(f"{row}.") for row in rows) if self.only else "1"


_PERSON: Final = Source((("person_id", _OF_PEOPLE),))
_MUNICIPALITY: Final = Source((("municipality_id", _OWN),))
_EVERYWHERE: Final = Source(((_ALWAYS, _EVERY),))

SOURCES: Final[dict[str, Source]] = {
    "bank_mentor": _PERSON,
    "bank_training": _PERSON,
    "pairs_pair": Source((("id", _OF_PAIRS),)),
    "pairs_pairmember": Source((("mentee_id", _OF_PEOPLE), ("mentor_id", _OF_PEOPLE))),
    "programmes_programme": _MUNICIPALITY,
    "reports_setting": _EVERYWHERE,
    "reports_statistic": _MUNICIPALITY,
    "roadmap_attendance": Source((("person_id", _OF_PEOPLE), ("event_id", _OF_EVENTS))),
    "roadmap_roadmap": _MUNICIPALITY,
    "roadmap_roadmapevent": Source((("roadmap_id", _OF_PLANS),)),
    "roadmap_roadmaptemplate": _EVERYWHERE,
    "schools_consent": _PERSON,
    "schools_diagnostic": _PERSON,
    "schools_employment": Source((("school_id", _OF_SCHOOLS), ("person_id", _OF_PEOPLE))),
    "schools_person": Source((("municipality_id", _OWN), ("id", _OF_PEOPLE))),
    "schools_person_subjects": _PERSON,
    "schools_roleassignment": Source((("school_id", _OF_SCHOOLS),)),
    "schools_school": _MUNICIPALITY,
    "schools_schoolyear": Source((("school_id", _OF_SCHOOLS),)),
    # a form that is not sent yet is in no figure, and is written with every answer
    "surveys_response": Source((("municipality_id", _OWN),), only="{}state = 'submitted'"),
}
