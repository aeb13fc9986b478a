import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_tui.domain.text.layout import CYRILLIC, other_layout
from ejournal_tui.domain.text.search import key, matches

LETTERS = "".join(filter(str.isalpha, CYRILLIC))


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("Иванов Пётр", "иванов петр"),
        ("  Иванов \u00a0 Пётр ", "иванов петр"),
        ("Салтыков - Щедрин", "салтыков щедрин"),
        ("Салтыков–Щедрин", "салтыков щедрин"),
        ("Андре\u0438\u0306", "андрей"),
        ("Се\u00adменова", "семенова"),
        ("ЁЛКИНА", "елкина"),
        ("", ""),
    ],
)
def test_a_key_forgets_what_people_write_differently(text, compared):
    assert key(text) == compared


@pytest.mark.parametrize(
    "typed",
    ["ива", "ИВАНОВ", "петр", "пётр ива", "bdf", "bdfyjd gtnh", "Bdfyjd", "сер", " иванов ", "", "g`nh"],
)
def test_ivanov_is_found(typed):
    assert matches(key("Иванов Пётр Сергеевич"), typed)


@pytest.mark.parametrize("typed", ["ванов", "иванова", "иванов олег", "ivanov", "bdfyjdf"])
def test_ivanov_is_not_found(typed):
    assert not matches(key("Иванов Пётр Сергеевич"), typed)


@pytest.mark.parametrize(
    ("name", "typed"),
    [("Жуков Егор", ";erjd"), ("Харитонова Анна", "[fhbn"), ("Ёлкина Юлия", "`krbyf .k"), ("7А", "7f"),
     ("kulikova_ko", "лгдш"), ("Салтыков-Щедрин Лев", "щедрин"), ("Бабаева", ",f,f")],
)  # fmt: skip
def test_the_wrong_layout_finds_too(name, typed):
    assert matches(key(name), typed)


@given(st.text(alphabet=LETTERS, min_size=1, max_size=20), st.integers(1, 20))
def test_every_beginning_of_a_surname_finds_it_in_both_layouts(surname, size):
    typed = surname[:size]
    assert matches(key(surname), typed)
    assert matches(key(surname), other_layout(typed))


@given(st.text())
def test_a_key_of_a_key_is_the_key(text):
    assert key(key(text)) == key(text)
