"""Homework to look at: how much a class has to do for the days that come, before more is set (R1-2.3)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ...domain.journal.homework import CourseDays, DayLoad, Given, load
from ...domain.journal.lessons import LessonId
from ...domain.people.people import Actor, PupilId
from ...storage.groups import groups
from ...storage.journal import homework as store
from ...storage.journal import lessons
from ...storage.journal.homework import LastHomework
from ...storage.school import School
from ..journal.gradebook import read_objection
from ..rules import rulebook
from ..session import Query

DAYS_TO_CHOOSE = 9


@dataclass(frozen=True)
class HomeworkAhead:
    """For which days a lesson's homework can be, and how much the pupils have to do for each already."""

    days: tuple[DayLoad, ...]
    """Of the next lessons of the course."""
    last: LastHomework | None
    """What the lesson before set."""
    subgroups: tuple[tuple[str, frozenset[PupilId]], ...] = ()
    """The subgroups of the class, to set homework for one of them."""
    held: tuple[date, ...] = ()
    """Every day on which the course has a lesson."""

    def of(self, day: date | None) -> DayLoad | None:
        """The load of a day, None where it is none of these."""
        return next((one for one in self.days if one.day == day), None)

    def has_lesson(self, day: date) -> bool:
        """Whether the course has a lesson on a day."""
        return day in self.held


@dataclass(frozen=True)
class ShowHomeworkAhead(Query[HomeworkAhead]):
    """The load of the pupils of a lesson on the days to come, without the lesson's own homework (R1-2.3)."""

    lesson: LessonId
    day: date | None = None
    """A day beside those of the next lessons."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may read the course."""
        lesson = lessons.lesson(school, self.lesson)
        return read_objection(actor, school, lesson.course, lesson.day)

    def answer(self, actor: Actor, school: School) -> HomeworkAhead:
        """Day by day, in a constant number of queries."""
        lesson = lessons.lesson(school, self.lesson)
        ahead: CourseDays = store.course_days(school, [lesson.course], lesson.day)[lesson.course]
        days = [day for day in ahead.held if day > lesson.day][:DAYS_TO_CHOOSE]
        days = sorted({*days, *([self.day] if self.day else [])})
        pupils = [member.pupil for member in groups.members(school, lesson.group, lesson.day, lesson.day)]
        found = loads(school, lesson.grade, pupils, days, but=self.lesson)
        subgroups = groups.subgroups(school, lesson.school_class or 0, lesson.day)
        return HomeworkAhead(tuple(found), store.last_homework(school, lesson.course, lesson.day), subgroups,
                             ahead.held)  # fmt: skip


def loads(
    school: School, grade: int, pupils: Iterable[PupilId], days: Collection[date], but: LessonId | None = None
) -> list[DayLoad]:
    """What pupils of a grade have to do for some days, by the one who has most."""
    if not days:
        return []
    first, last = min(days), max(days)
    of = groups.groups_of(school, pupils, first, last)
    found = store.given_to(school, of, first, last)
    given: list[Given] = [one for one in found if one.lesson != but or one.place is not None]
    rules = rulebook(school)
    mine = groups_by_pupil(of)
    plans = school.plans()
    return [load(day, rules.homework_norm(day, grade), given, mine, plans) for day in sorted(days)]


def groups_by_pupil(of: Mapping[int, groups.Stays]) -> dict[PupilId, frozenset[int]]:
    """The groups of each pupil."""
    mine: dict[PupilId, frozenset[int]] = {}
    for group, stays in of.items():
        for pupil in stays:
            mine[pupil] = mine.get(pupil, frozenset()) | {group}
    return mine
