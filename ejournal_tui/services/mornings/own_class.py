"""The class teacher's morning: who of the class is absent and why, what is not filled in, what waits (C38)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from ...domain import policy
from ...domain.attendance.attendance import Absence
from ...domain.journal.deadlines import Standing
from ...domain.mornings.morning import Line, Morning, Sign, runs
from ...domain.people.people import Actor, ClassId, PupilId
from ...domain.text.words import date_range
from ...domain.years.year import monday
from ...i18n import _, ngettext
from ...storage.mornings import morning as store
from ...storage.mornings import today as days
from ...storage.people import people
from ...storage.school import School
from ..attendance.notices import WaitingNotices
from ..papers.papers import WeeklyQueue
from ..people.contact_proposals import WaitingProposals
from ..results.exams import moment_words, waiting
from ..session import Query
from .today import class_day

FRIDAY = 4


@dataclass(frozen=True)
class MyClassMorning(Query[Morning]):
    """The own class today: absent pupils with reasons, lessons not filled in, sheets for families on paper."""

    day: date

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever leads a class."""
        return policy.may_read_own_class(actor)

    def answer(self, actor: Actor, school: School) -> Morning:
        """What asks for a hand first in each part; class after class."""
        lines: list[Line] = []
        for key in sorted(actor.classes):
            school_class, title = store.title_of_class(school, key)
            lines += [*self._absent(school, school_class, title), *self._unfilled(school, school_class, title)]
        lines += exams_of(school, actor.classes)
        lines += [*_announced(actor, school), *proposals_of(actor, school), *self._sheets(actor, school)]
        return Morning(tuple(lines), school.calendar().free_because(self.day, 11))

    def _absent(self, school: School, school_class: ClassId, title: str) -> Iterable[Line]:
        names = dict(people.pupils_of_class(school, school_class, self.day))
        letters: dict[PupilId, dict[Absence, list[int]]] = {}
        for one in store.missed(school, names, self.day):
            letters.setdefault(one.pupil, {}).setdefault(one.letter, []).append(one.number)
        if not letters:
            yield Line(_("{group}: absent").format(group=title), _("nobody is marked absent"))
        for pupil in (key for key in names if key in letters):
            mine = letters[pupil]
            words = "; ".join(_("{letter} lesson {numbers}").format(letter=x, numbers=runs(n)) for x, n in mine.items())
            unknown = Absence.ABSENT in mine
            if unknown:
                words = _("{lessons}: the reason is not known").format(lessons=words)
            sign = Sign.ASKS if unknown else Sign.TELLS
            what = _("{group}: {name}").format(group=title, name=names[pupil].short)
            yield Line(what, words, sign, pupil=pupil, school_class=school_class)

    def _unfilled(self, school: School, school_class: ClassId, title: str) -> Iterable[Line]:
        found = [lesson for lesson in days.of_school(school, self.day) if lesson.school_class == school_class]
        if not found:
            return
        today = class_day(self.day, found, school.clock.now())
        for lesson, words in zip(today.missing_lessons, today.missing, strict=True):
            yield Line(_("{group}: not filled in").format(group=title), words, Sign.ASKS, lesson=lesson)
        if not today.missing:
            words = _("{filled} of {lessons}").format(filled=today.filled, lessons=today.lessons)
            yield Line(_("{group}: lessons filled in").format(group=title), words)

    def _sheets(self, actor: Actor, school: School) -> Iterable[Line]:
        queue = WeeklyQueue(self.day).answer(actor, school)
        late = self.day.weekday() >= FRIDAY
        for one in queue.lines:
            if one.school_class not in actor.classes or one.free or not one.on_paper or queue.closed:
                continue
            count = ngettext("{count} sheet", "{count} sheets", one.on_paper).format(count=one.on_paper)
            state = _("given to the print") if one.released else _("not given to the print yet")
            week = date_range(monday(self.day), queue.last)
            what = _("{group}: sheets {week}").format(group=one.name, week=week)
            sign = Sign.ASKS if late and not one.released else Sign.TELLS
            yield Line(what, f"{count}, {state}", sign, opens="papers")


def exams_of(school: School, classes: Collection[ClassId]) -> Iterable[Line]:
    """Exams whose results were received and are still to be entered, with their term (R2-3)."""
    for one in waiting(school, classes):
        what = _("{group}: exam, {subject}").format(group=one.title, subject=one.subject_name)
        left = ngettext("{count} result to enter", "{count} results to enter", one.missing).format(count=one.missing)
        late = one.standing is Standing.OVERDUE
        until = _("overdue since {moment}") if late else _("to be entered until {moment}")
        yield Line(what, f"{left}, {until.format(moment=moment_words(one.due))}", Sign.ASKS, opens="exams")


def _announced(actor: Actor, school: School) -> Iterable[Line]:
    """The absences that families announce and nobody has answered."""
    for one in WaitingNotices().answer(actor, school):
        what = _("Announced: {name}").format(name=one.name)
        yield Line(what, one.kept.notice.words, Sign.ASKS, notice=one.kept.key)


def proposals_of(actor: Actor, school: School) -> Iterable[Line]:
    """What families propose, each with what would be written."""
    for one in WaitingProposals().answer(actor, school):
        words = " ".join(filter(None, (one.proposed.phone, one.proposed.email)))
        yield Line(_("New contact: {name}").format(name=one.name), words, Sign.ASKS, guardian=one.guardian)
