"""From which place somebody works."""

import os
import socket
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from ..domain.accounts.zones import LOCAL


def source_of(environment: Mapping[str, str]) -> str:
    """The key of the SSH connection, else its address, else this machine with its console line."""
    return _key(environment) or _address(environment) or _console()


def _key(environment: Mapping[str, str]) -> str:
    """The fingerprint of the key that sshd let in, as ssh-keygen shows it; "" where it tells none."""
    told = environment.get("SSH_USER_AUTH")
    if not told:
        return ""
    try:
        lines = Path(told).read_text(encoding="ascii", errors="replace").splitlines()
        for line in lines:
            method, *rest = line.split()
            if method == "publickey" and len(rest) > 1:
                digest = sha256(b64decode(rest[1], validate=True)).digest()
                return "key:SHA256:" + b64encode(digest).decode("ascii").rstrip("=")
    except (OSError, ValueError, Error):
        # Whoever cannot be told by the key is told by the address.
        return ""
    return ""


def _address(environment: Mapping[str, str]) -> str:
    connection = environment.get("SSH_CONNECTION", "").split()
    return f"ssh:{connection[0][:45]}" if connection else ""


def _console() -> str:
    try:
        line = os.path.basename(os.ttyname(0))
    except OSError:
        line = "-"
    return f"{LOCAL}{socket.gethostname()[:30]}:{line}"
