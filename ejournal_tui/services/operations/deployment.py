"""Whether a real installation keeps its two doors shut as it should: looked at, not taken on trust."""

import os
import pwd
import re
import stat
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import time

from ...domain.errors import Refusal
from ...i18n import _
from ...paths import data_folder
from ..accounts.secrets import FAMILIES_KEY, KEY
from ..families.doors import doors_of
from .operations import Finding

STALE = 120.0
"""Seconds after which a diary that is not put out anew tells that nothing does it."""
SHELLS = ("/bin/sh", "/usr/bin/sh", "/bin/dash", "/usr/bin/dash")
"""Shells that read no file of a home before the launcher runs."""
_SSHD = ("/usr/sbin/sshd", "/usr/local/sbin/sshd")
_DOOR = {
    "disableforwarding": "yes", "permituserrc": "no", "permittty": "yes", "permituserenvironment": "no",
    "maxsessions": "1", "acceptenv": "NONE_AT_ALL",
}  # fmt: skip
_STEERING = re.compile(r"^\s*(?:export\s+)?((?:TEXTUAL|PYTHON)\w*)\s*(?:=|DEFAULT|OVERRIDE)", re.MULTILINE)


@dataclass(frozen=True)
class Layout:
    """Where everything of an installation stands."""

    root: Path = Path("/")
    """Another one where the installation stands in a folder of its own."""
    staff: str = "ejournal"
    family: str = "dnevnik"
    home: Path = Path("var/lib/ejournal")
    diary: Path = Path("var/lib/dnevnik")
    launcher: Path = Path("usr/lib/ejournal/enter")
    keys: Path = Path("etc/ejournal/keys")
    sshd: Path | None = None
    """A configuration of sshd of its own; None for the system's."""

    def at(self, place: Path) -> Path:
        """A place of the installation."""
        return self.root / place


def check_installation(layout: Layout) -> list[Finding]:
    """Everything that was looked at, in order; without the doors' users there is nothing to look at."""
    users = {name: _user(name) for name in (layout.staff, layout.family)}
    missing = [name for name, user in users.items() if user is None]
    if missing:
        return [_fault(
            _("There is no user {name}.").format(name=", ".join(missing)),
            _("Make it: useradd --system --home-dir /nonexistent --shell /bin/sh {name}").format(name=missing[0]),
        )]  # fmt: skip
    staff, family = (user for user in users.values() if user is not None)
    return [
        *_collected(_("The users of the two doors are apart."), _users(layout, staff, family)),
        *_collected(_("The journal's home is closed to everybody else."), _home(layout, staff, family)),
        *_collected(_("The diary is put out as it should be."), _published(layout, staff, family)),
        *_collected(_("The families' home holds no journal."), _diary(layout, family)),
        *_collected(_("The launcher is root's and as shipped."), _launcher(layout)),
        *_collected(_("The keys of terminals are root's and open nothing but a terminal."), _keys(layout)),
        *_collected(_("The environment steers nothing."), _environment(layout)),
        *_collected(_("sshd lets both doors open the program alone."), _sshd(layout)),
    ]


def _collected(good: str, faults: Iterator[Finding]) -> list[Finding]:
    return list(faults) or [Finding("ok", good)]


def _fault(what: str, remedy: str = "") -> Finding:
    return Finding("fault", what, remedy)


def _user(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _users(layout: Layout, staff: pwd.struct_passwd, family: pwd.struct_passwd) -> Iterator[Finding]:
    if staff.pw_uid == family.pw_uid or 0 in (staff.pw_uid, family.pw_uid):
        yield _fault(_("The two doors must have two users, and neither is root."), _("Give each a user of its own."))
    if staff.pw_gid in os.getgrouplist(family.pw_name, family.pw_gid):
        yield _fault(
            _("{name} is in the group of {other}.").format(name=family.pw_name, other=staff.pw_name),
            _("Take it out: gpasswd -d {name} GROUP").format(name=family.pw_name),
        )
    for user in (staff, family):
        if user.pw_shell not in SHELLS:
            yield _fault(
                _("The shell of {name} is {shell}.").format(name=user.pw_name, shell=user.pw_shell or "—"),
                _("It must be /bin/sh: usermod --shell /bin/sh {name}").format(name=user.pw_name),
            )
        home = layout.at(Path(user.pw_dir))
        if home.exists() and home.stat().st_uid != 0:
            yield _fault(
                _("The home of {name} in the user list is not root's: {path}.").format(name=user.pw_name, path=home),
                _("Name none there: usermod --home /nonexistent {name}").format(name=user.pw_name),
            )


def _must_be(path: Path, owner: int, mode: int, group: int | None = None) -> Iterator[Finding]:
    """What is wrong with the owner, the group and the rights of a place."""
    try:
        about = path.lstat()
    except OSError as error:
        yield _fault(_("{path} cannot be looked at: {error}.").format(path=path, error=error.strerror))
        return
    if stat.S_ISLNK(about.st_mode):
        yield _fault(_("{path} is a link.").format(path=path), _("Put the real thing in its place."))
        return
    if about.st_uid != owner:
        name = pwd.getpwuid(owner).pw_name
        yield _fault(
            _("{path} does not belong to {name}.").format(path=path, name=name),
            f"chown {name} {path}",
        )
    if group is not None and about.st_gid != group:
        yield _fault(_("{path} has another group than the families' door.").format(path=path), f"chgrp {group} {path}")
    if stat.S_IMODE(about.st_mode) != mode:
        yield _fault(
            _("{path} has the rights {mode:04o}.").format(path=path, mode=stat.S_IMODE(about.st_mode)),
            f"chmod {mode:04o} {path}",
        )


def _home(layout: Layout, staff: pwd.struct_passwd, family: pwd.struct_passwd) -> Iterator[Finding]:
    home = layout.at(layout.home)
    yield from _must_be(home, staff.pw_uid, 0o700)
    yield from _must_be(home / KEY, staff.pw_uid, 0o400)
    for name in ("journal.db", "journal.db-wal", "journal.db-shm"):
        if (home / name).exists():
            yield from _must_be(home / name, staff.pw_uid, 0o600)
    if os.geteuid() != 0:
        yield Finding("warning", _("What the families' user can open was not tried."), _("Run this as root."))
        return
    for path in (home / KEY, home / "journal.db"):
        if path.exists() and (said := _opens(path, family)):
            yield _fault(_("{name} can open {path}: {said}.").format(name=family.pw_name, path=path, said=said))


def _opens(path: Path, user: pwd.struct_passwd) -> str:
    """Try it as that user in a child; "" where the system refuses, as it must."""
    child = os.fork()
    if child == 0:
        code = 2
        try:
            os.setgroups(os.getgrouplist(user.pw_name, user.pw_gid))
            os.setgid(user.pw_gid)
            os.setuid(user.pw_uid)
            os.close(os.open(path, os.O_RDONLY))
            code = 1
        except PermissionError:
            code = 0
        finally:
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return {0: "", 1: _("the file was opened")}.get(code, _("it could not be tried"))


def _published(layout: Layout, staff: pwd.struct_passwd, family: pwd.struct_passwd) -> Iterator[Finding]:
    here, there = doors_of(layout.at(layout.home)), doors_of(layout.at(layout.diary))
    if here.publish is None or here.spool is None or (here.publish, here.spool) != (there.read, there.spool):
        yield _fault(
            _("The two homes do not name the same folders for the diary."),
            _("[diary] in both ejournal.toml: publish and spool there, read and spool here; see the README."),
        )
        return
    folder = layout.at(here.publish)
    yield from _must_be(folder, staff.pw_uid, 0o2750, family.pw_gid)
    yield from _must_be(folder / FAMILIES_KEY, staff.pw_uid, 0o440, family.pw_gid)
    yield from _must_be(folder / "diary.db", staff.pw_uid, 0o640, family.pw_gid)
    yield from _must_be(layout.at(here.spool), staff.pw_uid, 0o1730, family.pw_gid)
    diary = folder / "diary.db"
    if diary.exists() and (age := time() - diary.stat().st_mtime) > STALE:
        yield _fault(
            _("The diary is {minutes} min old: nothing puts it out.").format(minutes=int(age // 60)),
            "systemctl enable --now ejournal-publish.timer",
        )


def _diary(layout: Layout, family: pwd.struct_passwd) -> Iterator[Finding]:
    home = layout.at(layout.diary)
    yield from _must_be(home, family.pw_uid, 0o700)
    if (home / "journal.db").exists():
        yield _fault(_("There is a journal in the families' home: {path}.").format(path=home), _("Take it away."))
    if not (home / "log").is_dir():
        yield _fault(
            _("The families' home has no folder log."), f"install -d -o {family.pw_name} -m 0700 {home / 'log'}"
        )


def _not_roots(path: Path, root: Path) -> Path | None:
    """The first place on the way to a file that somebody else than root may change."""
    for place in (path, *path.parents):
        about = place.stat()
        sticky = stat.S_ISDIR(about.st_mode) and about.st_mode & stat.S_ISVTX
        if about.st_uid != 0 or (about.st_mode & 0o022 and not sticky):
            return place
        if place == root:
            break
    return None


def _shipped_launcher() -> str:
    """The pattern of an installed launcher: the shipped one with any paths, each the same throughout."""
    pattern = re.escape((data_folder() / "deploy" / "enter").read_text(encoding="utf8"))
    for name in ("PYTHON", "HOME", "DIARY"):
        pattern = pattern.replace(f"@{name}@", f"(?P<{name}>[\\w./+-]+)", 1).replace(f"@{name}@", f"(?P={name})")
    return pattern


def _launcher(layout: Layout) -> Iterator[Finding]:
    path = layout.at(layout.launcher)
    again = _("Install it anew as the README says.")
    if not path.is_file():
        yield _fault(_("There is no launcher {path}.").format(path=path), again)
        return
    yield from _must_be(path, 0, 0o755)
    if (place := _not_roots(path, layout.root)) is not None:
        yield _fault(_("Somebody else than root may change {path}.").format(path=place), f"chown root {place}")
    found = re.fullmatch(_shipped_launcher(), path.read_text(encoding="utf8"))
    if found is None:
        yield _fault(_("{path} is not the launcher of this version.").format(path=path), again)
        return
    named = (Path(found["HOME"]), Path(found["DIARY"]))
    if tuple(map(layout.at, named)) != (layout.at(layout.home), layout.at(layout.diary)):
        yield _fault(_("The launcher opens other homes: {homes}.").format(homes=", ".join(map(str, named))), again)
    python = layout.at(Path(found["PYTHON"]))
    if not python.exists():
        yield _fault(_("The launcher's Python is not there: {path}.").format(path=python), again)
    elif (place := _not_roots(python, layout.root)) is not None:
        yield _fault(_("Somebody else than root may change {path}.").format(path=place), f"chown root {place}")


def _keys(layout: Layout) -> Iterator[Finding]:
    folder = layout.at(layout.keys)
    path = folder / layout.staff
    if not path.is_file():
        yield Finding(
            "warning", _("No terminal has a key: {path} is not there.").format(path=path),
            _("A line a terminal: restrict,pty ssh-ed25519 ..."),
        )  # fmt: skip
        return
    if (place := _not_roots(path, layout.root)) is not None:
        yield _fault(_("Somebody else than root may change {path}.").format(path=place), f"chown root {place}")
    for number, line in enumerate(path.read_text(encoding="utf8").splitlines(), 1):
        # What stands in quotes may hold commas and blanks of its own.
        options = re.sub(r'"[^"]*"', "", line).split(" ")[0].split(",")
        if line.strip() and not line.startswith("#") and not {"restrict", "pty"} <= set(options):
            yield _fault(
                _("{path}, line {number}: the key may more than a terminal.").format(path=path, number=number),
                _("Begin the line with restrict,pty"),
            )


def _environment(layout: Layout) -> Iterator[Finding]:
    for name in ("etc/environment", "etc/security/pam_env.conf", "etc/default/locale"):
        file = layout.root / name
        if not file.is_file():
            continue
        for found in _STEERING.finditer(file.read_text(encoding="utf8", errors="replace")):
            yield _fault(
                _("{path} sets {name}: the launcher lets nobody in with it.").format(path=file, name=found[1]),
                _("Take the line out."),
            )


def _sshd(layout: Layout) -> Iterator[Finding]:
    program = next((path for path in _SSHD if os.access(path, os.X_OK)), None)
    if program is None:
        yield Finding("warning", _("There is no sshd on this computer."), _("Nobody comes in over the network."))
        return
    launcher = layout.at(layout.launcher)
    wanted = {
        layout.staff: _DOOR | {"forcecommand": f"{launcher} staff", "authenticationmethods": "publickey"},
        layout.family: _DOOR | {"forcecommand": f"{launcher} diary"},
    }
    for user, door in wanted.items():
        try:
            stands = _understood(program, user, layout.sshd)
        except Refusal as refusal:
            yield _fault(_("sshd was not asked about {name}: {why}").format(name=user, why=refusal.title),
                         _("Run this as root."))  # fmt: skip
            return
        for option, value in door.items():
            if stands.get(option) != value:
                yield _fault(
                    _("sshd, user {name}: {option} is “{found}”, not “{wanted}”.").format(
                        name=user, option=option, found=stands.get(option, ""), wanted=value
                    ),
                    _("Put data/deploy/sshd-ejournal.conf into /etc/ssh/sshd_config.d and begin sshd anew."),
                )


def _understood(program: str, user: str, configuration: Path | None) -> dict[str, str]:
    """What sshd says of a user; raises Refusal with its own words."""
    own = ["-f", str(configuration)] if configuration else []
    told = subprocess.run(  # noqa: S603  # a fixed program, a name out of the user list
        [program, "-T", *own, "-C", f"user={user},host=terminal,addr=127.0.0.1"],
        capture_output=True, text=True, check=False, timeout=30,
    )  # fmt: skip
    if told.returncode:
        raise Refusal((told.stderr.strip().splitlines() or [""])[-1][:200])
    return dict(line.partition(" ")[::2] for line in told.stdout.splitlines())


