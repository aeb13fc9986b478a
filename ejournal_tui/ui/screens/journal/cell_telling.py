"""What the status line tells of the cell under the cursor."""

from ....domain.groups.individual_plans import not_learnt
from ....domain.journal.lessons import Cell, Column, LessonState, Place, Written
from ....domain.text.words import short_date, weekday_short
from ....i18n import _
from .cell_writing import CellWriter


class CellTelling(CellWriter):
    """Tells what stands in a cell, who wrote it and when, and what belongs to its lesson."""

    def tell(self, place: Place) -> None:
        """Tell about a place of the grid."""
        found = self.grid.at(place) if self.grid else None
        if found is None:
            return
        row, column, cell = found
        if column.of_certificates:
            origin = _("from {where}").format(where=cell.origin) if cell.origin else _("no certificate")
            self.say(f"{self.called(row)} · {origin}", self._brought(cell))
            return
        day = f"{weekday_short(column.day)} {short_date(column.day)}"
        lesson = _("{day}, lesson {number}").format(day=day, number=column.number)
        kind = _("{kind} (weight {weight})").format(kind=column.kind_name, weight=column.weight) if column.kind else ""
        marks = "; ".join(self._written(w) for w in cell.marks)
        origin = _("from {where}").format(where=cell.origin) if cell.origin else ""
        state = cell.absence.words if cell.absence else "" if cell.enrolled else _("not in the group on this day")
        if cell.left_out:
            state = not_learnt()
        if cell.at_home:
            state = _("taught at home") if cell.enrolled else _("taught at home, in lessons of the own")
        state = origin or state
        if cell.made_up and cell.made_up_on:
            made = _("made up on {day}: {mark}")
            told = made.format(day=short_date(cell.made_up_on), mark="".join(mark.text for mark in cell.made_up))
            state = ", ".join(filter(None, (state, told)))
        if cell.corrected and cell.corrected_on:
            told = _("work on mistakes {day}: {mark}").format(
                day=short_date(cell.corrected_on), mark="".join(mark.text for mark in cell.corrected)
            )
            state = ", ".join(filter(None, (state, told)))
        state = ", ".join(filter(None, (state, cell.own_date)))
        paper = _("from the paper journal") if column.on_paper else ""
        held = {LessonState.CANCELLED: _("cancelled"), LessonState.MOVED: _("moved")}.get(column.state, "")
        if not held and column.day > self.desk.clock.today():
            held = _("still to come")
        self.say(
            " · ".join(filter(None, [self.called(row), lesson, held, kind, paper, marks, state])),
            " · ".join(filter(None, [_comments(cell), self._term(column, cell), self._substitute(column),
                                     column.topic, self._homework(column)])),
        )  # fmt: skip

    def _brought(self, cell: Cell) -> str:
        """The days and marks of certificates, and who entered them last."""
        days: dict[str, list[str]] = {}
        for one in cell.marks:
            days.setdefault(one.comment, []).append(one.mark.text)
        told = ", ".join(f"{day} {' '.join(texts)}" for day, texts in days.items())
        if not cell.marks:
            return ""
        moment = self.desk.clock.local(cell.marks[-1].at)
        return _("{marks} · entered by {who}, {when}").format(
            marks=told, who=cell.marks[-1].author, when=f"{short_date(moment.date())} {moment:%H:%M}"
        )

    def _substitute(self, column: Column) -> str:
        return _("substitution: {name}").format(name=column.substitute) if column.substitute else ""

    def _homework(self, column: Column) -> str:
        return _("homework: {text}").format(text=column.homework) if column.homework else ""

    def _written(self, written: Written) -> str:
        moment = self.desk.clock.local(written.at)
        when = f"{short_date(moment.date())} {moment:%H:%M}"
        return _("{mark}: {who}, {when}").format(mark=written.mark.text, who=written.author, when=when)

    def _term(self, column: Column, cell: Cell) -> str:
        """Until when the marks of a work are entered; whether those of the cell came later."""
        if column.closed:
            return _("period closed: entries on the deputy head's word")
        if column.due is None or not column.state.takes_place:
            return ""
        late = any(self.desk.clock.local(one.at).replace(tzinfo=None) > column.due for one in cell.marks)
        words = _("entered after {day}") if late else _("marks until {day}")
        return words.format(day=short_date(column.due.date()))


def _comments(cell: Cell) -> str:
    """What is said of the cell's marks."""
    return "; ".join(f"{one.mark.text}: {one.comment}" for one in cell.marks if one.comment)
