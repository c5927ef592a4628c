"""The blocks of a clause as paragraphs and tables, in the styles of the standard."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from workflow.exports.office.figures import figure
from workflow.exports.office.tables import table
from workflow.exports.office.words import Writer, math
from workflow.exports.office.xml import Ink
from workflow.text.blocks import Block, Deviation, Example, Figure, Formula, Item, Note, Paragraph, Table
from workflow.text.clauses import Clause
from workflow.text.inline import Inline
from workflow.text.notation import marks
from workflow.text.numbering import Path
from workflow.text.word.body import DEVIATION

_TAB: Final = "<w:r><w:tab/></w:r>"


@dataclass(frozen=True)
class Setting:
    """One clause of one version: its words, its numbers, the names of regions."""

    clause: Clause
    writer: Writer
    regions: Mapping[str, str]

    def blocks(self, blocks: Iterable[Block], ink: Ink, above: Path = ()) -> str:
        return "".join(self.block(block, (*above, at), ink) for at, block in enumerate(blocks))

    def block(self, block: Block, path: Path, ink: Ink) -> str:
        number = self.number(path)
        match block:
            case Paragraph(words):
                return ink.paragraph("Body", self.writer.runs(words, ink))
            case Item(paragraphs=lines):
                first, *more = lines or ((),)
                return ink.paragraph(*self.led(block, path, first, ink)) + self._more("ItemMore", more, ink, path)
            case Note(lines) | Example(lines):
                first, *more = lines or ((),)
                kind = "Note" if isinstance(block, Note) else "Example"
                return ink.paragraph(*self.led(block, path, first, ink)) + self._more(f"{kind}More", more, ink)
            case Table():
                return table(self.writer, block, number, ink)
            case Figure():
                return figure(self.writer, block, number, ink)
            case Formula():
                return self._formula(block, number, ink)
        return self._deviation(block, path, ink)

    def number(self, path: Path) -> str:
        return self.writer.numbers.blocks.get((self.clause.id, path), "")

    def led(self, block: Block, path: Path, words: Inline, ink: Ink, runs: str | None = None) -> tuple[str, str, str]:
        """Style, runs and properties of a paragraph with the sign that leads it."""
        said = self.writer.runs(words, ink) if runs is None else runs
        number = self.number(path)
        match block:
            case Item(marker=marker):
                level = self.writer.numbers.levels[self.clause.id, path]
                listed = self.writer.parts.lists.item(marker, level, number)
                return "Item", self.writer.marked(block.id, said), listed
            case Note():
                return "Note", self._lead(ink, "注", number) + said, ""
            case Example():
                return "Example", self._lead(ink, "示例", number) + said, ""
        return "Body", said, ""

    def _lead(self, ink: Ink, sign: str, number: str) -> str:
        return ink.run(f"{sign} {number}：" if number else f"{sign}：")

    def _more(self, style: str, lines: Iterable[Inline], ink: Ink, path: Path = ()) -> str:
        level = self.writer.numbers.levels.get((self.clause.id, path), 0)
        indent = f'<w:ind w:left="{420 * (level + 1)}"/>' if level else ""
        return "".join(ink.paragraph(style, self.writer.runs(words, ink), indent) for words in lines)

    def _formula(self, block: Formula, number: str, ink: Ink) -> str:
        label = _TAB + self.writer.marked(block.id, ink.run(f"（{number}）")) if number else ""
        said = ink.paragraph("Formula", _TAB + math(block.latex) + label)
        if block.where:
            said += ink.paragraph("Where", ink.run("式中："))
        for line in block.where:
            runs = math(line.symbol) + ink.run("——") + self.writer.runs(line.meaning, ink)
            said += ink.paragraph("Symbol", runs)
        return said

    def _deviation(self, block: Deviation, path: Path, ink: Ink) -> str:
        """A content control around the head, the facts and the words of the regions."""
        named = "、".join(f"{self.regions.get(code, '')} {code}".strip() for code in block.regions)
        head = f"区域差异（{named}）{marks.DEVIATIONS[block.type]}：{block.title}"
        said = ink.paragraph("Deviation", self.writer.marked(block.id, ink.run(head)))
        facts = ((marks.REASON, block.reason), (marks.EVIDENCE, block.evidence), (marks.SINCE, block.since))
        for sign, words in (*facts, (marks.UNTIL, block.until)):
            said += ink.paragraph("DeviationFact", ink.run(sign + words)) if words else ""
        return controlled(DEVIATION, said + self.blocks(block.blocks, ink, path))


def controlled(tag: str, inside: str) -> str:
    """A content control with a tag of ours."""
    return f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>'
