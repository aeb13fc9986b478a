"""Marks as a school writes them: what may stand in a cell and how it reads (domain rules 1.1)."""

from dataclasses import dataclass
from enum import IntEnum
from typing import NewType

from ..i18n import _
from .errors import Invalid

WorkId = NewType("WorkId", int)
MarkId = NewType("MarkId", int)


PLAIN_ANSWER = "answer"
"""The code of the kind of work that exists without asking: «ответ на уроке»."""


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
        if head.lower() == written and not sign:
            return Mark(value)
    raise Invalid(_("“{text}” is not a mark.").format(text=text[:8]), _("Allowed are 5, 4, 3, 2, 1, н, о and д."))
