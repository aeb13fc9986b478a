"""What a terminal sends, whole, torn, late or foreign, through the guard and Textual's own parser."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser
from textual.message import Message

from ejournal_tui.ui.driver.guard import ESCAPE_DELAY, KEYS, LATE, PASTE_LIMIT, STALLED, InputGuard
from ejournal_tui.ui.driver.guarded import PasteBrokeOff, TooMuchPasted, read

MARKS = "12345нобпдyjgl+-"
REPLIES = {
    "device attributes": "\x1b[?1;2c",
    "secondary attributes": "\x1b[>41;354;0c",
    "status": "\x1b[0n",
    "mode report": "\x1b[?2026;2$y",
    "colour": "\x1b]11;rgb:1515/2323/4545\x07",
    "colour, other end": "\x1b]11;rgb:1515/2323/4545\x1b\\",
    "terminfo": "\x1bP1+r544e=787465726d\x1b\\",
    "kitty letter": "\x1b[1081;5u",
    "alternate codes": "\x1b[1089::99;5u",
    "unknown key": "\x1b[25;5~",
    "mouse nobody asked for": "\x1b[<0;10;10M",
}
KNOWN = sorted(KEYS)


def heard(*pieces: tuple[float, str]) -> list[Message]:
    """The messages after pieces that come after so many seconds of silence each."""
    guard, parser, now, out = InputGuard(), XTermParser(), 0.0, []
    for gap, text in [*pieces, (11.0, "")]:
        end = now + gap
        while now < end:
            now = min(now + 0.05, end)
            for piece in guard.tick(now):
                out += read(piece, parser)
        for piece in guard.push(text, now) if text else []:
            out += read(piece, parser)
    return out


def keys(*pieces: tuple[float, str]) -> list[str]:
    """The names of the keys heard."""
    return [message.key for message in heard(*pieces) if isinstance(message, events.Key)]


@given(st.sampled_from(KNOWN), st.data(), st.floats(0, ESCAPE_DELAY - 0.06))
def test_a_key_torn_anywhere_by_a_slow_line_is_still_that_key(
    sequence: str, data: st.DataObject, gap: float
) -> None:
    cut = data.draw(st.integers(1, len(sequence) - 1))
    assert keys((0, sequence[:cut]), (gap, sequence[cut:])) == keys((0, sequence))


@given(st.sampled_from(KNOWN), st.lists(st.floats(0, 1.5), min_size=9, max_size=9))
def test_a_key_that_comes_byte_by_byte_types_no_character(sequence: str, gaps: list[float]) -> None:
    expected = keys((0, sequence))
    found = keys(*zip([0.0, *gaps], sequence, strict=False))
    assert found in (expected, ["escape"])


@pytest.mark.parametrize("name", REPLIES)
@given(st.data(), st.floats(0, 1.5))
def test_a_late_reply_is_no_key(name: str, data: st.DataObject, gap: float) -> None:
    reply = REPLIES[name]
    cut = data.draw(st.integers(1, len(reply)))
    found = keys((0, reply[:cut]), (gap, reply[cut:]))
    assert found in ([], ["escape"]) or (reply[-2:] == "\x1b\\" and set(found) <= {"escape"})


@pytest.mark.parametrize("name", REPLIES)
def test_marks_typed_around_a_reply_stay_marks(name: str) -> None:
    assert keys((0, f"5{REPLIES[name]}4")) == ["5", "4"]


@given(st.text(MARKS, min_size=1, max_size=1), st.floats(0, ESCAPE_DELAY - 0.06))
def test_alt_and_a_letter_is_no_mark(letter: str, gap: float) -> None:
    assert keys((0, f"\x1b{letter}")) == []
    assert keys((0, "\x1b"), (gap, letter)) in ([], ["escape"])


@given(st.binary(max_size=40))
def test_no_bytes_at_all_break_the_guard(noise: bytes) -> None:
    text = noise.decode("utf-8", "replace")
    found = [m for m in heard((0, text)) if isinstance(m, events.Key)]
    assert len(found) <= len(text)


@pytest.mark.parametrize(
    ("sequence", "key"),
    [
        ("\x1b[[A", "f1"), ("\x1b[[E", "f5"), ("\x1bOP", "f1"), ("\x1b[11~", "f1"), ("\x1b[15~", "f5"),
        ("\x1b[21~", "f10"), ("\x1b[24~", "f12"), ("\x1b[1~", "home"), ("\x1b[4~", "end"), ("\x1b[H", "home"),
        ("\x1bOF", "end"), ("\x1b[7~", "home"), ("\x1b[8~", "end"), ("\x1b[5~", "pageup"), ("\x1bOA", "up"),
        ("\x1b[3~", "delete"), ("\x1b[Z", "shift+tab"), ("\x1a", "ctrl+z"), ("\x13", "ctrl+s"),
        ("\x7f", "backspace"), ("\x1bOu", "5"),
    ],
)  # fmt: skip
def test_the_keys_of_the_console_putty_and_xterm(sequence: str, key: str) -> None:
    assert keys((0, sequence)) == [key]


def test_escape_alone_and_twice_and_before_an_arrow() -> None:
    assert keys((0, "\x1b")) == ["escape"]
    assert keys((0, "\x1b\x1b")) == ["escape", "escape"]
    assert keys((0, "\x1b"), (0.1, "\x1b[A")) == ["escape", "up"]


def test_marks_can_be_typed_right_after_escape_was_understood() -> None:
    assert keys((0, "\x1b"), (ESCAPE_DELAY + 0.1, "5"), (0.1, "н")) == ["escape", "5", "н"]


PASTES = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x1b"), max_size=60)


@given(PASTES, st.data())
def test_a_paste_arrives_whole_wherever_it_is_cut(text: str, data: st.DataObject) -> None:
    sent = f"\x1b[200~{text}\x1b[201~"
    cut = data.draw(st.integers(1, len(sent)))
    messages = heard((0, sent[:cut]), (0.1, sent[cut:]), (0.1, "5"))
    pasted = [m.text for m in messages if isinstance(m, events.Paste)]
    expected = "".join(c for c in text if not 0x80 <= ord(c) < 0xA0).replace("\x00", "")
    assert pasted == [expected] or (not pasted and not expected)
    assert [m.key for m in messages if isinstance(m, events.Key)] == ["5"]


def test_a_huge_paste_is_dropped_before_it_is_parsed() -> None:
    messages = heard((0, "\x1b[200~"), *[(0, "5" * 4096)] * (PASTE_LIMIT // 4096 + 1), (0, "\x1b[201~н"))
    assert [type(m) for m in messages] == [TooMuchPasted, events.Key]


def test_a_paste_that_pauses_is_dropped_with_words_and_its_rest_is_no_key() -> None:
    messages = heard((0, "\x1b[200~Иванов "), (LATE + 0.6, "5"), (1.0, " 4 н\x1b[201~"), (0.1, "3"))
    assert [type(m) for m in messages] == [PasteBrokeOff, events.Key]
    assert [m.key for m in messages if isinstance(m, events.Key)] == ["3"]


def test_a_paste_that_pauses_shortly_arrives_whole() -> None:
    messages = heard((0, "\x1b[200~Иванов "), (LATE - 0.2, "5\x1b[20"), (LATE - 0.2, "1~"))
    assert [m.text for m in messages if isinstance(m, events.Paste)] == ["Иванов 5"]


def test_a_paste_whose_end_is_lost_does_not_lock_the_keyboard() -> None:
    messages = heard((0, "\x1b[200~5 4 3"), (STALLED + 0.1, "н"))
    assert [type(m) for m in messages] == [PasteBrokeOff, events.Key]


def characters(*pieces: tuple[float, str]) -> list[str]:
    """The keys heard that would write something."""
    return [m.character for m in heard(*pieces) if isinstance(m, events.Key) and m.is_printable and m.character]


CONTROLS = st.tuples(
    st.sampled_from(["\x1b[", "\x9b"]),
    st.one_of(st.text("0123456789;?<>", min_size=1, max_size=40), st.text("5;", min_size=1).map(lambda s: s * 300),
              st.text("0123456789;\n\r\tнЖ", min_size=1, max_size=40)),
    st.sampled_from("ABCHRTZcnuyt~"),
).map("".join)  # fmt: skip
STRINGS = st.tuples(
    st.sampled_from(["\x1b]", "\x9d", "\x1bP", "\x90", "\x1b_", "\x9f", "\x1bX", "\x98", "\x1b^", "\x9e"]),
    st.one_of(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x07\x1b\x9c"), max_size=60),
              st.text(MARKS, min_size=1).map(lambda s: s * 2000)),
    st.sampled_from(["\x07", "\x1b\\", "\x9c"]),
).map("".join)  # fmt: skip


# One pause a place: two together may last as long as Escape by itself takes.
CUTS = st.lists(st.tuples(st.integers(2, 9000), st.floats(0, 1.9)), max_size=4, unique_by=lambda cut: cut[0])


@given(st.one_of(CONTROLS, STRINGS), CUTS)
@settings(deadline=None)
def test_no_sequence_however_long_or_torn_writes_anything(sequence: str, cuts: list[tuple[int, float]]) -> None:
    assume(not sequence.endswith("200~"))
    pieces, start, gap = [], 0, 0.0
    for place, pause in sorted(cuts):
        pieces.append((gap, sequence[start:place]))
        start, gap = place, pause
    pieces.append((gap, sequence[start:]))
    assert characters(*pieces, (0.1, "5")) == ["5"]


@pytest.mark.parametrize(
    "sequence",
    [
        "\x1b]52;c;" + "5" * 9000 + "\x07", "\x1b[" + "5" * 5000 + "R", "\x1b]lЖурнал 5Б\x1b\\", "\x1bP>|терм 5\x1b\\",
        "\x9b25;5~", "\x1b[\n5~", "\x1b[[\n5~", "\x1b[M 55", "\x1b\x9b25;5~", "\x9d11;rgb:5555/4444/3333\x9c",
    ],
)  # fmt: skip
def test_a_stranger_among_sequences_writes_nothing(sequence: str) -> None:
    assert characters((0, sequence), (0.1, "н")) == ["н"]


def test_a_known_key_whose_rest_a_slow_line_holds_back_is_still_that_key() -> None:
    assert keys((0, "\x1b["), (LATE + 0.5, "5~")) == ["pageup"]


def test_a_key_ends_a_string_that_nobody_ended() -> None:
    assert keys((0, "\x1b]"), (1.0, "5"), (1.0, "\x1b[B"), (1.0, "5")) == ["down", "5"]
    assert keys((0, "\x1b]5"), (1.0, "\x1b"), (LATE + 0.5, "5")) == ["escape", "5"]
    assert keys((0, "\x1b]5"), (STALLED + 0.1, "5")) == ["5"]


@pytest.mark.parametrize(
    ("typed", "heard_so"), [("\r", ["escape", "enter"]), ("\t", ["escape", "tab"]), ("5", ["escape"])]
)
def test_a_quick_hand_leaves_and_goes_on(typed: str, heard_so: list[str]) -> None:
    assert keys((0, "\x1b"), (0.2, typed)) == heard_so


@pytest.mark.parametrize("typed", ["\r", "5", "н"])
def test_escape_and_a_sign_at_once_are_alt_and_nothing(typed: str) -> None:
    assert keys((0, "\x1b"), (0.05, typed)) == keys((0, "\x1b" + typed)) == []
