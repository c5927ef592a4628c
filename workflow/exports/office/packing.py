"""The parts of an office file put together: the same parts give the same bytes."""

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from workflow.exports.office.words import Parts
from workflow.exports.office.xml import HEAD, NAMESPACES, Ink, attribute, paragraph, words
from workflow.exports.printed.images import PNG

_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
_BASE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_KIND: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PARTS: Final = {
    "styles": "styles", "numbering": "numbering", "settings": "settings", "footnotes": "footnotes",
    "header1": "header", "header2": "header", "footer1": "footer", "footer2": "footer",
}  # fmt: skip


def packed(members: Mapping[str, bytes]) -> bytes:
    """An archive whose members stand in the given order, all at one hour of long ago."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, data in members.items():
            info = ZipInfo(name, _LONG_AGO)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            archive.writestr(info, data, compresslevel=6)
    return out.getvalue()


def part(root: str, inside: str) -> str:
    return f"{HEAD}<w:{root} {NAMESPACES}>{inside}</w:{root}>"


def footnotes(parts: Parts) -> str:
    """Footnotes of the text, behind the two lines that every file has."""
    lines = (
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
        "</w:footnote>"
    )
    raised, ink = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>', Ink()
    for n, runs in enumerate(parts.footnotes, 1):
        sign = f"<w:r>{raised}<w:footnoteRef/></w:r>{ink.run(')', 'superscript')}{ink.run(' ')}"
        lines += f'<w:footnote w:id="{n}">{paragraph("FootnoteText", sign + runs)}</w:footnote>'
    return part("footnotes", lines)


def settings() -> str:
    return part(
        "settings",
        '<w:evenAndOddHeaders/><w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        'w:val="15"/></w:compat>',
    )


def members(document: str, styles: str, parts: Parts, running: str, title: str, made_at: datetime) -> dict[str, bytes]:
    """Every part of the file by its name."""
    ink = Ink()
    page = ink.field("PAGE", ink.run("1"))
    said = {
        "styles": styles,
        "numbering": parts.lists.part(),
        "settings": settings(),
        "footnotes": footnotes(parts),
        "header1": part("hdr", paragraph("Header", ink.run(running))),
        "header2": part("hdr", paragraph("HeaderEven", ink.run(running))),
        "footer1": part("ftr", paragraph("Footer", page)),
        "footer2": part("ftr", paragraph("FooterEven", page)),
    }
    images = {f"media/image{n}": parts.images[sha].read_bytes() for sha, n in parts.used.items()}
    named = {name: name + (".png" if data.startswith(PNG) else ".jpeg") for name, data in images.items()}
    links = "".join(_link(name, _KIND + kind, f"{name}.xml") for name, kind in _PARTS.items())
    links += "".join(_link(name.removeprefix("media/"), f"{_KIND}image", path) for name, path in named.items())
    found = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _links(_top()),
        "docProps/core.xml": _core(title, made_at),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _links(links),
        **{f"word/{name}.xml": xml for name, xml in said.items()},
    }
    return {name: xml.encode() for name, xml in found.items()} | {
        f"word/{named[n]}": data for n, data in images.items()
    }


def _types() -> str:
    main = [("/word/document.xml", f"{_BASE}document.main+xml")]
    main += [(f"/word/{name}.xml", f"{_BASE}{kind}+xml") for name, kind in _PARTS.items()]
    main += [("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")]
    plain = [("rels", "application/vnd.openxmlformats-package.relationships+xml"), ("xml", "application/xml")]
    usual = "".join(
        f'<Default Extension="{end}" ContentType="{kind}"/>'
        for end, kind in (*plain, ("png", "image/png"), ("jpeg", "image/jpeg"))
    )
    own = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in main)
    return f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{usual}{own}</Types>'


def _link(id_: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{id_}" Type="{kind}" Target={attribute(target)}/>'


def _top() -> str:
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    document = _link("document", f"{_KIND}officeDocument", "word/document.xml")
    return document + _link("core", core, "docProps/core.xml")


def _links(inside: str) -> str:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{HEAD}<Relationships xmlns="{space}">{inside}</Relationships>'


def _core(title: str, made_at: datetime) -> str:
    at = made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    spaces = (
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    )
    days = "".join(f'<dcterms:{n} xsi:type="dcterms:W3CDTF">{at}</dcterms:{n}>' for n in ("created", "modified"))
    return f"{HEAD}<cp:coreProperties {spaces}><dc:title>{words(title)}</dc:title>{days}</cp:coreProperties>"
