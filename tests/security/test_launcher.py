"""The launcher in a real terminal, with a stand-in for the interpreter that tells what reached it."""

import fcntl
import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import termios
from pathlib import Path
from typing import Any

import pytest

from ejournal_tui.paths import data_folder
from tests.terminal import Terminal

DEPLOY = data_folder() / "deploy"
HOME, DIARY = "/var/lib/ejournal", "/var/lib/dnevnik"
TOLD = """#!{python} -I
import json, os, resource, signal, sys
print(json.dumps({{
    "arguments": sys.argv[1:], "environment": dict(os.environ), "mask": os.umask(0), "folder": os.getcwd(),
    "core": resource.getrlimit(resource.RLIMIT_CORE)[0],
    "ignored": [s.name for s in signal.valid_signals() if signal.getsignal(s) is signal.SIG_IGN],
}}))
"""
CLEAN = {"TERM": "xterm-256color", "PATH": "/usr/bin:/bin"}
KEPT = {
    "TERM", "LANG", "LC_CTYPE", "PATH", "HOME", "EJOURNAL_HOME", "TEXTUAL_DISABLE_KITTY_KEY", "ESCDELAY",
    "SSH_CONNECTION", "SSH_TTY", "SSH_USER_AUTH",
}  # fmt: skip


@pytest.fixture
def launcher(tmp_path: Path) -> Path:
    """The shipped launcher, its paths put in as the installer does."""
    interpreter = tmp_path / "python"
    interpreter.write_text(TOLD.format(python=sys.executable), encoding="utf8")
    interpreter.chmod(0o755)
    text = (DEPLOY / "enter").read_text(encoding="utf8")
    made = tmp_path / "enter"
    for name, value in (("@PYTHON@", str(interpreter)), ("@HOME@", HOME), ("@DIARY@", DIARY)):
        text = text.replace(name, value)
    made.write_text(text, encoding="utf8")
    made.chmod(0o755)
    return made


def at_a_terminal(command: list[str], environment: dict[str, str]) -> tuple[int, str]:
    """The exit code and everything the terminal showed."""
    master, slave = pty.openpty()

    def take_the_terminal() -> None:
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    running = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True,
        preexec_fn=take_the_terminal,
    )  # fmt: skip
    os.close(slave)
    seen = b""
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:  # a terminal whose last program has ended
            break
        if not part:
            break
        seen += part
    os.close(master)
    return running.wait(timeout=30), seen.decode()


def told(launcher: Path, environment: dict[str, str], door: str = "staff") -> dict[str, Any]:
    """What reached the interpreter."""
    code, seen = at_a_terminal([str(launcher), door], environment)
    assert code == 0, seen
    answer: dict[str, Any] = json.loads(seen)
    return answer


def test_the_program_is_started_isolated_with_a_bare_environment(launcher: Path) -> None:
    hostile = CLEAN | {
        "LD_LIBRARY_PATH": "/tmp", "XDG_DOWNLOAD_DIR": "/tmp", "COLUMNS": "99999", "COLORTERM": "truecolor",
        "EJOURNAL_HOME": "/tmp/other", "EJOURNAL_NOW": "2018-01-15T10:00", "HOME": "/tmp", "LANG": "C",
        "ENV": "/tmp/rc", "ESCDELAY": "0", "SSH_CONNECTION": "10.1.0.7 5 10.1.0.1 22",
    }  # fmt: skip
    answer = told(launcher, hostile)
    assert answer["arguments"] == ["-I", "-X", "utf8", "-m", "ejournal_tui"]
    assert set(answer["environment"]) <= KEPT
    assert answer["environment"]["EJOURNAL_HOME"] == answer["environment"]["HOME"] == HOME
    assert answer["environment"]["LANG"] == "C.UTF-8"
    assert answer["environment"]["TEXTUAL_DISABLE_KITTY_KEY"] == "1"
    assert answer["environment"]["ESCDELAY"] == "350"
    assert answer["environment"]["SSH_CONNECTION"] == "10.1.0.7 5 10.1.0.1 22"


def test_no_signal_and_no_memory_image_betrays_the_start(launcher: Path) -> None:
    answer = told(launcher, CLEAN)
    assert {"SIGINT", "SIGQUIT", "SIGTSTP"} <= set(answer["ignored"])
    assert answer["core"] == 0
    assert answer["mask"] == 0o077
    assert answer["folder"] == "/"


@pytest.mark.parametrize(
    ("named", "given"),
    [
        ("xterm-256color", "xterm-256color"), ("linux", "linux"), ("putty-256color", "putty-256color"),
        ("screen.xterm-256color", "screen.xterm-256color"), ("dumb", "xterm"), ("", "xterm"),
        ("xterm\nPYTHONINSPECT=1", "xterm"), ("../../evil", "xterm"), ("xterm;sh", "xterm"),
    ],
)  # fmt: skip
def test_only_known_terminals_are_believed(launcher: Path, named: str, given: str) -> None:
    assert told(launcher, CLEAN | {"TERM": named})["environment"]["TERM"] == given


@pytest.mark.parametrize(
    "name", ["TEXTUAL_DRIVER", "TEXTUAL_LOG", "TEXTUAL", "PYTHONPATH", "PYTHONINSPECT"]
)
def test_what_steers_python_or_the_screens_stops_the_start(launcher: Path, name: str) -> None:
    code, seen = at_a_terminal([str(launcher), "staff"], CLEAN | {name: "1"})
    assert code == 1
    assert "TEXTUAL* или PYTHON*" in seen
    assert "arguments" not in seen


def test_without_a_terminal_it_refuses_in_words(launcher: Path) -> None:
    refused = subprocess.run(
        [str(launcher), "staff"], stdin=subprocess.DEVNULL, capture_output=True, env=CLEAN, timeout=30,
        check=False,
    )  # fmt: skip
    assert refused.returncode == 1
    assert refused.stdout == b""
    assert "ssh -t" in refused.stderr.decode()


def test_each_door_has_a_home_of_its_own(launcher: Path) -> None:
    for door, home in (("staff", HOME), ("diary", DIARY)):
        environment = told(launcher, CLEAN, door)["environment"]
        assert environment["EJOURNAL_HOME"] == environment["HOME"] == home


@pytest.mark.parametrize("arguments", [[], ["root"], ["diary", "staff"], ["staff", "-c"], ["-m"], ["staff; sh"]])
def test_there_are_two_doors(launcher: Path, arguments: list[str]) -> None:
    code, seen = at_a_terminal([str(launcher), *arguments], CLEAN)
    assert code == 1
    assert "Нет такой двери" in seen


def test_a_hostile_path_finds_no_program_of_its_own(launcher: Path, tmp_path: Path) -> None:
    trap = tmp_path / "bin"
    trap.mkdir()
    (trap / "env").write_text("#!/bin/sh\necho caught\n", encoding="utf8")
    (trap / "env").chmod(0o755)
    assert told(launcher, CLEAN | {"PATH": f"{trap}:/usr/bin:/bin"})["environment"]["PATH"] == "/usr/bin:/bin"


def test_what_the_launcher_ignores_does_not_stop_the_program_later(home_folder: Path) -> None:
    ignoring = ["/bin/sh", "-c", "trap '' INT QUIT TSTP; exec \"$@\"", "sh"]
    with Terminal(["--home", str(home_folder), "--lang", "en"], launcher=ignoring) as person:
        person.sees("F10")
        os.kill(person.process.pid, signal.SIGTSTP)
        person.press("f10")
        assert person.ends() == 0


@pytest.mark.system
def test_sshd_understands_both_doors(tmp_path: Path) -> None:
    sshd = shutil.which("sshd", path="/usr/sbin:/usr/bin")
    assert sshd, "install openssh-server"
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True, timeout=30)
    config = tmp_path / "sshd_config"
    lines = (f"HostKey {key}", "AcceptEnv LANG LC_*", f"Include {DEPLOY / 'sshd-ejournal.conf'}", "")
    config.write_text("\n".join(lines), encoding="utf8")

    def understood(user: str) -> dict[str, str]:
        shown = subprocess.run(
            [sshd, "-T", "-f", str(config), "-C", f"user={user},host=kab12,addr=10.1.0.7"],
            capture_output=True, text=True, check=True, timeout=30,
        )  # fmt: skip
        return dict(line.partition(" ")[::2] for line in shown.stdout.splitlines())

    staff = understood("ejournal")
    assert staff["forcecommand"] == "/usr/lib/ejournal/enter staff"
    assert staff["authenticationmethods"] == "publickey"
    assert (staff["disableforwarding"], staff["permituserrc"], staff["permittty"]) == ("yes", "no", "yes")
    assert staff["permituserenvironment"] == "no"
    assert staff["acceptenv"] == "NONE_AT_ALL"
    families = understood("dnevnik")
    assert families["forcecommand"] == "/usr/lib/ejournal/enter diary"
    assert families["authenticationmethods"] == "none"
    assert {name: families[name] for name in ("disableforwarding", "permituserrc", "acceptenv", "maxsessions")} == {
        name: staff[name] for name in ("disableforwarding", "permituserrc", "acceptenv", "maxsessions")
    }
    assert understood("root")["forcecommand"] == "none"
