"""Processes that enter marks, each the whole program below the screen, started and killed by the tests."""

import multiprocessing
import os
import resource
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg  # noqa: F401  # the homes of some tests live on a server: its driver must be there before the program

from ejournal_tui.clock import Clock
from ejournal_tui.domain.errors import Refusal
from ejournal_tui.domain.journal.lessons import LessonId
from ejournal_tui.domain.journal.marks import Mark, Value
from ejournal_tui.domain.people.people import PupilId
from ejournal_tui.services.accounts.reception import Reception
from ejournal_tui.services.journal.marks import PutMarks
from ejournal_tui.services.operations.home import Home, open_home
from ejournal_tui.services.session import Session
from ejournal_tui.storage.school import School, database_url
from tests.people import teacher_of

SUBJECT = "Русский язык"
Cell = tuple[LessonId, PupilId]

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["tests.storage.writers"])


def free_cells(home: Home) -> list[Cell]:
    """The cells of one course that hold nothing yet, of lessons already held."""
    rows = home.school.db.sql(
        "SELECT l.id, m.pupil FROM lesson l JOIN course c ON c.id=l.course JOIN subject s ON s.id=c.subject"
        " JOIN membership m ON m.study_group=c.study_group WHERE s.name=? AND l.state='held'"
        " AND NOT EXISTS (SELECT 1 FROM absence a WHERE a.lesson=l.id AND a.pupil=m.pupil)"
        " AND NOT EXISTS (SELECT 1 FROM mark k JOIN work w ON w.id=k.work WHERE w.lesson=l.id AND k.pupil=m.pupil)"
        " ORDER BY l.id, m.pupil",
        SUBJECT,
    )
    return [(LessonId(lesson), PupilId(pupil)) for lesson, pupil in rows]


@dataclass
class Writer:
    """A process and what it has said."""

    process: multiprocessing.process.BaseProcess
    ears: Connection
    orders: Connection
    acknowledged: list[int] = field(default_factory=list)
    """The numbers of the deeds whose success was told."""
    refusals: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    over: bool = False

    def listen(self) -> str:
        """One thing that it says, "" when it says no more."""
        try:
            kind, said = self.ears.recv_bytes().decode().split(" ", 1)
        except (EOFError, ConnectionResetError):
            self.over = True
            return ""
        if kind == "done":
            self.acknowledged.append(int(said))
        elif kind == "refused":
            self.refusals.append(said)
        elif kind == "error":
            self.errors.append(said)
        return kind

    def kill(self) -> None:
        """End it as a power cut would end it, and hear what it still had said."""
        assert self.process.pid
        os.kill(self.process.pid, signal.SIGKILL)
        self.finish()

    def finish(self) -> None:
        """Hear it out."""
        while not self.over:
            self.listen()
        self.process.join(30)


def start(work: Callable[..., None], folder: Path, name: str, *details: object) -> Writer:
    """Start a process that does a piece of work of this module."""
    ears, mouth = _context.Pipe(duplex=False)
    orders_in, orders_out = _context.Pipe(duplex=False)
    process = _context.Process(target=_run, args=(work, str(folder), name, mouth, orders_in, details), daemon=True)
    process.start()
    mouth.close()
    orders_in.close()
    return Writer(process, ears, orders_out)


def hear_all(writers: list[Writer]) -> None:
    """Listen to all of them until the last has finished."""
    while speaking := {w.ears: w for w in writers if not w.over}:
        for ears in wait(list(speaking)):
            assert isinstance(ears, Connection)
            speaking[ears].listen()
    for writer in writers:
        writer.process.join(30)


@dataclass
class Mouth:
    """What a writer's own process speaks and obeys with."""

    name: str
    says: Connection
    orders: Connection

    def tell(self, kind: str, said: object = "") -> None:
        """Say one thing."""
        self.says.send_bytes(f"{kind} {said}".encode())


def _run(
    work: Callable[..., None], folder: str, name: str, says: Connection, orders: Connection, details: tuple[object, ...]
) -> None:
    mouth = Mouth(name, says, orders)
    try:
        home = open_home(Path(folder), "en")
        session = Session(home.school, teacher_of(home, SUBJECT), name)
        mouth.tell("ready")
        work(mouth, home, session, *details)
        home.close()
    except BaseException as error:
        mouth.tell("error", repr(error))
        raise


def keep_marking(mouth: Mouth, _home: Home, session: Session, cells: list[Cell], seconds: float) -> None:
    """Write and rewrite marks in cells of one's own until the time is over, telling every success."""
    seen: dict[Cell, tuple[Mark, ...]] = {}
    ends = time.monotonic() + seconds
    count = 0
    while count == 0 or time.monotonic() < ends:
        cell = cells[count % len(cells)]
        marks = (Mark(Value(2 + (count // len(cells)) % 4)),)
        receipt = session.do(PutMarks(*cell, marks, seen.get(cell, ())))
        seen[cell] = marks
        count += 1
        mouth.tell("done", receipt.deed)


def fill_the_disk(mouth: Mouth, home: Home, session: Session, cells: list[Cell]) -> None:
    """Write marks while files may grow only a little further, until the first refusal."""
    path = home.school.db.path
    assert path is not None
    limit = path.stat().st_size + 40_000
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        keep_marking(mouth, home, session, cells, 60)
    except Refusal as refusal:
        mouth.tell("refused", f"{type(refusal).__name__}: {refusal}")


def mark_once(mouth: Mouth, _home: Home, session: Session, cell: Cell, value: int) -> None:
    """Wait for the word, then write one mark into a cell believed empty."""
    mouth.orders.recv_bytes()
    try:
        mouth.tell("done", session.do(PutMarks(*cell, (Mark(Value(value)),), ())).deed)
    except Refusal as refusal:
        mouth.tell("refused", f"{type(refusal).__name__}: {refusal}")


def hold_the_turn(mouth: Mouth, home: Home, _session: Session, account: int) -> None:
    """Sit down as somebody, begin a change, tell that it has begun, and never end it."""
    Reception(home.school, home.hasher, mouth.name).enter(account)

    def deed() -> None:
        home.school.db.sql("DELETE FROM draft")
        mouth.tell("holding")
        mouth.orders.recv_bytes()

    home.school.write_aside(deed)


def start_beginning(folder: Path) -> Writer:
    """Start a process that does nothing but make the tables of a new journal."""
    ears, mouth = _context.Pipe(duplex=False)
    process = _context.Process(target=_begin, args=(str(folder), mouth), daemon=True)
    process.start()
    mouth.close()
    return Writer(process, ears, ears)


def _begin(folder: str, says: Connection) -> None:
    try:
        School.create(database_url(Path(folder)), Clock(ZoneInfo("Europe/Moscow"))).close()
    except BaseException as error:
        says.send_bytes(f"error {error!r}".encode())
        raise
