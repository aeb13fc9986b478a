"""Marks as a school writes them: what may stand in a cell and how it reads (domain rules 1.1)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from typing import NewType

from ...i18n import N_, _
from ..errors import Invalid

WorkId = NewType("WorkId", int)
MarkId = NewType("MarkId", int)


PLAIN_ANSWER = "answer"
"""The code of the kind of work that exists without asking: «ответ на уроке»."""

MADE_UP = "@"
"""Between the code of a kind and the number of the missed lesson: so a work is called that makes one up (C03)."""


def make_up_code(code: str, lesson: int) -> str:
    """What a work is called that makes up one of an earlier lesson."""
    return f"{code}{MADE_UP}{lesson}"


CORRECTING = "~"
"""Behind the name of a work that makes one up: it is a work on mistakes, the mark of the earlier one stays."""


def correction_code(code: str, lesson: int) -> str:
    """What a work on the mistakes of one of an earlier lesson is called."""
    return make_up_code(code, lesson) + CORRECTING


class Value(IntEnum):
    """What a mark says; the numbers are stored."""

    ONE = 1
    TWO = 2
    THREE = 3
    FOUR = 4
    FIVE = 5
    PASS = 10
    FAIL = 11
    NOT_ATTESTED = 12
    EXEMPT = 13
    DEBT = 14
    """The teacher waits for this work; never printed, cleared before a period closes."""

    @property
    def counts(self) -> bool:
        """Whether the value enters an average."""
        return self <= Value.FIVE


_WRITTEN = {
    Value.PASS: "зач", Value.FAIL: "нз", Value.NOT_ATTESTED: "н/а", Value.EXEMPT: "осв", Value.DEBT: "д",
}  # fmt: skip

_SAME = {"незач": "нз", "незачёт": "нз", "незачет": "нз", "зачёт": "зач", "зачет": "зач"}
"""How people write these in full."""


@dataclass(frozen=True)
class Mark:
    """One mark with the sign a teacher may add; the sign never changes the value."""

    value: Value
    sign: str = ""
    """"+", "-" or nothing."""

    @property
    def text(self) -> str:
        """As it stands in the cell: «5», «4-», «н/а»."""
        return (_WRITTEN.get(self.value) or str(int(self.value))) + self.sign


def read_mark(text: str) -> Mark:
    """The mark that a typed text means; raises Invalid with what is allowed."""
    head, sign = (text[:-1], text[-1]) if text[-1:] in ("+", "-") and len(text) > 1 else (text, "")
    if head in ("1", "2", "3", "4", "5"):
        return Mark(Value(int(head)), sign)
    for value, written in _WRITTEN.items():
        if _SAME.get(head.lower(), head.lower()) == written and not sign:
            return Mark(value)
    raise Invalid(_("“{text}” is not a mark.").format(text=text[:8]), _("Allowed are 5, 4, 3, 2, 1, н, о and д."))


MARKS_TOGETHER = 2
"""How many marks a cell takes: «54» are two."""
LONGEST_COMMENT = 120
LONGEST_REASON = 60


def read_marks(text: str) -> tuple[Mark, ...]:
    """The marks that «54», «5/4», «5 4», «4-» or «зач» mean; nothing is none; raises Invalid."""
    typed = text.strip().lower()
    if not typed:
        return ()
    apart = typed.replace("/", " ").split()
    if len(apart) == 1 and typed.rstrip("+-").isdigit():
        apart = re.findall(r"\d[+-]?", typed)
    if len(apart) > 1 and all(one.rstrip("+-").isdigit() for one in apart):
        if len(apart) > MARKS_TOGETHER:
            raise Invalid(_("A cell takes two marks at most."), _("Declare another work for more."))
        return tuple(read_mark(one) for one in apart)
    return (read_mark(typed),)


HEAVIEST = 20


def require_terms(weight: int, marks: int) -> None:
    """Refuse a weight or a number of marks that no work has; raises Invalid."""
    if not 0 <= weight <= HEAVIEST:
        raise Invalid(_("A weight goes from 0 to 20; 0 stands in the journal and is not counted."))
    if not 1 <= marks <= MARKS_TOGETHER:
        raise Invalid(_("A work has one mark or two."), _("Write 1 or 2."))


class Why(StrEnum):
    """Why a mark is changed later than its day (C05)."""

    ERROR = "error"
    RETAKE = "retake"
    CORRECTIONS = "corrections"

    @property
    def words(self) -> str:
        """«Ошибка ввода»."""
        return _(_WHYS[self])


_WHYS = {
    Why.ERROR: N_("mistake in entering"), Why.RETAKE: N_("taken again"), Why.CORRECTIONS: N_("work on mistakes"),
}  # fmt: skip


def why_words(kept: str) -> str:
    """What a reason says to a reader: one of the list, or the teacher's own word."""
    return Why(kept).words if kept in tuple(Why) else kept


def asks_why(standing: Sequence[tuple[Mark, date]], marks: Sequence[Mark], today: date) -> bool:
    """Whether new marks change one of an earlier day: a debt is settled and a slip of today mended unasked (C05)."""
    return any(
        day < today and mark.value is not Value.DEBT and (place >= len(marks) or marks[place] != mark)
        for place, (mark, day) in enumerate(standing)
    )
