"""Triggers that keep published forms from being changed past the portal, on SQLite and PostgreSQL.

The models refuse the same in Russian (surveys.models.questionnaires); these catch whatever goes round them.
They are put up after every `migrate`. SQLite rebuilds a table in order to change it, and stumbles over
triggers that name it: a migration that changes one of TABLES begins with `RunPython(guards.take_down)`.
"""

from typing import Final

from mentorship.audit.triggers import Guard, Keeper, changed

TABLES: Final = (
    "surveys_item",
    "surveys_questionnaireversion",
    "surveys_questionnaire",
    "surveys_campaign",
    "surveys_response",
)
_VERSION: Final = "published version of a questionnaire never changes"
_EXISTS: Final = "EXISTS (SELECT 1 FROM surveys_questionnaireversion v WHERE {})"
_HAS_PUBLISHED: Final = _EXISTS.format("v.questionnaire_id = OLD.id AND v.state <> 'draft'")
_ANSWERED: Final = "EXISTS (SELECT 1 FROM surveys_response r WHERE r.campaign_id = OLD.id)"
_CAMPAIGN: Final = "campaign keeps its version and promise after the first answer"


def _published(key: str) -> str:
    return _EXISTS.format(f"v.id = {key} AND v.state <> 'draft'")


_CONTENT: Final = changed("id", "questionnaire_id", "number", "intro", "published_at", "checksum", "origin")
_SHOWN: Final = changed("id", "code", "title", "role", "phase")
_ASKED: Final = changed("version_id", "questionnaire_id")
GUARDS: Final = (
    Guard("item_is_not_added", "surveys_item", "INSERT", _published("NEW.version_id"), _VERSION),
    Guard("item_is_not_deleted", "surveys_item", "DELETE", _published("OLD.version_id"), _VERSION),
    Guard(
        "item_is_not_changed",
        "surveys_item",
        "UPDATE",
        f"{_published('OLD.version_id')} OR {_published('NEW.version_id')}",
        _VERSION,
    ),
    Guard(
        "version_is_not_deleted", "surveys_questionnaireversion", "DELETE", "OLD.state <> 'draft'", _VERSION
    ),
    Guard(
        "version_is_not_changed",
        "surveys_questionnaireversion",
        "UPDATE",
        f"OLD.state <> 'draft' AND (NEW.state = 'draft' OR {_CONTENT})",
        _VERSION,
    ),
    Guard(
        "questionnaire_is_not_changed",
        "surveys_questionnaire",
        "UPDATE",
        f"{_HAS_PUBLISHED} AND {_SHOWN}",
        _VERSION,
    ),
    Guard(
        "campaign_keeps_its_version",
        "surveys_campaign",
        "UPDATE",
        f"{_ANSWERED} AND {_ASKED}",
        _CAMPAIGN,
    ),
)


keeper = Keeper(lambda: GUARDS)
put_up, drop, take_down = keeper.put_up, keeper.drop, keeper.take_down
