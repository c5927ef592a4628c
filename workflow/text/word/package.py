"""The parts of an office file: XML without document types, bounded in size and depth, and the images beside it."""

import posixpath
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser
from zipfile import ZipFile

from workflow.text.archives import BROKEN
from workflow.text.word.found import Unreadable

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT: Final = {  # the same names under the strict variant of the standard
    "http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1],
    "http://purl.oclc.org/ooxml/officeDocument/math": M[1:-1],
    "http://purl.oclc.org/ooxml/officeDocument/relationships": R[1:-1],
}
_LARGEST: Final = 64 * 1024 * 1024
_DEEPEST: Final = 120
_MOST: Final = 1_500_000  # elements of one part


class _Bounded(TreeBuilder):
    """Builds a tree that is neither too deep nor too large, and knows no document type."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._count = 0

    def start(self, tag: Any, attrs: Any, /) -> Any:
        self._depth += 1
        self._count += 1
        if self._depth > _DEEPEST or self._count > _MOST:
            raise Unreadable("wrong.file_bomb")
        return super().start(_named(tag), {_named(name): value for name, value in attrs.items()})

    def end(self, tag: Any, /) -> Any:
        self._depth -= 1
        return super().end(_named(tag))

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise Unreadable("wrong.file_active")


def _named(tag: str) -> str:
    space, brace, name = tag[1:].partition("}")
    return f"{{{_STRICT[space]}}}{name}" if brace and space in _STRICT else tag


@dataclass(frozen=True)
class Package:
    """An opened file; parts are read when they are asked for."""

    archive: ZipFile
    main: str

    def xml(self, name: str) -> Element | None:
        """The root of a part; None where there is no such part."""
        data = self.bytes(name)
        if data is None:
            return None
        if b"<!doctype" in data.replace(b"\x00", b"").lower():
            raise Unreadable("wrong.file_active")
        parser = XMLParser(target=_Bounded())
        try:
            parser.feed(data)
            root: Element = parser.close()
        except (ParseError, ValueError, LookupError) as fault:
            raise fault if isinstance(fault, Unreadable) else Unreadable("wrong.file_broken") from fault
        return root

    def bytes(self, name: str) -> bytes | None:
        if name not in self.archive.namelist():
            return None
        try:
            with self.archive.open(name) as stream:
                data = stream.read(_LARGEST + 1)
        except BROKEN as fault:
            raise Unreadable("wrong.file_broken") from fault
        if len(data) > _LARGEST:
            raise Unreadable("wrong.file_bomb")
        return data

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """By id: the kind of relation, and the part it leads to; an outside target is empty."""
        folder, _, name = part.rpartition("/")
        root = self.xml(f"{folder}/_rels/{name}.rels".lstrip("/"))
        found = {}
        for one in [] if root is None else root.iter(_RELATIONS):
            inside = one.get("TargetMode", "").lower() != "external"
            target = one.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[one.get("Id", "")] = (one.get("Type", "").rpartition("/")[2], path if inside else "")
        return found

    def beside(self, kind: str) -> Element | None:
        """The part to which the document is related in this way, as its styles."""
        names = [path for is_, path in self.relations(self.main).values() if is_ == kind and path]
        return self.xml(names[0]) if names else None


def opened(data: bytes) -> Package:
    """The file with its main part found; Unreadable where it has none."""
    try:
        package = Package(ZipFile(BytesIO(data)), "")
    except BROKEN as fault:
        raise Unreadable("wrong.file_broken") from fault
    main = next((path for kind, path in package.relations("").values() if kind == "officeDocument" and path), "")
    if not main:
        raise Unreadable("wrong.file_content")
    return Package(package.archive, main)


def val(element: Element | None, name: str, missing: str = "") -> str:
    """What a property below the element says; one without a value is on."""
    found = element.find(W + name) if element is not None else None
    return missing if found is None else found.get(W + "val", "1")


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
