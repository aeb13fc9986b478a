"""What cells mean: clean ones silently, the others with what is expected, and a repair that then is clean."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_tui.domain.groups.groups import ClassName
from ejournal_tui.domain.people.people import Name
from ejournal_tui.exchange.tables import tidy
from ejournal_tui.i18n import speak

TEXTS = (
    st.text(alphabet=st.sampled_from("АЁабвёйaАceoTX .,-«»\"'\u00a0\u200b\u0301127+()@г/"), max_size=24)
    | st.text()
)
CELLS = TEXTS | st.none() | st.integers(-10, 10**12) | st.floats(allow_nan=False) | st.booleans() | st.dates()
READERS: list[Callable[[tidy.CellValue], tidy.Tidied[object]]] = [
    tidy.text, tidy.name, tidy.name_part, tidy.school_class, tidy.day, tidy.phone, tidy.email, tidy.sex,
    tidy.on_paper, tidy.half_hours, tidy.lesson_number, tidy.language, tidy.clock,
]  # fmt: skip


@given(TEXTS)
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidy.squeezed(tidy.squeezed(text)) == tidy.squeezed(text)
    assert tidy.cyrillic(tidy.cyrillic(text)) == tidy.cyrillic(text)
    assert tidy.fold(tidy.fold(text)) == tidy.fold(text)


@pytest.mark.parametrize(
    "read", [tidy.text, tidy.name, tidy.name_part, tidy.school_class, tidy.phone, tidy.email]
)
@given(cell=CELLS)
def test_a_repair_that_is_accepted_is_clean(
    read: Callable[[tidy.CellValue], tidy.Tidied[object]], cell: tidy.CellValue
) -> None:
    found = read(cell)
    if found.repair:
        assert read(found.repair).expected == ""
        assert found.value in (None, read(found.repair).value)


@pytest.mark.parametrize("read", READERS)
@given(cell=CELLS)
def test_no_cell_is_read_as_nothing_without_a_word(
    read: Callable[[tidy.CellValue], tidy.Tidied[object]], cell: tidy.CellValue
) -> None:
    found = read(cell)
    assert found.value is not None or found.expected


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Богданов Богдан Вадимович", Name("Богданов", "Богдан", "Вадимович")),
        ("Никитина-Лебедева Ангелина Вадимовна", Name("Никитина-Лебедева", "Ангелина", "Вадимовна")),
        ("Назарова Вера Эльдар кызы", Name("Назарова", "Вера", "Эльдар кызы")),
        ("Игнатова Анастасия", Name("Игнатова", "Анастасия")),
    ],
)
def test_lawful_names_are_clean(cell: str, name: Name) -> None:
    assert tidy.name(cell) == tidy.Tidied(name)


@pytest.mark.parametrize(
    "cell", ["Ершoв Андрей Игoревич", "  Ершов\u00a0Андрей   Игоревич.", "Ершов Андрей\u200b Игоревич"]
)
def test_a_name_with_wrong_letters_or_spaces_is_told_and_repaired(cell: str) -> None:
    found = tidy.name(cell)
    assert found.expected
    assert found.repair == "Ершов Андрей Игоревич"


@pytest.mark.parametrize(
    "cell", [None, "", "Ершов", "она же", "Ершов А. И.", "John Smith", "ЕРШОВ АНДРЕЙ", 5, "А Б В Г"]
)
def test_what_is_no_name_is_not_made_into_one(cell: tidy.CellValue) -> None:
    assert tidy.name(cell).value is None


def test_a_name_in_another_order_is_not_turned_silently() -> None:
    found = tidy.name("Андрей Игоревич Ершов")
    assert (found.value, found.repair) == (None, "Ершов Андрей Игоревич")


@pytest.mark.parametrize("cell", ["7A", "7 «a»", "7-А класс", "7-а", "7 «А»", "7а", " 7А", "7 А", "7А кл."])
def test_a_class_in_another_form_is_told_and_repaired(cell: str) -> None:
    found = tidy.school_class(cell)
    assert (found.value, found.repair) == (ClassName(7, "А"), "7А")
    assert found.expected


@pytest.mark.parametrize("cell", ["12А", "0А", "А", "7", 7, "7АБ", None, "7 классА"])
def test_what_is_no_class_is_not_made_into_one(cell: tidy.CellValue) -> None:
    assert tidy.school_class(cell).value is None


@pytest.mark.parametrize(
    "cell", ["30.04.2004", "30.04.04 г.", "30/04/2004", "30-4-2004", "30.04.2004 года", 38107]
)
def test_a_day_in_another_form_is_told_and_repaired(cell: tidy.CellValue) -> None:
    found = tidy.day(cell)
    assert (found.value, found.repair) == (date(2004, 4, 30), "30.04.2004")
    assert found.expected


@pytest.mark.parametrize(
    "cell", ["31.02.2004", "2004", 7, 2004, 4.2e9, "скоро", True, "00.01.2004", "12.12.0000"]
)
def test_what_is_no_day_is_not_made_into_one(cell: tidy.CellValue) -> None:
    found = tidy.day(cell)
    assert (found.value, found.repair) == (None, "")
    assert found.expected


@pytest.mark.parametrize(
    ("cell", "repair"),
    [
        (89111234567, "+7 911 123-45-67"),
        (9217654320.0, "+7 921 765-43-20"),
        ("8(911)1234567", "+7 911 123-45-67"),
        ("8(911)123-45-68, 2-34-56 (дом.)", "+7 911 123-45-68"),
        ("911 123 45", ""),
        ("нет", ""),
        (9.11e8, ""),
        (911123456.7, ""),
    ],
)
def test_a_phone_in_another_form_is_told(cell: tidy.CellValue, repair: str) -> None:
    assert tidy.phone(cell).repair == repair
    assert tidy.phone(cell).expected


@pytest.mark.parametrize("cell", ["ivanova@почта", "ivanova", "иванова@pochta.example", "a@b@pochta.example"])
def test_a_bad_address_is_not_guessed(cell: str) -> None:
    assert tidy.email(cell).value is None


def test_a_blank_sex_is_only_proposed_from_the_patronymic() -> None:
    assert tidy.sex(None, "Артёмович").value is None
    assert tidy.sex(None, "Артёмович").repair == "М"
    assert tidy.sex("муж.").repair == "М"
    assert tidy.sex("ж") == tidy.Tidied("f")


@pytest.mark.parametrize(
    ("cell", "paper"),
    [("бумажная", True), ("распечатка", True), ("ЭД", False), ("электронная", False), ("да", None)],
)
def test_how_a_family_is_informed_is_said_and_not_guessed(cell: str, paper: bool | None) -> None:
    assert tidy.on_paper(cell).value is paper


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("Ершoв", "латинская буква (o)"),
        ("Pоманoв Aртём", "латинские буквы (P, o, A)"),
        ("Ершов\u00a0Андрей", "неразрывный или другой необычный пробел"),
        ("Ершов\nАндрей", "разрыв строки"),
        ("Ершов  Андрей", "несколько пробелов подряд"),
        (" Ершов", "пробелы по краям"),
        ("Ершов\u202eАндрей", "невидимые знаки (U+202E)"),
    ],
)
def test_what_is_untidy_in_a_text_is_named(cell: str, fault: str) -> None:
    speak("ru")
    assert tidy.text(cell).expected == f"исправьте: {fault}"


@given(TEXTS)
def test_whatever_a_text_is_changed_by_is_named(cell: str) -> None:
    speak("ru")
    for found in (tidy.text(cell), tidy.name_part(cell), tidy.name(cell)):
        assert not found.expected.endswith(": ")


def test_what_stays_as_it_is_in_a_text_is_not_blamed() -> None:
    speak("ru")
    assert tidy.text(" учитель – логопед, 0,5 ст.").expected == "исправьте: пробелы по краям"


def test_the_sign_at_the_edge_of_a_name_is_named() -> None:
    speak("ru")
    assert tidy.name("Ершов Андрей Игоревич.").expected == "исправьте: знак «.» с краю"
    assert tidy.name_part("Никитина – Лебедева").expected == "исправьте: тире или пробелы на месте дефиса"


@pytest.mark.parametrize(("cell", "language"), [("англ.", "английский"), ("Нем", "немецкий"), ("коми", "коми")])
def test_a_language_may_be_shortened(cell: str, language: str) -> None:
    assert tidy.language(cell) == tidy.Tidied(language)


@pytest.mark.parametrize("cell", [13, -1, True, 2.5, "третий", None])
def test_a_lesson_has_a_number_of_the_day(cell: tidy.CellValue) -> None:
    assert tidy.lesson_number(cell).value is None
    assert tidy.lesson_number(cell).expected


def test_a_number_written_as_text_is_told_and_repaired() -> None:
    found = tidy.lesson_number("3")
    assert (found.value, found.repair) == (3, "3")
    assert found.expected
