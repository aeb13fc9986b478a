"""The live home: its folder, its configuration, its database, its clock."""

import json
import os
import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from time import time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ...clock import Clock, running_from
from ...domain.errors import Broken, Invalid, Refusal
from ...domain.people.people import CONSOLE
from ...domain.text.cleaning import clean
from ...domain.years.year import Calendar
from ...i18n import _, speak
from ...machine import CONFIGURATION, configured_database
from ...storage.accounts import accounts
from ...storage.engine.engine import read_url
from ...storage.school import School, database_url
from ..accounts.secrets import Hasher, create_key, create_pepper, families_key
from ..families.doors import doors_of
from ..session import Session
from ..years.founding import REAL, FirstOfficer, FoundSchool

FOLDERS = ("backups", "archives", "inbox", "outbox", "log")
DEFAULT_ZONE = "Europe/Moscow"

_EMPTY_CONFIGURATION = """\
# What this machine knows of its journal. The facts of the school are in the database.
# database = "postgresql://user:password@server/ejournal?schema=school_1"
"""


@dataclass
class Home:
    """An open home."""

    path: Path
    school: School
    language: str
    purpose: str

    def __post_init__(self) -> None:
        if self.school.db.queue:
            self.school.db.queue.name_of = self._name_of

    def _name_of(self, process: int) -> str:
        account = accounts.at_process(self.school, process)
        return accounts.authors(self.school, [account]).get(account, "")

    @cached_property
    def hasher(self) -> Hasher:
        """What makes and checks secrets; raises Broken without the home's key."""
        return Hasher(self.path)

    @cached_property
    def families_hasher(self) -> Hasher:
        """What makes the families' secrets: with a key of their own where they have a door of their own."""
        if (folder := doors_of(self.path).publish) is None:
            return self.hasher
        key = families_key(folder)
        if not key.path.exists():
            create_key(key)
        return Hasher(self.path, key=key)

    @property
    def clock(self) -> Clock:
        """The school's clock."""
        return self.school.clock

    def console(self) -> Session:
        """The door as the operating system's user of the home sees it."""
        return Session(self.school, CONSOLE, f"console:{_system_user()}")

    def close(self) -> None:
        """Let go of everything."""
        self.school.close()


def _system_user() -> str:
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())


def zone(name: str) -> ZoneInfo:
    """The time zone of a name; raises Invalid."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise Invalid(
            _("There is no time zone “{name}”.").format(name=name[:40]), _("Write it like Europe/Moscow.")
        ) from error


def _configured_database(path: Path) -> str:
    try:
        return configured_database(path)
    except (OSError, ValueError) as error:
        raise Broken(_("{name} cannot be read: {error}.").format(name=CONFIGURATION, error=error)) from error


def create_home(
    path: Path, name: str, language: str, zone_name: str, calendar: Calendar, purpose: str = REAL,
    begins: datetime | None = None, database: str = "",
) -> Home:  # fmt: skip
    """Make a new home with an empty school; raises Refusal when one is there already."""
    name = school_name(name)
    refuse_folder(path, database)
    place = zone(zone_name)
    clock = running_from(begins, place) if begins else Clock(place)
    with ExitStack() as half_made:
        try:
            _lay_out(path, database, half_made)
        except OSError as error:
            raise _not_made(path, error) from error
        school = School.create(database_url(path, database), clock)
        half_made.callback(school.close)
        home = Home(path, school, language, purpose)
        offset = round(clock.seconds() - time()) if begins else 0
        check = home.hasher.check_value()
        home.console().do(FoundSchool(name, language, zone_name, calendar, purpose, offset, check))
        half_made.pop_all()
    return home


def school_name(text: str) -> str:
    """The name of a school as typed; raises Invalid for none."""
    name = clean(text).strip()
    if not name:
        raise Invalid(_("The school needs a name."), _("Give it with --name."))
    return name


def refuse_folder(path: Path, database: str = "") -> None:
    """Raise Refusal when no home can be made in a folder, as far as this shows without making one."""
    read_url(database_url(path, database))
    try:
        if path.exists() and any(path.iterdir()):
            raise Refusal(
                _("The folder {path} is not empty.").format(path=path), _("Name another folder with --home.")
            )
        there = next(folder for folder in (path, *path.absolute().parents) if folder.exists())
        if not (there.is_dir() and os.access(there, os.W_OK | os.X_OK)):
            raise OSError(0, _("nothing can be written in {name}").format(name=there))
    except OSError as error:
        raise _not_made(path, error) from error


def _not_made(path: Path, error: OSError) -> Refusal:
    return Refusal(
        _("The folder {path} cannot be made: {error}.").format(path=path, error=error.strerror),
        _("Name another folder with --home."),
    )


def _lay_out(path: Path, database: str, half_made: ExitStack) -> None:
    """Make the folders and files of a home, to be removed again if it does not become one."""
    if not path.exists():
        path.mkdir(mode=0o700, parents=True)
        half_made.callback(path.rmdir)
    path.chmod(0o700)
    for folder in FOLDERS:
        (path / folder).mkdir(mode=0o700)
        half_made.callback(shutil.rmtree, path / folder)
    half_made.callback(_remove_files, path)
    # Text in TOML is quoted as it is in JSON.
    content = f"database = {json.dumps(database, ensure_ascii=False)}\n" if database else _EMPTY_CONFIGURATION
    (path / CONFIGURATION).write_text(content, encoding="utf8")
    create_pepper(path)


def _remove_files(path: Path) -> None:
    for file in path.iterdir():
        if file.is_file():
            file.unlink()


def name_first_officer(home: Home, login: str = "officer") -> None:
    """Make the first account of a real home."""
    home.console().do(FirstOfficer(login))


def open_home(path: Path, language: str | None = None, keyless: bool = False) -> Home:
    """Open a home; raises Broken for what is no journal, is damaged or belongs to a newer program.

    Without its key only who looks for faults opens it.
    """
    if doors_of(path).read is not None:
        raise Refusal(
            _("{path} is the families' door: commands have no journal there.").format(path=path),
            _("Name the school's own home with --home."),
        )
    configured = _configured_database(path)
    if not configured and not (path / "journal.db").exists():
        raise Broken(
            _("There is no journal in {path}.").format(path=path),
            _("Make one with “ejournal init”, or see it work with “ejournal demo”."),
        )
    school = School(database_url(path, configured), Clock(ZoneInfo(DEFAULT_ZONE)))
    try:
        school.update(partial(_keep_a_copy, school, path))
        with school.reading():
            place = zone(school.setting("zone", DEFAULT_ZONE))
            spoken = language or os.environ.get("EJOURNAL_LANG") or school.setting("language", "ru")
            purpose = school.setting("purpose", REAL)
            school.clock = clock_of(place, purpose, int(school.setting("clock_offset", "0")))
        home = Home(path, school, spoken, purpose)
        if not keyless:
            home.hasher = Hasher(path)
    except Refusal:
        school.close()
        raise
    speak(spoken)
    return home


def _keep_a_copy(school: School, path: Path) -> None:
    """Before another version of the program changes the tables; a server's keeper has copies of his own."""
    if school.db.postgres:
        return
    # Proving a copy is no work of an ordinary start.
    from ...storage.engine.backup import copy_verified

    copy_verified(school.db, path / "backups" / f"ejournal-{school.clock.now():%Y-%m-%d-%H%M%S}-before-update.db")


def clock_of(place: ZoneInfo, purpose: str, offset: int) -> Clock:
    """The real clock, but in a demo or training home one that EJOURNAL_NOW or the home itself sets going."""
    if purpose == REAL:
        return Clock(place)
    wanted = os.environ.get("EJOURNAL_NOW")
    if not wanted:
        return Clock(place, lambda: time() + offset)
    try:
        return running_from(datetime.fromisoformat(wanted), place)
    except ValueError as error:
        raise Invalid(
            _("EJOURNAL_NOW is not a moment: “{text}”.").format(text=wanted[:40]),
            _("Write it like 2018-01-15T10:00."),
        ) from error
