"""Prints data with the committed template and fonts: the same data give the same bytes, on any machine."""

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import typst

from workflow.exports.printed.glyphs import FONTS
from workflow.shipped import DATA

TEMPLATES: Final = DATA / "print"
MAIN: Final = "standard.typ"


@cache
def _fonts() -> typst.Fonts:
    """Ours, and those that typst brings itself, for formulas; never those of the machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)])


def pressed(data: Mapping[str, Any], images: Mapping[str, Path], made_at: datetime, main: str = MAIN) -> bytes:
    """The PDF/A of a page's data. An image that cannot be drawn is told in its place instead of spoiling the rest."""
    said = json.dumps(data, ensure_ascii=False, sort_keys=True)
    files = tuple(sorted((name, str(path)) for name, path in images.items()))
    try:
        return _pressed(said, files, made_at, main)
    except typst.TypstError:
        if not files:
            raise
        return _pressed(said, (), made_at, main)


def told(data: Mapping[str, Any], images: Mapping[str, Path], mark: str) -> list[Any]:
    """What the template tells under a label of its own, in reading order; nothing where the images spoil it."""
    said = json.dumps(data, ensure_ascii=False, sort_keys=True)
    inputs = {"data": said, "images": json.dumps(sorted(images))}
    with _laid((name, str(path)) for name, path in images.items()) as root:
        try:
            told = typst.query(
                root / MAIN, f"<{mark}>", field="value", root=root, font_paths=_fonts(), sys_inputs=inputs
            )
        except typst.TypstError:
            return []
    values: list[Any] = json.loads(told)
    return values


@contextmanager
def _laid(images: Iterable[tuple[str, str]]) -> Iterator[Path]:
    """The templates and images in a folder of their own."""
    with TemporaryDirectory(prefix="tongbiao-print-") as folder:
        root = Path(folder)
        for template in TEMPLATES.glob("*.typ"):
            shutil.copy(template, root)
        for name, path in images:
            shutil.copy(path, root / name)
        yield root


@lru_cache(maxsize=8)
def _pressed(said: str, images: tuple[tuple[str, str], ...], made_at: datetime, main: str) -> bytes:
    with _laid(images) as root:
        made = typst.compile(
            root / main,
            root=root,
            font_paths=_fonts(),
            sys_inputs={"data": said, "images": json.dumps([name for name, _ in images])},
            pdf_standards="a-2b",
            timestamp=made_at.astimezone(UTC).replace(microsecond=0),
        )
    assert isinstance(made, bytes)
    return made
