"""What independent readers of PDF see in a paper."""

import re
import subprocess
from html import unescape
from pathlib import Path

_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)"')
_WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>')


def run(*command: str | Path) -> str:
    """What the program says; a failure of it fails the test."""
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def pages(file: Path) -> list[str]:
    """The text of each page, its spaces evened."""
    text = run("pdftotext", "-layout", file, "-")
    return [" ".join(page.split()) for page in text.split("\f")[:-1]]


def outside(file: Path, margin: float = 5.0) -> list[str]:
    """The words that come nearer to an edge than so many millimetres."""
    points = margin * 72 / 25.4
    found, width, height, words = [], 0.0, 0.0, 0
    for line in run("pdftotext", "-bbox", file, "-").splitlines():
        if page := _PAGE.search(line):
            width, height = map(float, page.groups())
        if word := _WORD.search(line):
            words += 1
            left, top, right, bottom = map(float, word.groups()[:4])
            if left < points or top < points or right > width - points or bottom > height - points:
                found.append(unescape(word.group(5)))
    assert words
    return found


def boxes(file: Path) -> list[tuple[float, float, str]]:
    """Left edge, upper edge and text of every word of the file's first page, in points."""
    found = _WORD.findall(run("pdftotext", "-bbox", "-l", "1", file, "-"))
    return [(float(left), float(top), unescape(word)) for left, top, _right, _bottom, word in found]
