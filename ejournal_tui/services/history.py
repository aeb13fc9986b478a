"""What was done, in sentences: the life of a cell, the last deeds."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from ..domain import policy
from ..domain.lessons import LessonId
from ..domain.marks import Mark, Value
from ..domain.people import Actor, PupilId
from ..domain.words import short_date
from ..i18n import N_, _
from ..storage import groups, people
from ..storage import history as store
from ..storage import lessons as lessons_store
from ..storage import marks as marks_store
from ..storage.school import School
from .journal.gradebook import read_objection
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
        return f"{self.when} {self.deed()}"

    def deed(self) -> str:
        """«Аксёнова Н. П.: отметка (кабинет 12)»."""
        place = f" ({self.terminal})" if self.terminal else ""
        return f"{self.who}: {self.what}{place}"


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
        return read_objection(actor, school, lesson.course, lesson.day)

    def answer(self, actor: Actor, school: School) -> tuple[Told, ...]:
        """A sentence a change, from the log itself."""
        lines = store.cell_lines(school, self.lesson, self.pupil)
        paper = lessons_store.lesson(school, self.lesson).on_paper
        names = marks_store.authors(school, (line.actor for line in lines))
        stands: dict[int, dict[str, object]] = {}
        told = []
        for line in lines:
            before = stands.get(line.key, {})
            stands[line.key] = now = _after(before, line)
            was, is_ = _text(before), _text(now)
            if was != is_:
                who = names.get(line.actor, _("console"))
                what = _changed(was, is_)
                if paper:
                    what = _("{what}, from the paper journal").format(what=what)
                told.append(Told(_when(school, line.at), who, what, line.terminal))
        return tuple(told)


def _after(before: Mapping[str, object], line: store.Line) -> dict[str, object]:
    """An entry as it stands after a line of the log; a change tells what was and what is."""
    if line.act == "d":
        return {}
    new = {name: value[1] if isinstance(value, list) else value for name, value in line.data.items()}
    return {**before, **new}


def _text(entry: Mapping[str, object]) -> str:
    if not entry:
        return ""
    if "letter" in entry:
        return str(entry["letter"])
    return Mark(Value(int(str(entry["value"]))), str(entry.get("sign", ""))).text


def _changed(before: str, after: str) -> str:
    if not before:
        return _("“{mark}” was written").format(mark=after)
    if not after:
        return _("“{mark}” was erased").format(mark=before)
    return _("“{before}” became “{after}”").format(before=before, after=after)


@dataclass(frozen=True)
class MyLastDeed(Query[str]):
    """What the person did last: «отметка, 7А Русский язык 15.01, Богданов Богдан»."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Everybody, of their own; the console has nothing to look back on."""
        return policy.only_self(actor, actor.account)

    def answer(self, actor: Actor, school: School) -> str:
        """The verb's title, then the lesson and the pupil that its header names; "" before the first deed."""
        from .verbs import readings, titles

        read = readings()
        rows = school.db.sql(
            "SELECT verb, facts FROM deed WHERE actor=? AND outcome='done'"
            f" AND verb NOT IN ({','.join('?' * len(read))}) ORDER BY at DESC, seq DESC LIMIT 1",
            actor.account, *read,
        )  # fmt: skip
        if not rows:
            return ""
        verb, facts = rows[0][0], json.loads(rows[0][1])
        told = [_(titles().get(verb, verb))]
        if "lesson" in facts:
            lesson = lessons_store.lesson(school, facts["lesson"])
            course = groups.course(school, lesson.course)
            told.append(f"{course.group_title} {course.subject} {short_date(lesson.day)}")
        if "pupil" in facts:
            told.append(people.name_of(school, "pupil", facts["pupil"]).short)
        return ", ".join(told)
