"""Work on files of other people, done in a process of its own with little memory and little time."""

import subprocess
import sys
from pathlib import Path

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


def run_child(module: str, data: bytes, *words: str) -> bytes:
    """What `main` of a module of this package writes for the data; raises Excessive or Unreadable."""
    root = str(Path(__file__).parents[2])
    command = [sys.executable, "-I", "-c", _CHILD, root, f"{__package__}.{module}", *words]
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter and our own words
            command, input=data, capture_output=True, timeout=SECONDS, check=False, env={}
        )
    except subprocess.TimeoutExpired as error:
        raise Excessive from error
    if done.returncode == UNREADABLE:
        raise Unreadable
    if done.returncode:
        raise Excessive
    return done.stdout


def limit() -> None:
    """Take most of this process's memory and time away, before it meets the file."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
