"""Passwords of known parts are refused, phrases are not."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from schools.passwords import WORDS, words_of


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "Qwerty123456",
        "qwertyuiop12345",
        "школа2026портал",
        "Наставник-2026!",
        "dragonmonkey1",
        "йцукенйцукен1",
        "mentorship2026",
        "aaaaaaaaaaaa",
        "parol12345678",
    ],
)
def test_sum_of_known_parts_is_refused(password):
    with pytest.raises(ValidationError) as refusal:
        validate_password(password)
    assert WORDS in refusal.value.messages


@pytest.mark.parametrize(
    "password",
    [
        "кофе утром у окна",
        "зелёный трактор поёт",
        "correct-horse-battery-staple",
        "x7Kp2mQv9rTz",
        "д" + "аб" * 40,
    ],
)
def test_phrase_and_random_signs_are_taken(password):
    validate_password(password)


def test_fewest_words_count():
    assert words_of("dragon1monkey2shadow3") == 3
    assert words_of("123456789012") == 0
    assert words_of("") == 0
