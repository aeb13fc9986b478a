"""The command `ejournal`."""

import sys


def main() -> int:
    """Run a command, or open the program when none is named."""
    from .cli.commands import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
