"""Figures: images in their lines, titles of parts, notes, the title below."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from workflow.exports.office.words import Writer
from workflow.exports.office.xml import Ink, attribute
from workflow.exports.printed.images import JPEG, PNG
from workflow.text.blocks import Figure
from workflow.text.numbering import lettered

_PIXEL: Final = 9525  # EMU of a pixel at 96 to the inch
_WIDEST: Final = 5_760_000  # EMU: 16 cm
_HIGHEST: Final = 7_200_000


def figure(writer: Writer, block: Figure, number: str, ink: Ink) -> str:
    """The whole of a figure; an image that is not there is told in words."""
    own: list[str] = []
    inside = replace(writer, own=own)
    said = "" if block.parts and not (block.image or block.alt) else _image(writer, block.image, block.alt, ink)
    for n, part in enumerate(block.parts, 1):
        said += _image(writer, part.image, part.alt, ink)
        said += ink.paragraph("PartTitle", ink.run(f"{lettered(n)}) {part.title}"))
    several = len(block.notes) > 1
    for n, note in enumerate(block.notes, 1):
        said += ink.paragraph("Note", ink.run(f"注 {n}：" if several else "注：") + inside.runs(note, ink))
    said += "".join(ink.paragraph("FigureFootnote", runs) for runs in own)
    label = writer.marked(block.id, ink.run(f"图 {number}"))
    return said + ink.paragraph("FigureTitle", label + ink.run(f"\u3000{block.title}" if block.title else ""))


def _image(writer: Writer, sha256: str, alt: str, ink: Ink) -> str:
    path = writer.parts.images.get(sha256)
    if path is None:
        return ink.paragraph("Figure", ink.run(alt))
    n = writer.parts.used.setdefault(sha256, len(writer.parts.used) + 1)
    writer.parts.drawings += 1
    wide, high = _extent(path)
    at = writer.parts.drawings
    said = (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{wide}" cy="{high}"/><wp:docPr id="{at}" name="image{at}" descr={attribute(alt)}/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{at}" name="image{at}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="image{n}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
    return ink.paragraph("Figure", said)


def _extent(path: Path) -> tuple[int, int]:
    """How large an image is drawn: as it is, no wider than the page."""
    wide, high = size(path.read_bytes()) or (640, 480)
    share = min(1.0, _WIDEST / (wide * _PIXEL), _HIGHEST / (high * _PIXEL))
    return max(1, int(wide * _PIXEL * share)), max(1, int(high * _PIXEL * share))


def size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG or JPEG; None where the file does not say."""
    if data.startswith(PNG) and len(data) >= 24:
        found = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
        return found if all(found) else None
    at = 2
    while data.startswith(JPEG) and at + 9 < len(data) and data[at] == 0xFF:
        if 0xC0 <= data[at + 1] <= 0xCF and data[at + 1] not in (0xC4, 0xC8, 0xCC):
            found = int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")
            return found if all(found) else None
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None
