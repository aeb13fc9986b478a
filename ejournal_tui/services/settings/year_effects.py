"""What a rule about year and final marks would change."""

from ...domain.results.year_marks import Part, proposal
from ...domain.settings.rule_names import RuleName
from ...domain.settings.rules import Rulebook
from ...domain.years.year import Scheme
from ...i18n import _, ngettext
from ...storage.people import people
from ...storage.results import year_results
from ...storage.school import School

NINE = 9


def of_year_marks(school: School, before: Rulebook, after: Rulebook) -> tuple[str, ...]:
    """How many year marks are proposed otherwise, of those whose periods all have results."""
    calendar = school.calendar()
    wanted = {scheme: sum(p.scheme is scheme for p in calendar.periods) for scheme in Scheme}
    changed = 0
    for (grade, _pupil, subject, scheme), values in year_results.periods_of_year(school).items():
        about = (calendar.ends, grade, subject)
        parts = [Part("", value) for value in values]
        if len(parts) == wanted[scheme]:
            was, will = (proposal(parts, rules.year_thresholds(*about)).value for rules in (before, after))
            changed += was != will
    return (
        ngettext("{count} year mark is proposed otherwise.", "{count} year marks are proposed otherwise.", changed)
        .format(count=changed),
        _("Marks that were given stay as they are."),
    )  # fmt: skip


def of_maths(school: School, before: Rulebook, after: Rulebook) -> tuple[str, ...]:
    """Whose final marks in mathematics are proposed otherwise."""
    ends = school.calendar().ends
    if before.maths_together(ends, NINE) == after.maths_together(ends, NINE):
        return (_("Nothing changes in this study year."),)
    classes = [one.id for one in people.classes(school) if one.name.grade == NINE]
    count = sum(len(people.pupils_of_class(school, one, min(school.clock.today(), ends))) for one in classes)
    words = ngettext(
        "The final marks in mathematics of {count} pupil of class 9 follow from other marks.",
        "The final marks in mathematics of {count} pupils of class 9 follow from other marks.", count,
    )  # fmt: skip
    return words.format(count=count), _("Marks that were given stay as they are.")


EFFECTS = {RuleName.YEAR_ROUNDING: of_year_marks, RuleName.FINAL_MATHS: of_maths}
