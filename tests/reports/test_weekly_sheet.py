"""The weekly sheet: everything a family must learn, nothing of another child, all of it on the paper."""

import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from logging.handlers import BufferingHandler
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ejournal_tui.domain.papers.papers import PupilWeek, SheetLesson, SubjectStanding, WeeklySheets
from ejournal_tui.i18n import speak
from ejournal_tui.reports.page import POINTS
from ejournal_tui.reports.weekly_sheet import weekly_sheets_pdf

from .poppler import boxes, outside, pages, run
from .week import NAMES, SUBJECTS, sheets, standings


@pytest.fixture(autouse=True)
def russian() -> None:
    speak("ru")


def printed(where: Path, *classes: WeeklySheets) -> Path:
    """The sheets as a file that qpdf finds sound."""
    file = where / "sheets.pdf"
    file.write_bytes(weekly_sheets_pdf(classes))
    assert "No syntax or stream encoding errors" in run("qpdf", "--check", file)
    return file


def everywhere(of: WeeklySheets, lesson: SheetLesson) -> WeeklySheets:
    """The same week with every lesson replaced, its number kept."""
    return replace(
        of,
        pupils=tuple(
            replace(p, days=tuple(tuple(replace(lesson, number=x.number) for x in day) for day in p.days))
            for p in of.pupils
        ),
    )


@contextmanager
def warnings_of_fpdf() -> Iterator[list[logging.LogRecord]]:
    """What the library complains about, such as glyphs that a font lacks."""
    said: list[logging.LogRecord] = []
    listener = BufferingHandler(10_000)
    listener.buffer = said
    listener.setLevel(logging.WARNING)
    logging.getLogger("fpdf").addHandler(listener)
    try:
        yield said
    finally:
        logging.getLogger("fpdf").removeHandler(listener)


def page_count(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\n", pdf))


def test_a_class_of_31_takes_16_pages() -> None:
    assert page_count(weekly_sheets_pdf([sheets(31)])) == 16


def test_no_sheet_shares_paper_with_another_class() -> None:
    assert page_count(weekly_sheets_pdf([sheets(3), sheets(3, class_name="7Б")])) == 4


def test_lessons_that_classmates_share_are_stored_once() -> None:
    class_of_two, class_of_four = weekly_sheets_pdf([sheets(2)]), weekly_sheets_pdf([sheets(4)])
    streams = [pdf.count(b"/Filter /FlateDecode") for pdf in (class_of_two, class_of_four)]
    assert streams[1] - streams[0] == 2


def test_the_same_week_makes_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    code = (
        "import hashlib; from tests.reports.week import sheets; "
        "from ejournal_tui.reports.weekly_sheet import weekly_sheets_pdf; "
        "print(hashlib.sha256(weekly_sheets_pdf([sheets(5), sheets(2, 6, 8)])).hexdigest())"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=400), st.text(max_size=60), st.text(max_size=60))
def test_any_text_at_all_is_printed_without_a_missing_glyph(homework: str, subject: str, note: str) -> None:
    week = everywhere(sheets(1, 6, 8), SheetLesson(1, subject, homework, note=note))
    odd = replace(week.pupils[0], name=subject + note, remarks=(homework, note))
    with warnings_of_fpdf() as missing:
        weekly_sheets_pdf([replace(week, pupils=(odd,))])
    assert not missing


@pytest.mark.system
def test_a_sheet_tells_the_family_everything(tmp_path: Path) -> None:
    (page,) = pages(printed(tmp_path, sheets(1)))
    for words in (
        "МОУ «Учебная СОШ № 0»", "Сведения об успеваемости и посещаемости", "Богданов Богдан Вадимович",
        "7А класс · неделя 15–19 января 2018 г.", "Понедельник, 15 января", "Пятница, 19 января",
        "Английский язык", "§ 35, упр. 225", "не задано", "54", "45", "II триместр: средний балл",
        "Средний балл по месяцам", "4,33", "С О Н Д Я", "прогноз 5", "долги: 1", "3,66 (5)",
        "Пропущено уроков за неделю: 3, по болезни 2, по уважительной причине 1; опозданий 1.",
        "н – не был(а) · о – опоздал(а) · б – болел(а) · п – уважительная причина · д – долг",
        "итог под угрозой", "Замечания учителей, сообщения семье:", "собрание в четверг в 18:00",
        "Классный руководитель ____", "/ Сидоров В. А. /",
        "Ознакомлен(а). Подпись родителя (законного представителя) ____", "дата ____.____.______",
        "Выдано ____.____.______ кому (ученик, родитель) ____",
        "Выгрузил(а): Дементьев П. Б. · 19.01.2018 14:05 · каб. 12 · экз. № 000123",
        "персональные данные, 152-ФЗ",
    ):  # fmt: skip
        assert words in page, words
    # A sign behind a mark is the teacher's own: paper knows none.
    assert "4-" not in page


@pytest.mark.system
@pytest.mark.parametrize(("days", "lessons"), [(5, 6), (6, 8)])
@pytest.mark.parametrize("markless", [False, True])
def test_teachers_find_room_to_write_a_remark_on_every_sheet(
    tmp_path: Path, days: int, lessons: int, markless: bool
) -> None:
    week = sheets(2, days, lessons, markless=markless)
    silent = replace(week, pupils=tuple(replace(pupil, remarks=()) for pupil in week.pupils))
    file = printed(tmp_path, silent)
    assert outside(file) == []
    words = boxes(file)
    titles = [(left, top) for left, top, word in words if word == "Замечания"]
    handed = [top for _left, top, word in words if word == "Выдано"]
    seen = [top for _left, top, word in words if word == "Ознакомлен(а)."]
    assert (len(titles), len(handed), len(seen)) == (2, 2, 2)
    # Beside and beneath the title there is a line to write on, millimetres high, and so between the signatures.
    for (left, top), signatures in zip(titles, zip(handed, seen, strict=True), strict=True):
        beneath = min(other for at, other, _word in words if other > top + 1 and at >= left)
        assert beneath - top > 5 * POINTS
        assert signatures[1] - signatures[0] > 2.5 * POINTS


@pytest.mark.system
def test_each_half_carries_one_child_and_its_own_foot_line(tmp_path: Path) -> None:
    found = pages(printed(tmp_path, sheets(5)))
    assert [sum(name in page for name in NAMES) for page in found] == [2, 2, 1]
    assert [page.count("152-ФЗ") for page in found] == [2, 2, 1]


@pytest.mark.system
def test_the_lower_child_stands_wholly_in_the_lower_half(tmp_path: Path) -> None:
    file = printed(tmp_path, sheets(2))
    upper = run("pdftotext", "-layout", "-x", "0", "-y", "0", "-W", "595", "-H", "420", file, "-")
    lower = run("pdftotext", "-layout", "-x", "0", "-y", "421", "-W", "595", "-H", "421", file, "-")
    assert (NAMES[0] in upper, NAMES[1] in upper) == (True, False)
    assert (NAMES[0] in lower, NAMES[1] in lower) == (False, True)
    assert "Понедельник, 15 января" in upper
    assert "Понедельник, 15 января" in lower


@pytest.mark.system
def test_a_pupil_with_own_lessons_gets_own_lessons(tmp_path: Path) -> None:
    week = sheets(2)
    days = ((SheetLesson(1, "Немецкий язык", "S. 58"),), *week.pupils[1].days[1:])
    file = printed(tmp_path, replace(week, pupils=(week.pupils[0], replace(week.pupils[1], days=days))))
    (page,) = pages(file)
    assert page.count("Немецкий язык") == 1


@pytest.mark.system
def test_a_free_day_says_why_and_a_changed_lesson_says_how(tmp_path: Path) -> None:
    week = sheets(1)
    pupil = week.pupils[0]
    tuesday = (
        replace(pupil.days[1][0], cancelled=True, note="урок отменён", homework=None),
        replace(pupil.days[1][1], note="замена: Селезнёв Г. В.", homework="с. 60"),
    )
    days = tuple(
        replace(day, free_because="праздничный день") if n == 4 else day for n, day in enumerate(week.days)
    )
    own = replace(pupil, days=(pupil.days[0], tuesday, *pupil.days[2:4], ()))
    (page,) = pages(printed(tmp_path, replace(week, days=days, pupils=(own,))))
    assert "Пятница, 19 января" in page
    assert "праздничный день" in page
    assert "урок отменён" in page
    assert "замена: Селезнёв Г. В. с. 60" in page


@pytest.mark.system
def test_class_1_has_neither_marks_nor_averages(tmp_path: Path) -> None:
    week = sheets(1, 5, 4, "1А", markless=True)
    (page,) = pages(printed(tmp_path, week))
    assert "54" not in page
    assert "средний балл" not in page.lower()
    assert "прогноз" not in page
    assert "долг" not in page
    assert "Пропущено уроков" in page


LONG = (
    "Прочитать параграф, ответить письменно на все вопросы после него и подготовить доклад с презентацией "
    * 4
)


@pytest.mark.system
@pytest.mark.parametrize("days", [5, 6])
@pytest.mark.parametrize(
    "name", ["Абдурахманова-Константинопольская Екатерина-Александра Мухаммед кызы", "Ян Ли"]
)
def test_the_fullest_week_stays_within_the_margins(tmp_path: Path, days: int, name: str) -> None:
    full = SheetLesson(
        1, "Основы безопасности жизнедеятельности и начальная военная подготовка", LONG, ("5-", "4+", "н/а"),
        note="замена: Абдурахманова-Константинопольская Е. М. вместо заболевшей Селезнёвой",
    )  # fmt: skip
    week = everywhere(sheets(2, days, 8, "11Б"), full)
    subjects = tuple(
        SubjectStanding(subject * 3, 4999, 128, 5, 12, True) for subject in (*SUBJECTS, *SUBJECTS[:5])
    )
    crowded = tuple(replace(p, name=name, subjects=subjects, remarks=(LONG, LONG)) for p in week.pupils)
    file = printed(
        tmp_path, replace(week, pupils=crowded, school=LONG, class_teacher=name, period_title=LONG)
    )
    assert outside(file) == []
    (page,) = pages(file)
    assert page.count("Подпись родителя") == 2
    assert "…" in page


@pytest.mark.system
def test_long_homework_takes_two_lines_and_ends_in_dots(tmp_path: Path) -> None:
    week = sheets(1, 5, 2)
    lesson = SheetLesson(1, "История", LONG)
    plain = tuple((lesson,) if n == 0 else () for n in range(5))
    file = printed(tmp_path, replace(week, pupils=(PupilWeek(NAMES[0], plain),)))
    left_half = run("pdftotext", "-layout", "-x", "0", "-y", "0", "-W", "300", "-H", "420", file, "-")
    lines = left_half[left_half.index("Прочитать") : left_half.index("Вторник")].split("\n")
    assert "…" not in lines[0]
    assert lines[1].rstrip().endswith("…")
    assert not "".join(lines[2:]).strip()


@pytest.mark.system
def test_seventeen_subjects_all_find_their_place(tmp_path: Path) -> None:
    week = sheets(1, 6, 8, "11Б")
    many = (*standings(1, 16), SubjectStanding("Астрономия", None, 0, None))
    file = printed(tmp_path, replace(week, pupils=(replace(week.pupils[0], subjects=many),)))
    (page,) = pages(file)
    assert all(standing.subject in page for standing in many)
    assert outside(file) == []


@pytest.mark.system
def test_every_class_has_its_bookmark(tmp_path: Path) -> None:
    file = printed(tmp_path, sheets(3), sheets(2, class_name="7Б"))
    outlines = run("qpdf", "--json", "--json-key=outlines", file)
    assert re.findall(r'"title": "(.+?)"', outlines) == ["7А класс", "7Б класс"]
    assert re.findall(r'"destpageposfrom1": (\d+)', outlines) == ["1", "3"]


@pytest.mark.system
def test_an_english_reader_gets_english_words(tmp_path: Path) -> None:
    speak("en")
    (page,) = pages(printed(tmp_path, sheets(1)))
    for words in ("Monday, 15 January", "week of 15–19 January 2018", "forecast 5", "4.33", "152-FZ", "J"):
        assert words in page
    assert "прогноз" not in page


@pytest.mark.system
def test_a_picture_of_the_sheet_has_ink_in_both_halves(tmp_path: Path) -> None:
    file = printed(tmp_path, sheets(2))
    run("pdftoppm", "-r", "30", "-gray", "-singlefile", file, tmp_path / "page")
    _magic, size, _depth, pixels = (tmp_path / "page.pgm").read_bytes().split(b"\n", 3)
    width, height = map(int, size.split())
    half = width * height // 2
    ink = [sum(pixel < 128 for pixel in part) for part in (pixels[:half], pixels[half:])]
    assert min(ink) > width * height // 100
    assert abs(ink[0] - ink[1]) < max(ink) // 10
