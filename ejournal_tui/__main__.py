"""The command `ejournal`."""

import os
import sys


def main() -> int:
    """Run a command, or open the program when none is named."""
    # Whatever this program writes is for the home's own user alone.
    os.umask(0o077)
    from .cli.commands import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
