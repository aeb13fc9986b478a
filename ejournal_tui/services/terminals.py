"""From which place somebody works."""

import os
import socket
from collections.abc import Mapping


def source_of(environment: Mapping[str, str]) -> str:
    """The address of the SSH connection, else this machine with its console line."""
    if connection := environment.get("SSH_CONNECTION"):
        return f"ssh:{connection.split()[0][:45]}"
    try:
        line = os.path.basename(os.ttyname(0))
    except OSError:
        line = "-"
    return f"local:{socket.gethostname()[:30]}:{line}"
