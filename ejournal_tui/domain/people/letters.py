"""What a family says through its own door, as strict JSON that a stranger may have written."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ..errors import Invalid
from .people import AccountId, Contact, PupilId

LONGEST = 8192
"""Bytes of a letter."""
_LONGEST_TEXT = 500
_ABSENT, _TAKE_BACK, _CONTACT = "absent", "take_back", "contact"


@dataclass(frozen=True)
class AbsenceLetter:
    """The child will be away, or will not after all."""

    account: AccountId
    pupil: PupilId
    code: str
    starts: date
    ends: date
    word: str = ""
    takes_back: bool = False


@dataclass(frozen=True)
class ContactLetter:
    """Another phone and e-mail of one's own; none takes back what was proposed."""

    account: AccountId
    contact: Contact | None


Letter = AbsenceLetter | ContactLetter


def write_letter(letter: Letter) -> str:
    """A letter as it is laid down."""
    if isinstance(letter, ContactLetter):
        contact = letter.contact
        said: dict[str, object] = {"phone": contact.phone, "email": contact.email} if contact else {"none": True}
        facts = {"what": _CONTACT, "account": letter.account, **said}
    else:
        facts = {
            "what": _TAKE_BACK if letter.takes_back else _ABSENT, "account": letter.account, "pupil": letter.pupil,
            "code": letter.code, "starts": letter.starts.isoformat(), "ends": letter.ends.isoformat(),
            "word": letter.word,
        }  # fmt: skip
    return json.dumps(facts, ensure_ascii=False)


def read_letter(text: str) -> Letter:
    """A letter as it was meant; raises Invalid for anything else than one of ours."""
    try:
        facts = json.loads(text, object_pairs_hook=_plain, parse_constant=_refuse)
        if not isinstance(facts, dict):
            raise ValueError
        return _read(facts)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Invalid("no letter") from error


def _plain(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _refuse(_constant: str) -> object:
    raise ValueError


def _read(facts: Mapping[str, object]) -> Letter:
    what, account = facts["what"], AccountId(_number(facts["account"]))
    if what == _CONTACT:
        if set(facts) == {"what", "account", "none"} and facts["none"] is True:
            return ContactLetter(account, None)
        _only(facts, "phone", "email")
        return ContactLetter(account, Contact(_text(facts["phone"]), _text(facts["email"])))
    if what not in (_ABSENT, _TAKE_BACK):
        raise ValueError
    _only(facts, "pupil", "code", "starts", "ends", "word")
    return AbsenceLetter(
        account, PupilId(_number(facts["pupil"])), _text(facts["code"]), _day(facts["starts"]), _day(facts["ends"]),
        _text(facts["word"]), what == _TAKE_BACK,
    )  # fmt: skip


def _only(facts: Mapping[str, object], *names: str) -> None:
    if set(facts) != {"what", "account", *names}:
        raise ValueError


def _number(value: object) -> int:
    if type(value) is not int or not 0 < value < 2**53:
        raise ValueError
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT or not value.isprintable():
        raise ValueError
    return value


def _day(value: object) -> date:
    text = _text(value)
    if len(text) != len("2018-01-15"):
        raise ValueError
    return date.fromisoformat(text)
