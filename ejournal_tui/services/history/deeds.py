"""What was done: by everybody, by one person, about one pupil, class or lesson; and the last deed of one's own."""

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ...domain import policy
from ...domain.journal.lessons import LessonId
from ...domain.people.people import AccountId, Actor, ClassId, PupilId, StaffId
from ...domain.text.words import short_date
from ...i18n import N_, _, ngettext
from ...storage.groups import groups
from ...storage.journal import lessons as lessons_store
from ...storage.journal import marks as marks_store
from ...storage.log import deeds as store
from ...storage.log.deeds import Header, Step
from ...storage.people import people
from ...storage.school import School
from ..session import Query
from .about import about_headers
from .permissions import Permissions
from .sentences import Place, Teller
from .told import Told, outcome_told, when_told

PAGE = 60
"""How many deeds are told at a time."""
NOBODY = -1
"""An account that never did anything."""
LOOK = N_("a look")
"""What a refused question is called that has no name of its own."""
NAMED = 3
"""How many pupils of one deed are named in its line."""

KINDS = {
    "marks": (N_("marks"), ("mark", "work", "certificate_mark")),
    "results": (
        N_("results"), ("result", "result_raise", "result_deferral", "council_decision", "debt_attempt"),
    ),
    "attendance": (N_("attendance"), ("absence", "absence_notice")),
    "lessons": (N_("lessons and homework"), ("lesson", "homework", "substitution", "correction")),
    "people": (
        N_("people"),
        ("pupil", "guardian", "guardianship", "staff", "staff_role", "class_teacher", "membership", "home_tuition",
         "individual_plan", "contact_statement", "contact_proposal", "account",
         "account_unlock"),
    ),
    "teaching": (
        N_("timetable and groups"), ("timetable", "slot", "study_group", "course", "teaching", "staff_absence"),
    ),
    "plans": (N_("lesson plans"), ("plan_entry", "plan_approval")),
    "settings": (
        N_("settings"),
        ("setting", "rule", "study_period", "calendar_day", "study_year", "bell", "bell_set", "bell_use", "work_kind",
         "lesson_kind", "subject", "grade_scheme", "own_scheme"),
    ),
}  # fmt: skip
"""What deeds can be narrowed to, and the entities that each kind is about."""

LOOKS = {
    "refused": N_("refused and failed"), "entering": N_("sign-ins and passwords"),
    "taken_out": N_("papers, workbooks, copies"), "readings": N_("readings of personal data"),
}  # fmt: skip
"""What they can be narrowed to by their headers: deeds that change nothing in the journal."""


def titles() -> dict[str, str]:
    """What each deed is called, as msgids."""
    # All the verbs are wanted here and nowhere on the way of a key.
    from ..verbs import titles as of_verbs

    return of_verbs() | {"SignIn": N_("sign-in"), "Sign": N_("signature")}


@dataclass(frozen=True)
class DeedLine:
    """One deed as a list shows it and as it is read whole."""

    seq: int
    day: date
    told: Told
    """Its line: the deed, whom about, what was and became, where."""
    time: str
    parts: tuple[str, ...]
    """Everything it changed, a sentence each."""
    lesson: LessonId | None = None
    """The lesson it can be looked at in."""


@dataclass(frozen=True)
class DeedPage:
    """Some deeds, newest first."""

    lines: tuple[DeedLine, ...]
    before: int | None
    """The place in the log to look on from; None at its beginning."""
    looked_back_to: date | None = None
    """How far the log was looked through, where it goes on."""


@dataclass(frozen=True)
class FindDeeds(Query[DeedPage]):
    """Deeds in sentences, newest first: of one's own, or of everybody for who leads the school (O8.6)."""

    who: AccountId | None = None
    staff: StaffId | None = None
    """Somebody of the staff, whose account is looked for."""
    pupil: PupilId | None = None
    school_class: ClassId | None = None
    lesson: LessonId | None = None
    kind: str = ""
    """One of `KINDS` or `LOOKS`, "" for all."""
    day: date | None = None
    deletions: bool = False
    before: int | None = None
    """Where the page before this one ended."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """One's own deeds everybody; those of others who leads the school, and the console."""
        if self.who is not None and self.who == actor.account:
            return None
        return policy.may_read_audit(actor)

    def answer(self, actor: Actor, school: School) -> DeedPage:
        """A page of them, in a constant number of questions however long the log is."""
        found, before = store.page(school, self._wanted(school), self.before, PAGE)
        lines = tell(school, found)
        back = _day_of(school, before) if before is not None else None
        return DeedPage(tuple(lines), before, back)

    def _wanted(self, school: School) -> store.Wanted:
        courses = None
        if self.school_class is not None:
            courses = tuple(one.id for one in groups.courses_of_classes(school, [self.school_class]))
        first, until = (None, None) if self.day is None else _bounds(school, self.day)
        entities = KINDS[self.kind][1] if self.kind in KINDS else ()
        who: int | None = self.who
        if self.staff is not None:
            rows = school.db.sql("SELECT id FROM account WHERE staff=?", self.staff)
            who = rows[0][0] if rows else NOBODY
        return store.Wanted(
            who, self.pupil, self.lesson, courses, entities, self._verbs(), self.kind == "refused", self.deletions,
            first, until,
        )  # fmt: skip

    def _verbs(self) -> tuple[str, ...]:
        from .. import verbs

        named = {"entering": verbs.of_accounts, "taken_out": verbs.takings_out, "readings": verbs.readings}
        return named[self.kind]() if self.kind in named else ()


def _bounds(school: School, day: date) -> tuple[int, int]:
    first, until = (school.clock.at(datetime.combine(one, time())) for one in (day, day + timedelta(days=1)))
    return first, until


def _day_of(school: School, seq: int) -> date | None:
    rows = school.db.sql("SELECT at FROM deed WHERE seq<=? ORDER BY seq DESC LIMIT 1", seq)
    return school.clock.local(rows[0][0]).date() if rows else None


def tell(school: School, found: list[Header]) -> list[DeedLine]:
    """Deeds in sentences."""
    steps = store.steps(school, found)
    teller = Teller(school, (step for some in steps.values() for step in some), (one.facts for one in found))
    names, called = marks_store.authors(school, (one.actor for one in found)), titles()
    permissions, about = Permissions(school, (one.facts for one in found)), about_headers(school, found)
    return [
        _line(
            school, one, steps.get(one.seq, []), teller, names, called,
            " · ".join(filter(None, (about.get(one.seq, ""), permissions.words(one.facts)))),
        )
        for one in found
    ]


def _line(
    school: School, header: Header, steps: list[Step], teller: Teller, names: dict[int, str], called: dict[str, str],
    aside: str,
) -> DeedLine:
    who = names.get(header.actor, _("family") if header.actor else _("console"))
    title = _(called.get(header.verb, LOOK)) + outcome_told(header.outcome)
    places = [teller.place(step) for step in steps]
    lessons = list(dict.fromkeys(place.lesson for place in places if place.lesson is not None))
    about = teller.place_of(header)
    lesson = about.lesson or (lessons[0] if lessons else None)
    pupils = list(dict.fromkeys(place.pupil for place in (*places, about) if place.pupil is not None))
    where = teller.where(Place(lesson if len(lessons) < 2 else None, None), header)
    whom = ", ".join(filter(None, (teller.name(pupil) for pupil in pupils[:NAMED])))
    more = len(pupils) - NAMED
    if more > 0:
        whom += " " + ngettext("and {count} more", "and {count} more", more).format(count=more)
    changes = [change for step in steps if (change := teller.change(step))]
    what = changes[0] if len(set(changes)) == 1 else ""
    moment = school.clock.local(header.at)
    # What was done comes before where: at the end of a narrow line it would be cut off.
    about_it = " · ".join(filter(None, (whom, what, where, aside)))
    if not about_it and header.lines > 1:
        about_it = ngettext("{count} entry", "{count} entries", header.lines).format(count=header.lines)
    told = Told(when_told(school, header.at), who, ": ".join(filter(None, (title, about_it))), header.terminal)
    return DeedLine(header.seq, moment.date(), told, f"{moment:%H:%M}", _parts(header, steps, teller), lesson)


def _parts(header: Header, steps: list[Step], teller: Teller) -> tuple[str, ...]:
    found = []
    for step in steps:
        if change := teller.change(step):
            found.append(": ".join(filter(None, (teller.where(teller.place(step)), change))))
    left = header.lines - len(steps)
    if left > 0:
        found.append(ngettext("and {count} more entry", "and {count} more entries", left).format(count=left))
    return tuple(found)


@dataclass(frozen=True)
class RecentDeeds(Query[tuple[Told, ...]]):
    """The last deeds of everybody, newest first."""

    last: int
    """How many, from 1 to 1000."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Who leads the school, the officer, the console."""
        return policy.may_read_audit(actor)

    def answer(self, actor: Actor, school: School) -> tuple[Told, ...]:
        """A sentence each."""
        rows = school.db.sql(
            "SELECT at, actor, terminal, verb, outcome FROM deed ORDER BY seq DESC LIMIT ?",
            min(max(self.last, 1), 1000),
        )
        names = marks_store.authors(school, (row[1] for row in rows))
        called = titles()
        return tuple(
            Told(
                when_told(school, at), names.get(who, _("console") if not who else _("family")),
                _(called.get(verb, LOOK)) + outcome_told(outcome), terminal,
            )
            for at, who, terminal, verb, outcome in rows
        )  # fmt: skip


@dataclass(frozen=True)
class MyLastDeed(Query[str]):
    """What the person did last: «отметка, 7А Русский язык 15.01, Богданов Богдан»."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Everybody, of their own; the console has nothing to look back on."""
        return policy.only_self(actor, actor.account)

    def answer(self, actor: Actor, school: School) -> str:
        """The verb's title, then the lesson and the pupil that its header names; "" before the first deed."""
        from ..verbs import readings

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
