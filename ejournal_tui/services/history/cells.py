"""The life of a cell and of a lesson, in sentences from the log itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ...domain.journal.lessons import LessonId
from ...domain.people.people import Actor, PupilId
from ...i18n import _
from ...storage.journal import lessons as lessons_store
from ...storage.journal import marks as marks_store
from ...storage.log import deeds
from ...storage.log import history as store
from ...storage.school import School
from ..journal.gradebook import read_objection
from ..session import Query
from .permissions import Permissions
from .sentences import Teller
from .told import Told, when_told

PLAIN = frozenset({"PutMarks", "PutAbsence", "SetTopic", "SetHomework", "CallRoll", "SetLessonKind", "DeclareWork",
                   "RemoveWork"})  # fmt: skip
"""The deeds whose sentences say all there is: of any other its name is told too, for it is the reason."""


Words = Callable[[Iterable[deeds.Step]], Callable[[deeds.Step], str]]
"""What makes the words of steps: it looks up once what all of them name."""


def tell(
    school: School, lines: list[store.Line], paper: bool = False, words: Words | None = None
) -> tuple[Told, ...]:
    """A sentence a line that changed something to be seen, oldest first."""
    # The names of all the verbs are wanted here and nowhere on the way of a key.
    from ..verbs import titles

    steps = _steps(lines)
    said = words(steps) if words else Teller(school, steps).change
    names = marks_store.authors(school, (line.actor for line in lines))
    permissions = Permissions(school, (line.facts for line in lines))
    told = []
    for line, step in zip(lines, steps, strict=True):
        what = said(step)
        if not what:
            continue
        if paper:
            what = _("{what}, from the paper journal").format(what=what)
        if line.verb not in PLAIN and line.verb in titles():
            what = _("{what} ({why})").format(what=what, why=_(titles()[line.verb]))
        if permission := permissions.words(line.facts):
            what = f"{what}, {permission}"
        told.append(Told(when_told(school, line.at), names.get(line.actor, _("console")), what, line.terminal))
    return tuple(told)


def _steps(lines: Iterable[store.Line]) -> list[deeds.Step]:
    stands: dict[int, deeds.State] = {}
    found = []
    for line in lines:
        before = stands.get(line.key, {})
        stands[line.key] = now = deeds.after_line(before, line.act, line.data)
        found.append(deeds.Step(0, line.entity, line.key, line.act, before, now))
    return found


@dataclass(frozen=True)
class CellLife(Query[tuple[Told, ...]]):
    """Everything that ever stood in a pupil's cell of a lesson, oldest first."""

    lesson: LessonId
    pupil: PupilId

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may read the course."""
        lesson = lessons_store.lesson(school, self.lesson)
        return read_objection(actor, school, lesson.course, lesson.day)

    def answer(self, actor: Actor, school: School) -> tuple[Told, ...]:
        """A sentence a change, with the deed where it tells why."""
        paper = lessons_store.lesson(school, self.lesson).on_paper
        return tell(school, store.cell_lines(school, self.lesson, self.pupil), paper)


@dataclass(frozen=True)
class LessonLife(Query[tuple[Told, ...]]):
    """What was written about a lesson as a whole: topic, kind, works, homework, roll call; oldest first."""

    lesson: LessonId

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may read the course."""
        lesson = lessons_store.lesson(school, self.lesson)
        return read_objection(actor, school, lesson.course, lesson.day)

    def answer(self, actor: Actor, school: School) -> tuple[Told, ...]:
        """A sentence a change; a text that was erased is told as no longer kept."""
        return tell(school, store.lesson_lines(school, self.lesson))
