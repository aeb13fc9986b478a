"""A school for the table of terms: two shifts, subgroups, groups of several classes, home tuition, class 1.

Its lessons are those that the rows of `deadlines.csv` speak of: «8А 1-5, 8А гр. 1 6, moved 8А 7 to 2018-01-30 8».
"""

import csv
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ejournal_tui.domain.journal.marks import Mark, Value
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.session import Session
from ejournal_tui.storage.log.audit import Ledger

YEAR = "2017-09-01"
OWN, OTHER = "Ершова", "Панина"
CLASSES = {"1А": 1, "8А": 8, "8Б": 8, "8В": 8, "8Г": 8, "8Д": 8, "10А": 10, "10Б": 10, "10В": 10}
PARTS = {"8А гр. 1": "8А", "8А гр. 2": "8А", "8Г гр. 1": "8Г"}
AT_HOME = {"дома": "8А", "8Г дома": "8Г"}
CROSSING = {"хор": ("8А", "8Б"), "эл.": ("10А", "10Б")}
PUPILS = 3
STATES = ["cancelled", "moved", "taken", "joint", "paper", "filled", "rolled", "nothing", "given"]
SECOND_SHIFT = "1 13:30–14:15, 2 14:25–15:10, 3 15:20–16:05, 4 16:15–17:00, 5 17:10–17:55, 6 18:05–18:50"
SHORT_DAY = (
    "1 8:30–9:00, 2 9:10–9:40, 3 9:50–10:20, 4 10:30–11:00, 5 11:10–11:40, 6 11:50–12:20, 7 12:30–13:00"
)
RULES = (
    ("homework_hours", "1", "2018-02-12", "2018-02-16", 8, 8),
    ("homework_hours", "24", "2018-02-26", "2018-02-28", 10, 10),
    ("marks_days", "5", "2018-02-05", "2018-02-11", 8, 8), ("marks_days", "3", "2018-02-05", None, 10, 10),
    ("over_holidays", "yes", "2017-10-16", "2017-10-26", 8, 8),
    ("over_holidays", "yes", "2017-12-25", "2017-12-31", 8, 8),
    ("over_holidays", "yes", "2018-03-05", "2018-03-09", 8, 8),
    ("over_holidays", "yes", "2018-04-27", "2018-04-27", 8, 8),
    ("result_hours", "48", "2018-06-01", None, 9, 9),
)  # fmt: skip
KIND_DAYS = {"dictation": 1, "composition": 14}
_ITEM = re.compile(
    rf"(?:({'|'.join(STATES)}) )?((?:\d+[А-Я](?: гр\. \d| дома)?|дома|хор|эл\.)) (\d[\d -]*?)(?: to (\S+) (\d))?"
)
_WORK = re.compile(rf"(\d+[А-Я]) (?:({'|'.join(STATES)}) )?(control|independent|dictation|composition) (.+)")


@dataclass(frozen=True)
class Row:
    """A row of the table."""

    clock: str
    day: str
    stands: str
    whose: str
    """The group, perhaps the number of the lesson, perhaps who owes it."""
    until: str
    why: str

    @property
    def asked(self) -> tuple[str, int | None, str]:
        """The group, the number of the lesson, who owes it."""
        name = OTHER if self.whose.endswith(OTHER) else OWN
        group = self.whose.removesuffix(name).strip()
        if found := re.fullmatch(r"(.+[А-Яа-я]) (\d)|(.+ гр\. \d) (\d)", group):
            return found[1] or found[3], int(found[2] or found[4]), name
        return group, None, name


def rows() -> list[Row]:
    """The table."""
    with (Path(__file__).parent / "deadlines.csv").open(encoding="utf8") as lines:
        return [Row(**line) for line in csv.DictReader(lines, delimiter=";")]


@dataclass
class _Lesson:
    word: str = ""
    moved_from: bool = False
    asked: bool = False
    clock: str = "homework"


@dataclass
class Terms:
    """The school with its lessons."""

    home: Home
    courses: dict[str, int] = field(default_factory=dict)
    classes: dict[str, int] = field(default_factory=dict)
    staff: dict[str, int] = field(default_factory=dict)
    pupils: dict[str, list[int]] = field(default_factory=dict)
    _lessons: dict[tuple[str, str, int], _Lesson] = field(default_factory=dict)
    keys: dict[tuple[str, str, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        table = rows()
        self.home.school.write(0, "test", lambda ledger: self._found(ledger, table))
        self.sessions = {name: Session(self.home.school, account, "test") for name, account in self._accounts.items()}

    def lesson_of(self, row: Row) -> int:
        """The lesson that a row asks about: the first of the group on the day where it names no number."""
        group, number, _name = row.asked
        here = [(n, key) for (of, day, n), key in self.keys.items() if (of, day) == (group, row.day)]
        return next(key for n, key in sorted(here) if number in (None, n))

    def _found(self, ledger: Ledger, table: list[Row]) -> None:
        self.ledger = ledger
        self._people()
        self._groups()
        self._bells_and_rules()
        for row in table:
            if row.clock in ("homework", "lesson"):
                for item in row.stands.split(", "):
                    self._read(row, item)
        for group in self.courses:
            # Lessons around those of the table: none of it stands beside holidays unless it says so.
            for day in ("2017-09-04", "2018-01-11", "2018-03-23", "2018-04-02", "2018-05-25"):
                self._lessons.setdefault((group, day, 1), _Lesson())
        for (group, day, number), lesson in self._lessons.items():
            self.keys[group, day, number] = self._write(group, day, number, lesson)
        for row in table:
            if row.clock == "marks" and (row.whose.split()[0], row.day, 1) not in self.keys:
                self._work(row)
        ledger.seal("Test", "done", {})

    def _people(self) -> None:
        self._accounts = {}
        for name, given, patronymic in ((OWN, "Ирина", "Павловна"), (OTHER, "Вера", "Олеговна")):
            self.staff[name] = self.ledger.insert(
                "staff", surname=name, given=given, patronymic=patronymic,
                search_key=f"{name} {given} {patronymic}".casefold(), post="учитель", room="", phone="", email="",
            )  # fmt: skip
            self.ledger.insert(
                "staff_role", staff=self.staff[name], role="teacher", first_grade=None, last_grade=None, starts=YEAR,
                ends=None,
            )  # fmt: skip
            self._accounts[name] = self.ledger.insert(
                "account", login=f"{name}_t", staff=self.staff[name], pupil=None, guardian=None, disabled=0
            )

    def _groups(self) -> None:
        for name, grade in CLASSES.items():
            self.classes[name] = self._group("class", name, grade, name.lstrip("0123456789"), None)
            self.pupils[name] = [self._pupil(name, number) for number in range(PUPILS)]
            for pupil in self.pupils[name]:
                self._member(self.classes[name], pupil)
        for name, of in (PARTS | AT_HOME).items():
            kind = "subgroup" if name in PARTS else "individual"
            group = self._group(kind, name, 8, of[-1], self.classes[of])
            self._member(group, self.pupils[of][0])
        for name, both in CROSSING.items():
            group = self._group("cross", name, CLASSES[both[0]], "", None)
            self._member(group, self.pupils[both[0]][1])
            self._member(group, self.pupils[both[1]][1], ends="2018-02-28" if name == "эл." else None)
        left, home = self.pupils["8В"][1:3]
        ((key,),) = self.home.school.db.sql("SELECT id FROM membership WHERE pupil=?", left)
        self.ledger.update("membership", key, ends="2018-04-05")
        self.ledger.insert("home_tuition", pupil=home, starts="2018-03-14", ends=None, order_number="7")
        self.pupils["8В"].append(self._pupil("8В", PUPILS))
        self._member(self.classes["8В"], self.pupils["8В"][-1], starts="2018-04-02")

    def _group(self, kind: str, title: str, grade: int, letter: str, of: int | None) -> int:
        name = title.removeprefix(f"{grade}{letter}").strip() if of else title
        group = self.ledger.insert(
            "study_group", year=self.home.school.year(), kind=kind, name=name, grade=grade, letter=letter, of_class=of
        )
        ((subject,),) = self.home.school.db.sql("SELECT id FROM subject WHERE name='Русский язык'")
        course = self.ledger.insert("course", subject=subject, study_group=group, half_hours=6)
        left = "2018-02-01" if title == "8Д" else None
        self.ledger.insert("teaching", course=course, staff=self.staff[OWN], starts=YEAR, ends=left)
        if left:
            self.ledger.insert("teaching", course=course, staff=self.staff[OTHER], starts="2018-02-02", ends=None)
        self.courses[title] = course
        return group

    def _pupil(self, of: str, number: int) -> int:
        surname = ("Абрамов", "Белов", "Громов", "Дёмин")[number]
        return self.ledger.insert(
            "pupil", surname=surname, given="Пётр", patronymic="", search_key=f"{surname} петр".casefold(),
            birth="2003-05-05", sex="m", file_number=f"{of}-{number}", language="", education_form="", phone="",
            enrolled=YEAR,
        )  # fmt: skip

    def _member(self, group: int, pupil: int, starts: str = YEAR, ends: str | None = None) -> None:
        self.ledger.insert("membership", study_group=group, pupil=pupil, starts=starts, ends=ends, order_number="")

    def _bells_and_rules(self) -> None:
        self.ledger.insert("bell", number=0, starts="7:40", ends="8:25")
        for name, times, first, last, of in (
            ("2 смена", SECOND_SHIFT, YEAR, "2018-05-31", self.classes["8Б"]),
            ("короткий день", SHORT_DAY, "2018-02-22", "2018-02-22", None),
        ):
            key = self.ledger.insert("bell_set", name=name, times=times)
            self.ledger.insert(
                "bell_use", bell_set=key, starts=first, ends=last, weekday=None, first_grade=1, last_grade=11,
                school_class=of,
            )  # fmt: skip
        for name, value, starts, ends, first_grade, last_grade in RULES:
            self.ledger.insert(
                "rule", name=name, value=value, starts=starts, ends=ends, first_grade=first_grade,
                last_grade=last_grade, subject=None,
            )  # fmt: skip
        for code, days in KIND_DAYS.items():
            ((key,),) = self.home.school.db.sql("SELECT id FROM work_kind WHERE code=?", code)
            self.ledger.update("work_kind", key, due_days=days)

    def _read(self, row: Row, item: str) -> None:
        found = _ITEM.fullmatch(item)
        assert found, item
        word, group, numbers, to, at = found.groups()
        asked, wanted, _name = row.asked
        first = True
        if wanted is not None and (group, row.day, wanted) in self._lessons:
            self._lessons[group, row.day, wanted].asked = True
        for number in _numbers(numbers):
            lesson = self._lessons.setdefault((group, row.day, number), _Lesson(clock=row.clock))
            lesson.word = word or lesson.word
            lesson.asked |= group == asked and (number == wanted or (wanted is None and first))
            first = False
            if to:
                self._lessons.setdefault((group, to, int(at)), _Lesson(moved_from=True, clock=row.clock))

    def _write(self, group: str, day: str, number: int, lesson: _Lesson) -> int:
        state = {"cancelled": "cancelled", "moved": "moved"}.get(lesson.word, "held")
        kept = lesson.clock == "homework" or lesson.word in ("filled", "rolled")
        given = self.staff[OTHER] if lesson.word in ("taken", "joint") else None
        key = self.ledger.insert(
            "lesson", course=self.courses[group], day=day, number=number, room="", state=state if kept else
            {"held": "planned"}.get(state, state), topic="Причастие" if kept and lesson.word != "rolled" else "",
            plan_entry=None, kind=None, substitute=given, roll_at=1 if kept else None, held_at=1 if kept else None,
            on_paper_at=1 if lesson.word == "paper" else None,
        )  # fmt: skip
        if lesson.word == "joint":
            self.ledger.insert(
                "substitution", lesson=key, kind="joint", substitute=given, reason="illness", order_number="5",
                confirmed=1, moved_to=None,
            )  # fmt: skip
        if not lesson.asked or lesson.word in ("nothing", "given"):
            self.ledger.insert(
                "homework", lesson=key, text="" if lesson.word == "nothing" else "§ 3",
                none_set=int(lesson.word == "nothing"), due=None, minutes=None, author=1, at=1,
            )  # fmt: skip
        return key

    def _work(self, row: Row) -> None:
        found = _WORK.fullmatch(row.stands)
        assert found, row.stands
        group, word, code, cells = found.groups()
        self.keys[group, row.day, 1] = lesson = self._write(group, row.day, 1, _Lesson(word=word or ""))
        ((kind, weight, for_all),) = self.home.school.db.sql(
            "SELECT id, weight, for_all FROM work_kind WHERE code=?", code
        )
        work = self.ledger.insert("work", lesson=lesson, kind=kind, weight=weight, for_all=for_all)
        for pupil, cell in zip(self.pupils[group], cells.split(), strict=False):
            self._cell(lesson, work, pupil, cell)

    def _cell(self, lesson: int, work: int, pupil: int, cell: str) -> None:
        why, _colon, day = cell.partition(":")
        if cell in "нбпо" or why == "debt":
            letter = "н" if why == "debt" else cell
            self.ledger.insert(
                "absence", lesson=lesson, pupil=pupil, letter=letter, minutes=None, author=1, at=1
            )
        if day:
            self.ledger.insert("work_date", work=work, pupil=pupil, day=day, why=why, author=1, at=1)
        mark = _MARKS.get(cell)
        if mark is not None:
            self.ledger.insert(
                "mark", work=work, pupil=pupil, place=0, value=int(mark.value), sign="", comment="", author=1, at=1
            )


_MARKS = {str(n): Mark(Value(n)) for n in range(2, 6)} | {"осв": Mark(Value.EXEMPT), "д": Mark(Value.DEBT)}


def _numbers(text: str) -> list[int]:
    """«1-5 7»."""
    found: list[int] = []
    for part in text.split():
        first, _dash, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found


def day_of(row: Row) -> date:
    """The day of the row."""
    return date.fromisoformat(row.day[:10])
