"""What follows from another term for marks or results."""

from ...domain.settings.rule_names import RuleName
from ...domain.settings.rules import Rulebook
from ...domain.text.words import full_date
from ...domain.years.year import GRADES
from ...i18n import _, ngettext
from ...storage.mornings import overdue as store
from ...storage.school import School
from .terms import work_due


def of_marks(school: School, before: Rulebook, after: Rulebook) -> tuple[str, ...]:
    """Which works are late then and now."""
    calendar, now = school.calendar(), school.clock.now().replace(tzinfo=None)
    was = will = changed = 0
    for work in store.unmarked_works(school, calendar.starts, now.date()):
        about = (work.expected, work.due_days, work.grade, work.school_class)
        old, new = work_due(calendar, before, *about), work_due(calendar, after, *about)
        changed += old != new
        was += old < now
        will += new < now
    return (
        ngettext(
            "{count} work that waits for marks gets another term.",
            "{count} works that wait for marks get another term.", changed,
        ).format(count=changed),
        _("Works with overdue marks: {before} now, {after} then.").format(before=was, after=will),
    )  # fmt: skip


def of_results(school: School, before: Rulebook, after: Rulebook) -> tuple[str, ...]:
    """From when on results have another term."""
    days = {span.ends for span in school.calendar().periods if span.ends >= school.clock.today()}
    changed = sorted(
        day
        for day in days
        if any(before.result_hours(day, grade) != after.result_hours(day, grade) for grade in GRADES)
    )
    if not changed:
        return (_("No result still to come gets another term by it."),)
    return (_("The results of the periods from {day} on get another term.").format(day=full_date(changed[0])),)


EFFECTS = {RuleName.MARKS_DAYS: of_marks, RuleName.OVER_HOLIDAYS: of_marks, RuleName.RESULT_HOURS: of_results}
