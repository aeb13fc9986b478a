"""Work on mistakes: its mark stands in a later lesson and names the work whose mark it betters."""

from ...domain.errors import Invalid
from ...domain.people.people import PupilId
from ...domain.text.words import short_date
from ...i18n import DEFAULT, _
from ...storage.journal import works as store
from ...storage.journal.lessons import LessonFacts
from ...storage.journal.works import MissedWork
from ...storage.school import School
from .. import reference

CODE = "mistakes"


def mistakes_kind(school: School) -> tuple[int, int]:
    """The kind of work and its weight, inside a deed: a school that has no such kind yet gets the shipped one."""
    language = school.setting("language", DEFAULT)
    shipped = next(one for one in reference.works(language) if one.code == CODE)
    for key, code, name, weight in school.db.sql("SELECT id, code, name, weight FROM work_kind"):
        if code == CODE or name.casefold() == shipped.name.casefold():
            return key, weight
    key = school.ledger.insert(
        "work_kind", code=CODE, name=shipped.name, short=shipped.short, weight=shipped.weight,
        due_days=shipped.due_days, for_all=0, marks=None,
    )  # fmt: skip
    return key, shipped.weight


def require_correctable(school: School, work: MissedWork, lesson: LessonFacts, pupil: PupilId) -> None:
    """Refuse work on mistakes where there is no mark to better, or another period counts; raises Invalid."""
    if work.kind == mistakes_kind(school)[0]:
        raise Invalid(_("This is work on mistakes already."), _("Change its mark where it stands."))
    marks = store.marks_for(school, work.id, pupil)
    given = [day for day, mark, corrects in marks if mark.value.counts and not corrects]
    if not given:
        raise Invalid(
            _("The pupil has no mark for the work of {day}: there is nothing to correct.").format(
                day=short_date(work.day)
            ),
            _("A missed work is made up: type the mark where it is missing."),
        )
    if given[-1] > lesson.day:
        raise Invalid(_("Mistakes are worked on after the mark: it is of {day}.").format(day=short_date(given[-1])))
    period = school.calendar(lesson.day).period_of(lesson.day, lesson.grade, lesson.school_class, lesson.course)
    if not period.covers(given[-1]):
        raise Invalid(
            _("The mark of {day} belongs to another period.").format(day=short_date(given[-1])),
            _("Work on mistakes counts in the period of the mark that it corrects."),
        )


def require_uncorrected(school: School, work: int, pupil: PupilId) -> None:
    """Refuse to erase a mark whose mistakes were worked on; raises Invalid."""
    day = store.corrected_on(school, work, pupil)
    if day is not None:
        raise Invalid(
            _("This mark was corrected by work on mistakes on {day}.").format(day=short_date(day)),
            _("Erase that mark first."),
        )
