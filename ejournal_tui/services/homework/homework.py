"""Homework: what a lesson sets, for when, for whom."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from ...domain.errors import Conflict, Invalid
from ...domain.journal.homework import NEXT_LESSON, Task, Terms, require_minutes
from ...domain.journal.lessons import LessonId
from ...domain.people.people import Actor
from ...domain.plans.plans import LONGEST_HOMEWORK
from ...domain.text.cleaning import clean
from ...domain.text.words import short_date
from ...i18n import N_, _
from ...storage.journal import homework as homeworks
from ...storage.journal import lessons as store
from ...storage.journal.lessons import LessonFacts
from ...storage.school import School
from ..journal.keeping import keeper_objection, require_member
from ..session import Change

FARTHEST = timedelta(days=120)
"""How far ahead of its lesson homework is set."""


class _AtLesson(Change):
    lesson: LessonId

    def objection(self, actor: Actor, school: School) -> str | None:
        """The lesson's keeper, in an open period (O8.5c, R1-2.2)."""
        return keeper_objection(actor, school, store.lesson(school, self.lesson))


@dataclass(frozen=True)
class SetHomework(_AtLesson):
    """Write a lesson's homework; "nothing set" is a value of its own, and no text at all takes the entry back."""

    TITLE = N_("homework")
    lesson: LessonId
    text: str
    nothing: bool = False
    terms: Terms = NEXT_LESSON
    """For when, and how long it takes."""
    expects: str | None = None
    """What the person saw: a text, "" where nothing was set on purpose, None where nothing was said."""
    expects_terms: Terms = NEXT_LESSON
    """For when and how long it was where the person saw a text."""

    def apply(self, school: School) -> "SetHomework":
        """Write it; raises Conflict and Invalid."""
        lesson = store.lesson(school, self.lesson)
        before = store.homework(school, [self.lesson]).get(self.lesson)
        stands = before.said if before else None
        terms = before.terms if before else NEXT_LESSON
        if (stands, terms) != (self.expects, self.expects_terms):
            raise Conflict(_stands(stands), _("Your text is kept: look at both and save again."))
        text = _possible(school, lesson, self.text, self.terms, terms)
        wanted = self.terms if text else NEXT_LESSON
        if text or self.nothing:
            # For the next lesson, whichever that will be: it follows moves and cancellations.
            store.put_homework(school, self.lesson, text, self.nothing, wanted)
        elif before:
            school.ledger.delete("homework", before.id)
        seen = text if text or self.nothing else None
        if before is None:
            return replace(
                self, text="", nothing=False, terms=NEXT_LESSON, expects=seen, expects_terms=wanted
            )
        return replace(
            self, text=before.text, nothing=before.nothing, terms=terms, expects=seen, expects_terms=wanted
        )


def _stands(text: str | None) -> str:
    if text is None:
        return _("The homework was taken back meanwhile.")
    if not text:
        return _("“Nothing set” stands here already.")
    return _("Another homework stands here already: “{text}”.").format(text=text)


def _possible(school: School, lesson: LessonFacts, text: str, terms: Terms, before: Terms) -> str:
    """The text as it is kept; raises Invalid for what cannot be homework. What stood there before can come back."""
    if lesson.grade == 1 and text:
        raise Invalid(_("No homework is set in class 1."))
    if len(text) > LONGEST_HOMEWORK:
        raise Invalid(_("The homework is too long: at most {count} characters.").format(count=LONGEST_HOMEWORK))
    require_minutes(terms.minutes)
    if terms.due is not None and terms.due != before.due:
        require_day(school, lesson, terms.due)
    return clean(text).strip()


def require_day(school: School, lesson: LessonFacts, due: date) -> None:
    """Refuse a day for which no homework can be: before the lesson, after the year; raises Invalid."""
    last = min(school.calendar(lesson.day).ends, lesson.day + FARTHEST)
    if not lesson.day < due <= last:
        raise Invalid(
            _("Homework of {day} is for a day from {first} to {last}.").format(
                day=short_date(lesson.day), first=short_date(lesson.day + timedelta(days=1)), last=short_date(last)
            ),
            _("Choose another day."),
        )


@dataclass(frozen=True)
class SetTask(_AtLesson):
    """Set a homework for some pupils of a lesson, beside that of all, change it, or take it back."""

    TITLE = N_("homework of some pupils")
    lesson: LessonId
    place: int
    """Which of the lesson's."""
    wanted: Task | None
    expects: Task | None = None
    """What the person saw."""

    def apply(self, school: School) -> "SetTask":
        """Write it; raises Conflict and Invalid."""
        lesson = store.lesson(school, self.lesson)
        stands = homeworks.tasks(school, [self.lesson]).get(self.lesson, {}).get(self.place)
        if _alike(stands) != _alike(self.expects):
            raise Conflict(_stands(stands.text if stands else None), _("Look at it again, then decide."))
        wanted = self.wanted
        if wanted is not None:
            terms = stands.terms if stands else NEXT_LESSON
            wanted = replace(wanted, text=_possible(school, lesson, wanted.text, wanted.terms, terms))
            if not wanted.text:
                raise Invalid(_("What have they to do? Write the homework."))
            if not wanted.pupils:
                raise Invalid(_("For whom is it? Tick at least one pupil."))
            for pupil in wanted.pupils:
                if stands is None or pupil not in stands.pupils:
                    require_member(school, lesson, pupil)
        homeworks.put_task(school, self.lesson, self.place, wanted)
        return replace(self, wanted=stands, expects=wanted)


def _alike(task: Task | None) -> object:
    return task and (task.text, task.terms, frozenset(task.pupils))
