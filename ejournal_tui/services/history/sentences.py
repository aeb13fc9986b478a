"""Lines of the log as a teacher would say them: where it is, whom it is about, what was and what became."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ...domain.attendance.attendance import Absence
from ...domain.journal.lessons import LessonId
from ...domain.journal.marks import PLAIN_ANSWER, Mark, Value, why_words
from ...domain.people.people import Name, PupilId
from ...domain.text.words import short_date
from ...i18n import N_, _, ngettext
from ...storage.groups import groups
from ...storage.log import deeds as store
from ...storage.log.audit import PERSONAL_KEY
from ...storage.log.deeds import Header, State, Step
from ...storage.people import people
from ...storage.school import School
from .council_words import attempt_told, decision_told, grades_of


@dataclass(frozen=True)
class Place:
    """What a step is about."""

    lesson: LessonId | None = None
    pupil: PupilId | None = None


class Teller:
    """Tells steps of the log; what they name is looked up once for all of them, and only where it is told."""

    def __init__(self, school: School, steps: Iterable[Step], facts: Iterable[State] = ()) -> None:
        self._school, self._told, self._named = school, list(steps), list(facts)
        states = [state for step in self._told for state in (step.before, step.after)]
        self._works = store.made_as(school, (int(str(state["work"])) for state in states if "work" in state))
        self._texts = store.texts(school, states)

    @cached_property
    def _lessons(self) -> dict[int, str]:
        return _lessons(self._school, {*self._ids(self._told, "lesson"), *_numbers(self._named, "lesson")})

    @cached_property
    def _pupils(self) -> dict[PupilId, Name]:
        return people.pupil_names(
            self._school, {*self._ids(self._told, "pupil"), *_numbers(self._named, "pupil")}
        )

    @cached_property
    def _courses(self) -> dict[int, str]:
        return _courses(self._school, _numbers(self._named, "course"))

    @cached_property
    def _work_kinds(self) -> list[tuple[int, str, str]]:
        return self._school.db.sql("SELECT id, short, code FROM work_kind")

    @cached_property
    def _kinds(self) -> dict[object, str]:
        return {key: short for key, short, _code in self._work_kinds}

    @cached_property
    def _plain(self) -> set[object]:
        return {key for key, _short, code in self._work_kinds if code == PLAIN_ANSWER}

    @cached_property
    def _grades(self) -> dict[object, int]:
        return grades_of(self._school)

    @cached_property
    def _subjects(self) -> dict[object, str]:
        return dict(self._school.db.sql("SELECT id, name FROM subject"))

    @cached_property
    def _lesson_kinds(self) -> dict[object, str]:
        return dict(self._school.db.sql("SELECT id, name FROM lesson_kind"))

    def _ids(self, steps: Sequence[Step], name: str) -> set[int]:
        places = (self.place(step) for step in steps)
        return {key for place in places if (key := place.lesson if name == "lesson" else place.pupil) is not None}

    def place(self, step: Step) -> Place:
        """The lesson and the pupil that a step is about."""
        state = step.after or step.before
        lesson = step.key if step.entity == "lesson" else state.get("lesson")
        if "work" in state:
            lesson = self._works.get(int(str(state["work"])), {}).get("lesson")
        pupil = step.key if step.entity == "pupil" else state.get("pupil")
        return Place(_lesson(lesson), PupilId(int(str(pupil))) if pupil is not None else None)

    def place_of(self, header: Header) -> Place:
        """The lesson and the pupil that the header of a deed names."""
        pupil = header.facts.get("pupil")
        return Place(_lesson(header.facts.get("lesson")), PupilId(int(str(pupil))) if pupil is not None else None)

    def where(self, place: Place, header: Header | None = None) -> str:
        """«7А Русский язык 15.01, Абрамов Иван»."""
        lesson = self._lessons.get(place.lesson, "") if place.lesson is not None else ""
        if not lesson and header is not None and "course" in header.facts:
            lesson = self._courses.get(int(str(header.facts["course"])), "")
        return ", ".join(filter(None, (lesson, self.name(place.pupil))))

    def name(self, pupil: PupilId | None) -> str:
        """Whom it is about, "" where it is nobody or they are no longer kept."""
        return self._pupils[pupil].short if pupil is not None and pupil in self._pupils else ""

    def change(self, step: Step) -> str:
        """What was and what became, "" where the entity has no words of its own."""
        if step.entity == "result":
            return self._result(step)
        if step.entity == "plan_entry":
            return self._plan_line(step)
        if step.entity == "mark":
            kind = self._kind(step)
            was, now = (_mark(state) for state in (step.before, step.after))
            said = f"{kind} {changed(was, now)}".strip() + self._why(step) if was != now else ""
            return ", ".join(filter(None, (said, self._comment(step))))
        if step.entity == "council_decision":
            return changed(*(self._decision(state) for state in (step.before, step.after)))
        if step.entity == "debt_attempt":
            return changed(*(attempt_told(state, self._subjects) for state in (step.before, step.after)))
        if step.entity == "absence":
            return changed(_letter(step.before), _letter(step.after))
        if step.entity == "work":
            declared = (step.after or step.before).get("kind")
            if declared in self._plain:
                # It comes with the first mark and goes with the last: the mark says it.
                return ""
            words = _("work removed: {kind}") if step.act == "d" else _("work: {kind}")
            return words.format(kind=self._kinds.get(declared, ""))
        if step.entity == "homework":
            return self._homework(step)
        return self._lesson(step) if step.entity == "lesson" else ""

    def _result(self, step: Step) -> str:
        """What was given, why, and what the marks had proposed."""
        was, now = (_mark(state) for state in (step.before, step.after))
        if was == now:
            return ""
        proposed = step.after.get("proposed")
        differs = proposed is not None and proposed != step.after.get("value")
        reason = str(self._kept(step.after).get("reason", ""))
        return ", ".join(
            filter(None, (
                changed(was, now) + (f" — {reason}" if reason else ""),
                _("proposed was {mark}").format(mark=proposed) if differs else "",
            ))
        )  # fmt: skip

    def _plan_line(self, step: Step) -> str:
        """What a line of the lesson plan says now, field by field."""
        if not step.after:
            return _("the line “{topic}” was taken out").format(topic=step.before.get("topic", ""))
        if not step.before:
            return _("“{topic}” came into the plan as No. {number}").format(
                topic=step.after.get("topic", ""), number=step.after.get("number", "")
            )
        kinds = [str(self._kinds.get(state.get("work_kind"), "")) for state in (step.before, step.after)]
        pairs = (
            (_("topic {what}"), step.before.get("topic", ""), step.after.get("topic", "")),
            (_("homework {what}"), step.before.get("homework", ""), step.after.get("homework", "")),
            (_("kind of control {what}"), *kinds),
            (_("number {what}"), step.before.get("number", ""), step.after.get("number", "")),
        )
        return ", ".join(words.format(what=changed(str(was), str(now))) for words, was, now in pairs if was != now)

    def _decision(self, state: State) -> str:
        return decision_told(state, self._grades, str(self._kept(state).get("word", ""))) if state else ""

    def _why(self, step: Step) -> str:
        """« — пересдача»: why a mark was changed later than its day (C05)."""
        reason = self._kept(step.after or step.before).get("reason")
        return f" — {why_words(str(reason))}" if reason and step.before else ""

    def _comment(self, step: Step) -> str:
        was, now = (str(self._kept(state).get("comment", "")) for state in (step.before, step.after))
        return _("comment {what}").format(what=changed(was, now)) if was != now and step.after else ""

    def _kept(self, state: State) -> State:
        return self._texts.get(str(state.get(PERSONAL_KEY))) or {}

    def _kind(self, step: Step) -> str:
        work = (step.after or step.before).get("work")
        made = self._works.get(int(str(work)), {}) if work is not None else {}
        return "" if made.get("kind") in self._plain else self._kinds.get(made.get("kind"), "")

    def _homework(self, step: Step) -> str:
        was, now = (self._task(state) for state in (step.before, step.after))
        parts = [_("homework {what}").format(what=changed(was, now))] if was != now else []
        due = step.after.get("due")
        if due and due != step.before.get("due"):
            parts.append(_("for {day}").format(day=short_date(date.fromisoformat(str(due)))))
        return ", ".join(parts)

    def _task(self, state: State) -> str:
        return _("nothing set") if state.get("none_set") else self._text(state, "text")

    def _text(self, state: State, name: str) -> str:
        if PERSONAL_KEY not in state:
            return ""
        kept = self._texts.get(str(state[PERSONAL_KEY]))
        return _("the text is no longer kept") if kept is None else str(kept.get(name, ""))

    def _lesson(self, step: Step) -> str:
        parts = []
        was, now = (self._text(state, "topic") for state in (step.before, step.after))
        if was != now:
            parts.append(_("topic {what}").format(what=changed(was, now)))
        was, now = (str(self._lesson_kinds.get(state.get("kind"), "")) for state in (step.before, step.after))
        if was != now:
            parts.append(_("kind of lesson {what}").format(what=changed(was, now)))
        called = step.before.get("roll_at"), step.after.get("roll_at")
        if called[0] != called[1]:
            parts.append(_("roll called") if called[1] else _("roll call taken back"))
        becomes, stood = (str(one.get("state", "")) for one in (step.after, step.before))
        # That a lesson is held is said by whatever was written at it.
        if becomes != stood and step.before and not {becomes, stood}.isdisjoint(_CALLED_OFF):
            parts.append(_(_CALLED_OFF.get(becomes, N_("takes place again"))))
        if step.act == "u" and step.before.get("day") != step.after.get("day"):
            parts.append(_("moved to {day}").format(day=short_date(date.fromisoformat(str(step.after["day"])))))
        return ", ".join(parts)


_CALLED_OFF = {"cancelled": N_("cancelled"), "moved": N_("moved")}


def changed(before: str, after: str) -> str:
    """What was and what became."""
    if not before:
        return _("“{mark}” was written").format(mark=after)
    if not after:
        return _("“{mark}” was erased").format(mark=before)
    return _("“{before}” became “{after}”").format(before=before, after=after)


def _mark(state: State) -> str:
    return Mark(Value(int(str(state["value"]))), str(state.get("sign", ""))).text if state else ""


def _letter(state: State) -> str:
    letter = str(state.get("letter", ""))
    minutes = state.get("minutes")
    if letter != Absence.LATE or not minutes:
        return letter
    count = int(str(minutes))
    return letter + " " + ngettext("{count} minute", "{count} minutes", count).format(count=count)


def _lesson(key: object) -> LessonId | None:
    return None if key is None else LessonId(int(str(key)))


def _numbers(facts: Iterable[State], name: str) -> set[int]:
    return {value for one in facts if isinstance(value := one.get(name), int)}


def _lessons(school: School, keys: set[int]) -> dict[int, str]:
    """«7А Русский язык 15.01» by lesson."""
    wanted = sorted(keys)
    rows = school.db.sql(
        f"SELECT id, course, day FROM lesson WHERE id IN ({','.join('?' * len(wanted))})", *wanted
    ) if wanted else []  # fmt: skip
    courses = _courses(school, {course for _key, course, _day in rows})
    return {key: f"{courses.get(course, '')} {short_date(date.fromisoformat(day))}" for key, course, day in rows}


def _courses(school: School, keys: set[int]) -> dict[int, str]:
    """«7А Русский язык» by course."""
    return {one.id: f"{one.group_title} {one.subject}" for one in groups.courses(school, keys)}
