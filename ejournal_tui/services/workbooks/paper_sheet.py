"""One sheet of a paper journal laid beside its course: what is new, what stands, what contradicts (C25)."""

from collections.abc import Iterable, Mapping
from datetime import date

from ...domain.attendance.attendance import Absence
from ...domain.journal.lessons import LessonState
from ...domain.journal.marks import PLAIN_ANSWER, Mark
from ...domain.journal.outside import Result, Source
from ...domain.people.people import PupilId
from ...domain.results.scales import PASSED
from ...domain.text.search import key as search_key
from ...domain.text.words import full_date
from ...domain.workbooks.gradebook import DayCell, DayColumn, GradebookSheet, PeriodCell
from ...i18n import N_, _
from ...storage.groups import groups
from ...storage.groups.groups import CourseFacts, Member
from ...storage.journal import lessons, marks
from ...storage.journal.lessons import LessonFacts
from ...storage.log.records import Record
from ...storage.results import results
from ...storage.school import School
from ..journal.on_paper import hold_on_paper, make_on_paper
from ..rules import rulebook
from .importing import Tally

_MARKS, _ABSENCES, _RESULTS, _LESSONS = N_("marks"), N_("absences"), N_("results of periods"), N_("lessons on paper")


class PaperSheet:
    """One sheet beside its course; it writes where there is a record."""

    def __init__(
        self, school: School, course: CourseFacts, sheet: GradebookSheet, tally: Tally, record: Record | None
    ) -> None:
        self.school, self.course, self.sheet, self.tally, self.record = school, course, sheet, tally, record
        self.calendar, self.today = school.calendar(), school.clock.today()
        self.members: dict[PupilId, list[Member]] = {}
        for member in groups.members(school, course.group, self.calendar.starts, self.calendar.ends):
            self.members.setdefault(member.pupil, []).append(member)
        self.kinds = {short: (key, code, weight) for key, code, short, weight in
                      school.db.sql("SELECT id, code, short, weight FROM work_kind")}  # fmt: skip
        self.by_day: dict[date, list[LessonFacts]] = {}
        found = lessons.lessons_of_course(school, course.id, self.calendar.starts, self.calendar.ends)
        for lesson in found:
            self.by_day.setdefault(lesson.day, []).append(lesson)
        self.works = lessons.works(school, [lesson.id for lesson in found])
        self.stand = marks.marks_of_works(school, [work.id for ones in self.works.values() for work in ones])
        self.absent = marks.absences_of_lessons(school, [lesson.id for lesson in found])
        self.rules = rulebook(school)
        self.made: dict[date, int] = {}
        """The lessons that this import makes, by day."""
        self.new_works: dict[tuple[int, int], int] = {}
        self.told: set[tuple[PupilId, date, int | None, str]] = set()
        """Which cells the sheet has told already."""
        self.letters: dict[tuple[PupilId, date, int], Absence] = {}
        self.marked: set[tuple[PupilId, date, int]] = set()
        """What the sheet has told of pupils at lessons, whichever of a lesson's columns told it."""

    def walk(self) -> None:
        """Every cell of the sheet."""
        named = self._named()
        for day_cell in self.sheet.days:
            if (pupil := named.get(day_cell.pupil)) is not None and self._fits(day_cell, pupil):
                self._day(day_cell, pupil)
        self._periods(named)

    def _say(self, address: str, words: str) -> None:
        told = f"{address}: {words}"
        if told not in self.tally.conflicts:
            self.tally.contradict(told)

    def _named(self) -> dict[str, PupilId]:
        found: dict[str, PupilId] = {}
        for name, address in self.sheet.pupils:
            wanted = search_key(name)
            hits = [
                pupil
                for pupil, stays in self.members.items()
                if wanted in (search_key(stays[0].name.full), search_key(stays[0].name.short))
            ]
            if len(hits) == 1:
                found[name] = hits[0]
            elif hits:
                self._say(address, _("several pupils are called “{name}”: write the full name.").format(name=name))
            else:
                self._say(address, _("there is no “{name}” in {group}.").format(name=name, group=self.sheet.group))
        return found

    def _fits(self, cell: DayCell, pupil: PupilId) -> bool:
        column = cell.column
        if column.kind and column.kind not in self.kinds:
            self._say(column.address, _("the school has no kind of work “{kind}”.").format(kind=column.kind))
            return False
        where = (pupil, column.day, column.number, column.kind)
        if where in self.told:
            self._say(cell.address, _("this day of the pupil stands in the sheet twice."))
            return False
        self.told.add(where)
        return True

    def _day(self, cell: DayCell, pupil: PupilId) -> None:
        lesson = self._lesson(cell.column)
        there = self._marks_at(lesson, cell.column, pupil)
        letter = self.absent.get((lesson.id, pupil)) if lesson else None
        here = (pupil, cell.column.day, lesson.id if lesson else 0)
        if why := self._contradicts_itself(cell, here):
            self._say(cell.address, why)
            return
        letter = letter or self.letters.get(here)
        self._remember(cell, here)
        new_marks, new_letter = bool(cell.marks and not there), bool(cell.absence and letter is None)
        why = self._differs(cell, there, letter)
        if not why and (new_marks or new_letter):
            whole = self._no_paper(cell.column)
            if whole:
                self._say(cell.column.address, whole)
                return
            why = self._not_here(cell, pupil, lesson)
        if why:
            self._say(cell.address, why)
            return
        self.tally.keep(_MARKS, len(cell.marks) if not new_marks else 0)
        self.tally.keep(_ABSENCES, int(bool(cell.absence) and not new_letter))
        if new_marks or new_letter:
            self._write(cell, pupil, lesson, new_marks, new_letter)

    def _contradicts_itself(self, cell: DayCell, here: tuple[PupilId, date, int]) -> str:
        """How a cell contradicts another one of the same pupil and lesson."""
        before = self.letters.get(here)
        if cell.absence and before and before is not cell.absence:
            return _("another letter stands beside this one, for the same lesson.")
        letter = cell.absence or before
        if letter and letter.missed and (cell.marks or here in self.marked):
            return _("a mark does not stand with “{letter}” at one lesson.").format(letter=letter.value)
        return ""

    def _remember(self, cell: DayCell, here: tuple[PupilId, date, int]) -> None:
        if cell.absence:
            self.letters[here] = cell.absence
        if cell.marks:
            self.marked.add(here)

    def _differs(self, cell: DayCell, there: tuple[Mark, ...], letter: Absence | None) -> str:
        """How the journal contradicts a cell."""
        if (cell.marks and there and there != cell.marks) or (cell.absence and letter and letter != cell.absence):
            return _("“{stands}” stands in the journal: paper does not replace it.").format(
                stands="".join(mark.text for mark in there) + (letter.value if letter else "")
            )
        missed = cell.absence is not None and cell.absence.missed
        if (cell.marks and not there and letter and letter.missed) or (missed and there):
            return _("a mark does not stand with an absence: the journal holds the other.")
        return ""

    def _no_paper(self, column: DayColumn) -> str:
        """Why nothing new comes in from a whole column."""
        if column.day >= self.today:
            return _("the paper journal tells of days that are over.")
        if self.calendar.weekday(column.day, self.course.grade, self.course.school_class) is None:
            return _("{day} is no school day of this class.").format(day=full_date(column.day))
        if self.calendar.period_of(column.day, self.course.grade, self.course.school_class, self.course.id).closed:
            return _("the period is closed: ask the deputy head to open it.")
        return ""

    def _not_here(self, cell: DayCell, pupil: PupilId, lesson: LessonFacts | None) -> str:
        """Why nothing new comes into this very cell."""
        day = cell.column.day
        if not any(stay.span.covers(day) for stay in self.members[pupil]):
            return _("{name} was not in {group} on {day}.").format(
                name=cell.pupil, group=self.sheet.group, day=full_date(day)
            )
        if cell.marks and self.course.markless:
            return _("no marks are given here: the subject or the class is without marks.")
        if why := self._scale(day, cell.marks):
            return why
        if lesson is not None and lesson.state is LessonState.HELD and not lesson.on_paper:
            return _("the lesson of {day} was kept in the journal itself: type it there.").format(day=full_date(day))
        return ""

    def _scale(self, day: date, marks: Iterable[Mark], result: bool = False) -> str:
        """Why marks are of the other scale, "" where they are not."""
        passes = self.rules.passes(day, self.course.grade, self.course.subject_id)
        if passes and any(mark.value.counts for mark in marks):
            return _("the subject is marked passed or not passed, without digits.")
        if result and not passes and any(mark.value in PASSED for mark in marks):
            return _("the subject is marked from 5 to 2.")
        return ""

    def _lesson(self, column: DayColumn) -> LessonFacts | None:
        found = [
            one
            for one in self.by_day.get(column.day, [])
            if one.state.takes_place and column.number in (None, one.number)
        ]
        return found[0] if found else None

    def _marks_at(self, lesson: LessonFacts | None, column: DayColumn, pupil: PupilId) -> tuple[Mark, ...]:
        code = self.kinds[column.kind][1] if column.kind else PLAIN_ANSWER
        works = self.works.get(lesson.id, []) if lesson else []
        return tuple(
            one.mark for work in works if work.code == code for one in self.stand.get((work.id, pupil), ())
        )

    def _write(
        self, cell: DayCell, pupil: PupilId, lesson: LessonFacts | None, new_marks: bool, new_letter: bool
    ) -> None:
        self.tally.add(_MARKS, len(cell.marks) if new_marks else 0)
        self.tally.add(_ABSENCES, int(new_letter))
        key = self._held(cell.column.day, lesson)
        if self.record is None:
            return
        author = {"author": self.school.ledger.actor, "at": self.school.ledger.at}
        if new_letter and cell.absence:
            self._put_letter(key, pupil, cell.absence, author)
        if new_marks:
            work = self._work(key, cell.column)
            for place, mark in enumerate(cell.marks):
                self.record.insert(
                    "mark", work=work, pupil=pupil, place=place, value=int(mark.value), sign=mark.sign, comment="",
                    **author,
                )  # fmt: skip

    def _put_letter(self, lesson: int, pupil: PupilId, letter: Absence, author: Mapping[str, object]) -> None:
        assert self.record is not None
        self.record.insert("absence", lesson=lesson, pupil=pupil, letter=letter.value, minutes=None, **author)

    def _held(self, day: date, lesson: LessonFacts | None) -> int:
        """The lesson of the cell, held on paper; made where the timetable has none."""
        place = lesson.id if lesson else None
        if place is not None and (place in self.made.values() or (lesson and lesson.on_paper)):
            return place
        if place is None and day in self.made:
            return self.made[day]
        self.tally.add(_LESSONS)
        if self.record is None:
            self.made[day] = place or 0
        elif lesson is not None:
            hold_on_paper(self.school, self.record, lesson)
            self.made[day] = lesson.id
        else:
            self.made[day] = make_on_paper(self.school, self.record, self.course, day)
        return self.made[day]

    def _work(self, lesson: int, column: DayColumn) -> int:
        assert self.record is not None
        plain = next(entry for entry in self.kinds.values() if entry[1] == PLAIN_ANSWER)
        kind, code, weight = self.kinds[column.kind] if column.kind else plain
        stands = next((w.id for of, works in self.works.items() if of == lesson for w in works if w.code == code), None)
        if stands is not None:
            return stands
        if (lesson, kind) not in self.new_works:
            self.new_works[lesson, kind] = self.record.insert(
                "work", lesson=lesson, kind=kind, weight=weight, for_all=0
            )
        return self.new_works[lesson, kind]

    def _periods(self, named: Mapping[str, PupilId]) -> None:
        if not self.sheet.periods:
            return
        where = (self.course.grade, self.course.school_class, self.course.id)
        periods = {period.number: period for period in self.calendar.periods_of(*where)}
        scheme = self.calendar.scheme_of(*where)
        stand = results.of_pupils(self.school, set(named.values()), self.course.subject_id, scheme)
        for cell in self.sheet.periods:
            pupil, period = named.get(cell.pupil), periods.get(cell.column.number)
            if pupil is None:
                continue
            why = ""
            if cell.column.scheme is not scheme or period is None:
                why = _("the class has no such period.")
            elif period.ends >= self.today:
                why = _("this period is not over yet.")
            elif period.closed:
                why = _("the period is closed: ask the deputy head to open it.")
            elif self.course.markless:
                why = _("no marks are given here: the subject or the class is without marks.")
            else:
                why = self._scale(period.ends, (Mark(cell.value),), result=True)
            if why:
                self._say(cell.column.address, why)
                continue
            self._period(cell, pupil, stand.get((pupil, cell.column.number)))

    def _period(self, cell: PeriodCell, pupil: PupilId, stands: Result | None) -> None:
        if stands is None:
            self.tally.add(_RESULTS)
            if self.record is not None:
                results.put(
                    self.school, self.record, pupil, self.course.subject_id, cell.column.scheme, cell.column.number,
                    cell.value, Source.PAPER,
                )  # fmt: skip
        elif stands.value == cell.value:
            self.tally.keep(_RESULTS)
        else:
            self._say(cell.address, _("“{stands}” stands in the journal: paper does not replace it.").format(
                stands=Mark(stands.value).text
            ))  # fmt: skip
