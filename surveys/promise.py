"""The promise of confidentiality: part of a version's introduction, so it never changes once it was read.

It says what `surveys.confidential` and `surveys.suppression` do (decisions.md §4, §3 of surveys).
"""

from typing import Final

from surveys.suppression import K

PROMISE: Final = (
    "Анкета не анонимная для системы: портал помнит, чьи это ответы, чтобы вы могли их изменить. "
    "Никто в школе ваши ответы не видит: методист и куратор знают лишь, отправлена ли анкета. "
    f"В отчёты попадают только группы от {K} человек. "
    "Ответы своими словами методист и руководитель наставнического центра читают без имён и вперемешку, "
    f"тоже только от групп в {K} человек."
)
# What the forms of document 000 and those of a methodist must say alike, whatever else they say.
_SENTENCES: Final = (
    "Анкета не анонимная для системы",
    "ваши ответы не вид",
    f"только группы от {K} человек",
)
NOT_PROMISED: Final = (
    "Во вступлении нет обещания конфиденциальности. Впишите его, портал держит это слово: «" + PROMISE + "»"
)
# On paper the words of the screen are not the whole truth: somebody types the answers in.
PAPER_PROMISE: Final = (
    "Этот лист вносит в портал школьный куратор: он видит ваши ответы, пока вносит, возвращает лист вам, "
    "и увидеть внесённое больше не может."
)


def promise_of(intro: str) -> str:
    """The paragraphs of an introduction that promise, without those that speak of the screen."""
    parts = intro.split("\n\n")
    return "\n\n".join(part for part in parts if _SENTENCES[0] in part) or intro


def is_promised(intro: str) -> bool:
    """Whether an introduction says that answers are confidential, and how far."""
    said = " ".join(intro.split())
    return all(sentence in said for sentence in _SENTENCES)
