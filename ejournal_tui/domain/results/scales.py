"""How a subject is marked: by digits, or passed and not passed (domain rules 1.1, 1.6)."""

from collections.abc import Iterable

from ...i18n import _
from ..errors import Invalid
from ..journal.lessons import Column, Row
from ..journal.marks import Mark, Value

FIVES, PASSES = "fives", "passes"
PASSED = (Value.PASS, Value.FAIL)
"""What a work is worth where there are no digits."""


def require_of_scale(passes: bool, marks: Iterable[Mark]) -> None:
    """Refuse a digit where works are passed or not; raises Invalid."""
    digit = next((mark for mark in marks if mark.value.counts), None)
    if passes and digit is not None:
        raise Invalid(
            _("“{mark}” is not given here: the subject is marked passed or not passed.").format(mark=digit.text),
            _("Type + for passed, - for not passed."),
        )


def require_result_of_scale(passes: bool, value: Value) -> None:
    """Refuse a result of the other scale; raises Invalid."""
    require_of_scale(passes, (Mark(value),))
    if not passes and value in PASSED:
        raise Invalid(
            _("“{mark}” is no result here: the subject is marked from 5 to 2.").format(mark=Mark(value).text),
            _("The deputy head can set the scale of a subject in the rules of the school."),
        )


def worth(columns: Iterable[Column], row: Row) -> list[Value]:
    """What a pupil's works are worth; what weighs nothing is left out, what an individual plan leaves out, too."""
    return [
        mark.value
        for column, cell in zip(columns, row.cells, strict=True)
        if column.weight and not cell.left_out
        for mark in cell.seen
        if mark.value in PASSED
    ]


def proposed(values: Iterable[Value]) -> Value | None:
    """Passed where every work is; with one that is not the teacher decides."""
    found = [value for value in values if value in PASSED]
    return Value.PASS if found and Value.FAIL not in found else None
