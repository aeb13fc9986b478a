"""What another scale of a subject would change."""

from ...domain.groups.groups import CourseId
from ...domain.settings.rules import Rulebook
from ...domain.years.year import Period
from ...i18n import _, ngettext
from ...storage.groups import groups
from ...storage.school import School
from ...storage.settings import effects


def of_scale(
    school: School, before: Rulebook, after: Rulebook, periods: dict[CourseId, tuple[Period, int]]
) -> tuple[str, ...]:
    """How many courses are marked otherwise, and how many marks of the running period no result follows from then."""
    changed, to_passes = [], set()
    for one in groups.courses_of_year(school):
        about = (periods[one.id][0].ends, one.grade, one.subject_id)
        if not one.markless and before.passes(*about) != after.passes(*about):
            changed.append(one.id)
            to_passes |= {one.id} if after.passes(*about) else set()
    if not changed:
        return (_("Nothing changes in the running periods."),)
    lost = 0
    for period in {periods[key][0] for key in changed}:
        for course, digits, passes in effects.marks_by_scale(school, period.starts, period.ends):
            if course in changed and periods[course][0] == period:
                lost += digits if course in to_passes else passes
    told = [
        ngettext(
            "{count} course is marked otherwise from that day on.",
            "{count} courses are marked otherwise from that day on.", len(changed),
        ).format(count=len(changed))
    ]  # fmt: skip
    if lost:
        told.append(
            ngettext(
                "{count} mark of the running period stays, but the result does not follow from it any more.",
                "{count} marks of the running period stay, but the results do not follow from them any more.", lost,
            ).format(count=lost)
        )  # fmt: skip
    return tuple(told)
