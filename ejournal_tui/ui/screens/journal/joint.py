"""A joint lesson: one roll call, one topic, one homework, written into the lesson of each group (C08)."""

from ....domain.journal.homework import NEXT_LESSON, Terms
from ....domain.journal.lessons import LessonGrid, LessonId, Row
from ....services.attendance.attendance import CallRoll
from ....services.homework.homework import SetHomework
from ....services.journal.gradebook import LessonPage
from ....services.journal.lessons import SetTopic
from ....services.session import Change, Together


def as_one(changes: list[Change]) -> Change:
    """Several changes as one deed with one undo; a single one as it is."""
    return changes[0] if len(changes) == 1 else Together(tuple(changes))


def rolls(page: LessonPage) -> Change:
    """The roll of this lesson and of those joined to it."""
    return as_one([CallRoll(page.lesson), *(CallRoll(other.lesson) for other in page.joined if not other.called)])


def topics(page: LessonPage, text: str) -> list[Change]:
    """The topic for the joined lessons, where no other was written; a plan in which it comes next has given it."""
    found: list[Change] = []
    for other in page.joined:
        if other.topic in ("", page.topic) and other.topic != text:
            entry = other.planned[0] if other.planned and other.planned[1] == text else None
            found.append(SetTopic(other.lesson, text, entry, other.topic))
    return found


def homeworks(page: LessonPage, text: str, nothing: bool = False, terms: Terms = NEXT_LESSON) -> list[Change]:
    """The homework for the joined lessons, where no other was set."""
    wanted = ("" if nothing else text or None, terms)
    return [
        SetHomework(other.lesson, text, nothing, terms, other.homework, other.terms)
        for other in page.joined
        if other.homework in (None, page.homework) and (other.homework, other.terms) != wanted
    ]


def everybody(page: LessonPage) -> tuple[Row, ...]:
    """Whom the roll calls: the pupils of this lesson, then those of the joined ones."""
    return (*page.grid.rows, *(row for other in page.joined for row in other.grid.rows))


def lesson_of(page: LessonPage, row: Row) -> tuple[LessonId, LessonGrid, str]:
    """The lesson and grid in which a pupil stands, and the name of the group where it is another."""
    for other in page.joined:
        if row in other.grid.rows:
            return other.lesson, other.grid, other.group
    return page.lesson, page.grid, ""
