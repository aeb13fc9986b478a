"""Both keyboard layouts: what a key says in the other one, and what a key means in a cell."""

from dataclasses import dataclass
from enum import StrEnum

from ..domain.attendance.attendance import Absence
from ..domain.journal.marks import Mark, Value, read_mark
from ..domain.text import search
from ..domain.text.layout import CYRILLIC, LATIN
from ..i18n import N_, _

_TO_LATIN = {russian: latin for russian, latin in zip(CYRILLIC, LATIN, strict=True) if russian.isalpha()}
_TO_RUSSIAN = {latin: russian for russian, latin in _TO_LATIN.items()}
_BOTH = str.maketrans(_TO_LATIN | _TO_RUSSIAN)

_KEY_NAMES = {
    "[": "left_square_bracket",
    "]": "right_square_bracket",
    ";": "semicolon",
    "'": "apostrophe",
    ",": "comma",
    ".": "full_stop",
    "`": "grave_accent",
}
"""How Textual names the keys that have no letter in the Latin layout."""


class CellKey(StrEnum):
    """What one keystroke says in a cell; the values are what the journal shows."""

    FIVE = "5"
    FOUR = "4"
    THREE = "3"
    TWO = "2"
    ONE = "1"
    ABSENT = Absence.ABSENT.value
    LATE = Absence.LATE.value
    ILL = Absence.ILL.value
    EXCUSED = Absence.EXCUSED.value
    DEBT = "д"
    PASSED = "зач"
    NOT_PASSED = "нз"
    PLUS = "+"
    MINUS = "-"

    @property
    def mark(self) -> Mark:
        """The mark it writes; only for digits, the debt, passed and not passed."""
        return read_mark(self.value)

    @property
    def digit(self) -> bool:
        """Whether it is a mark that has a number."""
        return self.value.isdigit()

    @property
    def absence(self) -> Absence | None:
        """The absence it stands for, if it stands for one."""
        return Absence(self.value) if self.value in _ABSENCES else None


OF_SIGNS = {CellKey.PLUS: CellKey.PASSED, CellKey.MINUS: CellKey.NOT_PASSED}
"""What the keys of the signs write where works are passed or not passed: there are no digits to bear a sign."""

_ABSENCES = frozenset(letter.value for letter in Absence)


@dataclass(frozen=True)
class Hint:
    """A keystroke that could mean two things: it does nothing and this sentence answers it."""

    msgid: str

    @property
    def words(self) -> str:
        """The sentence in the reader's language."""
        return _(self.msgid)


_HINTS = {
    "0": Hint(N_("0 could be a mark or the letter о: press о (or j) for a late pupil.")),
    ",": Hint(N_("A comma could be the letter б: switch the layout and press б for an ill pupil.")),
    "b": Hint(N_("b could be the letter б: switch the layout and press б for an ill pupil.")),
}

_LOOK_ALIKES = {"h": CellKey.ABSENT, "o": CellKey.LATE}
"""Latin letters that people take for a Russian one by its shape; n is the key of «т» and stays that."""


def _cell_keys() -> dict[str, CellKey]:
    keys = {key.value: key for key in CellKey}
    by_position = {_TO_LATIN[key.value]: key for key in CellKey if key.value in _TO_LATIN}
    return {**by_position, **_LOOK_ALIKES, **keys}


_CELL_KEYS = _cell_keys()


def other_layout(text: str) -> str:
    """The text as the same keys would have written it in the other layout."""
    return text.translate(_BOTH)


def twins(key: str) -> tuple[str, ...]:
    """Textual's names of a key in both layouts; «ctrl+я» and «ctrl+z» are twins as «я» and «z» are."""
    modifier, plus, letter = key.rpartition("+")
    letter = next((sign for sign, name in _KEY_NAMES.items() if name == letter), letter)
    if len(letter) != 1 or (other := other_layout(letter)) == letter:
        return (key,)
    return tuple(f"{modifier}{plus}{_KEY_NAMES.get(name, name)}" for name in (letter, other))


def read_key(character: str | None) -> CellKey | Hint | None:
    """What a typed character means in a cell: a key of the mark alphabet, a hint, or nothing."""
    if not character:
        return None
    folded = character.lower()
    return _HINTS.get(folded) or _CELL_KEYS.get(folded)


def found(sought: str, text: str) -> bool:
    """Whether words of the text begin with what was typed, in either layout; nothing finds nothing."""
    return bool(search.key(sought)) and search.matches(search.key(text), sought)


RESULT_KEYS: dict[str, Value] = {
    **{str(int(value)): value for value in (Value.FIVE, Value.FOUR, Value.THREE, Value.TWO)},
    **dict.fromkeys(twins("н"), Value.NOT_ATTESTED), **dict.fromkeys(twins("о"), Value.EXEMPT),
    **dict.fromkeys((*twins("з"), "+"), Value.PASS), "-": Value.FAIL,
}  # fmt: skip
"""What a key writes as a result; letters answer in both layouts."""

HARD_LETTERS = "Ёё Йй Щщ № « » — ½"
"""What a terminal with the wrong font or character set shows broken."""

DIGITS = "123456789"


def sign_of(place: int) -> str:
    """The digit of a line to choose, a letter from the tenth on, "" where the letters have run out."""
    return (DIGITS + _("abcdefghijklmnopqrstuvwxyz"))[place : place + 1]


def place_of(sign: str) -> int | None:
    """Which line a digit or a letter chooses, in either layout."""
    signs = DIGITS + _("abcdefghijklmnopqrstuvwxyz")
    typed = sign.lower()
    return next((signs.index(one) for one in (typed, other_layout(typed)) if one and one in signs), None)
