"""What was done, in sentences: the life of a cell, the last deeds."""

import json
from dataclasses import dataclass

from ..domain import policy
from ..domain.lessons import LessonId
from ..domain.marks import Mark, Value
from ..domain.people import Actor, PupilId
from ..domain.words import short_date
from ..i18n import N_, _
from ..storage import lessons as lessons_store
from ..storage import marks as marks_store
from ..storage.school import School
from .gradebook import read_objection
from .session import Query


@dataclass(frozen=True)
class Told:
    """One deed in words."""

    when: str
    who: str
    what: str
    terminal: str = ""

    def sentence(self) -> str:
        """«15.01 10:14 Аксёнова Н. П.: отметка (кабинет 12)»."""
        place = f" ({self.terminal})" if self.terminal else ""
        return f"{self.when} {self.who}: {self.what}{place}"


def _outcome(outcome: str) -> str:
    words = {"denied": _("refused"), "failed": _("failed"), "throttled": _("had to wait")}
    return f" — {words[outcome]}" if outcome in words else ""


def _when(school: School, at: int) -> str:
    moment = school.clock.local(at)
    return f"{short_date(moment.date())} {moment:%H:%M}"


@dataclass(frozen=True)
class RecentDeeds(Query[tuple[Told, ...]]):
    """The last deeds of everybody, newest first."""

    last: int
    """How many, from 1 to 1000."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Who leads the school, the officer, the console."""
        return policy.may_read_audit(actor)

    def _titles(self) -> dict[str, str]:
        # All the verbs are wanted here and nowhere on the way of a key.
        from .verbs import titles

        return titles() | {"SignIn": N_("sign-in")}

    def answer(self, actor: Actor, school: School) -> tuple[Told, ...]:
        """A sentence each."""
        rows = school.db.sql(
            "SELECT at, actor, terminal, verb, outcome FROM deed ORDER BY seq DESC LIMIT ?",
            min(max(self.last, 1), 1000),
        )
        names = marks_store.authors(school, (row[1] for row in rows))
        titles = self._titles()
        return tuple(
            Told(
                _when(school, at), names.get(who, _("console") if not who else _("family")),
                _(titles.get(verb, verb)) + _outcome(outcome), terminal,
            )
            for at, who, terminal, verb, outcome in rows
        )  # fmt: skip


@dataclass(frozen=True)
class CellLife(Query[tuple[Told, ...]]):
    """Everything that ever stood in a pupil's cell of a lesson, oldest first."""

    lesson: LessonId
    pupil: PupilId

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may read the course."""
        lesson = lessons_store.lesson(school, self.lesson)
        return read_objection(actor, school, lessons_store.course(school, lesson.course), lesson.day)

    def answer(self, actor: Actor, school: School) -> tuple[Told, ...]:
        """A sentence a change, from the log itself."""
        rows = self._lines(school)
        names = marks_store.authors(school, (row[2] for row in rows))
        return tuple(
            Told(_when(school, at), names.get(who, _("console")), what, terminal) for at, terminal, who, what in rows
        )

    def _lines(self, school: School) -> list[tuple[int, str, int, str]]:
        works = [w.id for w in lessons_store.works(school, [self.lesson]).get(self.lesson, [])]
        found: list[tuple[int, int, str, int, str]] = []
        for entity, keys in (("mark", [("work", w) for w in works]), ("absence", [("lesson", self.lesson)])):
            for column, value in keys:
                found += self._entity(school, entity, column, value)
        return [line[1:] for line in sorted(found)]

    def _entity(self, school: School, entity: str, column: str, value: int) -> list[tuple[int, int, str, int, str]]:
        pattern = f'"{column}":{value},"pupil":{self.pupil},'
        keys = school.db.sql(
            "SELECT entity_id FROM trace WHERE entity=? AND act='c' AND data LIKE ?", entity, f"%{pattern}%"
        )
        found = []
        for (key,) in keys:
            stands = ""
            for seq, at, terminal, who, act, data in school.db.sql(
                "SELECT t.seq, d.at, d.terminal, d.actor, t.act, t.data FROM trace t JOIN deed d ON d.seq=t.deed"
                " WHERE t.entity=? AND t.entity_id=? ORDER BY t.seq",
                entity, key,
            ):  # fmt: skip
                now = _value(entity, act, json.loads(data), stands)
                found.append((seq, at, terminal, who, _changed(stands, now)))
                stands = now
        return found


def _value(entity: str, act: str, data: dict[str, object], stands: str) -> str:
    if act == "d":
        return ""
    raw = data.get("letter" if entity == "absence" else "value")
    if isinstance(raw, list):
        raw = raw[1]
    if raw is None:
        return stands
    return str(raw) if entity == "absence" else Mark(Value(int(str(raw)))).text


def _changed(before: str, after: str) -> str:
    if not before:
        return _("“{mark}” was written").format(mark=after)
    if not after:
        return _("“{mark}” was erased").format(mark=before)
    return _("“{before}” became “{after}”").format(before=before, after=after)
