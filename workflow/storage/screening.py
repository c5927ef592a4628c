"""Whether the bytes of an upload are what its name says and carry nothing that acts; nothing is ever unpacked
by its name.
"""

import re
import stat
import zlib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import IO, Any, Final
from xml.etree import ElementTree
from zipfile import ZipFile, ZipInfo

from workflow.text.archives import BROKEN
from workflow.text.decoding import decode

MEMBERS: Final = 2_000
INFLATED: Final = 200 * 1024 * 1024
RATIO: Final = 100
SMALL: Final = 10 * 1024 * 1024  # below it a high ratio is harmless: a form of empty tables
BLOCK: Final = 256 * 1024
WORD_MAIN: Final = b"wordprocessingml.document.main+xml"
SHEET_MAIN: Final = b"spreadsheetml.sheet.main+xml"
PRINTER: Final = re.compile(r"^xl/printersettings/printersettings\d+\.bin$")  # how a sheet was printed; runs nothing
OBJECTS: Final = re.compile(r"vbaproject|vbadata|oleobject|activex|/embeddings/|\.(bin|exe|zip|docm?|xlsm?|pptm?|jar)$")
XML: Final = re.compile(r"\.(xml|rels)$")
PDF_ACTS: Final = re.compile(rb"/(JavaScript|Launch|EmbeddedFile|OpenAction|RichMedia|Encrypt\b|XFA[\s/<\[(])")
PDF_STREAM: Final = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)
HEX_NAME: Final = re.compile(rb"#([0-9A-Fa-f]{2})")


class BadFile(ValueError):
    """A file that is not taken; `key` and `facts` say why."""

    def __init__(self, key: str, **facts: Any) -> None:
        super().__init__(key)
        self.key, self.facts = key, facts


def screen(path: Path, name: str) -> str:
    """The media type of a file that may be kept; raises BadFile."""
    suffix = Path(name).suffix.lower()
    if suffix not in KINDS:
        raise BadFile("wrong.file_type", kinds=" ".join(sorted(KINDS)))
    media, check = KINDS[suffix]
    check(path)
    return media


def _begins(*magics: bytes) -> Callable[[Path], None]:
    def check(path: Path) -> None:
        with path.open("rb") as stream:
            if not stream.read(16).startswith(magics):
                raise BadFile("wrong.file_content")

    return check


def _plain(path: Path) -> None:
    try:
        words = decode(path.read_bytes())
    except ValueError as fault:
        raise BadFile("wrong.file_content") from fault
    if "\x00" in words:
        raise BadFile("wrong.file_content")


# --- PDF ------------------------------------------------------------------------------------------------------------


def _pdf(path: Path) -> None:
    _begins(b"%PDF-")(path)
    data = path.read_bytes()
    _nothing_acts(data)
    room = INFLATED
    for found in PDF_STREAM.finditer(data):
        try:
            inflated = zlib.decompressobj().decompress(data[found.end() :], room + 1)
        except zlib.error:
            continue  # not deflated: it was looked at with the rest
        room -= len(inflated)
        if room < 0:
            raise BadFile("wrong.file_bomb")
        _nothing_acts(inflated)


def _nothing_acts(data: bytes) -> None:
    """No script, no launched program, no hidden file, also not under a name spelled in hexadecimal."""
    if PDF_ACTS.search(HEX_NAME.sub(lambda found: bytes([int(found[1], 16)]), data)):
        raise BadFile("wrong.file_active")


# --- archives: DOCX, XLSX and OFD -----------------------------------------------------------------------------------


def _office(main: bytes) -> Callable[[Path], None]:
    def check(path: Path) -> None:
        if main not in _archive(path, _word_part).get("[content_types].xml", b""):
            raise BadFile("wrong.file_content")

    return check


def _ofd(path: Path) -> None:
    if "ofd.xml" not in _archive(path, _xml_part):
        raise BadFile("wrong.file_content")


def _archive(path: Path, check: Callable[[str, bytes], None]) -> dict[str, bytes]:
    """The XML parts of a sound archive, each looked at; counted while it is inflated."""
    _begins(b"PK\x03\x04")(path)
    try:
        with ZipFile(path) as archive:
            _sound(archive.infolist())
            return _parts(archive, path.stat().st_size, check)
    except BadFile:
        raise
    except BROKEN as fault:
        raise BadFile("wrong.file_broken") from fault


def _sound(members: list[ZipInfo]) -> None:
    if len(members) > MEMBERS:
        raise BadFile("wrong.file_bomb")
    for member in members:
        is_outside = member.filename.startswith("/") or ".." in member.filename.split("/") or ":" in member.filename
        is_link = stat.S_ISLNK(member.external_attr >> 16)
        if is_outside or is_link or "\\" in member.orig_filename or "\x00" in member.orig_filename:
            raise BadFile("wrong.file_broken")
        if member.flag_bits & 0x1:
            raise BadFile("wrong.file_locked")
    starts = sorted((m.header_offset, m.header_offset + 30 + m.compress_size) for m in members)
    if any(end > start for (_, end), (start, _) in pairwise(starts)):
        raise BadFile("wrong.file_bomb")  # members that share their bytes


def _parts(archive: ZipFile, size: int, check: Callable[[str, bytes], None]) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    total = 0
    for member in archive.infolist():
        name = member.filename.lower()
        if OBJECTS.search(f"/{name}") and not PRINTER.match(name):
            raise BadFile("wrong.file_active")
        with archive.open(member) as stream:
            kept, total = _inflate(stream, total, size, keep=XML.search(name) is not None)
        if kept is not None:
            check(name, kept)
            parts[name] = kept
    return parts


def _inflate(stream: IO[bytes], total: int, size: int, *, keep: bool) -> tuple[bytes | None, int]:
    kept = bytearray()
    while block := stream.read(BLOCK):
        total += len(block)
        if total > INFLATED or (total > SMALL and total > RATIO * size):
            raise BadFile("wrong.file_bomb")
        if keep:
            kept += block
    return (bytes(kept) if keep else None), total


def _xml_part(name: str, data: bytes) -> None:
    """No document type: what a parser would do with its entities is never tried."""
    flat = data.replace(b"\x00", b"").lower()  # the same letters in UTF-16
    if b"<!doctype" in flat or b"<!entity" in flat:
        raise BadFile("wrong.file_active")


def _word_part(name: str, data: bytes) -> None:
    _xml_part(name, data)
    if name == "[content_types].xml" and b"macroenabled" in data.lower():
        raise BadFile("wrong.file_active")
    if name.endswith(".rels"):
        _own_relations(data)


def _own_relations(data: bytes) -> None:
    """Nothing is fetched from outside when the document is opened; a link that a reader clicks is no such thing."""
    try:
        relations = list(ElementTree.fromstring(data))
    except ElementTree.ParseError as fault:
        raise BadFile("wrong.file_broken") from fault
    for relation in relations:
        is_outside = relation.get("TargetMode", "").lower() == "external"
        if is_outside and not relation.get("Type", "").endswith("/hyperlink"):
            raise BadFile("wrong.file_active")


KINDS: Final[dict[str, tuple[str, Callable[[Path], None]]]] = {
    ".pdf": ("application/pdf", _pdf),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", _office(WORD_MAIN)),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _office(SHEET_MAIN)),
    ".ofd": ("application/ofd", _ofd),
    ".png": ("image/png", _begins(b"\x89PNG\r\n\x1a\n")),
    ".jpg": ("image/jpeg", _begins(b"\xff\xd8\xff")),
    ".jpeg": ("image/jpeg", _begins(b"\xff\xd8\xff")),
    ".txt": ("text/plain; charset=utf-8", _plain),
}
