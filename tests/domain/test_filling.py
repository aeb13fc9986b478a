"""What is typed or pasted for a whole column: how it is read, and what would be written of it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_tui.domain.attendance.attendance import Absence
from ejournal_tui.domain.errors import Invalid
from ejournal_tui.domain.journal.filling import is_called, propose, read_entry, read_line, read_paste
from ejournal_tui.domain.journal.lessons import LOCKED, LessonGrid, Row
from ejournal_tui.domain.text.layout import other_layout
from ejournal_tui.i18n import speak
from tests.benchmarks.terminal.model import cell, synthetic


def pupils(*names: str) -> tuple[Row, ...]:
    row = synthetic(1).rows[0]
    return tuple(replace(row, name=name) for name in names)


CLASS = pupils("Абрамов Иван", "Белова Анна", "Ершов Андрей", "Ершов Семён", "Фёдорова Алёна")


def grid_of(*texts: str) -> LessonGrid:
    """One column: what stands in the cell of each pupil; «—» is locked."""
    grid = synthetic(1, len(texts))
    cells = (LOCKED if text == "—" else cell(text) for text in texts)
    rows = tuple(replace(row, cells=(one,)) for row, one in zip(grid.rows, cells, strict=True))
    return replace(grid, rows=rows)


def said(reading: object) -> dict[int, str]:
    return {place: entry.text for place, entry in reading.entries.items()}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("typed", "text"),
    [("5", "5"), ("4-", "4-"), ("3+", "3+"), ("54", "54"), ("5-4", None), ("н", "н"), ("Н", "н"), ("y", "н"),
     ("h", "н"), ("о", "о"), ("j", "о"), ("o", "о"), ("д", "д"), ("l", "д"), ("зач", "зач"), ("pfx", "зач"),
     ("н/а", "н/а"), ("6", None), ("0", None), ("555", None), ("пять", None), ("59", None), ("-", None), ("", None)],
)  # fmt: skip
def test_a_value_is_read_in_either_layout_or_refused(typed: str, text: str | None) -> None:
    if text is not None:
        assert read_entry(typed).text == text
        return
    with pytest.raises(Invalid):
        read_entry(typed)


def test_one_value_is_for_everybody_several_go_down_the_list() -> None:
    assert said(read_line("5", CLASS)) == dict.fromkeys(range(5), "5")
    assert said(read_line("5 4 = н 3", CLASS)) == {0: "5", 1: "4", 3: "н", 4: "3"}
    assert said(read_line("5 - 4", CLASS, 2)) == {2: "5", 4: "4"}
    assert said(read_line("5 ", CLASS, 1)) == {1: "5"}
    assert said(read_line("5,4; 3", CLASS)) == {0: "5", 1: "4", 2: "3"}


@pytest.mark.parametrize(
    ("language", "words"),
    [("ru", ["значение 2, Белова Анна: «7» — не отметка", "значение 6: «3»: в списке больше нет учеников"]),
     ("en", ["value 2, Белова Анна: “7” is not a mark", "value 6: “3”: the list has no more pupils"])],
)  # fmt: skip
def test_what_cannot_be_read_is_named_by_its_place_and_the_rest_is_read(language: str, words: list[str]) -> None:
    speak(language)
    reading = read_line("5 7 = = 4 3", CLASS)
    assert said(reading) == {0: "5", 4: "4"}
    assert [fault.words()[: len(w)] for fault, w in zip(reading.faults, words, strict=True)] == words
    assert "Белова" not in reading.faults[0].words(hidden=True)


def test_a_pasted_column_goes_down_the_list_and_its_heading_is_no_mark() -> None:
    assert said(read_paste("Отметка\n5\n\n4\nн\n", CLASS)) == {0: "5", 2: "4", 3: "н"}
    assert said(read_paste("5\r\n4".replace("\r", ""), CLASS, 3)) == {3: "5", 4: "4"}
    assert len(read_paste("\n".join("5" * 7), CLASS).faults) == 2


def test_names_and_marks_are_matched_whatever_their_order() -> None:
    pasted = "ФИО\tОтметка\nФедорова Алена Игоревна\t5\nЕршов С.\t4\nИван Абрамов\tн\n\t\nБелова\t\n"
    reading = read_paste(pasted, CLASS)
    assert (said(reading), reading.faults) == ({4: "5", 3: "4", 0: "н"}, ())
    assert said(read_paste("1\tБелова А. П.\t5", CLASS)) == {1: "5"}


def test_a_stranger_a_namesake_and_a_second_line_are_named() -> None:
    reading = read_paste("Ершов\t5\nЩукин Пётр\t4\nБелова\t4\nБелова А.\t3\nАбрамов\t9", CLASS)
    assert said(reading) == {1: "4"}
    told = [fault.words() for fault in reading.faults]
    assert told[0].startswith("line 1, Ершов: several are called so: Ершов Андрей, Ершов Семён.")
    assert "line 2, Щукин Пётр: nobody of this group" in told[1]
    assert told[2] == "line 4, Белова А.: Белова Анна was named already."
    assert "“9” is not a mark" in told[3]


def test_a_name_of_two_parts_is_one_name() -> None:
    assert is_called("Иванова-Петрова Анна", "Иванова-Петрова А. С.")
    assert is_called("Ершов Семён", "ершов семен")
    assert not is_called("Ершов Семён", "Ершов Семафор")
    assert not is_called("Белова Анна", "Анна")


def test_only_empty_cells_of_those_who_were_there_are_filled() -> None:
    grid = grid_of("", "5", "4", "н", "—")
    steps = propose(grid, 0, read_line("5", grid.rows), replace=False)
    assert [step.why for step in steps] == [
        "", "stands so already", "has a mark already", "was absent", "not in the group on this day",
    ]  # fmt: skip
    replaced = propose(grid, 0, read_line("5", grid.rows), replace=True)
    assert [step.writes for step in replaced] == [True, False, True, False, False]


def test_an_absence_never_goes_over_a_mark_nor_a_mark_into_a_class_without_marks() -> None:
    grid = grid_of("5", "н", "")
    steps = propose(grid, 0, read_line("н", grid.rows), replace=True)
    assert [step.why for step in steps] == ["has a mark: was there", "stands so already", ""]
    late = propose(grid, 0, read_line("о", grid.rows), replace=False)
    assert [step.why for step in late] == ["", "has a letter already", ""]
    markless = replace(grid, markless=True)
    steps = propose(markless, 0, read_line("5", grid.rows), replace=True)
    assert not any(step.writes for step in steps)


VALUES = st.sampled_from(["5", "4+", "3-", "2", "н", "о", "д", "54", "="])


@given(st.lists(VALUES, min_size=2, max_size=5))
def test_a_line_says_the_same_typed_in_the_wrong_layout_or_pasted(values: list[str]) -> None:
    line = read_line(" ".join(values), CLASS)
    assert not line.faults
    wrong = " ".join(value if value in {"54", "4+", "3-", "5", "2", "="} else other_layout(value) for value in values)
    assert read_line(wrong, CLASS).entries == line.entries
    assert read_paste("\n".join(values) + "\n=", CLASS).entries == line.entries


@given(st.lists(st.sampled_from(["", "5", "4", "н", "о", "—"]), min_size=5, max_size=5), st.text(max_size=30))
def test_no_text_whatever_writes_over_a_cell_unasked(stands: list[str], typed: str) -> None:
    grid = grid_of(*("" if text == "о" else text for text in stands))
    for step in propose(grid, 0, read_line(typed, grid.rows), replace=False):
        if step.writes:
            assert step.entry is not None
            assert step.cell.enrolled
            assert not step.cell.marks or step.entry.absence is Absence.LATE
