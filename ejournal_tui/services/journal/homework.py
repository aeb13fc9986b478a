"""Homework: what a lesson sets, for when."""

from dataclasses import dataclass, replace
from datetime import date

from ...domain.cleaning import clean
from ...domain.errors import Conflict, Invalid
from ...domain.lessons import LessonId
from ...domain.people import Actor
from ...domain.plans import LONGEST_HOMEWORK
from ...i18n import N_, _
from ...storage import lessons as store
from ...storage.school import School
from ..session import Change
from .keeping import keeper_objection


@dataclass(frozen=True)
class SetHomework(Change):
    """Write a lesson's homework; "nothing set" is a value of its own, and no text at all takes the entry back."""

    TITLE = N_("homework")
    lesson: LessonId
    text: str
    nothing: bool = False
    due: date | None = None
    """For when; None is the next lesson of the course."""
    minutes: int | None = None
    expects: str | None = None
    """What the person saw: a text, "" where nothing was set on purpose, None where nothing was said."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The lesson's keeper, in an open period (O8.5c, R1-2.2)."""
        return keeper_objection(actor, school, store.lesson(school, self.lesson))

    def apply(self, school: School) -> "SetHomework":
        """Write it; raises Conflict and Invalid."""
        lesson = store.lesson(school, self.lesson)
        before = store.homework(school, [self.lesson]).get(self.lesson)
        stands = before.said if before else None
        if stands != self.expects:
            raise Conflict(self._stands(stands), _("Your text is kept: look at both and save again."))
        if lesson.grade == 1 and self.text:
            raise Invalid(_("No homework is set in class 1."))
        if len(self.text) > LONGEST_HOMEWORK:
            raise Invalid(_("The homework is too long: at most {count} characters.").format(count=LONGEST_HOMEWORK))
        text = clean(self.text)
        if text or self.nothing:
            # For the next lesson, whichever that will be: it follows moves and cancellations.
            store.put_homework(school, self.lesson, text, self.nothing, self.due, self.minutes)
        elif before:
            school.ledger.delete("homework", before.id)
        seen = text if text or self.nothing else None
        if before is None:
            return replace(self, text="", nothing=False, due=None, minutes=None, expects=seen)
        return replace(
            self, text=before.text, nothing=before.nothing, due=before.due, minutes=before.minutes, expects=seen
        )

    def _stands(self, text: str | None) -> str:
        if text is None:
            return _("The homework was taken back meanwhile.")
        if not text:
            return _("“Nothing set” stands here already.")
        return _("Another homework stands here already: “{text}”.").format(text=text)
