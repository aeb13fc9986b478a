"""What rules about attendance would change, counted before they are written down."""

from ...domain.attendance.absences import count_pupil
from ...domain.attendance.attendance import Absence
from ...domain.attendance.notices import require_notice
from ...domain.attendance.often_away import often_away
from ...domain.errors import Invalid
from ...domain.people.cards import PersonKind
from ...domain.settings.rules import Rulebook
from ...domain.years.year import GRADES
from ...i18n import _
from ...storage.attendance import attendance, notices
from ...storage.people import people
from ...storage.school import School
from ..absence_reasons import known_reasons
from ..attendance.class_attendance import read_class
from ..people.personal import places_of


def full_days(school: School, before: Rulebook, after: Rulebook) -> tuple[str, ...]:
    """How many full days were missed this month by the rule that acts and by the new one."""
    today = school.clock.today()
    was = will = 0
    for facts in people.classes(school):
        grade = facts.name.grade
        rules = [rules.full_day(today, grade) for rules in (before, after)]
        if rules[0] == rules[1]:
            continue
        found = read_class(school, facts, today.replace(day=1), today)
        old, new = (sum(count_pupil(one, found.days, rule, today).days for one in found.pupils) for rule in rules)
        was, will = was + old, will + new
    return (_("Full days missed this month: {before} now, {after} then.").format(before=was, after=will),)


def alarms(school: School, before: Rulebook, after: Rulebook) -> tuple[str, ...]:
    """In how many classes so many are ill today."""
    today = school.clock.today()
    enrolled = attendance.enrolled_by_class(school, today)
    ill: dict[int, set[int]] = {}
    for group, pupil, _name, _number, letter in attendance.letters_of_school(school, today):
        if letter is Absence.ILL:
            ill.setdefault(group, set()).add(pupil)
    was, will = (
        sum(
            len(ill.get(one.id, ())) * 100
            >= rules.quarantine_share(today, one.name.grade) * enrolled.get(one.id, 0) > 0
            for one in people.classes(school)
        )
        for rules in (before, after)
    )
    return (_("Classes with an alarm today: {before} now, {after} then.").format(before=was, after=will),)


def pupils_often_away(school: School, before: Rulebook, after: Rulebook) -> tuple[str, ...]:
    """How many pupils are on the list of this month by the rule that acts and by the new one."""
    today = school.clock.today()
    first = today.replace(day=1)
    away = attendance.classes_with_plain_absences(school, first, today)
    classes = [one for one in people.classes(school) if one.id in away]
    found = [(one.name.grade, read_class(school, one, first, today)) for one in classes]
    was, will = (
        len(often_away((one, rules.often_away_share(today, grade)) for grade, one in found))
        for rules in (before, after)
    )
    return (_("Pupils often away this month: {before} now, {after} then.").format(before=was, after=will),)


def announced(school: School, before: Rulebook, after: Rulebook) -> tuple[str, ...]:
    """How many of the notices that wait now a family could not give then."""
    today = school.clock.today()
    if all(before.notice_days(today, grade) == after.notice_days(today, grade) for grade in GRADES):
        return (_("Nothing changes today."),)
    beyond = 0
    for one in notices.waiting(school, known_reasons(school)):
        grade = next((grade for _key, grade in places_of(school, PersonKind.PUPIL, one.notice.pupil)), 0)
        try:
            require_notice(one.notice, one.said, after.notice_days(today, grade))
        except Invalid:
            beyond += 1
    return (
        _("Notices that wait for an answer stay; given anew, so many would be refused: {count}.").format(count=beyond),
    )
