"""The families' own door: a home without a journal, which reads what the school puts out."""

import os
from pathlib import Path
from zoneinfo import ZoneInfo

from ...clock import Clock
from ...domain.errors import Broken, Refusal
from ...i18n import _, speak
from ...storage.families.door import OWN_FILE, DoorSchool
from ...storage.families.spool import Spool
from ..accounts.secrets import Hasher, families_key
from ..operations.home import DEFAULT_ZONE, Home, clock_of, open_home, zone
from ..years.founding import REAL
from .doors import doors_of


def open_entrance(path: Path, language: str | None = None) -> Home:
    """The home of whichever door this is: the staff's or the families'; raises Broken."""
    doors = doors_of(path)
    if doors.read is None:
        return open_home(path, language)
    if doors.spool is None:
        raise Broken(
            _("The families' door does not know where to pass on what they say."),
            _("Name the folder in {name}: [diary] spool = \"...\".").format(name=path / "ejournal.toml"),
        )
    school = DoorSchool(path / OWN_FILE, doors.read, Clock(ZoneInfo(DEFAULT_ZONE)), Spool(doors.spool))
    try:
        with school.reading():
            spoken = language or os.environ.get("EJOURNAL_LANG") or school.setting("language", "ru")
            purpose = school.setting("purpose", REAL)
            place = zone(school.setting("zone", DEFAULT_ZONE))
            school.clock = clock_of(place, purpose, int(school.setting("clock_offset", "0")))
        home = Home(path, school, spoken, purpose)
        home.hasher = Hasher(path, key=families_key(doors.read))
    except Refusal:
        school.close()
        raise
    speak(spoken)
    return home
