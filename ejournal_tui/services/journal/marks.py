"""What people do with marks."""

from dataclasses import dataclass, replace

from ...domain.errors import Conflict, Invalid
from ...domain.journal.lessons import LessonId
from ...domain.journal.marks import (
    CORRECTING,
    LONGEST_COMMENT,
    LONGEST_REASON,
    MADE_UP,
    MARKS_TOGETHER,
    PLAIN_ANSWER,
    Mark,
    Value,
    WorkId,
    asks_why,
)
from ...domain.people.people import Actor, PupilId
from ...domain.results.scales import require_of_scale
from ...domain.text.cleaning import clean
from ...domain.text.words import short_date
from ...i18n import N_, _
from ...storage.journal import lessons as lessons_store
from ...storage.journal import marks as store
from ...storage.journal import works as works_store
from ...storage.journal.works import MissedWork
from ...storage.school import School
from ..rules import rulebook
from ..session import Change
from .keeping import hold, keeper_objection, release, require_held, require_member, require_not_at_home, said_when
from .mistakes import mistakes_kind, require_correctable, require_uncorrected

_Stands = tuple[int, Mark, str, int, int]
"""A mark of the cell: id, mark, comment, author's account, instant."""


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
    comments: tuple[str, ...] | None = None
    """What is said of each mark; None leaves what is said of it."""
    expects_comments: tuple[str, ...] | None = None
    """The comments that the person saw, where comments are given."""
    reason: str = ""
    """Why a mark of an earlier day is changed: a `Why`, or a word of the teacher's own (C05)."""
    back: bool = False
    """Whether it takes back or repeats a deed of this session: its reason was given then."""
    takes_work: bool = False
    """Whether the lesson's «ответ на уроке» goes with its last mark: so it is when the mark that made it is undone."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The lesson's keeper, in an open period (O8.5c)."""
        return keeper_objection(actor, school, lessons_store.lesson(school, self.lesson))

    def apply(self, school: School) -> "PutMarks":
        """Write the cell; raises Conflict when something else stands there, Invalid when it takes no mark."""
        lesson = lessons_store.lesson(school, self.lesson)
        require_member(school, lesson, self.pupil)
        missed = self._missed(school, lesson)
        if self.marks:
            self._require_markable(school, lesson)
        work = self._work(school)
        present = [] if work is None else store.cell_marks(school, work, self.pupil)
        self._require_expected(school, present)
        self._require_reason(school, present)
        if work is not None and present and CORRECTING not in self.work and not any(
            mark.value.counts for mark in self.marks
        ):
            require_uncorrected(school, work, self.pupil)
        said = self._said(present)
        made = work is None
        if work is None:
            work = self._new_answer(school) if missed is None else self._new_make_up(school, missed)
        store.put_cell(school, work, self.pupil, self.marks, said, clean(self.reason) or None)
        if self.marks:
            hold(school, lesson)
        else:
            self._tidy(school, work)
        stood = tuple(comment for _key, _mark, comment, *_rest in present)
        keeps = self.comments is None and len(present) == len(self.marks)
        return replace(
            self, marks=self.expects, expects=self.marks, takes_work=made, back=True,
            comments=None if keeps else stood, expects_comments=None if keeps else said,
        )  # fmt: skip

    def _said(self, present: list[_Stands]) -> tuple[str, ...]:
        """What will be said of each mark."""
        if self.comments is None:
            stood = [comment for _key, _mark, comment, *_rest in present]
            return tuple((stood + [""] * len(self.marks))[: len(self.marks)])
        said = tuple(clean(comment).strip() for comment in self.comments)
        if len(said) != len(self.marks) or any(len(comment) > LONGEST_COMMENT for comment in said):
            raise Invalid(_("The comment is too long: at most {count} characters.").format(count=LONGEST_COMMENT))
        return said

    def _require_reason(self, school: School, present: list[_Stands]) -> None:
        standing = [(mark, school.clock.local(at).date()) for _key, mark, _comment, _author, at in present]
        if not self.back and not self.reason and asks_why(standing, self.marks, school.clock.today()):
            raise Invalid(
                _("A mark of an earlier day is changed with a reason."), _("Open the cell with F2 and change it there.")
            )
        if len(self.reason) > LONGEST_REASON:
            raise Invalid(_("The reason is too long: at most {count} characters.").format(count=LONGEST_REASON))

    def _missed(self, school: School, lesson: lessons_store.LessonFacts) -> MissedWork | None:
        """The work of an earlier lesson that is made up or corrected here, None where none is (C03); raises Invalid."""
        code, made_up, key = self.work.removesuffix(CORRECTING).partition(MADE_UP)
        if not made_up:
            return None
        missed = works_store.missed_work(school, int(key), code) if key.isdigit() else None
        if missed is None:
            raise Invalid(_("The work that is made up was removed from its lesson."))
        if code == PLAIN_ANSWER or missed.course != lesson.course or (
            (missed.day, missed.number) >= (lesson.day, lesson.number)
        ):  # fmt: skip
            raise Invalid(_("A work is made up in a later lesson of the same subject."))
        if CORRECTING in self.work:
            if self.marks:
                require_correctable(school, missed, lesson, self.pupil)
            return missed
        given = [mark for _key, mark, *_rest in store.cell_marks(school, missed.id, self.pupil)]
        if self.marks and any(mark.value is not Value.DEBT for mark in given):
            raise Invalid(
                _("The pupil has “{mark}” for this work from {day}.").format(
                    mark="".join(mark.text for mark in given), day=short_date(missed.day)
                ),
                _("Change it there."),
            )
        return missed

    def _new_make_up(self, school: School, missed: MissedWork) -> WorkId:
        """It counts like the work that was missed; work on mistakes is a kind of its own."""
        kind, weight = mistakes_kind(school) if CORRECTING in self.work else (missed.kind, missed.weight)
        return WorkId(
            school.ledger.insert(
                "work", lesson=self.lesson, kind=kind, weight=weight, for_all=0, makes_up=missed.id,
                marks=missed.marks,
            )
        )

    def _tidy(self, school: School, work: WorkId) -> None:
        takes_work = MADE_UP in self.work or (self.takes_work and self.work == PLAIN_ANSWER)
        if takes_work and not school.db.sql("SELECT 1 FROM mark WHERE work=? LIMIT 1", work):
            school.ledger.delete("work", work)
        release(school, self.lesson)

    def _require_markable(self, school: School, lesson: lessons_store.LessonFacts) -> None:
        if len(self.marks) > MARKS_TOGETHER:
            raise Invalid(_("A cell takes two marks at most."), _("Declare another work for more."))
        if lesson.markless:
            raise Invalid(_("No marks are given here: the subject or the class is without marks."))
        require_of_scale(rulebook(school).passes(lesson.day, lesson.grade, lesson.subject), self.marks)
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
        if self.work != PLAIN_ANSWER and MADE_UP not in self.work:
            raise Invalid(_("This work was removed from the lesson."), _("Declare it again, then type the marks."))
        return None

    def _new_answer(self, school: School) -> WorkId:
        ((kind, weight),) = school.db.sql("SELECT id, weight FROM work_kind WHERE code=?", PLAIN_ANSWER)
        return WorkId(school.ledger.insert("work", lesson=self.lesson, kind=kind, weight=weight, for_all=0))

    def _require_expected(self, school: School, present: list[_Stands]) -> None:
        seen = tuple(mark for _key, mark, *_rest in present)
        said = tuple(comment for _key, _mark, comment, *_rest in present)
        if seen == self.expects and self.expects_comments in (None, said):
            return
        if not present:
            raise Conflict(_("The cell was emptied meanwhile."), _("Look again and type anew."))
        _key, mark, _comment, author, at = present[-1]
        if seen == self.expects:
            raise Conflict(
                _("The comment of “{mark}” was changed meanwhile.").format(mark=mark.text),
                _("Nothing was overwritten: look at the cell again."),
            )
        raise Conflict(
            _("“{mark}” stands here already: {who}, {when}.").format(
                mark="".join(m.text for m in seen), **said_when(school, author, at)
            ),
            _("Nothing was overwritten: type again to replace it (“{mark}”).").format(mark=mark.text),
        )
