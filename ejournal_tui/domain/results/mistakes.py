"""Work on mistakes: what its mark does to the mark that it corrects; the one place where that is decided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..journal.lessons import Cell, Column

BESIDE, REPLACES, BETTER = "beside", "replaces", "better"
"""Both count, each with its weight; only the later one counts; the better one counts, with the weight of the work."""


@dataclass(frozen=True)
class Given:
    """A mark with what an average asks of it."""

    value: int
    weight: int
    """0 for a mark that stands in the journal and does not count."""
    root: int = 0
    """The work it was given for, though it be given in a later lesson; 0 where there is no such work."""
    source: int = 0
    """The work it stands in."""
    corrects: bool = False
    """Whether it was given for the work on mistakes."""


def settle(marks: Sequence[Given], how: str) -> list[tuple[int, int]]:
    """The marks as (value, weight), in their order; what works on mistakes have replaced weighs nothing.

    A mark that takes the place of another takes its weight too: a corrected test counts like the test.
    """
    weights = [one.weight for one in marks]
    roots = {one.root for one in marks if one.corrects and one.root} if how != BESIDE else set()
    for root in roots:
        _settle_work([n for n, one in enumerate(marks) if one.root == root and one.weight], marks, weights, how)
    return [(one.value, weight) for one, weight in zip(marks, weights, strict=True)]


def _settle_work(places: list[int], marks: Sequence[Given], weights: list[int], how: str) -> None:
    """Leave one of the groups of marks that were given for one work."""
    first = [n for n in places if not marks[n].corrects]
    later: dict[int, list[int]] = {}
    for n in places:
        if marks[n].corrects:
            later.setdefault(marks[n].source, []).append(n)
    if not first or not later:
        return
    groups = [first, *later.values()]
    stays = groups[-1] if how == REPLACES else max(groups, key=lambda group: _height(group, marks))
    for n in places:
        weights[n] = marks[first[0]].weight if n in stays else 0


def _height(group: list[int], marks: Sequence[Given]) -> float:
    return sum(marks[n].value for n in group) / len(group)


def given_in(columns: Iterable[Column], cells: Iterable[Cell]) -> list[Given]:
    """The marks of a pupil's row of a grid that count."""
    return [
        Given(int(one.mark.value), column.weight, column.root or 0, column.work or 0, column.corrects)
        for column, cell in zip(columns, cells, strict=True)
        for one in cell.marks
        if one.mark.value.counts and not cell.left_out
    ]
