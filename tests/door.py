"""The two doors of a school for tests: the staff's home puts the diary out, another home reads it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ejournal_tui.services.families.door import open_entrance
from ejournal_tui.services.operations.home import CONFIGURATION, Home


@dataclass(frozen=True)
class Doors:
    """Where everything stands."""

    staff: Path
    families: Path
    folder: Path
    spool: Path

    @property
    def diary(self) -> Path:
        """The copy that families read."""
        return self.folder / "diary.db"

    def letters(self) -> list[Path]:
        """What lies on its way to the journal."""
        return sorted(self.spool.iterdir())

    @contextmanager
    def open(self) -> Iterator[Home]:
        """The families' door, open."""
        home = open_entrance(self.families, "en")
        try:
            yield home
        finally:
            home.close()


def set_up(staff: Path, beside: Path) -> Doors:
    """Give the families of a home a door of their own."""
    doors = Doors(staff, beside / "families", beside / "published", beside / "spool")
    for folder in (doors.families, doors.families / "log", doors.folder, doors.spool):
        folder.mkdir(mode=0o700)
    doors.folder.chmod(0o750)
    spool = f"spool = {json.dumps(str(doors.spool))}\n"
    with (staff / CONFIGURATION).open("a", encoding="utf8") as file:
        file.write(f"[diary]\npublish = {json.dumps(str(doors.folder))}\n{spool}")
    (doors.families / CONFIGURATION).write_text(
        f"[diary]\nread = {json.dumps(str(doors.folder))}\n{spool}", encoding="utf8"
    )
    return doors
