"""Slips with first sign-in codes."""

from dataclasses import replace
from pathlib import Path

import pytest

from ejournal_tui.i18n import speak
from ejournal_tui.reports.credentials import credentials_pdf, grouped

from .poppler import outside, pages, run
from .week import batch


@pytest.fixture(autouse=True)
def russian() -> None:
    speak("ru")


def printed(where: Path, pdf: bytes) -> Path:
    file = where / "slips.pdf"
    file.write_bytes(pdf)
    assert "No syntax or stream encoding errors" in run("qpdf", "--check", file)
    return file


@pytest.mark.parametrize("code", ["384729165502", "3847-2916-5502", "3847 2916 5502"])
def test_a_code_is_printed_in_groups_of_four(code: str) -> None:
    assert grouped(code) == "3847-2916-5502"


def test_the_same_batch_makes_the_same_bytes() -> None:
    assert credentials_pdf(batch()) == credentials_pdf(batch())


@pytest.mark.system
def test_ten_slips_stand_on_a_page(tmp_path: Path) -> None:
    found = pages(printed(tmp_path, credentials_pdf(batch(12))))
    assert [page.count("Получил(а):") for page in found] == [10, 2]


@pytest.mark.system
def test_a_guardians_slip_names_the_guardian_the_child_and_the_term(tmp_path: Path) -> None:
    whole = batch(2)
    (page,) = pages(printed(tmp_path, credentials_pdf(replace(whole, credentials=whole.credentials[1:]))))
    for words in (
        "МОУ «Учебная СОШ № 0» · электронный журнал", "Богданова Марина Игоревна",
        "класс 7А, родитель (законный представитель): Богданов Богдан Вадимович", "Логин 900001",
        "Код 4580-0000-0001", "действует до 29.01.2018", "ssh dnevnik@journal.school.example",
        "Не передавайте код никому.", "Выдал(а): Дементьев П. Б., 19.01.2018", "Получил(а):",
        "экз. № 000123 · персональные данные, 152-ФЗ",
    ):  # fmt: skip
        assert words in page, words


@pytest.mark.system
def test_the_strip_that_stays_at_school_bears_no_code(tmp_path: Path) -> None:
    whole = batch(1)
    (page,) = pages(printed(tmp_path, credentials_pdf(whole)))
    assert page.count("3847-0000-0000") == 1
    assert page.count("800000") == 2


@pytest.mark.system
def test_long_names_and_many_doors_stay_within_the_slip(tmp_path: Path) -> None:
    whole = batch(10)
    name = "Абдурахманова-Константинопольская Екатерина-Александра Мухаммед кызы"
    people = tuple(
        replace(one, name=name, login="abdurakhmanova_konstantinopolskaya_em", children=(name,) * 4)
        for one in whole.credentials
    )
    doors = tuple(f"https://journal-{n}.the-longest-school-name.example" for n in range(6))
    file = printed(
        tmp_path, credentials_pdf(replace(whole, school=name * 2, credentials=people, entrances=doors))
    )
    assert outside(file) == []
    (page,) = pages(file)
    assert page.count("Выдал(а): Дементьев П. Б., 19.01.2018") == 10


@pytest.mark.system
def test_an_english_slip_is_english(tmp_path: Path) -> None:
    speak("en")
    (page,) = pages(printed(tmp_path, credentials_pdf(batch(1))))
    for words in ("Login 800000", "valid until 29.01.2018", "Do not give it to anybody.", "Received:"):
        assert words in page
