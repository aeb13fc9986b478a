"""What people do with marks."""

from dataclasses import dataclass, field, replace

from ..domain.errors import Conflict, Invalid
from ..domain.lessons import LessonId
from ..domain.marks import Mark, WorkId
from ..domain.people import Actor, PupilId
from ..i18n import N_, _
from ..storage import lessons as lessons_store
from ..storage import marks as store
from ..storage.school import School
from .keeping import keeper_objection, require_member, said_when
from .session import Change

PLAIN_ANSWER = "answer"
"""The code of the kind of work that exists without asking: «ответ на уроке»."""


@dataclass(frozen=True)
class PutMarks(Change):
    """Make one cell hold these marks; an empty tuple erases them.

    Without a work the mark goes to the lesson's «ответ на уроке», which comes into being with the first mark.
    """

    TITLE = N_("mark")
    lesson: LessonId
    pupil: PupilId
    marks: tuple[Mark, ...]
    expects: tuple[Mark, ...]
    """The marks that the person saw in the cell before typing."""
    work: WorkId | None = None
    reason: str = field(default="")

    def objection(self, actor: Actor, school: School) -> str | None:
        """The lesson's keeper, in an open period (O8.5c); the work is looked up, or it would open others' lessons."""
        if why := keeper_objection(actor, school, lessons_store.lesson(school, self.lesson)):
            return why
        if self.work is None or school.db.sql("SELECT 1 FROM work WHERE id=? AND lesson=?", self.work, self.lesson):
            return None
        return _("This work is not of this lesson: open the lesson anew.")

    def apply(self, school: School) -> "PutMarks":
        """Write the cell; raises Conflict when something else stands there, Invalid when it takes no mark."""
        lesson = lessons_store.lesson(school, self.lesson)
        require_member(school, lesson, self.pupil)
        if self.marks:
            self._require_markable(school, lesson)
        work = self.work if self.work is not None else self._answer(school)
        self._require_expected(school, work)
        store.put_cell(school, work, self.pupil, self.marks, self.reason)
        if lesson.held_at is None and self.marks:
            school.ledger.update("lesson", self.lesson, held_at=school.ledger.at, state="held")
        return replace(self, work=work, marks=self.expects, expects=self.marks, reason="")

    def _require_markable(self, school: School, lesson: lessons_store.LessonFacts) -> None:
        if lesson.markless:
            raise Invalid(_("No marks are given here: the subject or the class is without marks."))
        if lesson.day > school.clock.today():
            raise Invalid(_("The lesson has not been held yet: marks come on its day."))
        if lesson.state in ("cancelled", "moved"):
            raise Invalid(_("The lesson was not held: a mark belongs to a held lesson."))
        absence = store.absence_at(school, self.lesson, self.pupil)
        if absence and absence[1].missed:
            raise Invalid(
                _("The pupil {words}: a mark does not stand with “{letter}”.").format(
                    words=absence[1].words, letter=absence[1].value
                ),
                _("Correct the roll call first, or leave a debt in another lesson."),
            )

    def _answer(self, school: School) -> WorkId:
        for work in lessons_store.works(school, [self.lesson]).get(self.lesson, []):
            if work.code == PLAIN_ANSWER:
                return work.id
        ((kind, weight),) = school.db.sql("SELECT id, weight FROM work_kind WHERE code=?", PLAIN_ANSWER)
        return WorkId(school.ledger.insert("work", lesson=self.lesson, kind=kind, weight=weight, for_all=0))

    def _require_expected(self, school: School, work: WorkId) -> None:
        present = store.cell_marks(school, work, self.pupil)
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
