"""The rules of the school: when entries are due, how averages are made and rounded, how many marks suffice."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ...domain import policy
from ...domain.errors import Conflict, Invalid
from ...domain.groups.groups import CourseId
from ...domain.people.people import Actor
from ...domain.results.results import Total
from ...domain.settings.rule_bounds import require_sound
from ...domain.settings.rule_names import MINIMUM, RuleName
from ...domain.settings.rules import Rule, Rulebook
from ...domain.text.words import short_date
from ...domain.timetable.substitutions import Kind
from ...domain.years.year import GRADES, Period, Scheme
from ...i18n import N_, _, ngettext
from ...storage.people import people
from ...storage.school import School
from ...storage.settings import effects
from ...storage.settings.effects import Reached
from ...storage.timetable import substitutions
from ..homework.homework_view import loads
from ..rules import rulebook, shipped
from . import scale_effects, sign_in_effects, term_effects, work_effects, year_effects
from .attendance_effects import alarms, announced, full_days, pupils_often_away
from .deciding import Decision, Row, require_grades, swap
from .ruling_results import low_results, raises, result_days, signing, two_marks, unattested


@dataclass(frozen=True)
class PutRule(Decision):
    """Write a rule down, change it, or take it away: then the next one holds."""

    TITLE = N_("rule of the school")
    wanted: Rule | None
    expects: Rule | None = None
    """What the person saw, None for a new one."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The deputy head."""
        return policy.may_decide_teaching(actor)

    def apply(self, school: School) -> "PutRule":
        """Write it; raises Conflict and Invalid."""
        self._require_possible(school)
        swap(school, "rule", _row(self.expects), _row(self.wanted))
        return PutRule(self.expects, self.wanted)

    def facts(self) -> Mapping[str, object]:
        """Which rule, and what it says: numbers only."""
        rule = self.wanted or self.expects
        assert rule is not None
        return {"rule": rule.name.value, "value": self.wanted.value if self.wanted else ""}

    def _require_possible(self, school: School) -> None:
        if self.wanted is None:
            return
        require_grades(self.wanted.first_grade, self.wanted.last_grade)
        require_sound(self.wanted)
        if self.wanted.subject is not None and not effects.count(
            school, "FROM subject WHERE id=?", self.wanted.subject
        ):
            raise Conflict(_("The subject is not in the list any more."))
        others = [rule for rule in school.rules() if rule != self.expects and rule.meets(self.wanted)]
        if others:
            raise Invalid(
                _("Such a rule holds already from {day}.").format(day=short_date(others[0].starts)),
                _("Change that one, or let it end the day before."),
            )

    def effect(self, school: School) -> tuple[str, ...]:
        """What differs in the running periods; raises Invalid."""
        self._require_possible(school)
        before = rulebook(school)
        rules = [rule for rule in before.rules if rule != self.expects]
        after = Rulebook((*rules, *([self.wanted] if self.wanted else [])), shipped())
        rule = self.wanted or self.expects
        assert rule is not None
        return _EFFECTS[rule.name](school, before, after)


def _row(rule: Rule | None) -> Row | None:
    if rule is None:
        return None
    return {
        "name": rule.name.value, "value": rule.value, "starts": rule.starts.isoformat(),
        "ends": rule.ends.isoformat() if rule.ends else None, "first_grade": rule.first_grade,
        "last_grade": rule.last_grade, "subject": rule.subject,
    }  # fmt: skip


Effect = tuple[str, ...]
EffectOf = Callable[[School, Rulebook, Rulebook], Effect]
Periods = dict[CourseId, tuple[Period, int]]
About = tuple[date, int, int]
"""What a rule is asked about: day, grade, subject."""


def _running(school: School) -> list[tuple[Reached, About, Scheme]]:
    """What pupils have reached in the periods of today, with what a rule is asked about."""
    courses: dict[Period, list[CourseId]] = {}
    for course, (period, _grade) in _periods(school).items():
        courses.setdefault(period, []).append(course)
    found = [(one, period) for period, among in courses.items() for one in effects.reached(school, period, among)]
    return [(one, (period.ends, one.grade, one.subject), period.scheme) for one, period in found]


def _periods(school: School) -> Periods:
    """The running period of each course, as the course, its class or its grade is divided, and the grade."""
    calendar = school.calendar()
    today = min(max(school.clock.today(), calendar.starts), calendar.ends)
    return {
        course: (calendar.period_of(today, grade, school_class, course), grade)
        for course, grade, school_class in effects.courses(school)
    }


def _proposed(rules: Rulebook, one: Reached, about: About) -> int:
    total = one.weighted if rules.weighs(*about) else one.plain
    for value, weight in rules.settled(one.doubtful, *about):
        total = Total(total.points + value * weight, total.weight + weight)
    return total.proposed(rules.thresholds(*about)) or 0


def _proposals(school: School, before: Rulebook, after: Rulebook) -> tuple[str, ...]:
    pairs = [(_proposed(before, one, about), _proposed(after, one, about)) for one, about, _scheme in _running(school)]
    up, down = sum(a > b for b, a in pairs), sum(a < b for b, a in pairs)
    if not up and not down:
        return (_("No proposed mark of the running period changes."),)
    return (
        ngettext(
            "Of the running period {count} proposed mark changes: higher {up}, lower {down}.",
            "Of the running period {count} proposed marks change: higher {up}, lower {down}.",
            up + down,
        ).format(count=up + down, up=up, down=down),
        _("Marks that were given stay as they are."),
    )


def _enough(school: School, before: Rulebook, after: Rulebook) -> tuple[str, ...]:
    def lacking(rules: Rulebook) -> int:
        return sum(
            one.marks < rules.minimum(one.half_hours, scheme, *about)
            for one, about, scheme in running
        )

    running = _running(school)
    return (
        _("Pupils and subjects with too few marks in the running period: {before} now, {after} then.").format(
            before=lacking(before), after=lacking(after)
        ),
    )


def _homework(school: School, before: Rulebook, after: Rulebook) -> tuple[str, ...]:
    today = school.clock.today()
    hours = {
        (before.homework_hours(today, grade), after.homework_hours(today, grade))
        for grade in GRADES
        if before.homework_hours(today, grade) != after.homework_hours(today, grade)
    }
    if not hours:
        return (_("Nothing changes today."),)
    open_ones = effects.count(
        school, "FROM lesson l WHERE l.day=? AND l.state IN ('planned','held') AND NOT EXISTS"
        " (SELECT 1 FROM homework h WHERE h.lesson=l.id)", today.isoformat(),
    )  # fmt: skip
    was, will = sorted(hours)[0]
    return (
        _("Today homework is due {will} h after the last lesson instead of {was} h.").format(was=was, will=will),
        ngettext(
            "Today {count} lesson is still without homework.", "Today {count} lessons are still without homework.",
            open_ones,
        ).format(count=open_ones),
    )  # fmt: skip


def _entries(school: School, before: Rulebook, after: Rulebook) -> tuple[str, ...]:
    today, periods = school.clock.today(), _periods(school)

    def takes(rules: Rulebook, day: date, grade: int) -> bool:
        term = rules.edit_days(day, grade)
        return not term or day + timedelta(days=term) >= today

    shut = opened = 0
    first = min((period.starts for period, _grade in periods.values()), default=today)
    for day, course, lessons in effects.by_day(school, first, today):
        period, grade = periods[course]
        if period.covers(day):
            was, will = takes(before, day, grade), takes(after, day, grade)
            shut += lessons * (was and not will)
            opened += lessons * (will and not was)
    told = []
    if shut:
        told.append(
            ngettext(
                "{count} lesson of the running period takes no entries any more.",
                "{count} lessons of the running period take no entries any more.", shut,
            ).format(count=shut)
        )  # fmt: skip
    if opened:
        told.append(
            ngettext(
                "{count} lesson of the running period takes entries again.",
                "{count} lessons of the running period take entries again.", opened,
            ).format(count=opened)
        )  # fmt: skip
    return tuple(told) or (_("No lesson of the running period is opened or shut by it."),)


def _reasons(school: School, before: Rulebook, after: Rulebook) -> tuple[str, ...]:
    today = school.clock.today()
    then = [after.teachers_give_reasons(today, grade) for grade in GRADES]
    if then == [before.teachers_give_reasons(today, grade) for grade in GRADES]:
        return (_("Nothing changes today."),)
    if any(then):
        return (_("From now on teachers enter the reasons of absence in their lessons, as class teachers do."),)
    return (_("From now on only class teachers enter the reasons of absence."),)


def _joint(school: School, before: Rulebook, after: Rulebook) -> tuple[str, ...]:
    calendar = school.calendar()
    changed = sum(
        before.joint_share(lesson.day, lesson.grade) != after.joint_share(lesson.day, lesson.grade)
        for lesson in substitutions.ordered(school, calendar.starts, calendar.ends)
        if lesson.order is not None and lesson.order.kind is Kind.JOINT
    )
    return (
        ngettext(
            "{count} joint lesson of this year is paid otherwise in the register.",
            "{count} joint lessons of this year are paid otherwise in the register.", changed,
        ).format(count=changed)
        if changed else _("No joint lesson of this year is paid otherwise by it."),
    )  # fmt: skip


def _norm(school: School, before: Rulebook, after: Rulebook) -> tuple[str, ...]:
    today = school.clock.today()
    last = today + timedelta(days=13)
    days = [today + timedelta(days=ahead) for ahead in range(14)]
    was = will = 0
    for found in people.classes(school):
        grade = found.name.grade
        pupils = [pupil for pupil, _name in people.pupils_of_class(school, found.id, today)]
        if [before.homework_norm(day, grade) for day in days] == [after.homework_norm(day, grade) for day in days]:
            continue
        for one in loads(school, grade, pupils, days):
            was += one.minutes > before.homework_norm(one.day, grade)
            will += one.minutes > after.homework_norm(one.day, grade)
    return (
        _("Days of classes with more homework than that until {day}: {before} now, {after} then.").format(
            day=short_date(last), before=was, after=will
        ),
        _("It is a warning: homework beyond it can still be set."),
    )


def _by_periods(effect: Callable[[School, Rulebook, Rulebook, Periods], Effect]) -> EffectOf:
    """An effect that is told by the running periods of the courses."""
    return lambda school, before, after: effect(school, before, after, _periods(school))


_EFFECTS: Mapping[RuleName, EffectOf] = {
    RuleName.AVERAGE: _proposals, RuleName.ROUNDING: _proposals, RuleName.MISTAKES: _proposals,
    **dict.fromkeys(MINIMUM.values(), _enough), RuleName.HOMEWORK_HOURS: _homework, RuleName.EDIT_DAYS: _entries,
    RuleName.JOINT_SHARE: _joint, RuleName.HOMEWORK_NORM: _norm, RuleName.RESULT_DAYS: result_days,
    RuleName.UNATTESTED: _by_periods(unattested), RuleName.TWO_MARKS: _by_periods(two_marks),
    RuleName.SCALE: _by_periods(scale_effects.of_scale), RuleName.TEACHERS_GIVE_REASONS: _reasons,
    RuleName.FULL_DAY: full_days, RuleName.QUARANTINE_SHARE: alarms, RuleName.OFTEN_AWAY_SHARE: pupils_often_away,
    RuleName.NOTICE_DAYS: announced, RuleName.RAISES: raises, RuleName.SIGN_RESULTS: signing,
    RuleName.DEGREE: low_results, **sign_in_effects.EFFECTS, **term_effects.EFFECTS, **work_effects.EFFECTS,
    **year_effects.EFFECTS,
}  # fmt: skip
"""What a change of each rule touches, counted."""
