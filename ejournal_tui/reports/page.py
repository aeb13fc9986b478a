"""Pages: text, lines and boxes placed in millimetres, as PDF. The only place that knows fpdf.

A page is a row of content streams; equal streams are stored once, so what a class shares costs one copy.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import cast

from fpdf import FPDF, ViewerPreferences
from fpdf.enums import Duplex, PDFResourceType
from fpdf.fonts import TTFFont
from fpdf.output import OutputProducer, PDFPage
from fpdf.syntax import PDFArray, PDFContentStream

from ..domain.text.words import language
from .fonts import Style, font_file

POINTS = 72 / 25.4
A4 = (210.0, 297.0)
_SHARE = {"L": 0.0, "C": 0.5, "R": 1.0}
_INSTEAD = str.maketrans(
    {"→": ">", "←": "<", "↑": "^", "✓": "+", "☐": "", "\u2011": "-", "\u2212": "–", "\u202f": "\u00a0"}
    | dict.fromkeys("\t\n\r\v\f\u2028\u2029\u2002\u2003\u2009\u200a", " ")
)


class Face:
    """One font of a document: widths, wrapping and codes of texts, remembered."""

    def __init__(self, font: TTFFont) -> None:
        self._font = font
        self._widths = dict(font.cw)
        self._drawable = frozenset(font.cmap)
        self._clean: dict[str, str] = {}
        self._ems: dict[str, float] = {}
        self._codes: dict[str, str] = {}
        self._wrapped: dict[tuple[str, float, float], tuple[str, ...]] = {}
        self.number = font.i

    def clean(self, text: str) -> str:
        """The text in signs that the font has; invisible ones go, unknown ones become «?»."""
        known = self._clean.get(text)
        if known is None:
            plain = unicodedata.normalize("NFC", text).translate(_INSTEAD)
            known = self._clean[text] = "".join(map(self._sign, plain))
        return known

    def _sign(self, sign: str) -> str:
        if ord(sign) in self._drawable and (sign.isprintable() or sign == "\u00a0"):
            return sign
        return {"Zs": " ", "Mn": "", "Me": "", "Cf": "", "Cc": ""}.get(unicodedata.category(sign), "?")

    def ems(self, text: str) -> float:
        """How wide the text is, in units of its size."""
        known = self._ems.get(text)
        if known is None:
            widths = self._widths
            known = self._ems[text] = sum(widths[ord(sign)] for sign in self.clean(text)) / 1000
        return known

    def width(self, text: str, size: float) -> float:
        """How wide the text is in millimetres."""
        return self.ems(text) * size / POINTS

    def fit(self, text: str, room: float, size: float, least: float = 5.0) -> tuple[str, float]:
        """The text and its size so that it fits the room: smaller down to the least, then cut with «…»."""
        width = self.width(text, size)
        if width <= room:
            return text, size
        smaller = max(least, int(size * room / width * 20) / 20)
        return self._cut(text, room * POINTS / smaller), smaller

    def wrap(self, text: str, room: float, size: float, indent: float = 0.0) -> tuple[str, ...]:
        """The text in lines no wider than the room; the first line begins after the indent."""
        key = (text, room * POINTS / size, indent * POINTS / size)
        known = self._wrapped.get(key)
        if known is None:
            known = self._wrapped[key] = tuple(self._wrap(*key))
        return known

    def clip(self, lines: Sequence[str], most: int, room: float, size: float) -> tuple[str, ...]:
        """No more than so many lines, the last one ending in «…» where something is left out."""
        if len(lines) <= most:
            return tuple(lines)
        rest = " ".join(lines[most - 1 :])
        return (*lines[: most - 1], self._cut(rest, room * POINTS / size))

    def code(self, text: str) -> str:
        """The operator that shows the text."""
        known = self._codes.get(text)
        if known is None:
            known = self._codes[text] = self._font.encode_text(self.clean(text))
        return known

    def _cut(self, text: str, limit: float) -> str:
        if self.ems(text) <= limit:
            return text
        used, kept = self.ems("…"), 0
        clean = self.clean(text)
        while kept < len(clean) and used + self.ems(clean[kept]) <= limit:
            used += self.ems(clean[kept])
            kept += 1
        return clean[:kept].rstrip() + "…"

    def _wrap(self, text: str, limit: float, indent: float) -> list[str]:
        lines: list[str] = []
        line, used, space = "", indent, self.ems(" ")
        for word in self.clean(text).split():
            width = self.ems(word)
            if line and used + space + width <= limit:
                line, used = f"{line} {word}", used + space + width
                continue
            if line or used + width > limit >= width:
                lines.append(line)
                used = 0.0
            while used + width > limit and len(word) > 1:
                count = self._as_many(word, limit - used)
                lines.append(word[:count])
                word, used = word[count:], 0.0
                width = self.ems(word)
            line, used = word, used + width
        return [*lines, line]

    def _as_many(self, word: str, limit: float) -> int:
        count = 1
        while count < len(word) - 1 and self.ems(word[: count + 1]) <= limit:
            count += 1
        return count


class Canvas:
    """What is drawn on a piece of paper; y runs downwards from its upper edge."""

    def __init__(self, paper: "Paper", height: float) -> None:
        self._paper = paper
        self._top = height * POINTS
        self._shapes: list[str] = []
        self._lines: dict[tuple[float, str], list[str]] = {}
        self._texts: dict[tuple[int, float, float], list[str]] = {}

    def text(
        self, x: float, y: float, text: str, style: Style, size: float, align: str = "L", room: float = 0.0,
        gray: float = 0.0,
    ) -> None:  # fmt: skip
        """Text on the base line y; R and C align it within the room."""
        face = self._paper.face(style)
        spare = room - face.ems(text) * size / POINTS if align != "L" else 0.0
        self._put(x + spare * _SHARE[align], y, text, face, size, gray)

    def fitted(
        self, x: float, y: float, text: str, style: Style, size: float, room: float, align: str = "L",
        gray: float = 0.0,
    ) -> None:  # fmt: skip
        """Text that never leaves its room."""
        face = self._paper.face(style)
        spare = room - face.ems(text) * size / POINTS
        if spare < 0:
            text, size = face.fit(text, room, size)
            spare = room - face.ems(text) * size / POINTS
        self._put(x + spare * _SHARE[align], y, text, face, size, gray)

    def _put(self, x: float, y: float, text: str, face: Face, size: float, gray: float) -> None:
        key = (face.number, size, gray)
        line = f"1 0 0 1 {x * POINTS:.2f} {self._top - y * POINTS:.2f} Tm {face.code(text)}"
        if key in self._texts:
            self._texts[key].append(line)
        else:
            self._texts[key] = [line]

    def rect(self, x: float, y: float, width: float, height: float, gray: float) -> None:
        """A filled box."""
        low = self._top - (y + height) * POINTS
        self._shapes.append(
            f"{gray} g {x * POINTS:.2f} {low:.2f} {width * POINTS:.2f} {height * POINTS:.2f} re f"
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, weight: float = 0.15, dash: str = "") -> None:
        """A straight line; the dash is what PDF calls a dash array."""
        self._lines.setdefault((weight, dash), []).append(f"{self._at(x1, y1)} m {self._at(x2, y2)} l")

    def box(self, x: float, y: float, width: float, height: float, weight: float = 0.3) -> None:
        """The outline of a box."""
        for one in (y, y + height):
            self.line(x, one, x + width, one, weight)
        for one in (x, x + width):
            self.line(one, y, one, y + height, weight)

    def polyline(self, points: Sequence[tuple[float, float]], weight: float) -> None:
        """A line through the points."""
        path = " ".join(f"{self._at(*point)} {'l' if n else 'm'}" for n, point in enumerate(points))
        self._shapes.append(f"q {weight * POINTS:.2f} w 1 j 1 J {path} S Q")

    def dot(self, x: float, y: float, radius: float) -> None:
        """A filled circle."""
        self._shapes.append(f"q {2 * radius * POINTS:.2f} w 1 J {self._at(x, y)} m {self._at(x, y)} l S Q")

    def triangle(self, x: float, y: float, side: float) -> None:
        """A filled triangle standing on the base line y: the sign of danger, which no font of ours has."""
        corners = (self._at(x, y), self._at(x + side, y), self._at(x + side / 2, y - side * 0.87))
        self._shapes.append(f"0 g {corners[0]} m {corners[1]} l {corners[2]} l f")

    def stream(self) -> bytes:
        """Everything drawn, as one content stream that leaves no trace behind it."""
        out = ["q 2 J", *self._shapes]
        for (weight, dash), lines in self._lines.items():
            out += [f"{weight * POINTS:.2f} w [{dash}] 0 d", *lines, "S"]
        if self._texts:
            out.append("BT")
            for (number, size, gray), texts in self._texts.items():
                out += [f"/F{number} {size:g} Tf {gray:g} g", *texts]
            out.append("ET")
        return "\n".join((*out, "Q\n")).encode("latin-1")

    def _at(self, x: float, y: float) -> str:
        return f"{x * POINTS:.2f} {self._top - y * POINTS:.2f}"


def moved_up(height: float) -> bytes:
    """The stream that moves all following streams of the page up by so many millimetres."""
    return f"1 0 0 1 0 {height * POINTS:.2f} cm\n".encode("latin-1")


class _Document(FPDF):
    """A document whose pages are rows of streams."""

    rows: list[tuple[bytes, ...]]


class _Producer(OutputProducer):
    """Writes each distinct stream once."""

    def _add_pages(self, _slice: slice = slice(0, None)) -> list[PDFPage]:
        document = cast(_Document, self.fpdf)
        stored: dict[bytes, PDFContentStream] = {}
        pages = list(self._iter_pages_in_order())[_slice]
        for page, row in zip(pages, document.rows[_slice], strict=True):
            self._add_pdf_obj(page, "pages")
            for content in row:
                if content not in stored:
                    stored[content] = PDFContentStream(contents=content, compress=document.compress)
                    self._add_pdf_obj(stored[content], "pages")
            references = PDFArray([stored[content] for content in row])
            page.contents = references  # type: ignore[assignment] # a row of streams is PDF that fpdf never makes
        return pages


class Paper:
    """A document on A4 sheets, printed on one side."""

    def __init__(
        self, title: str, author: str, when: datetime, fonts: Mapping[str, Path] | None = None
    ) -> None:
        self._fonts = fonts
        self._faces: dict[Style, Face] = {}
        self._document = document = _Document(format="A4", unit="mm")
        document.rows = []
        document.set_auto_page_break(False)
        document.set_margin(0)
        document.set_title(title)
        document.set_author(author)
        document.set_lang(language())
        document.set_creator("ejournal")
        document.set_creation_date(when)
        document.viewer_preferences = ViewerPreferences(
            display_doc_title=True, print_scaling="None", duplex=Duplex.SIMPLEX
        )

    def face(self, style: Style) -> Face:
        """The font of a style."""
        face = self._faces.get(style)
        if face is None:
            name = style.value.replace("-", "")
            self._document.add_font(name, "", str(font_file(style, self._fonts)))
            face = self._faces[style] = Face(cast(TTFFont, self._document.fonts[name]))
        return face

    def canvas(self, height: float = A4[1]) -> Canvas:
        """An empty piece of paper of that height."""
        return Canvas(self, height)

    def add_page(self, *streams: bytes, bookmark: str = "") -> None:
        """One page made of the streams in their order."""
        document = self._document
        document.add_page()
        document.rows.append(streams)
        if bookmark:
            document.page_mode = "USE_OUTLINES"
            document.start_section(bookmark)
        for face in self._faces.values():
            document._resource_catalog.add(PDFResourceType.FONT, face.number, document.page)

    def pdf(self) -> bytes:
        """The finished document; the same input makes the same bytes."""
        return bytes(self._document.output(output_producer_class=_Producer))
