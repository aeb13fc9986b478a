"""Print the command of the README that is asked for: `demo` or `tests`."""

import re
import sys
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"
MARKS = {"demo": r"ejournal demo$", "tests": r"-m pytest$"}


def command(which: str) -> str:
    """The only line of a shell block that does it."""
    blocks = re.findall(r"```sh\n(.*?)```", README.read_text(encoding="utf8"), re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if "pip install" in line]
    (found,) = {line for line in lines if re.search(MARKS[which], line)}
    return found


if __name__ == "__main__":
    sys.stdout.write(command(sys.argv[1]) + "\n")
