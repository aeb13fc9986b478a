"""What stands in a course's grid and comes from no lesson of it: other groups, papers, tuition at home."""

from collections.abc import Sequence
from datetime import date

from ...domain.journal.lessons import (
    AT_HOME,
    AT_HOME_ELSEWHERE,
    EMPTY,
    LOCKED,
    Cell,
    Column,
    LessonId,
    LessonState,
    Written,
)
from ...domain.journal.outside import Result
from ...domain.people.people import PupilId, Span
from ...domain.text.words import full_date, short_date
from ...domain.years.year import Period
from ...i18n import _
from ...storage.groups.groups import CourseFacts, Member
from ...storage.journal import marks, outside
from ...storage.journal.lessons import LessonFacts
from ...storage.journal.marks import EarlierMark
from ...storage.journal.outside import Brought
from ...storage.results import results
from ...storage.school import School
from .. import reference

CERTIFICATES = "certificates"
"""What the column of certificates is called in place of a kind of work."""


def covered(spans: Sequence[Span], day: date) -> bool:
    """Whether a day lies in one of the stretches."""
    return any(span.covers(day) for span in spans)


class Elsewhere:
    """What the members of a group bring; asked only where there is something."""

    def __init__(
        self, school: School, course: CourseFacts, members: Sequence[Member], period: Period | None = None
    ) -> None:
        self._school = school
        self._course = course
        self.earlier: dict[PupilId, list[EarlierMark]] = {}
        """Marks of the same subject in other groups, given while the pupil was there (C14, C16)."""
        self._results: dict[tuple[PupilId, int], Result] = {}
        self.home: dict[PupilId, list[Span]] = {}
        self._own: dict[PupilId, list[Span]] = {}
        self._brought: dict[PupilId, list[Brought]] = {}
        words = reference.home_forms()
        self._taught_at_home(members, words)
        if period is None:
            return
        self._bring_earlier(members, period)
        pupils = {member.pupil for member in members if member.elsewhere}
        for mark in outside.certificate_marks(school, pupils, period.starts, period.ends, course.subject_id):
            self._brought.setdefault(mark.pupil, []).append(mark)
        self._authors = marks.authors(school, {m.author for found in self._brought.values() for m in found})
        self._results = results.of_pupils(school, pupils, course.subject_id, period.scheme, course.year)

    def _taught_at_home(self, members: Sequence[Member], words: tuple[str, ...]) -> None:
        if self._course.individual:
            return
        asked = {
            member.pupil
            for member in members
            if member.elsewhere or any(word in member.form.casefold() for word in words)
        }
        self.home = outside.home_spans(self._school, asked, words)
        self._own = outside.own_lessons(self._school, self.home, self._course.subject_id)

    def _bring_earlier(self, members: Sequence[Member], period: Period) -> None:
        stays: dict[PupilId, list[Span]] = {}
        for member in members:
            stays.setdefault(member.pupil, []).append(member.span)
        last = {pupil: max(span.starts for span in spans) for pupil, spans in stays.items()}
        moved = {pupil for pupil, starts in last.items() if starts > period.starts} | set(self._own)
        for mark in marks.earlier_marks(self._school, self._course.id, moved, period.starts, period.ends):
            own = covered(self._own.get(mark.pupil, ()), mark.day)
            gone = mark.day < last[mark.pupil] and not covered(stays[mark.pupil], mark.day)
            if own or gone:
                self.earlier.setdefault(mark.pupil, []).append(mark)

    def empty(self, pupil: PupilId, day: date) -> Cell:
        """An empty cell of a member of the group on a day."""
        if not covered(self.home.get(pupil, ()), day):
            return EMPTY
        return AT_HOME_ELSEWHERE if covered(self._own.get(pupil, ()), day) else AT_HOME

    def result(self, pupil: PupilId, number: int) -> str:
        """The result of a pupil in a period of the year as it is shown, "" where none is set."""
        found = self._results.get((pupil, number))
        return found.text if found else ""

    def column(self, lessons: Sequence[LessonFacts]) -> tuple[Column, ...]:
        """The column of the certificates, where somebody has brought one."""
        if not self._brought or not lessons:
            return ()
        return (
            Column(
                LessonId(0), None, CERTIFICATES, lessons[0].day, lessons[0].number, _("cert"),
                _("marks of certificates"), outside.PLAIN_WEIGHT, LessonState.HELD,
                _("Entered by the class teacher on the pupil's card."), of_certificates=True,
            ),
        )  # fmt: skip

    def cell(self, pupil: PupilId) -> Cell:
        """What certificates brought for a pupil."""
        found = self._brought.get(pupil, [])
        if not found:
            return LOCKED
        papers = dict.fromkeys((one.number, one.issued, one.place) for one in found)
        origin = "; ".join(
            _("certificate No. {number} of {day}, {place}").format(number=number, day=full_date(issued), place=place)
            for number, issued, place in papers
        )
        written = tuple(
            Written(one.mark, self._authors.get(one.author, _("console")), one.at, short_date(one.day))
            for one in found
        )
        return Cell(written, None, False, origin)

    def counted(self, pupil: PupilId) -> list[tuple[int, int]]:
        """What certificates add to the average: value and weight."""
        found = self._brought.get(pupil, [])
        return [(int(one.mark.value), outside.PLAIN_WEIGHT) for one in found if one.mark.value.counts]
