"""The shipped tables: read once, when asked for."""

import tomllib
from functools import cache
from typing import Any

from ..domain.errors import Invalid
from ..domain.reference import DemoTopic, LessonKindRef, SubjectRef, WorkRef
from ..domain.year import DEFAULT_SCHEMES, GRADES, Calendar, CalendarSpan, DayKind, Period, Scheme
from ..i18n import _
from ..paths import data_folder



@cache
def _table(folder: str, name: str) -> dict[str, Any]:
    return tomllib.loads((data_folder() / folder / f"{name}.toml").read_text(encoding="utf8"))


@cache
def subjects() -> tuple[SubjectRef, ...]:
    """The subjects a school may teach."""
    return tuple(
        SubjectRef(row["name"], row["short"], tuple(row.get("aliases", ())), row.get("markless", False))
        for row in _table("reference", "subjects")["subject"]
    )


def subject(name: str) -> SubjectRef | None:
    """The subject of a full name, None when the school made it up."""
    return next((found for found in subjects() if found.name == name), None)


@cache
def aliases() -> dict[str, str]:
    """Full names of subjects by every way to write them, in lower case."""
    return {
        written.casefold(): found.name for found in subjects() for written in (found.name, found.short, *found.aliases)
    }


@cache
def works() -> tuple[WorkRef, ...]:
    """The kinds of work."""
    return tuple(
        WorkRef(r["code"], r["name"], r["short"], r["weight"], r.get("due_days", 7), r.get("for_all", False))
        for r in _table("reference", "works")["work"]
    )


@cache
def lesson_kinds() -> tuple[LessonKindRef, ...]:
    """The kinds of lesson."""
    return tuple(LessonKindRef(row["code"], row["name"]) for row in _table("reference", "works")["lesson"])


@cache
def posts() -> dict[str, tuple[str, ...]]:
    """Parts of the words of a post by the role they give."""
    return {role: tuple(words) for role, words in _table("reference", "posts").items()}


def calendar(title: str) -> Calendar:
    """The shipped calendar of a study year; raises Invalid when none is shipped."""
    name = "calendar-" + title.replace("/", "-")
    if not (data_folder() / "reference" / f"{name}.toml").exists():
        raise Invalid(_("There is no calendar of {title}.").format(title=title[:20]), _("Shipped is 2017/2018."))
    found = _table("reference", name)
    spans = tuple(
        CalendarSpan(
            DayKind(s["kind"]), s["starts"], s["ends"], s["title"], s.get("first_grade", GRADES[0]),
            s.get("last_grade", GRADES[-1]), s.get("as_weekday"),
        )
        for s in found["span"]
    )  # fmt: skip
    periods = tuple(Period(Scheme(p["scheme"]), p["number"], p["starts"], p["ends"]) for p in found["period"])
    return Calendar(
        found["title"], found["starts"], found["ends"], spans, periods, dict(DEFAULT_SCHEMES), found["week"]
    )


@cache
def common_passwords() -> frozenset[str]:
    """The passwords that are tried first."""
    return frozenset((data_folder() / "reference" / "passwords.txt").read_text(encoding="utf8").split())


def demo_school() -> str:
    """The name of the demo school."""
    return str(_table("demo", "school")["name"])


def demo_topics(subject_name: str, grade: int) -> tuple[DemoTopic, ...]:
    """A year's plan of a subject for a grade, plausible and invented."""
    table = _table("demo", "topics")
    known = table.get(subject_name, table["general"])
    stage = "1-4" if grade <= 4 else "5-9" if grade <= 9 else "10-11"
    topics: list[str] = known.get(stage) or next(iter(v for k, v in known.items() if k not in ("homework", "work")))
    homework: list[str] = known["homework"]
    work = known["work"]
    found = []
    for n in range(240):
        topic = topics[n * len(topics) // 120 % len(topics)]
        control = n % 12 == 11
        if control:
            topic = known.get("control", table["control"]).format(number=n // 12 + 1, topic=topic)
        task = homework[n % len(homework)].format(section=n // 2 + 1, number=10 + 3 * n, grade=grade)
        found.append(DemoTopic(topic, task, work if control else ""))
    return tuple(found)
