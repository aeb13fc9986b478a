"""The demo's year up to its day: plausible lessons, marks and absences from one seed."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ...clock import days, held_at
from ...domain.attendance.attendance import Absence
from ...domain.groups.groups import CourseId
from ...domain.journal.lessons import LessonId
from ...domain.journal.marks import Mark, Value
from ...domain.people.people import ClassId, PupilId, StaffId
from ...domain.plans.plans import PlanLine, digest
from ...domain.timetable.substitutions import Away, Reason
from ...domain.years.year import monday
from ...storage.people import people
from ...storage.plans import plans
from ...storage.school import School
from .. import reference
from ..journal.reasons import GiveReasons
from ..journal.records import EnterRecords, LessonRecord, WorkRecord
from ..papers.releases import ReleaseSheets
from ..plans.plan_view import ApprovePlan
from ..plans.plans import ReplacePlans
from ..session import Session
from ..timetable.substitution_day import ShowSubstitutions
from ..timetable.substitutions import GiveLesson, PutAway

Progress = Callable[[int, int], None]

SEED = 20180115
WAITING = 12
"""Every which plan still waits for the deputy head."""
SIGNED = 0.03
"""Which part of the marks between 2 and 5 bears a teacher's plus or minus."""
MINUTES = (15, 20, 25, 15, 30)
"""How long homework takes, one lesson after another."""


@dataclass
class _Course:
    key: CourseId
    subject: str
    grade: int
    markless: bool
    group: int
    account: int
    plan: list[tuple[int, str, str, int | None]] = field(default_factory=list)
    lessons: list[tuple[LessonId, date, int]] = field(default_factory=list)
    pupils: list[PupilId] = field(default_factory=list)
    given: int = 0


class DemoYear:
    """Half a year of plausible lessons, from one seed."""

    def __init__(self, school: School, zone: ZoneInfo, opens: datetime, progress: Progress) -> None:
        self.school = school
        self.zone = zone
        self.opens = opens
        self.progress = progress
        self.chance = random.Random(SEED)
        self.sign_chance = random.Random(SEED)
        self.courses = self._read_courses()
        kinds = school.db.sql("SELECT id, code, weight, for_all FROM work_kind")
        self.works = {code: (key, weight, bool(for_all)) for key, code, weight, for_all in kinds}
        self.lesson_kinds = [key for (key,) in school.db.sql("SELECT id FROM lesson_kind ORDER BY id")]
        pupils = [key for (key,) in school.db.sql("SELECT id FROM pupil ORDER BY id")]
        self.at_home = self._taught_at_home()
        self.talent = {key: self.chance.gauss(4.0, 0.45) for key in pupils}
        self.away = self._illnesses(pupils)
        self.away_on: dict[date, set[int]] = {}

    def _taught_at_home(self) -> set[int]:
        """Who learns at home and so is never missed in a lesson of the class."""
        forms = reference.demo_at_home()
        return {
            key for key, form in self.school.db.sql("SELECT id, education_form FROM pupil") if form in forms
        }

    def _read_courses(self) -> list[_Course]:
        sql = self.school.db.sql
        found = {
            key: _Course(CourseId(key), subject, grade, bool(markless) or grade == 1, group, account)
            for key, subject, grade, markless, group, account in sql(
                "SELECT c.id, s.name, g.grade, s.markless, g.id, a.id FROM course c JOIN subject s ON s.id=c.subject"
                " JOIN study_group g ON g.id=c.study_group JOIN teaching t ON t.course=c.id"
                " JOIN account a ON a.staff=t.staff ORDER BY c.id"
            )
        }
        for key, course, day, number in sql("SELECT id, course, day, number FROM lesson ORDER BY day, number, id"):
            found[course].lessons.append((LessonId(key), date.fromisoformat(day), number))
        rolls: dict[int, list[PupilId]] = {}
        for group, pupil in sql("SELECT study_group, pupil FROM membership ORDER BY study_group, pupil"):
            rolls.setdefault(group, []).append(PupilId(pupil))
        for course in found.values():
            course.pupils = rolls.get(course.group, [])
        return list(found.values())

    def _illnesses(self, pupils: list[int]) -> dict[int, list[tuple[date, date, Absence]]]:
        """Each pupil's stretches away, with the reason the class teacher will find."""
        first, last = self.school.calendar().starts, self.opens.date()
        found: dict[int, list[tuple[date, date, Absence]]] = {}
        for pupil in pupils:
            spells = []
            for _spell in range(self.chance.choice((0, 1, 1, 2, 3))):
                begins = first + timedelta(days=self.chance.randrange(max(1, (last - first).days)))
                length = self.chance.choice((0, 1, 2, 4, 6))
                letter = self.chance.choice((Absence.ILL, Absence.ILL, Absence.ILL, Absence.EXCUSED, Absence.ABSENT))
                spells.append((begins, begins + timedelta(days=length), letter))
            found[pupil] = [] if pupil in self.at_home else spells
        return found

    def live(self) -> None:
        """Plans first, then week after week, then the reasons of absence."""
        starts = self.school.calendar().starts
        self.school.clock = held_at(datetime.combine(starts, time(8)), self.zone)
        self._plans()
        weeks = sorted({monday(day) for day in days(starts, self.opens.date())})
        for number, week in enumerate(weeks):
            self._week(week)
            self.progress(20 + 75 * (number + 1) // len(weeks), 100)
        self._reasons()
        self._somebody_is_away()
        self.progress(100, 100)

    def _somebody_is_away(self) -> None:
        """On the next school day one teacher is at a course, and the first of the lessons is given already."""
        following = self.opens.date() + timedelta(days=1)
        rows = self.school.db.sql(
            "SELECT l.day, t.staff FROM lesson l JOIN teaching t ON t.course=l.course"
            " WHERE l.day>=? ORDER BY l.day, l.number DESC, l.id LIMIT 1",
            following.isoformat(),
        )
        dispatchers = self.school.db.sql(
            "SELECT a.id FROM account a JOIN staff_role r ON r.staff=a.staff WHERE r.role='dispatcher' ORDER BY a.id"
        )
        if not rows or not dispatchers:
            return
        day, staff = date.fromisoformat(rows[0][0]), StaffId(rows[0][1])
        session = self._as(dispatchers[0][0])
        session.do(PutAway(staff, day, Away(day, day, Reason.COURSE, "12")))
        line = next((line for line in session.ask(ShowSubstitutions(day)).lines if line.offered), None)
        if line is not None and line.offered is not None:
            session.do(GiveLesson(line.lesson, line.offered.staff, Reason.COURSE, "12"))

    def _plans(self) -> None:
        """Every teacher brings the plans, the deputy head agrees to nearly all of them."""
        deputy = self._as(self._deputy())
        for number, course in enumerate(self.courses, 1):
            topics = reference.demo_topics(course.subject, course.grade, len(course.lessons))
            lines = tuple(
                PlanLine(topic.topic, topic.homework, self._kind(topic.work), day=day)
                for topic, (_lesson, day, _number) in zip(topics, course.lessons, strict=True)
            )
            self._as(course.account).do(ReplacePlans(((course.key, digest(())),), lines))
            if number % WAITING:
                deputy.do(ApprovePlan(course.key, digest(plans.lines(self.school, course.key))))
        by_key = {int(course.key): course for course in self.courses}
        for key, course_key, topic, homework, kind in self.school.db.sql(
            "SELECT id, course, topic, homework, work_kind FROM plan_entry ORDER BY course, number"
        ):
            by_key[course_key].plan.append((key, topic, homework, kind))

    def _deputy(self) -> int:
        rows = self.school.db.sql(
            "SELECT MIN(a.id) FROM account a JOIN staff_role r ON r.staff=a.staff WHERE r.role='deputy'"
        )
        return int(rows[0][0])

    def _kind(self, code: str) -> int | None:
        return self.works[code][0] if code in self.works else None

    def _as(self, account: int) -> Session:
        return Session(self.school, account, "demo")

    def _week(self, week: date) -> None:
        ends = min(week + timedelta(days=6), self.opens.date())
        by_teacher: dict[int, list[LessonRecord]] = {}
        for course in self.courses:
            for lesson, day, number in course.lessons[course.given :]:
                if day > ends or (day == self.opens.date() and number > 1):
                    break
                record = self._lesson(course, lesson, day)
                course.given += 1
                by_teacher.setdefault(course.account, []).append(record)
        last = max((record.day for records in by_teacher.values() for record in records), default=ends)
        entered = time(9, 30) if last == self.opens.date() else time(15, 30)
        self.school.clock = held_at(datetime.combine(last, entered), self.zone)
        for account, records in by_teacher.items():
            self._as(account).do(EnterRecords(tuple(records)))

    def _lesson(self, course: _Course, lesson: LessonId, day: date) -> LessonRecord:
        chance = self.chance
        beyond_plan = course.given >= len(course.plan)
        entry, topic, homework, kind = (None, "—", "", None) if beyond_plan else course.plan[course.given]
        away = self._away_from(course, day)
        works = [] if course.markless else self._works(course, kind, [p for p in course.pupils if p not in away])
        absences = list(away.items())
        if course.pupils and chance.random() < 0.08:
            late = chance.choice(course.pupils)
            if late not in away and late not in self.at_home:
                absences.append((late, Absence.LATE))
        said = None if course.grade == 1 else "" if chance.random() < 0.12 else homework
        return LessonRecord(
            lesson, course.key, day, topic, entry, self.lesson_kinds[2 if kind else chance.randrange(2)], tuple(works),
            tuple(absences), said, MINUTES[course.given % len(MINUTES)],
        )  # fmt: skip

    def _away_from(self, course: _Course, day: date) -> dict[PupilId, Absence]:
        """Who is ill that day, and now and then somebody who just did not come."""
        if day not in self.away_on:
            self.away_on[day] = {
                pupil for pupil, spells in self.away.items() if any(first <= day <= last for first, last, _ in spells)
            }
        away = self.away_on[day]
        found = {pupil: Absence.ABSENT for pupil in course.pupils if pupil in away}
        if course.pupils and self.chance.random() < 0.15:
            missing = self.chance.choice(course.pupils)
            if missing not in self.at_home:
                found[missing] = Absence.ABSENT
        return found

    def _works(self, course: _Course, kind: int | None, present: list[PupilId]) -> list[WorkRecord]:
        found = []
        if kind is not None:
            (weight, for_all) = next((w, a) for key, w, a in self.works.values() if key == kind)
            found.append(WorkRecord(kind, weight, for_all, tuple((p, self._mark(p)) for p in present)))
            return found
        key, weight, for_all = self.works["answer"]
        share = 0.2 if len(present) > 15 else 0.3
        asked = tuple((p, self._mark(p)) for p in present if self.chance.random() < share)
        if asked:
            found.append(WorkRecord(key, weight, for_all, asked))
        return found

    def _mark(self, pupil: PupilId) -> Mark:
        value = Value(max(2, min(5, round(self.chance.gauss(self.talent[pupil], 0.7)))))
        signed = self.sign_chance.random() < SIGNED and value is not Value.TWO
        return Mark(value, self.sign_chance.choice("+-") if signed else "")

    def _reasons(self) -> None:
        heads = dict(
            self.school.db.sql(
                "SELECT t.school_class, a.id FROM class_teacher t JOIN account a ON a.staff=t.staff"
            )
        )
        self.school.clock = held_at(datetime.combine(self.opens.date(), time(9, 40)), self.zone)
        today = self.opens.date()
        for found in people.classes(self.school):
            session = self._as(heads[found.id]) if found.id in heads else None
            for pupil, _name in people.pupils_of_class(self.school, found.id, today):
                for first, last, letter in self.away[pupil]:
                    if session and letter is not Absence.ABSENT and last < today:
                        session.do(GiveReasons(ClassId(found.id), pupil, first, last, letter))
            if session:
                session.do(ReleaseSheets(ClassId(found.id), today))
