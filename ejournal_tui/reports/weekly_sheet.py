"""The weekly sheet of a pupil, A5, two on a page: the order's printout for families who chose paper.

What classmates share is drawn once and stored once; a pupil adds marks, standings, absences, messages.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path

from ..domain.papers.papers import PupilWeek, WeeklySheets
from ..domain.text.words import date_range
from ..i18n import _
from .fonts import Style
from .page import A4, Canvas, Paper, moved_up
from .sheet_days import WeekFrame, draw_week
from .sheet_foot import Foot
from .stamps import stamp_line

HALF = A4[1] / 2
LEFT, WIDTH = 8.0, 194.0


def weekly_sheets_pdf(classes: Sequence[WeeklySheets], fonts: Mapping[str, Path] | None = None) -> bytes:
    """The sheets of the classes in their order, a bookmark for each class."""
    first = classes[0]
    week = date_range(first.days[0].day, first.days[-1].day)
    paper = Paper(_("Weekly sheets: {week}").format(week=week), first.school, first.stamp.when, fonts)
    for style in (Style.SERIF, Style.SERIF_BOLD, Style.NARROW, Style.NARROW_BOLD):
        paper.face(style)
    cut = paper.canvas()
    cut.line(0, HALF, A4[0], HALF, 0.15, "2 2")
    up, down = cut.stream() + moved_up(HALF), moved_up(-HALF)
    for sheets in classes:
        bookmark = _("Class {name}").format(name=sheets.class_name)
        halves = _Class(paper, sheets).halves()
        for upper, lower in zip_longest(halves, halves):
            paper.add_page(up, *upper, *((down, *lower) if lower else ()), bookmark=bookmark)
            bookmark = ""
    return paper.pdf()


class _Class:
    """The sheets of one class: frames remembered for those who have the same lessons."""

    def __init__(self, paper: Paper, sheets: WeeklySheets) -> None:
        self._paper = paper
        self._sheets = sheets
        self._foot = Foot(paper, sheets)
        self._frames: dict[object, tuple[bytes, WeekFrame]] = {}

    def halves(self) -> Iterator[tuple[bytes, bytes]]:
        """For each pupil the shared and the own stream of half a page."""
        for pupil in self._sheets.pupils:
            shared, frame = self._frame(pupil)
            yield shared, self._own(pupil, frame)

    def _frame(self, pupil: PupilWeek) -> tuple[bytes, WeekFrame]:
        key = tuple(
            tuple((one.number, one.subject, one.homework, one.note, one.cancelled) for one in lessons)
            for lessons in pupil.days
        )
        known = self._frames.get(key)
        if known is None:
            canvas = self._paper.canvas(HALF)
            self._head(canvas)
            frame = draw_week(self._paper, canvas, self._sheets, pupil.days)
            self._foot.draw_shared(canvas, frame.spare)
            known = self._frames[key] = canvas.stream(), frame
        return known

    def _head(self, canvas: Canvas) -> None:
        sheets = self._sheets
        week = date_range(sheets.days[0].day, sheets.days[-1].day)
        canvas.fitted(LEFT, 8.6, sheets.school, Style.NARROW, 7, 120, gray=0.25)
        title = _("Progress and attendance report")
        canvas.fitted(LEFT + 120, 8.6, title, Style.NARROW, 7, 74, "R", 0.25)
        line = _("class {name} · week of {week}").format(name=sheets.class_name, week=week)
        canvas.fitted(LEFT + 114, 14.2, line, Style.SERIF, 10, 80, "R")
        canvas.fitted(LEFT, 142.8, stamp_line(sheets.stamp), Style.NARROW, 5.4, WIDTH, gray=0.35)

    def _own(self, pupil: PupilWeek, frame: WeekFrame) -> bytes:
        canvas = self._paper.canvas(HALF)
        canvas.fitted(LEFT, 14.2, pupil.name, Style.SERIF_BOLD, 12.5, 112)
        lessons = (one for mine in pupil.days for one in mine)
        for (marks_x, absence_x, y), lesson in zip(frame.cells, lessons, strict=True):
            if lesson.marks and not self._sheets.markless:
                canvas.fitted(marks_x, y + 0.15, lesson.printed, Style.NARROW_BOLD, 8.2, frame.mark_width, "C")
            if lesson.absence:
                letter = lesson.absence.value
                canvas.text(absence_x, y, letter, Style.NARROW_BOLD, 7.2, "C", frame.absence_width)
        self._foot.draw_own(canvas, pupil, frame.spare)
        return canvas.stream()
