"""What a school decides differently, each with its term: deadlines, averages, thresholds, the least number of marks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..attendance.notices import NoticeDays
from ..results.approval import RaiseRule
from ..results.mistakes import Given, settle
from ..results.quality import LowDegrees
from ..results.results import MATHEMATICAL, Thresholds
from ..results.scales import PASSES
from ..years.year import GRADES, Scheme
from .rule_names import (
    ALWAYS,
    BAR,
    BY_HALVES,
    BY_ORDER,
    HOMEWORK_BANDS,
    MATHS_TOGETHER_SINCE,
    MINIMUM,
    ONE_MARK,
    WEIGHTED,
    WORK_LIMITS_SINCE,
    YES,
    RuleName,
)


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

    def passes(self, day: date, grade: int, subject: int | None = None) -> bool:
        """Whether works are passed or not passed, without digits."""
        return self.value(RuleName.SCALE, day, grade, subject) == PASSES

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
