"""The shipped tables: read once, when asked for."""

import tomllib
from datetime import time
from functools import cache
from typing import Any

from ..domain.attendance.attendance import Absence
from ..domain.errors import Invalid
from ..domain.groups.groups import ClassName
from ..domain.results.results import Thresholds
from ..domain.settings.reference import (
    AbsenceReasonRef,
    BellRef,
    DemoTopic,
    DemoWords,
    LessonKindRef,
    Rules,
    SubjectRef,
    WorkRef,
    plan_topics,
    spread,
    stage_of,
)
from ..domain.years.year import DEFAULT_SCHEMES, GRADES, Calendar, CalendarSpan, DayKind, Period, Scheme
from ..i18n import DEFAULT, LANGUAGES, _
from ..paths import data_folder

_LONGEST_YEAR = 240
"""Lessons: more than six a week in the longest year."""


@cache
def _table(folder: str, name: str) -> dict[str, Any]:
    return tomllib.loads((data_folder() / folder / f"{name}.toml").read_text(encoding="utf8"))


def _said(row: dict[str, Any], key: str, language: str) -> str:
    return str(row.get(f"{key}_{language}", row[key]))


@cache
def subjects(language: str = DEFAULT) -> tuple[SubjectRef, ...]:
    """The subjects a school may teach, by their names in a language."""
    return tuple(
        SubjectRef(
            _said(row, "name", language), _said(row, "short", language), tuple(row.get("aliases", ())),
            row.get("markless", False),
        )
        for row in _table("reference", "subjects")["subject"]
    )  # fmt: skip


def subject(name: str) -> SubjectRef | None:
    """The subject of a full name in any of the languages, None when the school made it up."""
    return next((found for language in LANGUAGES for found in subjects(language) if found.name == name), None)


@cache
def aliases() -> dict[str, str]:
    """Full names of subjects by every way to write them, in lower case."""
    return {
        written.casefold(): found.name
        for found in subjects()
        for written in (found.name, found.short, *found.aliases)
    }


@cache
def works(language: str = DEFAULT) -> tuple[WorkRef, ...]:
    """The kinds of work, by their names in a language."""
    return tuple(
        WorkRef(
            r["code"], _said(r, "name", language), _said(r, "short", language), r["weight"], r.get("due_days", 7),
            r.get("for_all", False),
        )
        for r in _table("reference", "works")["work"]
    )  # fmt: skip


@cache
def lesson_kinds(language: str = DEFAULT) -> tuple[LessonKindRef, ...]:
    """The kinds of lesson, by their names in a language."""
    rows = _table("reference", "works")["lesson"]
    return tuple(LessonKindRef(row["code"], _said(row, "name", language)) for row in rows)


@cache
def topic_phrases(language: str = DEFAULT) -> tuple[str, ...]:
    """What stands in many topics (C13), in a language."""
    return tuple(_table("reference", "rules")["topics"][language])


@cache
def posts() -> dict[str, tuple[str, ...]]:
    """Parts of the words of a post by the role they give."""
    return {role: tuple(words) for role, words in _table("reference", "posts").items()}


@cache
def home_forms() -> tuple[str, ...]:
    """Parts of the words by which a list names tuition at home."""
    return tuple(_table("reference", "forms")["at_home"])


def is_maths(subject_name: str) -> bool:
    """Whether a subject is a part of mathematics, whose certificate mark they may share."""
    return _shipped_name(subject_name) in _table("reference", "finals")["maths"]


def is_examined(subject_name: str) -> bool:
    """Whether everybody takes the exam of a subject at the end of class 9."""
    return _shipped_name(subject_name) in _table("reference", "finals")["examined"]


def calendar(title: str, language: str = DEFAULT) -> Calendar:
    """The shipped calendar of a study year, its days off named in a language; raises Invalid when none is shipped."""
    name = "calendar-" + title.replace("/", "-")
    if not (data_folder() / "reference" / f"{name}.toml").exists():
        raise Invalid(_("There is no calendar of {title}.").format(title=title[:20]), _("Shipped is 2017/2018."))
    found = _table("reference", name)
    spans = tuple(
        CalendarSpan(
            DayKind(s["kind"]), s["starts"], s["ends"], _said(s, "title", language),
            s.get("first_grade", GRADES[0]), s.get("last_grade", GRADES[-1]), s.get("as_weekday"),
        )
        for s in found["span"]
    )  # fmt: skip
    periods = tuple(Period(Scheme(p["scheme"]), p["number"], p["starts"], p["ends"]) for p in found["period"])
    return Calendar(
        found["title"], found["starts"], found["ends"], spans, periods, dict(DEFAULT_SCHEMES), found["week"]
    )


@cache
def bells() -> tuple[BellRef, ...]:
    """The bells until the school's timetable brings its own."""
    return tuple(
        BellRef(row["number"], _wall_time(row["starts"]), _wall_time(row["ends"]))
        for row in _table("reference", "bells")["bell"]
    )


def _wall_time(text: str) -> time:
    hour, minute = text.split(":")
    return time(int(hour), int(minute))


@cache
def rules() -> Rules:
    """The rules of a new school."""
    found = _table("reference", "rules")
    terms = found["deadlines"]
    return Rules(
        terms["homework_hours"],
        terms["marks_days"],
        terms["result_hours"],
        {row["name"]: Thresholds(row["five"], row["four"], row["three"]) for row in found["thresholds"]},
        {Scheme(scheme): (few, some, many) for scheme, (few, some, many) in found["minimum_marks"].items()},
        found["not_attested"]["missed_thousandths"],
        tuple(
            AbsenceReasonRef(row["code"], row["name"], Absence(row["letter"]), row.get("said", ""))
            for row in found["absence_reason"]
        ),
        tuple(terms["homework_norm"]),
        terms["result_days"],
        tuple(terms["notice_days"]),
        tuple(terms["low_degrees"]),
    )


@cache
def common_passwords() -> frozenset[str]:
    """The passwords that are tried first."""
    return frozenset((data_folder() / "reference" / "passwords.txt").read_text(encoding="utf8").split())


def demo_school(language: str = DEFAULT) -> str:
    """The name of the demo school in a language."""
    return _said(_table("demo", "school"), "name", language)


def demo_words(language: str) -> dict[str, str]:
    """What the demo's workbooks say, in a language: subjects, posts, subgroups; nothing where it is theirs."""
    if language == DEFAULT:
        return {}
    names = {here.name: there.name for here, there in zip(subjects(), subjects(language), strict=True)}
    facts: dict[str, str] = _table("demo", "school")["english"]
    return names | facts


def demo_at_home() -> frozenset[str]:
    """How the demo's workbooks, in either language, call learning at home."""
    found = _table("demo", "school")
    return frozenset((found["at_home"], found["english"][found["at_home"]]))


def demo_class() -> ClassName:
    """The class of the small demo."""
    small = _table("demo", "school")["small_class"]
    return ClassName(small["grade"], small["letter"])


@cache
def demo_topics(subject_name: str, grade: int, lessons: int = 0) -> tuple[DemoTopic, ...]:
    """A plan of a subject for a grade, plausible and invented, spread over so many lessons.

    Without their number every topic is one lesson, and the plan goes on for as long as any year lasts.
    """
    table = _table("demo", "topics")
    known = table.get(_shipped_name(subject_name), {})
    stage = stage_of(tuple(known), grade)
    if stage is None:
        known, stage = table["*"], stage_of(tuple(table["*"]), grade) or ""
    said = _table("demo", "school")["plan"] | known
    words = DemoWords(said["after_work"], tuple(said["again"]))
    topics = plan_topics(known[stage].splitlines(), markless=grade == GRADES[0])
    plan = spread(topics, lessons, words) if lessons else _one_by_one(topics, words)
    tasks: list[str] = known["homework"]
    return tuple(
        DemoTopic(topic, "" if work else _task(tasks[n % len(tasks)], n), work)
        for n, (topic, work) in enumerate(plan)
    )


def _shipped_name(subject_name: str) -> str:
    """The name by which the shipped tables know a subject, whatever language it is in."""
    rows = _table("reference", "subjects")["subject"]
    return next((row["name"] for row in rows if row["name_en"] == subject_name), subject_name)


def _task(template: str, lesson: int) -> str:
    number = 10 + 3 * lesson
    return template.format(section=lesson // 2 + 1, number=number, next=number + 2)


def _one_by_one(topics: list[tuple[str, str]], words: DemoWords) -> list[tuple[str, str]]:
    plain = [topic for topic, work in topics if not work]
    rounds = (_LONGEST_YEAR - len(topics)) // len(plain) + 1
    repeated = [
        (f"{topic}. {words.again[turn % len(words.again)]}", "") for turn in range(rounds) for topic in plain
    ]
    return [*topics, *repeated][:_LONGEST_YEAR]
