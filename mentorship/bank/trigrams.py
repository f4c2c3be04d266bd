"""The folded words of this app that are found by a part of a word."""

from mentorship.spreadsheets.parts_of_words import Trigrams

COLUMNS = (Trigrams("bank_mentor", "favourite_topic_key"),)
