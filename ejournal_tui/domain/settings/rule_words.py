"""Rules as people read and write them."""

import re

from ...i18n import N_, _, ngettext
from ..errors import Invalid
from ..results.approval import RaiseRule
from ..results.mistakes import BESIDE, BETTER, REPLACES
from ..results.scales import FIVES, PASSES
from ..text.words import decimal, part
from .rule_bounds import BOUNDS
from .rule_names import (
    ALWAYS,
    AS_PERIODS,
    BAR,
    BY_HALVES,
    BY_ORDER,
    MINIMUM,
    NEVER,
    NO,
    OF_THE_WHOLE_SCHOOL,
    ONE_MARK,
    OWN_MARKS,
    PLAIN,
    QUESTIONS,
    TOGETHER,
    WEIGHTED,
    YES,
    RuleName,
)
from .rules import numbers


def show_value(name: RuleName, value: str) -> str:
    """What a rule says, in a list."""
    if name is RuleName.AVERAGE:
        return _("by the weight of works") if value == WEIGHTED else _("plain, every mark once")
    if name in _CHOICES:
        return next(_(shown) for shown, _said, kept in _CHOICES[name] if kept == value)
    if name is RuleName.TEACHERS_GIVE_REASONS:
        return _("yes") if value == YES else _("no, the class teacher does")
    if name in QUESTIONS:
        return _("yes") if value == YES else _("no")
    if name is RuleName.RAISES:
        return raise_words()[RaiseRule(value)]
    if name in (RuleName.JOINT_SHARE, RuleName.UNATTESTED):
        return part(*numbers(value))
    if name is RuleName.ROUNDING:
        return " ".join(decimal(one, 3 if one % 10 else 2) for one in numbers(value))
    if name in MINIMUM.values():
        few, some, many = numbers(value)
        return _("{few} / {some} / {many} for 1 / 2 / 3 and more h a week").format(few=few, some=some, many=many)
    if name is RuleName.HOMEWORK_NORM:
        return _("{minutes} min for grades 2-3 / 4-5 / 6-8 / 9-11").format(minutes=" / ".join(value.split()))
    if name is RuleName.NOTICE_DAYS:
        back, ahead, most = numbers(value)
        return _("{back} back, {ahead} ahead, {most} at once").format(back=back, ahead=ahead, most=most)
    if name is RuleName.DEGREE:
        two, not_attested = numbers(value)
        return _("2: {two}, not attested: {not_attested}").format(two=two, not_attested=not_attested)
    (count,) = numbers(value)
    if name is RuleName.QUARANTINE_SHARE:
        return _("{count} % and more").format(count=count)
    if name is RuleName.OFTEN_AWAY_SHARE:
        return _("more than {count} %").format(count=count)
    if name in _TRIES:
        return ngettext("{count} attempt", "{count} attempts", count).format(count=count)
    if name is RuleName.FULL_DAY:
        if not count:
            return _("all lessons of the day missed")
        return ngettext("{count} lesson missed", "{count} lessons missed", count).format(count=count)
    if name is RuleName.EDIT_DAYS and not count:
        return _("while the period is open")
    if name in (RuleName.EDIT_DAYS, RuleName.RESULT_DAYS, RuleName.MARKS_DAYS):
        return ngettext("{count} day", "{count} days", count).format(count=count)
    return ngettext("{count} hour", "{count} hours", count).format(count=count)


def raise_words() -> dict[RaiseRule, str]:
    """Which results wait for the deputy head, said whole."""
    return {
        RaiseRule.NEVER: _("never"), RaiseRule.BORDER: _("unless the average is nearly there"),
        RaiseRule.TWO: _("from two marks above"), RaiseRule.EVERY: _("every one"),
    }  # fmt: skip


def _short_raises() -> dict[RaiseRule, str]:
    """The same as it is typed."""
    return {
        RaiseRule.NEVER: _("never"), RaiseRule.BORDER: _("beyond the border"), RaiseRule.TWO: _("two and more"),
        RaiseRule.EVERY: _("every one"),
    }  # fmt: skip


def write_value(name: RuleName, value: str) -> str:
    """What a rule says, as it is typed."""
    if name is RuleName.AVERAGE:
        return _("weighted") if value == WEIGHTED else _("plain")
    if name in _CHOICES:
        return next(_(said) for _shown, said, kept in _CHOICES[name] if kept == value)
    if name in QUESTIONS:
        return _("yes") if value == YES else _("no")
    if name is RuleName.RAISES:
        return _short_raises()[RaiseRule(value)]
    if name in _PARTS:
        return show_value(name, value)
    return value


def hint(name: RuleName) -> str:
    """What may be typed."""
    if name is RuleName.AVERAGE:
        return _("weighted or plain")
    if name in _CHOICES:
        return ", ".join(_(said) for _shown, said, _kept in _CHOICES[name])
    if name in QUESTIONS:
        return _("yes or no")
    if name is RuleName.RAISES:
        return ", ".join(_short_raises().values())
    if name is RuleName.JOINT_SHARE:
        return _("a part of a lesson, like {part}").format(part=part(500))
    if name is RuleName.UNATTESTED:
        return _("a part of the lessons, like {part}").format(part=part(667))
    if name is RuleName.RESULT_DAYS:
        return _("number of days")
    if name is RuleName.ROUNDING:
        return " ".join(decimal(one) for one in (4650, 3650, 2650))
    if name in MINIMUM.values():
        return "3 5 7"
    if name is RuleName.HOMEWORK_NORM:
        return "90 120 150 210"
    if name is RuleName.NOTICE_DAYS:
        return _("back, ahead, at once, like {days}").format(days="7 60 30")
    if name is RuleName.DEGREE:
        return _("of a 2, of not attested, like {weights}").format(weights="16 7")
    if name in (RuleName.QUARANTINE_SHARE, RuleName.OFTEN_AWAY_SHARE):
        return _("per cent")
    if name in _TRIES:
        least, most = _TRIES[name]
        return _("from {least} to {most}").format(least=least, most=most)
    if name is RuleName.FULL_DAY:
        return _("number of lessons; 0: all of the day")
    if name is RuleName.MARKS_DAYS:
        return _("number of days")
    return _("days; 0: while the period is open") if name is RuleName.EDIT_DAYS else _("number of hours")


_CHOICES = {
    RuleName.MISTAKES: (
        (N_("both count, each with its weight"), N_("beside"), BESIDE),
        (N_("it replaces the corrected mark"), N_("replaces"), REPLACES),
        (N_("the better of both counts"), N_("better"), BETTER),
    ),
    RuleName.YEAR_ROUNDING: (
        (N_("by the rounding of the periods"), N_("as periods"), AS_PERIODS),
        (N_("mathematical, from a half up"), N_("mathematical"), BY_HALVES),
    ),
    RuleName.FINAL_MATHS: (
        (N_("as the order in force says: one mark from 2021, before that each its own"), N_("by order"), BY_ORDER),
        (N_("one: algebra, geometry and the exam together"), N_("one mark"), ONE_MARK),
        (N_("each its own: the subject and the exam"), N_("own marks"), OWN_MARKS),
    ),
    RuleName.WORK_LIMITS: (
        (N_("as the letter of 2021 says: from 01.09.2021, before that none"), N_("by order"), BY_ORDER),
        (N_("always: one a day, 17 days apart, a tenth of the lessons"), N_("always"), ALWAYS),
        (N_("never"), N_("never"), NEVER),
    ),
    RuleName.TWO_MARKS: (("54", "54", TOGETHER), ("5/4", "5/4", BAR)),
    RuleName.SCALE: (
        (N_("marks from 5 to 1"), N_("five points"), FIVES),
        (N_("passed or not passed, no digits"), N_("passes"), PASSES),
    ),
}
"""Rules that choose: what is shown, what is typed, what is kept."""
_TRIES = {name: BOUNDS[name] for name in OF_THE_WHOLE_SCHOOL}
"""Rules that count attempts, with what they may be."""
_PARTS = (RuleName.ROUNDING, RuleName.JOINT_SHARE, RuleName.UNATTESTED)
"""Rules whose numbers are kept in thousandths."""
_NUMBER = re.compile(r"(\d{1,3})(?:[.,](\d{1,3}))?")


def read_value(name: RuleName, typed: str) -> str:
    """The value that was typed, as it is kept; raises Invalid."""
    said = typed.strip().casefold()
    if name is RuleName.AVERAGE:
        return _one_of(said, {_("weighted"): WEIGHTED, _("plain"): PLAIN}, hint(name))
    if name in _CHOICES:
        return _one_of(said, {_(typed): kept for _shown, typed, kept in _CHOICES[name]}, hint(name))
    if name in QUESTIONS:
        return _one_of(said, {_("yes"): YES, _("no"): NO}, hint(name))
    if name is RuleName.RAISES:
        return _one_of(said, {words: rule.value for rule, words in _short_raises().items()}, hint(name))
    # A comma belongs to a number here; what stands between numbers are blanks, slashes or semicolons.
    found = [_NUMBER.fullmatch(part) for part in re.split(r"[\s;/]+", said) if part]
    if len(found) != _how_many(name) or not all(found):
        raise Invalid(_("“{typed}”: {expected}.").format(typed=typed[:40], expected=hint(name)))
    parts = [(int(one[1]), (one[2] or "").ljust(3, "0")) for one in found if one]
    if name in _PARTS:
        return " ".join(str(whole * 1000 + int(part)) for whole, part in parts)
    if any(int(part) for _whole, part in parts):
        raise Invalid(_("“{typed}”: whole numbers.").format(typed=typed[:40]))
    return " ".join(str(whole) for whole, _part in parts)


def _how_many(name: RuleName) -> int:
    if name in MINIMUM.values():
        return 3
    return {RuleName.ROUNDING: 3, RuleName.NOTICE_DAYS: 3, RuleName.HOMEWORK_NORM: 4, RuleName.DEGREE: 2}.get(name, 1)


def _one_of(said: str, words: dict[str, str], expected: str) -> str:
    # The first letters are enough.
    found = [value for word, value in words.items() if said and word.casefold().startswith(said)]
    if len(found) != 1:
        raise Invalid(_("“{typed}”: {expected}.").format(typed=said[:40], expected=expected))
    return found[0]
