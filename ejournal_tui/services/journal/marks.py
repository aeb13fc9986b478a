"""What people do with marks."""

from dataclasses import dataclass, replace

from ...domain.errors import Conflict, Invalid
from ...domain.lessons import LessonId
from ...domain.marks import PLAIN_ANSWER, Mark, WorkId
from ...domain.people import Actor, PupilId
from ...i18n import N_, _
from ...storage import lessons as lessons_store
from ...storage import marks as store
from ...storage.school import School
from ..session import Change
from .keeping import hold, keeper_objection, release, require_held, require_member, require_not_at_home, said_when


@dataclass(frozen=True)
class PutMarks(Change):
    """Make one cell hold these marks; an empty tuple erases them.

    The lesson's «ответ на уроке» comes into being with its first mark; other works are declared before.
    """

    TITLE = N_("mark")
    lesson: LessonId
    pupil: PupilId
    marks: tuple[Mark, ...]
    expects: tuple[Mark, ...]
    """The marks that the person saw in the cell before typing."""
    work: str = PLAIN_ANSWER
    """The code of the work's kind: a lesson has one work of a kind, the same though it be removed and made anew."""
    takes_work: bool = False
    """Whether the lesson's «ответ на уроке» goes with its last mark: so it is when the mark that made it is undone."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The lesson's keeper, in an open period (O8.5c)."""
        return keeper_objection(actor, school, lessons_store.lesson(school, self.lesson))

    def apply(self, school: School) -> "PutMarks":
        """Write the cell; raises Conflict when something else stands there, Invalid when it takes no mark."""
        lesson = lessons_store.lesson(school, self.lesson)
        require_member(school, lesson, self.pupil)
        if self.marks:
            self._require_markable(school, lesson)
        work = self._work(school)
        self._require_expected(school, work)
        made = work is None
        if work is None:
            work = self._new_answer(school)
        store.put_cell(school, work, self.pupil, self.marks)
        if self.marks:
            hold(school, lesson)
        else:
            self._tidy(school, work)
        return replace(self, marks=self.expects, expects=self.marks, takes_work=made)

    def _tidy(self, school: School, work: WorkId) -> None:
        if self.takes_work and not school.db.sql("SELECT 1 FROM mark WHERE work=? LIMIT 1", work):
            school.ledger.delete("work", work)
        release(school, self.lesson)

    def _require_markable(self, school: School, lesson: lessons_store.LessonFacts) -> None:
        if lesson.markless:
            raise Invalid(_("No marks are given here: the subject or the class is without marks."))
        if lesson.day > school.clock.today():
            raise Invalid(_("The lesson has not been held yet: marks come on its day."))
        require_held(lesson)
        require_not_at_home(school, lesson, self.pupil, marks_elsewhere=True)
        absence = store.absence_at(school, self.lesson, self.pupil)
        if absence and absence[1].missed:
            raise Invalid(
                _("The pupil {words}: a mark does not stand with “{letter}”.").format(
                    words=absence[1].words, letter=absence[1].value
                ),
                _("Correct the roll call first, or leave a debt in another lesson."),
            )

    def _work(self, school: School) -> WorkId | None:
        """The work that the mark goes to, None for an answer that nobody has given yet."""
        for work in lessons_store.works(school, [self.lesson]).get(self.lesson, []):
            if self.work == work.code:
                return work.id
        if self.work != PLAIN_ANSWER:
            raise Invalid(_("This work was removed from the lesson."), _("Declare it again, then type the marks."))
        return None

    def _new_answer(self, school: School) -> WorkId:
        ((kind, weight),) = school.db.sql("SELECT id, weight FROM work_kind WHERE code=?", PLAIN_ANSWER)
        return WorkId(school.ledger.insert("work", lesson=self.lesson, kind=kind, weight=weight, for_all=0))

    def _require_expected(self, school: School, work: WorkId | None) -> None:
        present = [] if work is None else store.cell_marks(school, work, self.pupil)
        seen = tuple(mark for _key, mark, *_rest in present)
        if seen == self.expects:
            return
        if not present:
            raise Conflict(_("The cell was emptied meanwhile."), _("Look again and type anew."))
        _key, mark, _comment, author, at = present[-1]
        raise Conflict(
            _("“{mark}” stands here already: {who}, {when}.").format(
                mark="".join(m.text for m in seen), **said_when(school, author, at)
            ),
            _("Nothing was overwritten: type again to replace it (“{mark}”).").format(mark=mark.text),
        )
