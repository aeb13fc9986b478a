import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_tui.domain.text.layout import CYRILLIC, LATIN, other_layout, to_cyrillic, to_latin


def test_every_key_gives_one_character_in_each_layout():
    assert len(LATIN) == len(CYRILLIC) == len(set(LATIN)) == len(set(CYRILLIC))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("bdfyjd", "иванов"), ("Bdfyjd", "Иванов"), ("руддщ", "hello"), (";erjd", "жуков"),
     ("`krbyf", "ёлкина"), ("7f", "7а"), ("лгдшлщмф_лщ", "kulikova_ko"), ("12-34", "12-34"), ("", "")],
)  # fmt: skip
def test_a_text_of_the_wrong_layout_reads_as_it_was_meant(typed, meant):
    assert other_layout(typed) == meant


@given(st.text(alphabet=LATIN))
def test_there_and_back_is_the_same_text(text):
    assert to_latin(to_cyrillic(text)) == text
