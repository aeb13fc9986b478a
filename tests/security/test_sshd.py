"""A real sshd on this machine: what a pupil who knows SSH tries at the two doors, and what comes of it.

The program runs as the user of the tests, behind the staff's door; the families' door, which asks for no key, is
entered as a user made for the test, with a stand-in for the program that tells who it is.
"""

import getpass
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import pytest

from tests.security.installation import FAMILY, Installation, install, open_folder, sshd_configuration, users
from tests.terminal import CLEAN, PATIENCE, Terminal

pytestmark = [pytest.mark.system, pytest.mark.sqlite]

KEPT = {
    "TERM", "LANG", "LC_CTYPE", "PATH", "HOME", "EJOURNAL_HOME", "TEXTUAL_DISABLE_KITTY_KEY", "ESCDELAY",
    "SSH_CONNECTION", "SSH_TTY", "SSH_USER_AUTH",
}  # fmt: skip
TELLS = "#!/bin/sh\nid -u\nenv\nprintf 'arguments %s\\n' \"$*\"\n"


@dataclass(frozen=True)
class Server:
    """A running sshd."""

    made: Installation
    port: int
    me: str

    def options(self, user: str = "") -> list[str]:
        """How a client is told to come, with a key of a terminal where the door wants one."""
        key = [] if user else ["-i", str(self.made.root / "terminal")]
        return [
            "-F", "none", *key, "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o",
            "LogLevel=ERROR", "-o", f"User={user or self.me}",
        ]  # fmt: skip

    def ssh(self, *more: str, user: str = "") -> list[str]:
        """The command of a client at a door."""
        return ["ssh", *self.options(user), "-p", str(self.port), *more, "127.0.0.1"]

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a client away from any terminal."""
        return subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=PATIENCE,
            env=CLEAN | environment,
        )  # fmt: skip

    def terminal(self, *more: str, **environment: str) -> Terminal:
        """A person at a terminal, whose client asks for a command that the door does not run."""
        return Terminal([], CLEAN | environment, launcher=self.ssh("-tt", *more))


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="module")
def server(class_home_in_a_file: Path) -> Iterator[Server]:
    """sshd with the shipped configuration, at a port of its own."""
    sshd = shutil.which("sshd", path="/usr/sbin:/usr/bin")
    assert sshd, "install openssh-server"
    with users() as (staff, family), open_folder() as root:
        me = getpass.getuser()
        made = install(root, class_home_in_a_file, staff, family)
        for name in ("host", "terminal"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(root / name)], check=True)
        made.keys.write_text("restrict,pty " + (root / "terminal.pub").read_text(encoding="utf8"), encoding="utf8")
        subprocess.run(["passwd", "-d", FAMILY], check=True, capture_output=True)
        port = free_port()
        # What a careless distribution would allow, so that the doors' own words are what forbids it.
        configuration = sshd_configuration(made, {
            "Port": str(port), "ListenAddress": "127.0.0.1", "HostKey": str(root / "host"), "PidFile": "none",
            "StrictModes": "no", "UsePAM": "no", "PermitRootLogin": "yes", "AcceptEnv": "*",
            "Subsystem": "sftp internal-sftp", "AllowTcpForwarding": "yes",
        }, me, FAMILY)  # fmt: skip
        running = subprocess.Popen([sshd, "-D", "-e", "-f", str(configuration)], stderr=subprocess.PIPE)
        try:
            ends = monotonic() + PATIENCE
            while monotonic() < ends and running.poll() is None:
                with socket.socket() as one:
                    if one.connect_ex(("127.0.0.1", port)) == 0:
                        break
            yield Server(made, port, me)
        finally:
            running.terminate()
            running.communicate(timeout=PATIENCE)


def program(server: Server) -> int:
    """The process of the program behind the door."""
    home = f"EJOURNAL_HOME={server.made.home}".encode()
    for place in Path("/proc").iterdir():
        try:
            if place.name.isdecimal() and b"ejournal_tui" in (place / "cmdline").read_bytes().split(b"\0") and (
                home in (place / "environ").read_bytes().split(b"\0")
            ):
                return int(place.name)
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
    raise AssertionError("the program does not run")


def environment_of(process: int) -> dict[str, str]:
    """What the program was begun with."""
    data = Path(f"/proc/{process}/environ").read_bytes().decode().split("\0")
    return dict(entry.partition("=")[::2] for entry in data if entry)


def leave(person: Terminal) -> None:
    """End the program, and with it the connection: nothing is behind it."""
    person.press("f10")
    assert person.ends() == 0
    assert not any(sign in line for line in person.lines for sign in ("Traceback", "# ", "$ "))


def test_no_command_no_file_and_no_port_passes_the_door(server: Server, tmp_path: Path) -> None:
    for asked in (("id",), ("sh", "-c", "id"), ("sftp-server",)):
        done = server.run(*server.ssh(), *asked)
        assert done.returncode == 1
        assert (done.stdout, "ssh -t" in done.stderr) == ("", True), done
    copied = tmp_path / "copied"
    for flag in ("-s", "-O"):
        server.run("scp", flag, *server.options(), "-P", str(server.port), "127.0.0.1:/etc/passwd", str(copied))
        assert not copied.exists()
        server.run("scp", flag, *server.options(), "-P", str(server.port), "/etc/hostname",
                   f"127.0.0.1:{server.made.root}/planted")  # fmt: skip
        assert not (server.made.root / "planted").exists()
    batch = tmp_path / "batch"
    batch.write_text("ls /\n", encoding="utf8")
    sftp = server.run("sftp", *server.options(), "-P", str(server.port), "-b", str(batch), "127.0.0.1")
    assert sftp.returncode != 0
    assert "etc" not in sftp.stdout
    through = server.run(*server.ssh("-W", f"127.0.0.1:{server.port}"))
    assert (through.stdout, through.returncode) == ("", 255)
    assert "prohibited" in through.stderr or "forwarding failed" in through.stderr
    back = server.run(*server.ssh("-N", "-o", "ExitOnForwardFailure=yes", "-R", f"{free_port()}:127.0.0.1:22"))
    assert back.returncode == 255
    assert "forwarding failed" in back.stderr


def test_what_a_client_sends_along_never_reaches_the_program(server: Server, tmp_path: Path) -> None:
    log = tmp_path / "keys.log"
    hostile = {
        "TEXTUAL_LOG": str(log), "PYTHONINSPECT": "1", "PYTHONPATH": str(tmp_path), "LC_ALL": "C", "LANG": "C",
        "EJOURNAL_HOME": "/tmp", "EJOURNAL_NOW": "2018-01-15T10:00", "LD_PRELOAD": "/tmp/x.so", "COLUMNS": "99999",
    }  # fmt: skip
    send = [part for name in hostile for part in ("-o", f"SendEnv={name}")]
    with server.terminal(*send, **hostile) as person:
        person.sees("F10")
        found = environment_of(program(server))
        assert set(found) <= KEPT
        assert (found["EJOURNAL_HOME"], found["LANG"]) == (str(server.made.home), "C.UTF-8")
        # The terminal is known by its key, which the client cannot choose.
        assert found["SSH_CONNECTION"].startswith("127.0.0.1 ")
        person.press("x", "y")
        leave(person)
    assert not log.exists()


@pytest.mark.parametrize("keys", ["\x03\x1a\x1c", "\x1c\x03\x03", "\x1a\x1a\x03\x04"])
def test_signals_typed_while_it_starts_leave_the_program_standing(server: Server, keys: str) -> None:
    with server.terminal("-e", "none") as person:
        # Until then they are the client's own, who only hangs up.
        person.until(person.raw, "the client never let go of its keys")
        for _again in range(40):
            person.press(keys)
            person.read(0.02)
        person.until(lambda: "F10" in person.text or person.process.poll() is not None, "neither up nor gone")
        assert not any(sign in person.text for sign in ("Traceback", "uid=", "# ", "$ "))
        if person.process.poll() is None:
            status = Path(f"/proc/{program(server)}/status").read_text(encoding="utf8")
            assert "State:\tT" not in status
            leave(person)


@pytest.mark.parametrize("name", ["dumb", "xterm;sh", "../../evil", "%n%n%n"])
def test_a_hostile_kind_of_terminal_is_taken_for_a_plain_one(server: Server, name: str) -> None:
    with server.terminal(TERM=name) as person:
        person.sees("F10")
        assert environment_of(program(server))["TERM"] == "xterm"
        leave(person)


def test_a_giant_window_and_an_endless_paste_do_not_take_the_program_down(server: Server) -> None:
    with server.terminal() as person:
        person.sees("F10")
        process = program(server)
        person.resize(1000, 65535)
        person.press("\x1b[200~" + "п" * 64)
        sent = b"\xd0\xb0" * 32768
        for _part in range(320):
            person.send(sent)
        person.press("\x1b[201~")
        person.resize(24, 80)
        person.sees("F10")
        memory = Path(f"/proc/{process}/status").read_text(encoding="utf8").partition("VmHWM:")[2].split()[0]
        assert int(memory) < 400_000, "kB"
        leave(person)


def test_a_key_that_was_taken_back_opens_nothing(server: Server) -> None:
    keys = server.made.keys.read_text(encoding="utf8")
    server.made.keys.write_text("# room 12: stolen\n", encoding="utf8")
    try:
        refused = server.run(*server.ssh("-o", "BatchMode=yes"))
    finally:
        server.made.keys.write_text(keys, encoding="utf8")
    assert (refused.stdout, refused.returncode) == ("", 255)
    assert "Permission denied" in refused.stderr


def test_the_families_door_opens_without_a_key_to_a_user_of_its_own(server: Server) -> None:
    stand_in = server.made.root / "usr/lib/ejournal/stand-in"
    stand_in.write_text(TELLS, encoding="utf8")
    stand_in.chmod(0o755)
    launcher = server.made.launcher.read_text(encoding="utf8")
    server.made.launcher.write_text(launcher.replace(sys.executable, str(stand_in)), encoding="utf8")
    try:
        told = subprocess.run(
            server.ssh("-tt", user=FAMILY), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
            timeout=PATIENCE, env=CLEAN,
        )  # fmt: skip
        for asked in (["id"], ["-s", "sftp"]):
            refused = server.run(*server.ssh(user=FAMILY), *asked)
            assert (refused.stdout, refused.returncode) == ("", 1)
    finally:
        server.made.launcher.write_text(launcher, encoding="utf8")
    lines = told.stdout.splitlines()
    assert str(server.made.family.pw_uid) in lines
    assert str(os.getuid()) not in lines
    assert f"EJOURNAL_HOME={server.made.diary}" in lines
    assert lines[-1] == "arguments -I -X utf8 -m ejournal_tui"
    through = server.run(*server.ssh("-W", f"127.0.0.1:{server.port}", user=FAMILY))
    assert (through.stdout, through.returncode) == ("", 255)
    # The staff's door asks for a key.
    keyless = server.run(*server.ssh("-o", "BatchMode=yes", user=f"{server.me}"))
    assert (keyless.stdout, keyless.returncode) == ("", 255)
