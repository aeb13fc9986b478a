"""What a school may decide differently, and the values that decisions are kept as."""

from datetime import date
from enum import StrEnum

from ...i18n import N_, _
from ..years.year import Scheme


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
    SCALE = "scale"
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
    RuleName.SCALE: N_("Scale of a subject"),
    RuleName.FREE_TRIES: N_("Sign-in: wrong passwords before a wait begins"),
    RuleName.ACCOUNT_GUARD: N_("Sign-in: failures in a day after which only known terminals open"),
    RuleName.ACCOUNT_LOCK: N_("Sign-in: failures in a row that lock the account"),
}
OF_SUBJECTS = frozenset(
    {
        RuleName.AVERAGE, RuleName.ROUNDING, RuleName.MINIMUM_TRIMESTER, RuleName.MINIMUM_QUARTER,
        RuleName.MINIMUM_HALF_YEAR, RuleName.MISTAKES, RuleName.TWO_MARKS, RuleName.YEAR_ROUNDING,
        RuleName.SCALE,
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
