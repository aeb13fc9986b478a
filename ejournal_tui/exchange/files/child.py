"""Work on files of other people, done in a process of its own with little memory and little time."""

import subprocess
import sys
from contextvars import ContextVar
from pathlib import Path
from threading import Lock

MEMORY, SECONDS = 2**30, 20

UNREADABLE = 4
"""How such a process ends when the file is damaged; any other end but 0 means too much of something."""
_CHILD = (
    "import sys; sys.path.append(sys.argv[1]); "
    "from importlib import import_module; sys.exit(import_module(sys.argv[2]).main(*sys.argv[3:]))"
)


class Excessive(Exception):
    """The work took too long or too much memory."""


class Unreadable(Exception):
    """The file is damaged."""


class Stopped(Exception):
    """Nobody waits for the work any more."""


class Patience:
    """Whoever waits for such work: once they have gone, its process is ended at once."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self.over = False
        """Whether they have gone."""

    def end(self) -> None:
        """Wait no longer; may be called from another thread than the one that waits."""
        with self._lock:
            self.over = True
            if self._process is not None:
                self._process.kill()

    def watch(self, process: "subprocess.Popen[bytes] | None") -> None:
        """The process that is waited for now, None when it has ended."""
        with self._lock:
            self._process = process
            if self.over and process is not None:
                process.kill()


WAITING: ContextVar[Patience | None] = ContextVar("waiting", default=None)
"""Who waits for what is done in this context."""


def run_child(module: str, data: bytes, *words: str) -> bytes:
    """What `main` of a module of the exchange writes for the data; raises Excessive, Unreadable or Stopped."""
    root = str(Path(__file__).parents[3])
    command = [sys.executable, "-I", "-c", _CHILD, root, f"ejournal_tui.exchange.{module}", *words]
    waiting = WAITING.get() or Patience()
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env={}) as process:  # noqa: S603  our own interpreter and our own words
        waiting.watch(process)
        try:
            answer, _complaint = process.communicate(data, timeout=SECONDS)
        except subprocess.TimeoutExpired as error:
            process.kill()
            raise Excessive from error
        finally:
            waiting.watch(None)
    if waiting.over:
        raise Stopped
    if process.returncode == UNREADABLE:
        raise Unreadable
    if process.returncode:
        raise Excessive
    return answer


def limit() -> None:
    """Take most of this process's memory and time away, before it meets the file."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
