"""The rules that act: the school's own over the shipped ones."""

from functools import cache

from ..domain.results.approval import RaiseRule
from ..domain.results.mistakes import BESIDE
from ..domain.results.scales import FIVES
from ..domain.settings.rule_names import AS_PERIODS, BY_ORDER, MINIMUM, NO, TOGETHER, WEIGHTED, YES, RuleName
from ..domain.settings.rules import Rulebook
from ..domain.timetable.substitutions import JOINT_SHARE
from ..storage.school import School
from . import reference


@cache
def shipped() -> dict[RuleName, str]:
    """What holds in a school that has decided nothing."""
    found = reference.rules()
    usual = next(iter(found.thresholds.values()))
    return {
        RuleName.HOMEWORK_HOURS: str(found.homework_hours),
        RuleName.AVERAGE: WEIGHTED,
        RuleName.ROUNDING: f"{usual.five} {usual.four} {usual.three}",
        **{MINIMUM[scheme]: " ".join(map(str, least)) for scheme, least in found.minimum_marks.items()},
        RuleName.EDIT_DAYS: "0",
        RuleName.TEACHERS_GIVE_REASONS: NO,
        RuleName.FULL_DAY: "0",
        RuleName.QUARANTINE_SHARE: "20",
        RuleName.OFTEN_AWAY_SHARE: "30",
        RuleName.JOINT_SHARE: str(JOINT_SHARE),
        RuleName.HOMEWORK_NORM: " ".join(map(str, found.homework_norm)),
        RuleName.RESULT_DAYS: str(found.result_days),
        RuleName.UNATTESTED: str(found.missed_thousandths),
        RuleName.MARKS_DAYS: str(found.marks_days),
        RuleName.OVER_HOLIDAYS: NO,
        RuleName.RESULT_HOURS: str(found.result_hours),
        RuleName.RAISES: RaiseRule.BORDER.value,
        RuleName.SIGN_RESULTS: YES,
        RuleName.NOTICE_DAYS: " ".join(map(str, found.notice_days)),
        RuleName.DEGREE: " ".join(map(str, found.low_degrees)),
        RuleName.MISTAKES: BESIDE,
        RuleName.TWO_MARKS: TOGETHER,
        RuleName.YEAR_ROUNDING: AS_PERIODS,
        RuleName.FINAL_MATHS: BY_ORDER,
        RuleName.WORK_LIMITS: BY_ORDER,
        RuleName.SCALE: FIVES,
        RuleName.FREE_TRIES: "3",
        RuleName.ACCOUNT_GUARD: "20",
        RuleName.ACCOUNT_LOCK: "100",
    }


def rulebook(school: School) -> Rulebook:
    """Everything decided."""
    return Rulebook(school.rules(), shipped())
