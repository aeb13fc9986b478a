"""One keyboard, two layouts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_tui.ui import commands
from ejournal_tui.ui.keyboard import CellKey, Hint, found, other_layout, read_key, twins

RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюё"


@given(st.text(RUSSIAN + RUSSIAN.upper(), max_size=20))
def test_the_other_layout_of_the_other_layout_is_the_text(text: str) -> None:
    assert other_layout(other_layout(text)) == text
    assert not set(other_layout(text)) & set(RUSSIAN)


@pytest.mark.parametrize(
    ("typed", "key"),
    [(sign, CellKey.ABSENT) for sign in "нНyYhH"]
    + [(sign, CellKey.LATE) for sign in "оОjJoO"]
    + [(sign, CellKey.ILL) for sign in "бБ"]
    + [(sign, CellKey.EXCUSED) for sign in "пПgG"]
    + [(sign, CellKey.DEBT) for sign in "дДlL"]
    + [(sign, CellKey(sign)) for sign in "12345+-"],
)
def test_what_a_key_means_in_a_cell(typed: str, key: CellKey) -> None:
    assert read_key(typed) is key


@pytest.mark.parametrize("typed", [",", "0", "b"])
def test_what_could_mean_two_things_is_answered_by_a_hint(typed: str) -> None:
    hint = read_key(typed)
    assert isinstance(hint, Hint)
    assert hint.words


@pytest.mark.parametrize("typed", [None, "", "6", "9", "z", "p", "n", "и", "\x1b", "55"])
def test_what_means_nothing_means_nothing(typed: str | None) -> None:
    assert read_key(typed) is None


def test_every_letter_command_answers_in_both_layouts() -> None:
    assert twins("т") == ("т", "n")
    assert twins("ctrl+z") == ("ctrl+z", "ctrl+я")
    assert twins("х") == ("х", "left_square_bracket")
    assert twins("f5") == ("f5",)
    bound = commands.bindings([commands.PROJECTOR, commands.UNDO])
    assert [binding.key for binding in bound] == ["я,z", "ctrl+z,ctrl+я"]


@pytest.mark.parametrize("sought", ["ива", "bdf", "ИВА", "петр", "пётр", "gtnh"])
def test_a_name_is_found_in_either_layout_with_or_without_yo(sought: str) -> None:
    assert found(sought, "Иванов Пётр")
    assert not found(sought, "Козлова Анна")


def test_the_footer_shows_the_six_that_matter_most_in_their_order() -> None:
    every = [commands.HELP, commands.FIND, commands.HISTORY, commands.FILL, commands.LESSON, commands.RESULTS,
             commands.MENU, commands.UNDO]  # fmt: skip
    assert [item.key for item in commands.footer(every)] == ["F3", "F4", "F5", "F6", "F8", "F10"]


def test_a_refused_command_is_not_in_the_menu_and_is_marked_in_the_footer() -> None:
    every = [commands.FIND, commands.FILL, commands.MENU]
    lines = commands.menu(every, lambda action: action != "fill")
    assert [(line.sign, line.key) for line in lines] == [("1", "F3")]
    assert [i.enabled for i in commands.footer(every, lambda action: action != "fill")] == [True, False, True]
