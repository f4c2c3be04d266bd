"""The portal's own templates: every word is written here, the .docx is built of it when it is asked for."""

from functools import cache

from mentorship.documents.builtin import agreements, awards, centre, consents, orders, roadmaps
from mentorship.documents.enums import Kind

_BUILDERS = {
    Kind.PAIRS: orders.pairs,
    Kind.CENTRE: orders.centre,
    Kind.CURATOR: orders.curator,
    Kind.ROADMAP: orders.roadmap,
    Kind.DUTIES: agreements.duties,
    Kind.AGREEMENT: agreements.agreement,
    Kind.PROCESSING: consents.processing,
    Kind.PUBLICATION: consents.publication,
    Kind.PASSPORT: centre.passport,
    Kind.WORK_PLAN: centre.work_plan,
    Kind.PROTOCOL: centre.protocol,
    Kind.PLAN: roadmaps.plan,
    Kind.AWARD: awards.award,
}


@cache
def template_of(kind: Kind) -> bytes:
    """The .docx template of a kind, as a methodist can download and change it."""
    return _BUILDERS[kind]()
