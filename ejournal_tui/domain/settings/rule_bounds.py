"""Which decisions of a school make sense."""

from ...i18n import _
from ..errors import Invalid
from ..years.year import GRADES
from .rule_names import MINIMUM, OF_THE_WHOLE_SCHOOL, RuleName
from .rules import Rule, numbers

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
