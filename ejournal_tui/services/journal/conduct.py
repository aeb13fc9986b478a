"""What a lesson tells the family of a pupil: a note on conduct, or praise (O8.4e)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ...domain.errors import Conflict, Invalid
from ...domain.journal.conduct import LONGEST_NOTE, Note
from ...domain.journal.lessons import LessonId
from ...domain.people.people import Actor, PupilId
from ...domain.text.cleaning import clean
from ...i18n import N_, _
from ...storage.journal import conduct as store
from ...storage.journal import lessons
from ...storage.school import School
from ..session import Change, Query
from .gradebook import read_objection
from .keeping import keeper_objection, require_held, require_member


@dataclass(frozen=True)
class PutNote(Change):
    """Write a note for the family of a pupil of a lesson, change it, or take it back."""

    TITLE = N_("note for a family")
    lesson: LessonId
    pupil: PupilId
    wanted: Note | None
    expects: Note | None = None
    """What the person saw."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The lesson's keeper, in an open period."""
        return keeper_objection(actor, school, lessons.lesson(school, self.lesson))

    def apply(self, school: School) -> "PutNote":
        """Write it; raises Conflict and Invalid."""
        lesson = lessons.lesson(school, self.lesson)
        stands = store.notes(school, [self.lesson]).get((self.lesson, self.pupil))
        if stands != self.expects:
            raise Conflict(
                _("Another note stands here already: “{text}”.").format(text=stands.text)
                if stands else _("The note was taken back meanwhile."),
                _("Look at it again, then decide."),
            )  # fmt: skip
        wanted = self.wanted
        if wanted is not None:
            wanted = replace(wanted, text=clean(wanted.text).strip())
            if not wanted.text or len(wanted.text) > LONGEST_NOTE:
                raise Invalid(_("A note has from 1 to {count} characters.").format(count=LONGEST_NOTE))
            if stands is None:
                require_member(school, lesson, self.pupil)
                require_held(lesson)
                if lesson.day > school.clock.today():
                    raise Invalid(_("The lesson has not been held yet: a note is written on its day."))
        store.put_note(school, self.lesson, self.pupil, wanted)
        return replace(self, wanted=stands, expects=wanted)


@dataclass(frozen=True)
class ShowNotes(Query[Mapping[PupilId, Note]]):
    """The notes of a lesson for the families of its pupils."""

    lesson: LessonId

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may read the course."""
        lesson = lessons.lesson(school, self.lesson)
        return read_objection(actor, school, lesson.course, lesson.day)

    def answer(self, actor: Actor, school: School) -> Mapping[PupilId, Note]:
        """By pupil."""
        found = store.notes(school, [self.lesson])
        return {pupil: note for (_lesson, pupil), note in found.items()}
