"""What a rule about results would change: from when they are given, for whom "not attested" comes into question."""

from datetime import date, timedelta

from ...domain.groups.groups import CourseId
from ...domain.settings.rules import Rulebook
from ...domain.text.words import short_date
from ...domain.years.year import GRADES, Period, period_title
from ...i18n import _, ngettext
from ...storage.results import decisions
from ...storage.school import School
from ...storage.settings import effects


def result_days(school: School, before: Rulebook, after: Rulebook) -> tuple[str, ...]:
    """From which day the results of the running periods are given then."""
    calendar = school.calendar()
    today = min(max(school.clock.today(), calendar.starts), calendar.ends)
    told: dict[tuple[str, date, date], None] = {}
    for grade in GRADES:
        period = calendar.period_of(today, grade)
        was, will = (period.ends - timedelta(days=rules.result_days(period.ends, grade)) for rules in (before, after))
        if was != will:
            told[period_title(period.scheme, period.number), was, will] = None
    return tuple(
        _("Results of {period} are given from {will}, now from {was}.").format(
            period=title, will=short_date(will), was=short_date(was)
        )
        for title, was, will in told
    ) or (_("Nothing changes in the running periods."),)


def two_marks(
    school: School, before: Rulebook, after: Rulebook, periods: dict[CourseId, tuple[Period, int]]
) -> tuple[str, ...]:
    """How many cells of the running period are written otherwise then."""
    count = 0
    for course, subject, cells in effects.double_cells(school):
        period, grade = periods[course]
        about = (period.ends, grade, subject)
        count += cells * (before.between_marks(*about) != after.between_marks(*about))
    return (
        ngettext(
            "{count} cell with two marks is written otherwise; the marks stay.",
            "{count} cells with two marks are written otherwise; the marks stay.", count,
        ).format(count=count)
        if count else _("No cell with two marks is written otherwise by it."),
    )  # fmt: skip


def unattested(
    school: School, before: Rulebook, after: Rulebook, periods: dict[CourseId, tuple[Period, int]]
) -> tuple[str, ...]:
    """How many pupils and subjects are over the share of lessons missed, now and then."""
    courses: dict[Period, list[CourseId]] = {}
    for course, (period, _grade) in periods.items():
        courses.setdefault(period, []).append(course)
    was = will = 0
    for period, among in courses.items():
        for course, missed, lessons in effects.missed(school, period, among):
            grade = periods[course][1]
            was += 1000 * missed >= before.unattested_share(period.ends, grade) * lessons
            will += 1000 * missed >= after.unattested_share(period.ends, grade) * lessons
    return (
        _("Pupils and subjects with that much missed in the running period: {before} now, {after} then.").format(
            before=was, after=will
        ),
        _("Not attested is who has too few marks besides; the teacher decides."),
    )


def raises(school: School, before: Rulebook, after: Rulebook) -> tuple[str, ...]:
    """In how many grades a result above the proposal waits otherwise; what was asked waits on."""
    today = school.clock.today()
    changed = [grade for grade in GRADES if before.raises(today, grade) is not after.raises(today, grade)]
    if not changed:
        return (_("Nothing changes today."),)
    waiting = len(decisions.waiting(school))
    return (
        _("Grades in which it is decided otherwise from today: {grades}.").format(
            grades=", ".join(str(grade) for grade in changed)
        ),
        ngettext(
            "{count} result waits for an answer already: it waits on.",
            "{count} results wait for an answer already: they wait on.", waiting,
        ).format(count=waiting) if waiting else _("Results that were given stay as they are."),
    )  # fmt: skip


def signing(school: School, before: Rulebook, after: Rulebook) -> tuple[str, ...]:
    """Whether results are signed from today on."""
    today = school.clock.today()
    then = [after.signs_results(today, grade) for grade in GRADES]
    if then == [before.signs_results(today, grade) for grade in GRADES]:
        return (_("Nothing changes today."),)
    if any(then):
        return (_("From now on the first result of a sitting asks for the password, then until F12 no more."),)
    return (_("From now on results are given without the password."),)


def low_results(school: School, before: Rulebook, after: Rulebook) -> tuple[str, ...]:
    """How many results of the year weigh otherwise in the degree of learning."""
    ends = {(one.scheme, one.number): one.ends for one in school.calendar().periods}
    changed = sum(
        count
        for grade, scheme, number, count in effects.low_results(school)
        if (day := ends.get((scheme, number)))
        and before.degree_of_low(day, grade) != after.degree_of_low(day, grade)
    )
    if not changed:
        return (_("No result of this year weighs otherwise by it."),)
    return (
        ngettext(
            "{count} result of this year weighs otherwise in the degree of learning.",
            "{count} results of this year weigh otherwise in the degree of learning.", changed,
        ).format(count=changed),
    )  # fmt: skip
