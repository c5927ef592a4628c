"""Templates of forms as office files: what placeholders they hold, and the file with values in their places. Words are
looked up by name and put in as words; nothing in a template runs.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from xml.dom.minidom import Document, parseString
from xml.parsers.expat import ExpatError
from zipfile import ZipFile

from workflow.exports.office.packing import packed
from workflow.exports.paperwork.filling import FIELDS, Filled
from workflow.exports.paperwork.placed import Faults, expanded, fill, groups, named_in, text_of
from workflow.exports.paperwork.placeholders import attempts, blocks, names
from workflow.exports.paperwork.rows import COLUMNS, LISTS
from workflow.exports.paperwork.shapes import Form
from workflow.exports.paperwork.source import Source
from workflow.text.archives import BROKEN
from workflow.text.word.found import Unreadable
from workflow.text.word.package import opened
from workflow.words import speaking

MOST: Final = 2 * 1024 * 1024  # of a template
_INFLATED: Final = 8 * 1024 * 1024  # of a part that holds words
_PARTS: Final = ("word/document", "word/header", "word/footer", "word/footnotes", "word/endnotes")


@dataclass(frozen=True)
class Looked:
    """What a template asks for: values, lists with the values of their rows, and what is wrong with it."""

    values: frozenset[str]
    lists: Mapping[str, frozenset[str]]
    faults: tuple[tuple[str, str], ...]  # key of a sentence, the words that it speaks of

    @property
    def unknown(self) -> list[str]:
        """What it asks for and nothing fills."""
        found = sorted(self.values - FIELDS.keys())
        found += sorted(f"#{name}" for name in self.lists.keys() - LISTS.keys())
        known = {name: COLUMNS.get(name, said) for name, said in self.lists.items()}
        return found + sorted({n for name, said in self.lists.items() for n in said - known[name]})

    def missing(self, form: Form) -> list[str]:
        """What the usual form shows and this one does not."""
        found = [name for name in form.values if name not in self.values]
        found += [f"#{name}" for name in form.rows if name not in self.lists]
        shown = {n for said in self.lists.values() for n in said}
        return found + [n for columns in form.rows.values() for n in columns if n not in shown]


def looked_at(data: bytes) -> Looked:
    """The placeholders of a template. Raises `Unreadable` for a file that is no sound template."""
    values: set[str] = set()
    lists: dict[str, set[str]] = {}
    faults: Faults = []
    for _, document in _read(data):
        found, wrong = groups(document)
        faults += wrong
        for group in found:
            lists.setdefault(group.name, set()).update(group.names)
        said = [text_of(paragraph) for paragraph in document.getElementsByTagName("w:p")]
        marked = {name for words in said for _, name in blocks(words)}
        faults += [("template_mark_outside", name) for name in sorted(marked - named_in(document))]
        values.update(name for words in said for name in names(words))
        faults += [("template_attempt", one[:40]) for words in said for one in attempts(words)]
    inside = {name for said in lists.values() for name in said}
    told = {name: frozenset(said) for name, said in lists.items()}
    return Looked(frozenset(values - inside), told, tuple(dict.fromkeys(faults)))


def form_docx(template: bytes, filled: Filled, source: Source) -> bytes:
    """The template with the values of a form; a list without rows leaves one blank row to be written by hand. What the
    template asks for beyond the usual form is looked up too.
    """
    look = looked_at(template)
    with speaking("zh"):
        values = {name: FIELDS[name](source) for name in look.values if name in FIELDS} | dict(filled.values)
        lists = {name: list(LISTS[name](source)) for name in look.lists if name in LISTS}
    changed = {}
    for name, document in _read(template):
        done = expanded(document, lists, lambda key: values.get(key) or "")
        for paragraph in document.getElementsByTagName("w:p"):
            if id(paragraph) not in done:
                fill(paragraph, lambda key: values.get(key) or "")
        changed[name] = document.toxml(encoding="UTF-8")
    with ZipFile(BytesIO(template)) as archive:
        kept = {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
    return packed({name: changed.get(name, inside) for name, inside in kept.items()})


def _read(data: bytes) -> Iterator[tuple[str, Document]]:
    """The parts that may hold placeholders, each looked at for its depth and type before it is made a tree."""
    package = opened(data)
    for name in package.archive.namelist():
        if not name.startswith(_PARTS) or not name.endswith(".xml"):
            continue
        package.xml(name)
        inside = package.bytes(name) or b""
        if len(inside) > _INFLATED:
            raise Unreadable("wrong.file_bomb")
        try:
            yield name, parseString(inside)
        except (ExpatError, *BROKEN) as fault:
            raise Unreadable("wrong.file_broken") from fault
