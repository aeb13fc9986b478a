"""The lines of Today: a lesson with what is written of it, and what is overdue."""

from ....domain.journal.deadlines import Standing
from ....domain.journal.lessons import Entry, LessonLine, LessonState, Overdue
from ....domain.text.words import short_date, weekday_short
from ....i18n import N_, _
from ...widgets.pick_list import ListColumn

COLUMNS = (
    ListColumn(N_("no."), 3, True), ListColumn(N_("time"), 11), ListColumn(N_("class"), 9),
    ListColumn(N_("subject"), 17), ListColumn(N_("column|absent"), 6, True), ListColumn(N_("column|topic"), 7),
    ListColumn(N_("column|marks"), 5, True), ListColumn(N_("column|homework"), 0),
)  # fmt: skip


def lesson_row(line: LessonLine) -> tuple[str, ...]:
    """What stands on the line of a lesson."""
    topic = "" if not line.topic else _("by plan") if line.planned_topic else _("written")
    homework = _("until {time}").format(time=line.homework_due) if line.homework_due else ""
    if line.homework is not None:
        homework = line.homework or _("none set")
    state = {LessonState.CANCELLED: _("cancelled"), LessonState.MOVED: _("moved")}.get(line.state, "")
    note = line.substitution or state
    begins = (str(line.number), f"{line.starts}–{line.ends}" if line.starts else "", line.group, line.subject)
    counted = line.roll is not None or line.marks
    if note and (line.of_others or not counted):
        # Nothing is counted here yet, or not by this person: the words have the room of the figures.
        return (*begins, f"{note}  {homework}".strip())
    if line.substitution:
        note = _("substitution")
    return (
        *begins, "-" if line.roll is None else str(line.roll) if line.roll else _("all"), topic,
        str(line.marks) if line.marks else "-", f"{note} {homework}".strip(),
    )  # fmt: skip


def overdue_row(one: Overdue) -> tuple[str, ...]:
    """What stands on the line of something overdue."""
    when = f"{weekday_short(one.day)} {short_date(one.day)}"
    if one.missing is Entry.DEBT:
        return "", when, one.group, one.subject, one.words
    words = _("overdue: {words}") if one.standing is Standing.OVERDUE else _("soon: {words}")
    return "", when, one.group, one.subject, words.format(words=one.words)
