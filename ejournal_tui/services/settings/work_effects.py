"""What follows from keeping, or not keeping, the limits of long works."""

from ...domain.settings.rule_names import RuleName
from ...domain.settings.rules import Rulebook
from ...i18n import _
from ...storage.journal import work_limits as store
from ...storage.school import School


def of_limits(school: School, before: Rulebook, after: Rulebook) -> tuple[str, ...]:
    """How many announced works are looked at now and then."""
    works = store.ahead(school, school.clock.today())
    was, will = (sum(rules.limits_works(day, grade) for day, grade in works) for rules in (before, after))
    return (
        _("Long works announced from today on that come under the limits: {before} now, {after} then.").format(
            before=was, after=will
        ),
        _("It is a warning: a work beyond the limits can still be announced."),
    )


EFFECTS = {RuleName.WORK_LIMITS: of_limits}
