"""Kinds of papers, their states, the cases of names."""

from django.db import models


class Kind(models.TextChoices):
    """What papers the portal makes (domain.md §5.1, §5.2, §5.6)."""

    PAIRS = "pairs", "приказ о закреплении пар"
    CENTRE = "centre", "приказ о составе центра"
    CURATOR = "curator", "приказ о назначении куратора"
    ROADMAP = "roadmap", "приказ об утверждении дорожной карты"
    DUTIES = "duties", "согласие наставника на наставничество"
    AGREEMENT = "agreement", "дополнительное соглашение с наставником"
    PROCESSING = "processing", "согласие на обработку персональных данных"
    PUBLICATION = "publication", "согласие на распространение персональных данных"
    PASSPORT = "passport", "паспорт программы"
    WORK_PLAN = "work_plan", "план работы центра"
    PROTOCOL = "protocol", "протокол совещания"
    PLAN = "plan", "дорожная карта"
    AWARD = "award", "грамота, благодарность или сертификат"


ORDER_KINDS = (Kind.PAIRS, Kind.CENTRE, Kind.CURATOR, Kind.ROADMAP)
# Made for one mentor of one pair.
PAIR_KINDS = (Kind.DUTIES, Kind.AGREEMENT)
# Signed by one person; each a document of its own.
CONSENT_KINDS = (Kind.DUTIES, Kind.PROCESSING, Kind.PUBLICATION)
# Printed of what the portal holds whenever somebody asks: nothing is typed, kept or registered.
PRINTED_KINDS = (Kind.PASSPORT, Kind.WORK_PLAN, Kind.PROTOCOL, Kind.PLAN, Kind.AWARD)


class PaperState(models.TextChoices):
    """From the draft to the end of a paper (domain.md §4.7)."""

    DRAFT = "draft", "черновик"
    GENERATED = "generated", "сформирован"
    REGISTERED = "registered", "зарегистрирован"
    SUPERSEDED = "superseded", "утратил силу"
    CANCELLED = "cancelled", "отменён"


# What may still be changed.
OPEN_STATES = (PaperState.DRAFT, PaperState.GENERATED)


class Part(models.TextChoices):
    """What a person is to a paper."""

    SUBJECT = "subject", "о ком"
    CURATOR = "curator", "куратор"
    CONTROL = "control", "кому поручен контроль"
    HEAD = "head", "руководитель центра"
    MEMBER = "member", "состав"


class Case(models.TextChoices):
    """The cases that papers put names into."""

    GENITIVE = "genitive", "родительный (кого?)"
    DATIVE = "dative", "дательный (кому?)"
    ACCUSATIVE = "accusative", "винительный (кого?)"
