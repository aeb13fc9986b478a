"""The sheet of changes for the wall, and the register of missed and substituted lessons."""

from collections.abc import Mapping
from pathlib import Path

from ..domain.text.words import capital, date_range, day_month_year, full_date, part, weekday_long
from ..domain.timetable.substitution_papers import Register, WallSheet
from ..i18n import _
from .fonts import Style
from .table import LEFT, WIDTH, Column, Look, Table, table_paper


def wall_sheet_pdf(sheet: WallSheet, fonts: Mapping[str, Path] | None = None) -> bytes:
    """What is different on a day, large enough for a wall."""
    paper = table_paper(_("Changes of the timetable"), sheet.school, sheet.stamp, fonts)
    title = _("Changes of the timetable: {day}").format(
        day=f"{weekday_long(sheet.day)}, {day_month_year(sheet.day)}"
    )
    columns = (
        Column(_("no."), 10, "C"), Column(_("time"), 24, "C"), Column(_("class"), 22), Column(_("instead of"), 58),
        Column(_("there will be"), 62), Column(_("room"), 14, "C"),
    )  # fmt: skip
    table = Table(paper, columns, Look(11, 4.8, frozenset({0, 2, 4})), (sheet.school, title), sheet.stamp)
    for line in sheet.lines:
        table.row((
            str(line.number), line.time, line.class_name, line.instead, capital(line.becomes), line.room
        ))  # fmt: skip
    if not sheet.lines:
        canvas = table.room(10)
        canvas.text(LEFT, table.y + 8, _("The lessons of this day are held by the timetable."), Style.NARROW, 11)
    table.end()
    return paper.pdf()


def register_pdf(register: Register, fonts: Mapping[str, Path] | None = None) -> bytes:
    """The register of a stretch of days, a line a lesson, with what each substitute is paid for at its end."""
    title = _("Register of missed and substituted lessons")
    paper = table_paper(title, register.school, register.stamp, fonts)
    head = f"{register.school} · {date_range(register.first, register.last)}"
    columns = (
        Column(_("date"), 15), Column(_("no."), 7, "C"), Column(_("substituted teacher"), 30),
        Column(_("subject"), 22), Column(_("class"), 13), Column(_("reason"), 26),
        Column(_("substitute"), 30), Column(_("subject"), 22), Column(_("coefficient"), 10, "C"),
        Column(_("signed"), 15),
    )  # fmt: skip
    table = Table(paper, columns, Look(8, 3.4), (head, title), register.stamp)
    for line in register.lines:
        table.row((
            full_date(line.day), str(line.number), line.absent, line.subject, line.class_name, line.reason,
            line.substitute, line.kept_subject, "" if line.share is None else part(line.share), "",
        ))  # fmt: skip
    _totals(table, register)
    table.end()
    return paper.pdf()


def _totals(table: Table, register: Register) -> None:
    totals = register.totals()
    canvas = table.room(14)
    if not totals:
        said = _("Nobody kept a lesson of another by order in these days.")
        canvas.text(LEFT, table.y + 8, said, Style.NARROW, 9)
        return
    canvas.text(LEFT, table.y + 8, _("Lessons kept by substitutes:"), Style.NARROW_BOLD, 9)
    table.y += 9
    for name, count, share in totals:
        canvas = table.room(6)
        words = _("{name}: lessons {count}, to be paid {share}").format(
            name=name, count=count, share=part(share)
        )
        canvas.fitted(LEFT + 4, table.y + 4.5, words, Style.NARROW, 9, WIDTH - 4)
        table.y += 5
