import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_tui.domain.accounts.logins import family_login, fold, staff_login, transliterate
from ejournal_tui.domain.people.people import Name
from ejournal_tui.domain.text.layout import to_cyrillic


@pytest.mark.parametrize(
    ("name", "login"),
    [
        (Name("Куликова", "Ксения", "Олеговна"), "kulikova_ko"),
        (Name("Щукин", "Юрий", "Яковлевич"), "shchukin_yy"),
        (Name("Семёнова", "Элла"), "semenova_e"),
        (Name("Салтыков-Щедрин", "Михаил", "Евграфович"), "saltykovshchedrin_me"),
        (Name("Мамедова", "Лейла", "Октай кызы"), "mamedova_lo"),
        (Name("Подъячев", "Андре\u0438\u0306", "Ильич"), "podyachev_ai"),
        (Name("Smith", "John"), "smith_j"),
        (Name("李", "明"), "staff"),
    ],
)
def test_a_staff_login_is_surname_and_initials(name, login):
    assert staff_login(name, set()) == login


def test_namesakes_get_figures():
    name, taken = Name("Куликова", "Ксения", "Олеговна"), set()
    for login in ("kulikova_ko", "kulikova_ko2", "kulikova_ko3"):
        assert staff_login(name, taken) == login
        taken.add(login)


def test_every_letter_has_its_latin_form():
    alphabet = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
    assert transliterate(alphabet).isascii()
    assert transliterate("Хабаровск, Ёж") == "khabarovsk, ezh"


def test_family_logins_are_figures_each_given_once():
    taken = {"officer", "kulikova_ko"}
    for _family in range(2000):
        login = family_login(taken)
        assert login.isascii()
        assert login.isdigit()
        assert login not in taken
        taken.add(login)


def test_the_same_school_gives_the_same_family_login():
    assert family_login({"officer"}) == family_login({"officer"}) == "100001"
    assert family_login({"100001"}) == "100002"


@given(st.sets(st.integers(100_000, 100_040).map(str)))
def test_a_family_login_is_never_taken(taken):
    assert family_login(taken) not in taken


@pytest.mark.parametrize(
    "typed",
    [
        "kulikova_ko", "Kulikova_KO", " kulikova_ko ", "kulikova _ko", "лгдшлщмф_лщ", "ЛГДШЛЩМФ_ЛЩ",
        "ｋulikova_ko",
    ],
)  # fmt: skip
def test_a_login_is_understood_however_it_was_typed(typed):
    assert fold(typed) == "kulikova_ko"


def test_a_login_of_figures_may_be_typed_in_groups():
    assert fold("100 001") == "100001"


def test_an_endless_login_is_cut():
    assert len(fold("a" * 1_000_000)) == 64


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz_0123456789", min_size=1, max_size=30))
def test_both_layouts_fold_to_the_same_login(login):
    assert fold(to_cyrillic(login)) == fold(login) == login


@given(st.text())
def test_a_folded_login_stays_as_it_is(text):
    assert fold(fold(text)) == fold(text)
