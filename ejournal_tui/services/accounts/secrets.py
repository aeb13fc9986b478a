"""Passwords and codes as they are kept: argon2id over a keyed digest, few hashings at a time."""

import fcntl
import hashlib
import hmac
import os
import secrets as random
import time
import unicodedata
from base64 import b64encode
from binascii import unhexlify
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ...domain.accounts.passwords import LONGEST
from ...domain.errors import Broken, Busy, Invalid, Refusal
from ...i18n import _

if TYPE_CHECKING:
    from argon2 import PasswordHasher

KEY, FAMILIES_KEY = "pepper.key", "families.key"
MEMORY, TIME, LANES = 19_456, 2, 1
"""Argon2id's cost: one set for everybody, or the time would tell who is who."""
_SALT_BYTES, _HASH_BYTES = 16, 32
_MARK, _FAMILIES_MARK = "1", "2"
"""Which key the digest was made with, then argon2's own text."""
_PEPPER_BYTES = 32
_PATIENCE = 30.0
_PAUSE = 0.02
_MOST_SLOTS = 4


@dataclass(frozen=True)
class Key:
    """A key of secrets: the staff's own in the home, another one for families where they have a door of their own."""

    path: Path
    mark: str = _MARK
    closed_to: int = 0o077
    """The rights that nobody may have on it."""

    @property
    def mode(self) -> int:
        """With what rights it is made."""
        return 0o440 & ~self.closed_to


def families_key(folder: Path) -> Key:
    """The key that the families' door reads too: its group is that of the door."""
    return Key(folder / FAMILIES_KEY, _FAMILIES_MARK, 0o037)


def create_pepper(home: Path) -> None:
    """Make the key of a new home; raises Refusal when it has one, for a new key voids every password."""
    create_key(Key(home / KEY))


def create_key(key: Key) -> None:
    """Make a key; raises Refusal when it is there, for a new key voids every password made with it."""
    path = key.path
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o400)
    except FileExistsError as error:
        raise Refusal(_("The key of the passwords is there already: {path}.").format(path=path)) from error
    with os.fdopen(handle, "w", encoding="ascii") as file:
        os.fchmod(handle, key.mode)
        file.write(random.token_hex(_PEPPER_BYTES) + "\n")
        file.flush()
        os.fsync(handle)


def _read_pepper(kept: Key) -> bytes:
    path = kept.path
    again = _("Put it back from the sealed envelope, or issue new codes to everybody.")
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            text = file.read(4 * _PEPPER_BYTES).strip()
    except OSError as error:
        unread = _("The key of the passwords cannot be read: {path}.").format(path=path)
        raise Broken(unread, again) from error
    if mode & kept.closed_to:
        raise Broken(
            _("The key of the passwords can be read by other users: {path}.").format(path=path),
            _("Close it with “chmod 400 {path}” and find out who could read it.").format(path=path),
        )
    try:
        key = unhexlify(text)
    except ValueError:
        key = b""
    if len(key) != _PEPPER_BYTES:
        raise Broken(_("The key of the passwords is damaged: {path}.").format(path=path), again)
    return key


class Hasher:
    """Hashes and verifies the secrets of one home; raises Broken for a key missing or open to others."""

    def __init__(
        self, home: Path, slots: int | None = None, patience: float = _PATIENCE, key: Key | None = None
    ) -> None:
        self._home = home
        kept = key or Key(home / KEY)
        self._mark = kept.mark
        self._pepper = _read_pepper(kept)
        self._slots = slots or min(_MOST_SLOTS, max(1, os.cpu_count() or 1))
        self._patience = patience
        # A hash of nothing that anybody can type, of the same cost as a real one.
        salt, digest = random.token_bytes(_SALT_BYTES), random.token_bytes(_HASH_BYTES)
        self.dummy = f"{self._mark}$argon2id$v=19$m={MEMORY},t={TIME},p={LANES}${_base64(salt)}${_base64(digest)}"
        """What an unknown login is verified against."""

    @cached_property
    def _argon2(self) -> "PasswordHasher":
        from argon2 import PasswordHasher

        return PasswordHasher(TIME, MEMORY, LANES, _HASH_BYTES, _SALT_BYTES)

    def hash_secret(self, text: str) -> str:
        """The form in which a secret is stored; raises Invalid when too long, Busy when hashing must wait."""
        if len(text) > LONGEST:
            raise Invalid(_("The password is longer than {count} characters.").format(count=LONGEST))
        digest = self._digest(text)
        with self._gate():
            return self._mark + self._argon2.hash(digest)

    def hash_many(self, texts: Iterable[str]) -> list[str]:
        """The stored forms of many codes, letting others in between."""
        return [self.hash_secret(text) for text in texts]

    def verify(self, stored: str, text: str) -> bool:
        """Whether the text is the secret; raises Busy when hashing must wait too long."""
        from argon2.exceptions import InvalidHashError, VerificationError

        if len(text) > LONGEST or not stored.startswith(self._mark + "$"):
            return False
        digest = self._digest(text)
        with self._gate():
            try:
                return self._argon2.verify(stored.removeprefix(self._mark), digest)
            except (VerificationError, InvalidHashError):
                return False

    def needs_rehash(self, stored: str) -> bool:
        """Whether the stored form was made at another cost than today's."""
        from argon2.exceptions import InvalidHashError

        if not stored.startswith(self._mark + "$"):
            return True
        try:
            return self._argon2.check_needs_rehash(stored.removeprefix(self._mark))
        except InvalidHashError:
            return True

    def token(self, login: str) -> str:
        """What stands for a folded login where attempts are counted: a password typed there stays unread."""
        derived = hmac.digest(self._pepper, b"login token", hashlib.sha256)
        return hmac.new(derived, login.encode("utf8", "surrogatepass"), hashlib.sha256).hexdigest()[:24]

    def check_value(self) -> str:
        """What tells this key from another one, and nothing about it."""
        return hmac.digest(self._pepper, b"which key", hashlib.sha256).hex()[:24]

    def _digest(self, text: str) -> bytes:
        normal = unicodedata.normalize("NFKC", text).encode("utf8", "surrogatepass")
        return hmac.digest(self._pepper, normal, hashlib.sha256)

    @contextmanager
    def _gate(self) -> Iterator[None]:
        """One of the machine's few places for hashing, whichever process asks."""
        until = time.monotonic() + self._patience
        while (held := self._take_slot()) is None:
            if time.monotonic() >= until:
                raise Busy(_("The server is busy."), _("Try again in a minute."))
            time.sleep(_PAUSE)
        try:
            yield
        finally:
            os.close(held)

    def _take_slot(self) -> int | None:
        for number in range(self._slots):
            path = self._home / f".hashing-{number}.lock"
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(handle)
                continue
            return handle
        return None


def _base64(data: bytes) -> str:
    return b64encode(data).decode("ascii").rstrip("=")
