"""The index: made anew each time, its numbers as fields, so that they follow the clauses in the word processor too."""

from typing import Final

from workflow.exports.office.blocks import Setting, controlled
from workflow.exports.office.xml import Ink, paragraph, words
from workflow.text.indexing import Entry, indexed, place_words
from workflow.text.inline import Ref
from workflow.text.word.body import MADE
from workflow.text.word.ids import OWN

_TAB: Final = "<w:r><w:tab/></w:r>"
_HIDDEN: Final = "<w:rPr><w:vanish/></w:rPr>"


def index(setting: Setting) -> str:
    """The keywords by letter; what the writer gave for it stands before them, hidden, and is read back."""
    ink, said = Ink(), ""
    for group in indexed(setting.clause, setting.writer.numbers):
        said += paragraph("IndexLetter", ink.run(group.letter))
        said += "".join(paragraph("IndexEntry", _entry(setting, one)) for one in group.entries)
    given = "".join(map(_hidden, setting.clause.body.splitlines()))
    return given + (controlled(MADE, said) if said else "")


def _entry(setting: Setting, one: Entry) -> str:
    ink = Ink()
    return ink.run(one.word) + _TAB + ink.run("，").join(_place(setting, id_) for id_ in one.places)


def _place(setting: Setting, id_: str) -> str:
    numbers = setting.writer.numbers
    clause = numbers.clauses.get(id_)
    if clause is None or clause.kind.is_annex:
        return setting.writer.runs((Ref(id_),), Ink())
    return Ink().field(f"REF {OWN}{id_} \\r \\h", Ink().run(place_words(numbers, id_)))


def _hidden(line: str) -> str:
    run = f'<w:r>{_HIDDEN}<w:t xml:space="preserve">{words(line)}</w:t></w:r>'
    return paragraph("Body", run, "", _HIDDEN) if line else ""
