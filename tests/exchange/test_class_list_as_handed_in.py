"""The class list of 7А as its class teacher hands it in: every fault is found at its cell and named there."""

from pathlib import Path

import openpyxl
import pytest

from ejournal_tui.domain.workbooks.handed_in import Problem
from ejournal_tui.exchange.files.workbook import read_workbook
from ejournal_tui.exchange.lists.roster import read_pupils
from ejournal_tui.i18n import speak

HANDED_IN = Path(__file__).parent / "samples" / "class-7A-as-handed-in.xlsx"

PHONE = "один номер телефона"
FAULTS = {
    ("7А", "B4"): ("отдельные столбцы «Фамилия», «Имя», «Отчество»", ""),
    ("7А", "K4"): ("столбец скрыт", ""),
    ("7А", "M4"): ("пусто; нужен столбец «Дата зачисления»", ""),
    ("7А", "C6"): ("дата, а не текст", "21.06.2004"),
    ("7А", "C7"): ("дата, а не текст", "16.04.2004"),
    ("7А", "C8"): ("дата, а не текст или число", "30.04.2004"),
    ("7А", "B9"): ("исправьте: латинская буква (o).", "Ершов Андрей Игоревич"),
    ("7А", "B10"): (
        "неразрывный или другой необычный пробел, несколько пробелов подряд, пробелы по краям, знак «.» с краю",
        "Ершов Семён Матвеевич",
    ),
    ("7А", "E11"): ("нужен класс", "7А"),
    ("7А", "E12"): ("нужен класс", "7А"),
    ("7А", "B13"): ("нет отчества; если его нет и в документах, это допустимо", ""),
    ("7А", "H14"): (PHONE, "+7 911 123-45-67"),
    ("7А", "H15"): (PHONE, "+7 921 765-43-20"),
    ("7А", "H16"): (PHONE, "+7 911 123-45-68"),
    ("7А", "H17"): (PHONE, ""),
    ("7А", "K18"): ("адрес e-mail латинскими", ""),
    ("7А", "C19"): ("возраст не подходит классу: 46", ""),
    ("7А", "A20"): ("пусто; внутри таблицы пустая строка", ""),
    ("7А", "C21"): ("такого дня нет", ""),
    ("7А", "B22"): ("отчество из двух слов («Эльдар кызы») допустимо", ""),
    ("7А", "D24"): ("нужно М или Ж.", "М"),
    ("7А", "D25"): ("лишь догадка по отчеству", "М"),
    ("7А", "B26"): ("уже есть в списке выше", ""),
    ("7А", "D26"): ("лишь догадка по отчеству", "М"),
    ("7А", "G27"): ("нужны фамилия, имя и отчество", ""),
    ("7А", "L28"): ("нужно «электронная» или «бумажная»", ""),
    ("7А", "B29"): ("зачёркнута", ""),
    ("7А", "L29"): ("уберите выбывшего", ""),
    ("7А", "B36"): ("нужно число людей в списке: 27", ""),
    ("Лист2", "A1"): ("нет нужной таблицы", ""),
}


@pytest.fixture(scope="module")
def problems() -> tuple[Problem, ...]:
    speak("ru")
    return read_pupils(read_workbook(HANDED_IN), 2017).problems


@pytest.fixture(autouse=True)
def russian() -> None:
    speak("ru")


def test_every_planted_fault_is_reported_at_its_cell_and_nothing_else(problems: tuple[Problem, ...]) -> None:
    assert {(problem.sheet, problem.address) for problem in problems} == set(FAULTS)


@pytest.mark.parametrize(("place", "said"), FAULTS.items())
def test_each_fault_is_named_in_words_with_the_one_repair_its_cell_allows(
    problems: tuple[Problem, ...], place: tuple[str, str], said: tuple[str, str]
) -> None:
    words, repair = said
    (told,) = [p for p in problems if (p.sheet, p.address) == place and words in p.sentence()]
    assert told.repair == repair


def test_the_hidden_column_is_named_as_hidden_and_as_nobodys(problems: tuple[Problem, ...]) -> None:
    told = [problem.expected for problem in problems if problem.address == "K4"]
    assert len(told) == 2
    assert any("чья это эл. почта" in words for words in told)


def test_the_rows_that_can_be_read_are_kept_for_a_look_beside_the_journal() -> None:
    rows = {row.place.row: row for row in read_pupils(read_workbook(HANDED_IN), 2017).rows}
    assert sorted(set(range(5, 35)) - set(rows)) == [20, 21, 26, 29]
    assert (rows[23].name.surname, rows[23].enrolled) == ("Никитина-Лебедева", None)
    assert "enrolled" not in rows[23].place.columns
    assert "sex" not in rows[25].place.columns
    assert "guardian" not in rows[27].place.columns


def test_the_formatted_empty_tail_is_neither_read_nor_told(problems: tuple[Problem, ...]) -> None:
    sheet = openpyxl.load_workbook(HANDED_IN, read_only=True)["7А"]
    assert sheet.max_row == 4033
    assert not [problem for problem in problems if problem.sheet == "7А" and int(problem.address[1:]) > 36]
