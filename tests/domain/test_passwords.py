import secrets
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_tui.domain.accounts.passwords import date_spellings, new_code, objection, read_code, show_code
from ejournal_tui.domain.text.layout import other_layout
from ejournal_tui.paths import data_folder

COMMON = frozenset((data_folder() / "reference" / "passwords.txt").read_text(encoding="utf8").split())
PERSON = ("Куликова", "Ксения", "Олеговна", "kulikova_ko", "МОУ «Учебная СОШ № 0»", "Кириши", "Русский язык")


def context():
    # A birth date is spelled in the reader's language, so not before the language is chosen.
    return (*PERSON, *date_spellings(date(1985, 3, 7)))


def staff(password):
    return objection(password, True, context(), COMMON)


def family(password):
    return objection(password, False, context(), COMMON)


def test_the_list_of_common_passwords_is_long_enough():
    assert len(COMMON) >= 3000
    assert all(entry == entry.casefold() and len(entry) >= 4 for entry in COMMON)


@pytest.mark.parametrize(
    "password",
    [
        "тропа-месяц-крыша-чайник",
        "мама мыла раму",
        "nhjgf-vtczw-rhsif",
        "зелёная лампа у окна",
        "Kq7#vLm2&xRt",
        "пятнадцать ёжиков",
        "мой дядя самых честных правил",
        "384729165502",
    ],
)
def test_a_good_password_is_taken(password):
    assert staff(password) is None
    assert family(password) is None


def test_families_need_eight_characters_and_staff_twelve():
    assert family("gh5мт?ё") == "The password needs at least 8 characters."
    assert family("gh5мт?ё2") is None
    assert staff("gh5мт?ё2вxц") == "The password needs at least 12 characters."
    assert staff("gh5мт?ё2вxцj") is None


def test_a_password_has_an_end():
    text = "зелёная лампа у окна " * 20
    assert staff(text[:256]) is None
    assert staff(text[:257]) == "The password is longer than 256 characters."


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("Куликова1985", "made of what others know"),
        ("Rekbrjdf1985", "made of what others know"),
        ("kulikova1985", "made of what others know"),
        ("лгдшлщмф1985", "made of what others know"),
        ("Куликовой-1985", "made of what others know"),
        ("КсенияОлеговна", "made of what others know"),
        ("07031985070385", "made of what others know"),
        ("7 March 1985!!", "made of what others know"),
        ("русскийязык7", "made of what others know"),
        ("учебнаякириши0", "made of what others know"),
        ("учитель2018!", "among the first"),
        ("exbntkm2018!", "among the first"),
        ("математика12", "among the first"),
        ("солнышко2017", "among the first"),
        ("йцукенгшщзхъ", "row of keys"),
        ("qwertyuiop[]", "row of keys"),
        ("[poiuytrewqa", "row of keys"),
        ("фывапролджэ1", "row of keys"),
        ("123456789012", "row of keys"),
        ("абвгдежзийкл", "row of keys"),
        ("!@#$%^&*()_+", "row of keys"),
        ("аааааааааааааа", "repeats itself"),
        ("щуфщуфщуфщуф", "repeats itself"),
    ],
)
def test_a_password_that_others_would_guess_is_refused(password, why):
    assert why in staff(password)


@pytest.mark.parametrize(
    "password",
    ["йцукенгш", "фывапролдж", "парольпароль", "кристина", "математика", "учитель2018", "солнышко",
     "gfhjkm12", "пароль2018", "12345678", "qwerty12", "Ксения85", "07031985", "1й2ц3у4к"],
)  # fmt: skip
def test_families_cannot_take_the_usual_ones_either(password):
    assert family(password) is not None


@pytest.mark.parametrize("password", ["кувшинкувшин", "кувшин-кувшин", "кувшин кувшин!", "кот ёж кот ёж кот ёж"])
def test_a_word_said_again_is_no_longer_than_the_word(password):
    assert staff(password) == "The password repeats itself."
    assert staff("чайник " + password + " и самовар") is None


def test_whatever_is_made_of_ones_own_name_and_birthday_is_refused():
    names = ["Куликова", "куликова", "КУЛИКОВА", "Ксения", "Куликовой", "kulikova", "kseniya", "KulikovaKO"]
    tails = ["1985", "070385", "07.03.1985", "7.3.85", "0703", "12345", "123!", "!!!", "2018", "-1985-"]
    made = [f"{name}{tail}".ljust(12, "1") for name, tail in product(names, tails)]
    made += [f"{tail}{name}".ljust(12, "!") for name, tail in product(names, tails)]
    made += [other_layout(text) for text in made]
    assert len(set(made)) >= 200
    assert [text for text in made if staff(text) is None] == []


@given(st.text(min_size=12, max_size=60))
def test_any_text_gets_an_answer(text):
    assert staff(text) is None or staff(text).endswith(".")


@given(st.sampled_from(sorted(COMMON)), st.sampled_from(["", "1", "12", "!", "2018"]))
def test_a_common_password_stays_common_with_a_tail_and_in_the_other_layout(word, tail):
    assert family(word + tail) is not None
    assert family(other_layout(word) + tail) is not None


def test_a_code_is_twelve_figures_that_begin_with_none_of_zero():
    for _attempt in range(500):
        code = new_code(secrets.randbelow)
        assert len(code) == 12
        assert code.isdigit()
        assert code[0] != "0"
        assert not any(figure * 4 in code for figure in "0123456789")


def test_a_code_with_four_equal_figures_in_a_row_is_drawn_again():
    drawn = iter([111111111111 - 10**11, 384700002916 - 10**11, 384729165502 - 10**11])
    assert new_code(lambda _below: next(drawn)) == "384729165502"


def test_a_code_is_drawn_from_all_codes_alike():
    asked = []
    new_code(lambda below: asked.append(below) or 284729165502)
    assert asked == [900_000_000_000]


@pytest.mark.parametrize(
    "typed",
    ["384729165502", "3847-2916-5502", " 3847 2916 5502 ", "3847–2916—5502", "3847 - 2916 - 5502",
     "３８４７-2916-5502"],
)  # fmt: skip
def test_a_code_is_read_however_its_groups_were_typed(typed):
    assert read_code(typed) == "384729165502"


@pytest.mark.parametrize("typed", ["", "38472916550", "3847291655021", "3847-2916-550o", "٣٨٤٧٢٩١٦٥٥٠٢"])
def test_what_is_no_code_is_not_read(typed):
    assert read_code(typed) is None


def test_a_shown_code_reads_back():
    assert show_code("384729165502") == "3847-2916-5502"
    assert read_code(show_code("384729165502")) == "384729165502"


def test_a_birthday_is_spelled_in_many_ways():
    spelled = date_spellings(date(1985, 3, 7))
    usual = {"07031985", "070385", "07.03.1985", "7.3.85", "19850307", "1985-03-07", "0703", "1985"}
    assert usual <= set(spelled)
