"""What a teacher writes into a lesson: topic, kind, works."""

from dataclasses import dataclass, replace

from ...domain.errors import Conflict, Invalid
from ...domain.journal.lessons import LessonId
from ...domain.journal.marks import require_terms
from ...domain.people.people import Actor
from ...domain.plans.plans import LONGEST_TOPIC
from ...domain.text.cleaning import clean
from ...i18n import N_, _
from ...storage.journal import lessons as store
from ...storage.journal import work_dates
from ...storage.journal import works as works_store
from ...storage.plans import plans
from ...storage.school import School
from ..session import Change
from .keeping import hold, keeper_objection, release, require_held


class _AtLesson(Change):
    lesson: LessonId

    def objection(self, actor: Actor, school: School) -> str | None:
        """The lesson's keeper, in an open period (O8.5b, O8.5c)."""
        return keeper_objection(actor, school, store.lesson(school, self.lesson))


@dataclass(frozen=True)
class SetTopic(_AtLesson):
    """Write the topic of a lesson, typed or taken from the plan."""

    TITLE = N_("topic")
    lesson: LessonId
    topic: str
    plan_entry: int | None = None
    expects: str = ""
    """The topic that the person saw."""

    def apply(self, school: School) -> "SetTopic":
        """Write it; raises Conflict and Invalid."""
        lesson = store.lesson(school, self.lesson)
        if lesson.topic != self.expects:
            raise Conflict(
                _("Another topic stands here already: “{topic}”.").format(topic=lesson.topic),
                _("Your text is kept: look at both and save again."),
            )
        if len(self.topic) > LONGEST_TOPIC:
            raise Invalid(_("The topic is too long: at most {count} characters.").format(count=LONGEST_TOPIC))
        topic = clean(self.topic)
        if topic:
            require_held(lesson)
        if self.plan_entry is not None and not plans.is_of(school, lesson.course, self.plan_entry):
            raise Invalid(_("This line is not in the plan of this course any more."), _("Choose the topic anew."))
        school.ledger.update("lesson", self.lesson, topic=topic, plan_entry=self.plan_entry)
        if topic:
            hold(school, lesson)
        else:
            release(school, self.lesson)
        return replace(self, topic=lesson.topic, plan_entry=lesson.plan_entry, expects=topic)


@dataclass(frozen=True)
class SetLessonKind(_AtLesson):
    """Say what kind of lesson it is."""

    TITLE = N_("kind of lesson")
    lesson: LessonId
    kind: int | None
    expects: int | None = None
    """The kind that the person saw."""

    def apply(self, school: School) -> "SetLessonKind":
        """Write it; raises Conflict, and Invalid at a lesson that was called off."""
        lesson = store.lesson(school, self.lesson)
        require_held(lesson)
        before = lesson.kind
        if before != self.expects:
            raise Conflict(
                _("The kind of this lesson was changed meanwhile."), _("Look at it and choose again if need be.")
            )
        school.ledger.update("lesson", self.lesson, kind=self.kind)
        return replace(self, kind=before, expects=self.kind)


@dataclass(frozen=True)
class DeclareWork(_AtLesson):
    """Declare a work of a lesson: a column of its own in the grid."""

    TITLE = N_("kind of work")
    lesson: LessonId
    kind: int
    weight: int | None = None
    """How much its marks weigh; None as the kind has it."""
    marks: int | None = None
    """How many marks a cell takes, one or two; None as the kind has it."""

    def apply(self, school: School) -> "RemoveWork":
        """Add the work; raises Invalid when the lesson has one of the kind or what is asked for makes no sense."""
        works = store.works(school, [self.lesson]).get(self.lesson, [])
        if any(work.kind == self.kind and work.makes_up is None for work in works):
            raise Invalid(_("This lesson has a work of this kind already."))
        lesson = store.lesson(school, self.lesson)
        require_held(lesson)
        if lesson.markless:
            raise Invalid(_("No marks are given here: the subject or the class is without marks."))
        ((weight, for_all, marks),) = school.db.sql(
            "SELECT weight, for_all, marks FROM work_kind WHERE id=?", self.kind
        )
        weight = weight if self.weight is None else self.weight
        marks = marks if self.marks is None else self.marks
        require_terms(weight, marks or 1)
        school.ledger.insert(
            "work", lesson=self.lesson, kind=self.kind, weight=weight, for_all=for_all, marks=marks
        )
        return RemoveWork(self.lesson, self.kind)


@dataclass(frozen=True)
class RemoveWork(_AtLesson):
    """Take back a work that holds no marks."""

    TITLE = N_("kind of work")
    lesson: LessonId
    kind: int

    def apply(self, school: School) -> DeclareWork:
        """Remove it; raises Invalid while marks stand in it."""
        works = store.works(school, [self.lesson]).get(self.lesson, [])
        work = next((w for w in works if w.kind == self.kind and w.makes_up is None), None)
        if work is None:
            raise Invalid(_("The work was removed already."))
        if school.db.sql("SELECT 1 FROM mark WHERE work=? LIMIT 1", work.id):
            raise Invalid(_("Marks stand in this work."), _("Erase them first, then remove the work."))
        if works_store.is_made_up(school, work.id):
            raise Invalid(_("Marks were given for this work in other lessons."), _("Erase them there first."))
        if work_dates.has_dates(school, work.id):
            raise Invalid(_("Pupils have dates of their own for this work."), _("Take them back first: debts, Del."))
        school.ledger.delete("work", work.id)
        return DeclareWork(self.lesson, self.kind, work.weight, work.marks)
