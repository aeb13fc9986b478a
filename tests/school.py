"""The whole school of the demo's workbooks, without the half year that the demo lives through."""

from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from ejournal_tui.clock import held_at
from ejournal_tui.paths import data_folder
from ejournal_tui.services import reference
from ejournal_tui.services.operations.home import DEFAULT_ZONE, Home, create_home
from ejournal_tui.services.workbooks.workbooks import prepare
from ejournal_tui.services.years.founding import DEMO


def build_school(folder: Path, day: date, database: str = "") -> Path:
    """A home with all classes, teachers and lessons."""
    calendar = reference.calendar("2017/2018")
    opens = datetime.combine(day, time(8, 10))
    home = create_home(folder, "МОУ «Учебная СОШ № 0»", "ru", DEFAULT_ZONE, calendar, DEMO, opens, database=database)
    home.school.clock = held_at(datetime(2017, 8, 29, 9), ZoneInfo(DEFAULT_ZONE))
    with home.school.db.hurried():
        for kind in ("staff", "pupils", "groups", "timetable"):
            change = prepare(kind, data_folder() / "demo" / f"school-{kind}.xlsx", calendar.starts).change
            assert change is not None
            home.console().do(change)
    home.close()
    return folder


def staff_named(home: Home, name: str) -> int:
    """The member of staff of a name: «Полякова А. Д.»."""
    surname, given, patronymic = name.replace(".", "").split()
    ((key,),) = home.school.db.sql(
        "SELECT id FROM staff WHERE surname=? AND given LIKE ? AND patronymic LIKE ?",
        surname, f"{given}%", f"{patronymic}%",
    )  # fmt: skip
    return int(key)


def account_of(home: Home, staff: int) -> int:
    """The account of a member of staff."""
    return int(home.school.db.sql("SELECT id FROM account WHERE staff=?", staff)[0][0])


def lessons_of(home: Home, staff: int, day: str) -> list[tuple[int, int]]:
    """The lessons somebody gives on a day by the timetable: number, lesson."""
    rows = home.school.db.sql(
        "SELECT l.number, l.id FROM lesson l JOIN teaching t ON t.course=l.course WHERE t.staff=? AND l.day=?"
        " ORDER BY l.number, l.id",
        staff, day,
    )  # fmt: skip
    return [(number, key) for number, key in rows]
