"""What a school decides differently, each with its term: deadlines, averages, thresholds, the least number of marks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ...i18n import N_, _
from ..attendance.notices import NoticeDays
from ..errors import Invalid
from ..results.approval import RaiseRule
from ..results.mistakes import Given, settle
from ..results.quality import LowDegrees
from ..results.results import MATHEMATICAL, Thresholds
from ..years.year import GRADES, Scheme


class RuleName(StrEnum):
    """What can be decided."""

    HOMEWORK_HOURS = "homework_hours"
    AVERAGE = "average"
    ROUNDING = "rounding"
    MINIMUM_TRIMESTER = "minimum_trimester"
    MINIMUM_QUARTER = "minimum_quarter"
    MINIMUM_HALF_YEAR = "minimum_half_year"
    EDIT_DAYS = "edit_days"
    TEACHERS_GIVE_REASONS = "teachers_give_reasons"
    JOINT_SHARE = "joint_share"
    HOMEWORK_NORM = "homework_norm"
    RESULT_DAYS = "result_days"
    UNATTESTED = "unattested"
    FULL_DAY = "full_day"
    QUARANTINE_SHARE = "quarantine_share"
    OFTEN_AWAY_SHARE = "often_away_share"
    MARKS_DAYS = "marks_days"
    OVER_HOLIDAYS = "over_holidays"
    RESULT_HOURS = "result_hours"
    RAISES = "raises"
    SIGN_RESULTS = "sign_results"
    NOTICE_DAYS = "notice_days"
    DEGREE = "degree"
    MISTAKES = "mistakes"
    TWO_MARKS = "two_marks"
    YEAR_ROUNDING = "year_rounding"
    FINAL_MATHS = "final_maths"
    WORK_LIMITS = "work_limits"
    FREE_TRIES = "free_tries"
    ACCOUNT_GUARD = "account_guard"
    ACCOUNT_LOCK = "account_lock"

    @property
    def words(self) -> str:
        """«Срок записи домашнего задания»."""
        return _(_TITLES[self])

    @property
    def of_subjects(self) -> bool:
        """Whether it may differ from subject to subject."""
        return self in OF_SUBJECTS


_TITLES = {
    RuleName.HOMEWORK_HOURS: N_("Homework is entered, hours after the last lesson"),
    RuleName.AVERAGE: N_("Average"),
    RuleName.ROUNDING: N_("Rounding: least average of a 5, 4, 3"),
    RuleName.MINIMUM_TRIMESTER: N_("Least marks in a trimester"),
    RuleName.MINIMUM_QUARTER: N_("Least marks in a quarter"),
    RuleName.MINIMUM_HALF_YEAR: N_("Least marks in a half-year"),
    RuleName.EDIT_DAYS: N_("Days in which a lesson takes entries"),
    RuleName.TEACHERS_GIVE_REASONS: N_("Teachers enter the reasons of absence"),
    RuleName.JOINT_SHARE: N_("Pay for a joint lesson, part of a lesson"),
    RuleName.HOMEWORK_NORM: N_("Homework of a day, most minutes"),
    RuleName.RESULT_DAYS: N_("Results are given, days before a period ends"),
    RuleName.UNATTESTED: N_("Not attested: from what part of lessons missed"),
    RuleName.FULL_DAY: N_("A day counts as missed from"),
    RuleName.QUARANTINE_SHARE: N_("Ill pupils of a class that raise the alarm"),
    RuleName.OFTEN_AWAY_SHARE: N_("Often away: of a month missed without a reason"),
    RuleName.MARKS_DAYS: N_("Marks of a work are entered, days after it"),
    RuleName.OVER_HOLIDAYS: N_("Days without lessons prolong the term of marks"),
    RuleName.RESULT_HOURS: N_("Results are entered, hours after they are known"),
    RuleName.RAISES: N_("A result above the proposal waits for the deputy head"),
    RuleName.SIGN_RESULTS: N_("Results are signed with the password, once a sitting"),
    RuleName.NOTICE_DAYS: N_("A family announces an absence: days"),
    RuleName.DEGREE: N_("What a 2 and “not attested” weigh in the degree of learning"),
    RuleName.MISTAKES: N_("Work on mistakes: what counts"),
    RuleName.TWO_MARKS: N_("Two marks in a cell"),
    RuleName.YEAR_ROUNDING: N_("Year mark: how the mean of the periods is rounded"),
    RuleName.FINAL_MATHS: N_("Final mark of class 9 in mathematics"),
    RuleName.WORK_LIMITS: N_("Warning where long works are too many"),
    RuleName.FREE_TRIES: N_("Sign-in: wrong passwords before a wait begins"),
    RuleName.ACCOUNT_GUARD: N_("Sign-in: failures in a day after which only known terminals open"),
    RuleName.ACCOUNT_LOCK: N_("Sign-in: failures in a row that lock the account"),
}
OF_SUBJECTS = frozenset(
    {
        RuleName.AVERAGE, RuleName.ROUNDING, RuleName.MINIMUM_TRIMESTER, RuleName.MINIMUM_QUARTER,
        RuleName.MINIMUM_HALF_YEAR, RuleName.MISTAKES, RuleName.TWO_MARKS, RuleName.YEAR_ROUNDING,
    }
)  # fmt: skip
OF_THE_WHOLE_SCHOOL = frozenset({RuleName.FREE_TRIES, RuleName.ACCOUNT_GUARD, RuleName.ACCOUNT_LOCK})
"""Those that no grade has to itself: they are about who signs in."""
QUESTIONS = frozenset({RuleName.TEACHERS_GIVE_REASONS, RuleName.OVER_HOLIDAYS, RuleName.SIGN_RESULTS})
"""Those that say yes or no."""
MINIMUM = {
    Scheme.TRIMESTER: RuleName.MINIMUM_TRIMESTER,
    Scheme.QUARTER: RuleName.MINIMUM_QUARTER,
    Scheme.HALF_YEAR: RuleName.MINIMUM_HALF_YEAR,
}
HOMEWORK_BANDS = (3, 5, 8)
"""The last grades of all bands of a homework norm but the highest."""
WEIGHTED, PLAIN = "weighted", "plain"
TOGETHER, BAR = "together", "bar"
"""How two marks of a cell are written: «54», «5/4»."""
AS_PERIODS, BY_HALVES = "as_periods", "by_halves"
ONE_MARK, OWN_MARKS, BY_ORDER = "one_mark", "own_marks", "by_order"
MATHS_TOGETHER_SINCE = date(2021, 1, 1)
"""From when on order 546 makes one mark of algebra, geometry and the exam; order 115 of 2014 had none."""
ALWAYS, NEVER = "always", "never"
WORK_LIMITS_SINCE = date(2021, 9, 1)
"""From when on the letter of 06.08.2021 limits long works: a day, 17 days, a tenth of the lessons."""
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Rule:
    """A decision with its term, for some grades, perhaps for one subject."""

    name: RuleName
    value: str
    starts: date
    ends: date | None = None
    first_grade: int = GRADES[0]
    last_grade: int = GRADES[-1]
    subject: int | None = None

    def holds(self, day: date, grade: int, subject: int | None) -> bool:
        """Whether it acts on a day for a grade and a subject."""
        return (
            self.starts <= day
            and (self.ends is None or day <= self.ends)
            and self.first_grade <= grade <= self.last_grade
            and self.subject in (None, subject)
        )

    def meets(self, other: "Rule") -> bool:
        """Whether both decide the same thing for the same grades and subject on some day."""
        same = (self.name, self.subject, self.first_grade, self.last_grade)
        return same == (other.name, other.subject, other.first_grade, other.last_grade) and (
            (self.ends is None or other.starts <= self.ends) and (other.ends is None or self.starts <= other.ends)
        )


@dataclass(frozen=True)
class Rulebook:
    """The school's rules over the shipped ones."""

    rules: tuple[Rule, ...]
    shipped: Mapping[RuleName, str]

    def value(self, name: RuleName, day: date, grade: int, subject: int | None = None) -> str:
        """What holds: the subject's own before that of all, fewer grades before more, later before earlier."""
        found = [rule for rule in self.rules if rule.name is name and rule.holds(day, grade, subject)]
        if not found:
            return self.shipped[name]
        return min(found, key=lambda r: (r.subject is None, r.last_grade - r.first_grade, -r.starts.toordinal())).value

    def thresholds(self, day: date, grade: int, subject: int | None = None) -> Thresholds:
        """How averages are rounded."""
        return Thresholds(*numbers(self.value(RuleName.ROUNDING, day, grade, subject)))

    def minimum(self, half_hours: int, scheme: Scheme, day: date, grade: int, subject: int | None = None) -> int:
        """How many marks a period needs, for courses of up to one, of two, of three or more hours a week."""
        few, some, many = numbers(self.value(MINIMUM[scheme], day, grade, subject))
        if half_hours >= 6:
            return many
        return some if half_hours >= 4 else few

    def weighs(self, day: date, grade: int, subject: int | None = None) -> bool:
        """Whether marks count by the weight of their work."""
        return self.value(RuleName.AVERAGE, day, grade, subject) == WEIGHTED

    def counted(
        self, marks: Iterable[tuple[int, int]], day: date, grade: int, subject: int | None = None
    ) -> list[tuple[int, int]]:
        """Marks of (value, weight) as they count: in a plain average each once, but for those that do not count."""
        if self.weighs(day, grade, subject):
            return list(marks)
        return [(value, min(weight, 1)) for value, weight in marks]

    def settled(
        self, marks: Sequence[Given], day: date, grade: int, subject: int | None = None
    ) -> list[tuple[int, int]]:
        """Marks as they count, once works on mistakes are taken into account: a replaced mark weighs nothing."""
        return self.counted(settle(marks, self.mistakes(day, grade, subject)), day, grade, subject)

    def mistakes(self, day: date, grade: int, subject: int | None = None) -> str:
        """What a work on mistakes does to the mark that it corrects."""
        return self.value(RuleName.MISTAKES, day, grade, subject)

    def between_marks(self, day: date, grade: int, subject: int | None = None) -> str:
        """What stands between two marks of a cell."""
        return "/" if self.value(RuleName.TWO_MARKS, day, grade, subject) == BAR else ""

    def homework_hours(self, day: date, grade: int) -> int:
        """Until how long after the last lesson homework is entered (R1-2.2)."""
        return numbers(self.value(RuleName.HOMEWORK_HOURS, day, grade))[0]

    def quarantine_share(self, day: date, grade: int) -> int:
        """From how many per cent of ill pupils in a class there is an alarm."""
        return numbers(self.value(RuleName.QUARANTINE_SHARE, day, grade))[0]

    def often_away_share(self, day: date, grade: int) -> int:
        """Beyond how many per cent of a month's lessons missed without a reason a pupil is on the list."""
        return numbers(self.value(RuleName.OFTEN_AWAY_SHARE, day, grade))[0]

    def full_day(self, day: date, grade: int) -> int:
        """From how many missed lessons a day counts as missed; 0 when all of them were."""
        return numbers(self.value(RuleName.FULL_DAY, day, grade))[0]

    def homework_norm(self, day: date, grade: int) -> int:
        """How many minutes of homework a grade may have for a day; class 1 has none."""
        bands = numbers(self.value(RuleName.HOMEWORK_NORM, day, grade))
        return 0 if grade == 1 else bands[sum(grade > last for last in HOMEWORK_BANDS)]

    def edit_days(self, day: date, grade: int) -> int:
        """How long a lesson of a day takes entries; 0 as long as its period is open."""
        return numbers(self.value(RuleName.EDIT_DAYS, day, grade))[0]

    def teachers_give_reasons(self, day: date, grade: int) -> bool:
        """Whether «б» and «п» are entered by the lesson's teacher too (C10)."""
        return self.value(RuleName.TEACHERS_GIVE_REASONS, day, grade) == YES

    def joint_share(self, day: date, grade: int) -> int:
        """What a joint lesson is paid beside the own one, in thousandths of a lesson (C08)."""
        return numbers(self.value(RuleName.JOINT_SHARE, day, grade))[0]

    def result_days(self, day: date, grade: int) -> int:
        """How many days before the end of a period its results may be given."""
        return numbers(self.value(RuleName.RESULT_DAYS, day, grade))[0]

    def unattested_share(self, day: date, grade: int) -> int:
        """From which part of the lessons missed "not attested" comes into question, in thousandths."""
        return numbers(self.value(RuleName.UNATTESTED, day, grade))[0]

    def marks_days(self, day: date, grade: int) -> int:
        """Until how many days after a work its marks are entered (R1-2.4)."""
        return numbers(self.value(RuleName.MARKS_DAYS, day, grade))[0]

    def over_holidays(self, day: date, grade: int) -> bool:
        """Whether days without lessons do not count in that term."""
        return self.value(RuleName.OVER_HOLIDAYS, day, grade) == YES

    def raises(self, day: date, grade: int) -> RaiseRule:
        """Which results above the proposal wait for the deputy head."""
        return RaiseRule(self.value(RuleName.RAISES, day, grade))

    def signs_results(self, day: date, grade: int) -> bool:
        """Whether results are signed with the password of whoever gives them (C28)."""
        return self.value(RuleName.SIGN_RESULTS, day, grade) == YES

    def year_thresholds(self, day: date, grade: int, subject: int | None = None) -> Thresholds:
        """How the mean of a year's periods is rounded."""
        if self.value(RuleName.YEAR_ROUNDING, day, grade, subject) == BY_HALVES:
            return MATHEMATICAL
        return self.thresholds(day, grade, subject)

    def maths_together(self, day: date, grade: int) -> bool:
        """Whether class 9 has one final mark of algebra, geometry and the exam (order 546; order 115 before it)."""
        said = self.value(RuleName.FINAL_MATHS, day, grade)
        return day >= MATHS_TOGETHER_SINCE if said == BY_ORDER else said == ONE_MARK

    def limits_works(self, day: date, grade: int) -> bool:
        """Whether long works beyond the limits are warned of (domain rules 8.3)."""
        said = self.value(RuleName.WORK_LIMITS, day, grade)
        return day >= WORK_LIMITS_SINCE if said == BY_ORDER else said == ALWAYS

    def result_hours(self, day: date, grade: int) -> int:
        """Until how long after it is known a result is entered (R2-3)."""
        return numbers(self.value(RuleName.RESULT_HOURS, day, grade))[0]

    def notice_days(self, day: date, grade: int) -> NoticeDays:
        """Which days a family may announce."""
        return NoticeDays(*numbers(self.value(RuleName.NOTICE_DAYS, day, grade)))

    def degree_of_low(self, day: date, grade: int) -> LowDegrees:
        """What a 2 and "not attested" weigh in the degree of learning."""
        return LowDegrees(*numbers(self.value(RuleName.DEGREE, day, grade)))


def numbers(value: str) -> tuple[int, ...]:
    """The numbers of a rule as it is kept."""
    return tuple(int(part) for part in value.split())


BOUNDS: dict[RuleName, tuple[int, int]] = {
    RuleName.HOMEWORK_HOURS: (1, 24), RuleName.EDIT_DAYS: (0, 366),
    RuleName.MARKS_DAYS: (1, 14), RuleName.RESULT_HOURS: (1, 72), RuleName.FULL_DAY: (0, 8),
    RuleName.FREE_TRIES: (3, 10), RuleName.ACCOUNT_GUARD: (10, 50), RuleName.ACCOUNT_LOCK: (30, 100),
    RuleName.RESULT_DAYS: (0, 60), RuleName.QUARANTINE_SHARE: (1, 100), RuleName.OFTEN_AWAY_SHARE: (1, 99),
}  # fmt: skip

_EACH = {
    RuleName.NOTICE_DAYS: ((0, 60), (0, 366), (1, 366)), RuleName.DEGREE: ((0, 35), (0, 35)),
}  # fmt: skip
"""The bounds of each number of a rule that holds several."""


def require_sound(rule: Rule) -> None:
    """Refuse a rule that makes no sense; raises Invalid."""
    if rule.ends is not None and rule.ends < rule.starts:
        raise Invalid(_("The last day lies before the first."))
    if rule.subject is not None and not rule.name.of_subjects:
        raise Invalid(_("This rule is the same for all subjects."))
    if rule.name in OF_THE_WHOLE_SCHOOL and (rule.first_grade, rule.last_grade) != (GRADES[0], GRADES[-1]):
        raise Invalid(_("This rule is the same for the whole school."), _("Leave the grades empty."))
    if rule.name in BOUNDS:
        least, most = BOUNDS[rule.name]
        if not least <= numbers(rule.value)[0] <= most:
            raise Invalid(_("Write a number from {least} to {most}.").format(least=least, most=most))
    elif rule.name in _EACH:
        for number, (least, most) in zip(numbers(rule.value), _EACH[rule.name], strict=True):
            if not least <= number <= most:
                raise Invalid(
                    _("{number} is not from {least} to {most}.").format(number=number, least=least, most=most)
                )
    elif rule.name is RuleName.JOINT_SHARE:
        if not 0 <= numbers(rule.value)[0] <= 1000:
            raise Invalid(_("A joint lesson is paid from 0 to 1 of a lesson."), _("Write it like 0,5."))
    elif rule.name is RuleName.UNATTESTED:
        if not 500 <= numbers(rule.value)[0] <= 1000:
            raise Invalid(_("Not attested is who missed from a half to all of the lessons."), _("Write it like 0,667."))
    elif rule.name is RuleName.ROUNDING:
        five, four, three = numbers(rule.value)
        if not (4000 <= five <= 5000 and 3000 <= four <= 4000 and 2000 <= three <= 3000):
            raise Invalid(
                _("A 5 needs an average from 4 to 5, a 4 from 3 to 4, a 3 from 2 to 3."),
                _("Write them like 4,65 3,65 2,65."),
            )
    elif rule.name is RuleName.HOMEWORK_NORM and not (
        all(1 <= one <= 600 for one in numbers(rule.value)) and sorted(numbers(rule.value)) == [*numbers(rule.value)]
    ):
        raise Invalid(
            _("Write four numbers of minutes that do not fall: for grades 2-3, 4-5, 6-8, 9-11."),
            _("For example: 90 120 150 210."),
        )
    elif rule.name in MINIMUM.values() and not (
        all(1 <= one <= 50 for one in numbers(rule.value)) and sorted(numbers(rule.value)) == [*numbers(rule.value)]
    ):
        raise Invalid(
            _("Write three numbers from 1 to 50 that do not fall: for 1, 2, 3 and more hours a week."),
            _("For example: 3 5 7."),
        )
