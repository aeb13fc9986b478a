import fcntl
import hashlib
import hmac
import os
import re
import stat
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from argon2 import PasswordHasher, extract_parameters

from ejournal_tui.domain.errors import Broken, Busy, Invalid, Refusal
from ejournal_tui.i18n import speak
from ejournal_tui.services.accounts.secrets import KEY, Hasher, create_pepper

PASSWORD = "тропа-месяц-крыша-чайник"


@pytest.fixture(autouse=True)
def _in_english():
    speak("en")


@pytest.fixture
def home(tmp_path):
    create_pepper(tmp_path)
    return tmp_path


@pytest.fixture
def hasher(home):
    return Hasher(home)


def rewrite_key(home, text, mode=0o400):
    path = home / KEY
    path.chmod(0o600)
    path.write_text(text)
    path.chmod(mode)


def test_the_key_is_for_its_owner_to_read_whatever_the_umask(tmp_path):
    before = os.umask(0)
    try:
        create_pepper(tmp_path)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / KEY).stat().st_mode) == 0o400


def test_a_home_never_gets_a_second_key(home):
    key = (home / KEY).read_text()
    with pytest.raises(Refusal, match="there already"):
        create_pepper(home)
    assert (home / KEY).read_text() == key


@pytest.mark.parametrize("mode", [0o440, 0o404, 0o420, 0o640])
def test_a_key_open_to_others_stops_the_start_in_words(home, mode):
    (home / KEY).chmod(mode)
    with pytest.raises(Broken, match="can be read by other users") as refused:
        Hasher(home)
    assert "chmod 400" in refused.value.advice


def test_a_missing_key_is_told_with_what_to_do(tmp_path):
    with pytest.raises(Broken, match="cannot be read") as refused:
        Hasher(tmp_path)
    assert "sealed envelope" in refused.value.advice


@pytest.mark.parametrize("text", ["", "abc\n", "зелёный\n", "zz" * 32, "00" * 31, "00" * 33])
def test_a_damaged_key_is_told(home, text):
    rewrite_key(home, text)
    with pytest.raises(Broken, match="damaged"):
        Hasher(home)


def test_a_secret_is_verified_and_another_is_not(hasher):
    stored = hasher.hash_secret(PASSWORD)
    assert hasher.verify(stored, PASSWORD)
    assert not hasher.verify(stored, PASSWORD + "1")
    assert not hasher.verify(stored, PASSWORD.upper())
    assert not hasher.verify(stored, "")


def test_what_is_stored_names_the_key_and_the_cost(hasher):
    stored = hasher.hash_secret(PASSWORD)
    assert re.fullmatch(r"1\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}", stored)
    assert hasher.hash_secret(PASSWORD) != stored


def test_argon2_sees_only_the_keyed_digest_of_the_normal_form(home, hasher):
    pepper = bytes.fromhex((home / KEY).read_text())
    digest = hmac.digest(pepper, unicodedata.normalize("NFKC", PASSWORD).encode(), hashlib.sha256)
    assert PasswordHasher().verify(hasher.hash_secret(PASSWORD).removeprefix("1"), digest)


def test_the_same_text_in_other_code_points_is_the_same_secret(hasher):
    stored = hasher.hash_secret("ёжик и йод под дождём")
    assert hasher.verify(stored, unicodedata.normalize("NFD", "ёжик и йод под дождём"))


def test_the_wrong_layout_is_the_wrong_secret(hasher):
    assert not hasher.verify(hasher.hash_secret("зелёная лампа"), "ptk`yfz kfvgf")


def test_without_the_key_the_stored_form_is_of_no_use(home, hasher):
    stored = hasher.hash_secret(PASSWORD)
    rewrite_key(home, "ab" * 32)
    assert not Hasher(home).verify(stored, PASSWORD)


def test_a_secret_longer_than_256_characters_is_refused_before_hashing(home):
    for place in ("0", "1", "2", "3"):
        (home / f".hashing-{place}.lock").mkdir()
    hasher = Hasher(home, patience=0)
    with pytest.raises(Invalid, match="longer than 256"):
        hasher.hash_secret("я" * 257)
    assert not hasher.verify(hasher.dummy, "я" * 257)


def test_a_secret_of_256_characters_is_taken(hasher):
    assert hasher.verify(hasher.hash_secret("я" * 256), "я" * 256)


def test_a_broken_character_of_a_terminal_is_no_crash(hasher):
    assert hasher.verify(hasher.hash_secret("пар\udc80оль"), "пар\udc80оль")


def test_an_unknown_login_costs_the_same_work_and_never_matches(hasher, home):
    real = extract_parameters(hasher.hash_secret(PASSWORD).removeprefix("1"))
    assert extract_parameters(hasher.dummy.removeprefix("1")) == real
    assert not hasher.needs_rehash(hasher.dummy)
    assert not hasher.verify(hasher.dummy, PASSWORD)
    assert Hasher(home).dummy != hasher.dummy


@pytest.mark.parametrize(
    "stored", ["", "1", "1$argon2id$", "2$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA", "1$plain"]
)
def test_a_damaged_hash_lets_nobody_in(hasher, stored):
    assert not hasher.verify(stored, PASSWORD)
    assert hasher.needs_rehash(stored)


def test_a_hash_of_another_cost_still_opens_and_asks_to_be_renewed(home, hasher):
    digest = hmac.digest(bytes.fromhex((home / KEY).read_text()), PASSWORD.encode(), hashlib.sha256)
    cheap = "1" + PasswordHasher(1, 1024, 1).hash(digest)
    assert hasher.verify(cheap, PASSWORD)
    assert hasher.needs_rehash(cheap)
    assert not hasher.needs_rehash(hasher.hash_secret(PASSWORD))


def test_codes_are_hashed_in_their_order(hasher):
    codes = ["384729165502", "284729165503", "184729165504"]
    stored = hasher.hash_many(codes)
    assert [hasher.verify(hashed, code) for hashed, code in zip(stored, codes, strict=True)] == [True] * 3


def test_a_login_is_counted_under_a_token_that_only_this_home_can_make(hasher, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    create_pepper(other)
    token = hasher.token("kulikova_ko")
    assert token == hasher.token("kulikova_ko")
    assert "kulikova" not in token
    assert token not in (hasher.token("kulikova_k"), Hasher(other).token("kulikova_ko"))


def test_when_every_place_is_taken_by_other_processes_the_answer_is_busy(home):
    hasher = Hasher(home, slots=2, patience=0)
    hasher.hash_secret(PASSWORD)
    holder = (
        "import fcntl, sys\n"
        "files = [open(name, 'w') for name in sys.argv[1:]]\n"
        "for file in files: fcntl.flock(file, fcntl.LOCK_EX)\n"
        "print('held', flush=True)\n"
        "sys.stdin.read()\n"
    )
    names = [str(home / f".hashing-{place}.lock") for place in range(2)]
    with subprocess.Popen(
        [sys.executable, "-c", holder, *names], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "held\n"
        with pytest.raises(Busy):
            hasher.hash_secret(PASSWORD)
        other.stdin.close()
        other.wait()
    assert hasher.hash_secret(PASSWORD)


def test_a_second_place_is_used_while_the_first_is_taken(home):
    hasher = Hasher(home, slots=2, patience=0)
    with (home / ".hashing-0.lock").open("w") as first:
        fcntl.flock(first, fcntl.LOCK_EX)
        assert hasher.hash_secret(PASSWORD)
        with pytest.raises(Busy):
            Hasher(home, slots=1, patience=0).hash_secret(PASSWORD)


def test_many_at_once_all_get_their_turn(home):
    hasher = Hasher(home, slots=1)
    stored = hasher.hash_secret(PASSWORD)
    with ThreadPoolExecutor(8) as people:
        assert all(people.map(lambda _person: hasher.verify(stored, PASSWORD), range(16)))


def test_opening_a_home_does_not_load_argon2(home):
    code = (
        "import sys; from pathlib import Path; from ejournal_tui.services.accounts.secrets import Hasher;"
        "Hasher(Path(sys.argv[1])).token('kulikova_ko'); print('argon2' in sys.modules)"
    )
    command = [sys.executable, "-c", code, str(home)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    assert answer.stdout == "False\n"
