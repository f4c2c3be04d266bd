"""The folded names of this app that are found by a part of a word."""

from mentorship.spreadsheets.parts_of_words import Trigrams

COLUMNS = (Trigrams("schools_person", "name_key"), Trigrams("schools_school", "name_key"))
