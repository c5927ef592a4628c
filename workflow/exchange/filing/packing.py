"""The files of a filing package and the archive of them: the same standing gives the same bytes."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from workflow.exchange import zipped
from workflow.exchange.filing.checking import against
from workflow.exchange.filing.metadata import as_csv, as_xml
from workflow.exports.office import standard_docx
from workflow.exports.paperwork.drawing import template
from workflow.exports.paperwork.filling import filled
from workflow.exports.paperwork.printing import form_pdf
from workflow.exports.paperwork.replacing import template_of
from workflow.exports.paperwork.shapes import form
from workflow.exports.paperwork.source import Source
from workflow.exports.paperwork.templates import form_docx
from workflow.exports.printed import covers, page_numbers, standard_pdf
from workflow.exports.printed.explanation import explanation_pdf
from workflow.exports.printed.images import images
from workflow.picture import manuscript
from workflow.process.reasons import Refused
from workflow.reads.explaining import explanation
from workflow.settings import Settings
from workflow.storage import files
from workflow.text.canonical import canonical
from workflow.vocabulary import PaperKind

FORMAT: Final = "tongbiao-filing/1"
MANIFEST: Final = "manifest.json"
SCANNED: Final = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}


@dataclass(frozen=True)
class Packed:
    """The archive, the hash of its manifest, and the files in it with their hashes."""

    name: str
    data: bytes
    sha256: str
    files: dict[str, str]


def packed(source: Source, settings: Settings) -> Packed:
    """Everything that is filed of one region's edition. Raises `Refused` with every reason at once."""
    if reasons := against(source):
        raise Refused(reasons)
    made = {name: write(source, settings) for name, write in WRITERS.items()}
    found = {name: data for name, data in made.items() if data} | _scan(source, settings)
    hashes = {name: sha256(data).hexdigest() for name, data in found.items()}
    manifest = _manifest(source, hashes)
    name = f"filing-{source.standing.standard.id}-{source.region}.zip"
    return Packed(name, zipped.written({**found, MANIFEST: manifest}), sha256(manifest).hexdigest(), hashes)


def _manifest(source: Source, hashes: dict[str, str]) -> bytes:
    standing = source.standing
    told = {
        "format": FORMAT,
        "standard": standing.standard.id,
        "title": standing.standard.title_zh,
        "region": source.region,
        "number": standing.numbers[source.region].display,
        "version": standing.standard.version,
        "files": [{"path": path, "sha256": digest} for path, digest in sorted(hashes.items())],
    }
    return canonical(told)


def _form(name: str) -> Callable[[Source, Settings], bytes]:
    def write(source: Source, settings: Settings) -> bytes:
        return form_pdf(filled(form(name, source.standing.agreement.code, source.region), source)).pdf

    return write


def _form_docx(source: Source, settings: Settings) -> bytes:
    """By the template of the region or its group, else by the usual one."""
    standing, shape = source.standing, form("filing", source.standing.agreement.code, source.region)
    own = template_of(standing.session, standing.agreement.id, "filing", source.region)
    path = files.path_of(settings, own.file_sha256) if own else None
    data = path.read_bytes() if path and path.is_file() else template(shape)
    return form_docx(data, filled(shape, source), source)


def _text(source: Source, settings: Settings, *, is_office: bool) -> bytes:
    standing, version = source.standing, source.final()
    assert version is not None
    text = manuscript.load(standing.session, version)
    cover = next(one for one in covers(standing, version) if source.region in one.regions)
    names = {code: place.name_zh for code, place in standing.places.items()}
    drawn = images(text, settings)
    if is_office:
        return standard_docx(text, cover, names, drawn, pages=page_numbers(text, cover, names, drawn))
    return standard_pdf(text, cover, names, drawn).pdf


def _explanation(source: Source, settings: Settings) -> bytes:
    """Nothing where it was handed in on paper."""
    made = explanation(source.standing)
    return explanation_pdf(made) if made.content else b""


def _scan(source: Source, settings: Settings) -> dict[str, bytes]:
    """The announcement as it was signed and sealed, where it was handed in."""
    paper = source.paper(source.region, "confirm_release", (PaperKind.ANNOUNCEMENT,))
    digest_of = paper.file_sha256 if paper else None
    known = files.known(source.standing.session, {digest_of}) if digest_of else {}
    for digest, stored in known.items():
        path, ending = files.path_of(settings, digest), SCANNED.get(stored.media, "")
        if ending and path.is_file():
            return {f"01-announcement-signed.{ending}": path.read_bytes()}
    return {}


WRITERS: Final[dict[str, Callable[[Source, Settings], bytes]]] = {
    "01-announcement.pdf": _form("announcement"),
    "02-text.pdf": lambda source, settings: _text(source, settings, is_office=False),
    "02-text.docx": lambda source, settings: _text(source, settings, is_office=True),
    "03-metadata.xml": lambda source, _: as_xml(source),
    "03-metadata.csv": lambda source, _: as_csv(source),
    "04-filing-form.pdf": _form("filing"),
    "04-filing-form.docx": _form_docx,
    "05-explanation.pdf": _explanation,
}
