"""Slips with first sign-in codes: ten on a page, cut apart; the strip with the signature stays at school."""

from collections.abc import Mapping
from pathlib import Path

from ..domain.papers.papers import Credential, CredentialBatch
from ..domain.text.words import full_date
from ..i18n import _
from .fonts import Style
from .page import A4, Canvas, Paper
from .stamps import stamp_line

_ACROSS, _DOWN = 2, 5
_WIDTH, _HEIGHT = 95.0, 55.0
_LEFT, _TOP = 10.0, 10.0
_PAD = 4.0
_ROOM = _WIDTH - 2 * _PAD
_TEAR = 46.4


def credentials_pdf(batch: CredentialBatch, fonts: Mapping[str, Path] | None = None) -> bytes:
    """The slips of a batch, in its order, row by row."""
    paper = Paper(_("First sign-in codes"), batch.school, batch.stamp.when, fonts)
    for style in (Style.SERIF_BOLD, Style.NARROW, Style.NARROW_BOLD, Style.MONO_BOLD):
        paper.face(style)
    frame = paper.canvas()
    _cut_lines(frame)
    frame.fitted(_LEFT, 289.6, stamp_line(batch.stamp), Style.NARROW, 6, 2 * _WIDTH, gray=0.35)
    shared = frame.stream()
    on_page = _ACROSS * _DOWN
    for start in range(0, len(batch.credentials), on_page):
        canvas = paper.canvas()
        for n, credential in enumerate(batch.credentials[start : start + on_page]):
            row, column = divmod(n, _ACROSS)
            _slip(canvas, paper, _LEFT + column * _WIDTH + _PAD, _TOP + row * _HEIGHT, batch, credential)
        paper.add_page(shared, canvas.stream())
    return paper.pdf()


def grouped(code: str) -> str:
    """The code in groups of four, as it is typed: «3847-2916-5502»."""
    plain = code.replace("-", "").replace(" ", "")
    return "-".join(plain[n : n + 4] for n in range(0, len(plain), 4))


def _cut_lines(canvas: Canvas) -> None:
    right, bottom = _LEFT + _ACROSS * _WIDTH, _TOP + _DOWN * _HEIGHT
    for column in range(_ACROSS + 1):
        x = _LEFT + column * _WIDTH
        canvas.line(x, 5, x, bottom + 2, 0.12, "2 2")
    for row in range(_DOWN + 1):
        y = _TOP + row * _HEIGHT
        canvas.line(5, y, A4[0] - 5, y, 0.12, "2 2")
        if row < _DOWN:
            canvas.line(_LEFT, y + _TEAR, right, y + _TEAR, 0.1, "0.6 1.6")


def _slip(
    canvas: Canvas, paper: Paper, x: float, y: float, batch: CredentialBatch, credential: Credential
) -> None:
    head = _("{school} · electronic journal").format(school=batch.school)
    canvas.fitted(x, y + 5.2, head, Style.NARROW, 7.2, _ROOM, gray=0.25)
    canvas.fitted(x, y + 11.2, credential.name, Style.SERIF_BOLD, 11.5, _ROOM)
    canvas.fitted(x, y + 15.4, _about(credential), Style.NARROW, 8, _ROOM)
    canvas.text(x, y + 22.0, _("Login"), Style.NARROW, 7.6, gray=0.3)
    canvas.fitted(x + 16, y + 22.2, credential.login, Style.MONO_BOLD, 12, _ROOM - 16)
    canvas.text(x, y + 28.4, _("Code"), Style.NARROW, 7.6, gray=0.3)
    canvas.fitted(x + 16, y + 28.6, grouped(credential.code), Style.MONO_BOLD, 13, 46)
    until = _("valid until {date}").format(date=full_date(credential.valid_until))
    canvas.fitted(x + 63, y + 28.4, until, Style.NARROW_BOLD, 7.6, _ROOM - 63, "R")
    face = paper.face(Style.NARROW)
    ways = _("Enter: {ways}").format(ways=_(" or ").join(batch.entrances))
    warning = _(
        "The code works once; you will choose your own password at the first sign-in. "
        "Do not give it to anybody. Lost or forgotten: ask whoever issued it."
    )
    lines = face.clip(face.wrap(ways, _ROOM, 7.6), 2, _ROOM, 7.6)
    base = y + 33.6
    for line in lines:
        canvas.text(x, base, line, Style.NARROW, 7.6)
        base += 3
    for line in face.clip(face.wrap(warning, _ROOM, 6.8), 2, _ROOM, 6.8):
        canvas.text(x, base + 0.2, line, Style.NARROW, 6.8, gray=0.2)
        base += 2.8
    stamp = batch.stamp
    issued = _("Issued by: {who}, {date}").format(who=stamp.who, date=full_date(stamp.when))
    canvas.fitted(x, y + _TEAR - 1.6, issued, Style.NARROW, 6.6, _ROOM, gray=0.3)
    _receipt(canvas, x, y + _TEAR + 5.6, credential)


def _about(credential: Credential) -> str:
    name = credential.class_name
    parts = [_("class {name}").format(name=name) if name else "", credential.role]
    about = ", ".join(part for part in parts if part)
    children = ", ".join(credential.children)
    return _("{role} of {children}").format(role=about, children=children) if children else about


def _receipt(canvas: Canvas, x: float, y: float, credential: Credential) -> None:
    """The strip that stays at school: who got the login, never the code."""
    who = f"{credential.name}, {credential.login}"
    canvas.fitted(x, y, _("Received:"), Style.NARROW, 7, 12)
    canvas.fitted(x + 12.5, y, who, Style.NARROW_BOLD, 7, 42)
    canvas.fitted(x + 56, y, "______________ ____.____.______", Style.NARROW, 7, _ROOM - 56, "R")
