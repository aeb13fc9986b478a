"""The sheet of changes on the wall and the register of missed and substituted lessons."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from ejournal_tui.domain.timetable.substitution_papers import Register, RegisterLine, WallLine, WallSheet
from ejournal_tui.i18n import speak
from ejournal_tui.reports.substitutions import register_pdf, wall_sheet_pdf

from .poppler import outside, pages, run
from .week import MONDAY, STAMP

SCHOOL = "МОУ «Учебная СОШ № 0»"
LONG = "Абдурахманова-Константинопольская Е. М."


@pytest.fixture(autouse=True)
def russian() -> None:
    speak("ru")


def wall(count: int) -> WallSheet:
    lines = tuple(
        WallLine(
            n % 8 + 1, "8:30–9:15", "10Б, гр. 1", f"Физическая культура, {LONG}", f"физическая культура, {LONG}", "141"
        )
        for n in range(count)
    )  # fmt: skip
    return WallSheet(SCHOOL, MONDAY, lines, STAMP)


def register(count: int) -> Register:
    lines = tuple(
        RegisterLine(
            MONDAY + timedelta(days=n % 5), n % 8 + 1, LONG, "Физическая культура", "10Б, гр. 1",
            "болезнь, приказ № 12-к", "Некрасов Е. М." if n % 2 else LONG, "Физическая культура",
            500 if n % 3 else 1000,
        )
        for n in range(count)
    )  # fmt: skip
    return Register(SCHOOL, MONDAY, date(2018, 1, 19), lines, STAMP)


def printed(where: Path, pdf: bytes) -> Path:
    file = where / "paper.pdf"
    file.write_bytes(pdf)
    assert "No syntax or stream encoding errors" in run("qpdf", "--check", file)
    return file


def test_the_same_papers_make_the_same_bytes() -> None:
    assert wall_sheet_pdf(wall(3)) == wall_sheet_pdf(wall(3))
    assert register_pdf(register(3)) == register_pdf(register(3))


def test_what_each_substitute_is_paid_for_is_added_up() -> None:
    found = register(4)
    none = replace(found.lines[0], share=None)
    assert replace(found, lines=(*found.lines, none)).totals() == ((LONG, 2, 1500), ("Некрасов Е. М.", 2, 1500))


@pytest.mark.system
def test_the_wall_sheet_says_instead_of_what_what_will_be_and_no_reason(tmp_path: Path) -> None:
    file = printed(tmp_path, wall_sheet_pdf(wall(40)))
    found = pages(file)
    assert len(found) > 1
    for page in found:
        for words in ("Изменения в расписании: понедельник, 15 января 2018 г.", "вместо", "будет", "кабинет"):
            assert words in page
        assert "болезнь" not in page
        assert "экз. № 000123" in page
    assert "стр. 2" in found[1]
    assert outside(file) == []


@pytest.mark.system
def test_a_day_by_the_timetable_says_so(tmp_path: Path) -> None:
    (page,) = pages(printed(tmp_path, wall_sheet_pdf(wall(0))))
    assert "Уроки этого дня проводятся по расписанию." in page


@pytest.mark.system
def test_the_register_has_the_columns_of_the_school_form_and_the_sums_for_pay(tmp_path: Path) -> None:
    file = printed(tmp_path, register_pdf(register(60)))
    found = pages(file)
    assert len(found) > 1
    for words in (
        "Журнал учёта пропущенных и замещённых уроков", "15–19 января 2018 г.", "дата", "заменённый учитель", "предмет",
        "класс", "причина", "заменяющий", "коэф.", "подпись",
    ):  # fmt: skip
        assert words in found[0], words
    assert "Некрасов Е. М.: уроков 30, к оплате 20,0" in found[-1]
    assert outside(file) == []
    (empty,) = pages(printed(tmp_path, register_pdf(register(0))))
    assert "никто не вёл чужих уроков по приказу" in empty
