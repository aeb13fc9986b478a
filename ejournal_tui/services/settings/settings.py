"""Everything that the school has decided, as its settings show it."""

from dataclasses import dataclass
from datetime import date

from ...domain import policy
from ...domain.people.people import Actor
from ...domain.settings.reference import AbsenceReasonRef
from ...domain.settings.rules import Rulebook
from ...domain.timetable.bells import Ringing
from ...domain.years.year import Calendar
from ...storage.groups import groups
from ...storage.groups.groups import CourseFacts
from ...storage.people import people
from ...storage.people.people import ClassFacts
from ...storage.school import School
from ...storage.settings.settings import topic_phrases
from ..absence_reasons import reasons_of
from ..rules import rulebook
from ..session import Query
from .kinds import LessonKindFacts, WorkKindFacts
from .subjects import SubjectFacts


@dataclass(frozen=True)
class Settings:
    """The settings of a school."""

    name: str
    today: date
    calendar: Calendar
    ringing: Ringing
    rules: Rulebook
    subjects: tuple[tuple[int, SubjectFacts, int], ...]
    """Each with its id and how many courses it has."""
    work_kinds: tuple[tuple[WorkKindFacts, int], ...]
    """Each with how many works are of it."""
    lesson_kinds: tuple[tuple[LessonKindFacts, int], ...]
    """Each with how many lessons are of it."""
    classes: tuple[ClassFacts, ...]
    courses: tuple[CourseFacts, ...]
    phrases: tuple[str, ...] = ()
    """What teachers put into topics with a key (C13)."""
    reasons: tuple[tuple[AbsenceReasonRef, int], ...] = ()
    """Why pupils are away, each with how many papers say so."""


@dataclass(frozen=True)
class ShowSettings(Query[Settings]):
    """All settings at once."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever keeps a part of them, and who leads the school."""
        return policy.may_see_settings(actor)

    def answer(self, actor: Actor, school: School) -> Settings:
        """A dozen queries, whatever the size of the school."""
        return Settings(
            school.setting("name"), school.clock.today(), school.calendar(), school.ringing(), rulebook(school),
            tuple(
                (key, SubjectFacts(name, short, bool(markless)), count)
                for key, name, short, markless, count in school.db.sql(
                    "SELECT s.id, s.name, s.short, s.markless, (SELECT COUNT(*) FROM course c WHERE c.subject=s.id)"
                    " FROM subject s ORDER BY s.name"
                )
            ),
            tuple(
                (WorkKindFacts(code, name, short, weight, due_days, bool(for_all), marks), count)
                for code, name, short, weight, due_days, for_all, marks, count in school.db.sql(
                    "SELECT k.code, k.name, k.short, k.weight, k.due_days, k.for_all, k.marks,"
                    " (SELECT COUNT(*) FROM work w WHERE w.kind=k.id) FROM work_kind k ORDER BY k.id"
                )
            ),
            tuple(
                (LessonKindFacts(code, name), count)
                for code, name, count in school.db.sql(
                    "SELECT k.code, k.name, (SELECT COUNT(*) FROM lesson l WHERE l.kind=k.id) FROM lesson_kind k"
                    " ORDER BY k.id"
                )
            ),
            tuple(people.classes(school)), tuple(groups.courses_of_year(school)),
            topic_phrases(school), _reasons(school),
        )  # fmt: skip


def _reasons(school: School) -> tuple[tuple[AbsenceReasonRef, int], ...]:
    used = dict(school.db.sql("SELECT reason, COUNT(*) FROM absence_paper GROUP BY reason"))
    return tuple((one, used.get(one.name, 0)) for one in reasons_of(school))
