"""Cells that only the bank's layout has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.bank.enums import Experience
from mentorship.bank.resources.cells import Contacts, ContactsCell, ExperienceBand
from mentorship.spreadsheets.cells import CellError

BAND, CONTACTS = ExperienceBand(), ContactsCell()


@pytest.mark.parametrize(
    ("raw", "band"),
    [
        ("0-10", "0-10"),
        ("21-30", "21-30"),
        ("21–30 лет", "21-30"),
        ("21 - 30", "21-30"),
        ("21 — 30 ЛЕТ", "21-30"),
        ("21\u00a0-\u00a030", "21-30"),
        ("от 31 до 40 лет", "31-40"),
        ("5-10", "0-10"),
        ("11 лет", "11-20"),
        (25, "21-30"),
        (25.0, "21-30"),
        ("3 года", "0-10"),
        ("41+", "41+"),
        ("41 +", "41+"),
        ("40+", "41+"),
        ("более 40 лет", "41+"),
        ("свыше 40", "41+"),
        ("41 и более", "41+"),
        ("45", "41+"),
        ("до 3 лет", "0-10"),
        ("менее 5 лет", "0-10"),
        ("не более 10", "0-10"),
    ],
)
def test_band_is_read_as_people_write_it(raw, band):
    assert BAND.parse(raw) == band


@pytest.mark.parametrize(
    "raw", ["много", "5-15", "до 20 лет", "21-", "-5", "100", "21.11.2025", "10 месяцев"]
)
def test_what_is_no_band_is_refused_with_the_list(raw):
    with pytest.raises(CellError) as excinfo:
        BAND.parse(raw)
    assert str(excinfo.value) == "Допустимо: 0-10; 11-20; 21-30; 31-40; 41+ (лет)."


@pytest.mark.parametrize("band", Experience)
def test_band_is_written_as_it_is_read(band):
    assert BAND.parse(BAND.write(band)) == band
    assert BAND.parse(band.label) == band


@given(st.integers(0, 99))
def test_every_number_of_years_lies_in_the_band_that_names_it(years):
    low, _, high = Experience.of_years(years).removesuffix("+").partition("-")
    assert int(low) <= years <= int(high or 99)


@pytest.mark.parametrize(
    ("raw", "contacts"),
    [
        ("ivanova@school.example", ("ivanova@school.example", "")),
        (" https://school.example/ivanova ", ("", "https://school.example/ivanova")),
        ("a@b.example, https://b.example", ("a@b.example", "https://b.example")),
        ("https://b.example; a@b.example", ("a@b.example", "https://b.example")),
        ("a@b.example\nhttps://b.example", ("a@b.example", "https://b.example")),
        ("a@b.example,https://b.example", ("a@b.example", "https://b.example")),
        ("https://b.example/?a=1,2", ("", "https://b.example/?a=1,2")),
        ("https://b.example/@ivanova", ("", "https://b.example/@ivanova")),
    ],
)
def test_contacts_hold_a_letter_box_a_page_or_both(raw, contacts):
    assert CONTACTS.parse(raw) == contacts
    assert CONTACTS.parse(CONTACTS.write(Contacts(*contacts))) == contacts


@pytest.mark.parametrize(
    "raw",
    ["javascript:alert(1)", "ivanova", "есть страница", "a@b", "ftp://b.example", "data:text/html,x"],
)
def test_contacts_refuse_what_is_no_address(raw):
    with pytest.raises(CellError) as excinfo:
        CONTACTS.parse(raw)
    assert "адрес страницы с http:// или https://" in str(excinfo.value)


def test_contacts_refuse_two_letter_boxes():
    with pytest.raises(CellError) as excinfo:
        CONTACTS.parse("a@b.example c@d.example")
    assert "один адрес почты и одна страница" in str(excinfo.value)
