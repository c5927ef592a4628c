"""The cover, as annex E of GB/T 1.1—2020 has it, and the contents."""

from collections.abc import Iterable

from workflow.exports.office.body import titles
from workflow.exports.office.xml import Ink, paragraph
from workflow.exports.printed.cover import Cover
from workflow.text.clauses import Clause
from workflow.text.word.ids import OWN

_INK = Ink()
_TAB = "<w:r><w:tab/></w:r>"


def cover(of: Cover) -> str:
    """The lines of a cover from above to below."""
    lines = [("CoverClass", f"ICS {of.ics}"), ("CoverClass", f"CCS {of.ccs}"), ("CoverMark", of.mark)]
    lines += [("CoverBanner", of.banner), *(("CoverNumber", number) for number in of.numbers)]
    lines += [("CoverReplaced", f"代替 {'、'.join(of.replaces)}")] if of.replaces else []
    said = "".join(paragraph(style, _INK.run(words)) for style, words in lines if words.strip())
    said += '<w:p><w:pPr><w:pStyle w:val="CoverReplaced"/><w:spacing w:before="1600"/></w:pPr></w:p>'
    said += "".join(paragraph("CoverTitle", _INK.run(part)) for part in of.title_zh.split("\n"))
    said += paragraph("CoverEnglish", _INK.run(of.title_en)) if of.title_en else ""
    said += paragraph("CoverStage", _INK.run(f"（{of.stage}）")) if of.stage else ""
    said += '<w:p><w:pPr><w:pStyle w:val="CoverReplaced"/><w:spacing w:before="4200"/></w:pPr></w:p>'
    days = (of.released, "发布"), (of.effective, "实施")
    told = [f"{day.isoformat() if day else '××××-××-××'} {sign}" for day, sign in days]
    said += paragraph("CoverDays", _INK.run(told[0]) + _TAB + _INK.run(told[1]))
    return said + "".join(
        paragraph("CoverIssuer", _INK.run(f"{issuer}　发布" if at == len(of.issuers) - 1 else issuer))
        for at, issuer in enumerate(of.issuers)
    )


def contents(clauses: Iterable[Clause]) -> str:
    """A field that word processors fill in when they open the file, with the lines it will show."""
    styles = ("标准文件_前言、引言标题", "标准文件_章标题", "标准文件_附录标识")
    told = ",".join(f"{style},1" for style in styles)
    lines = list(titles(clauses))
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> TOC \\h \\z \\t "{told}" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    said = "".join(
        paragraph(
            "TOC1",
            ("" if at else begin)
            + f'<w:hyperlink w:anchor="{OWN}{clause.id}">{_INK.run(words)}{_TAB}'
            + _INK.field(f"PAGEREF {OWN}{clause.id} \\h", _INK.run("1"))
            + "</w:hyperlink>",
        )
        for at, (clause, words) in enumerate(lines)
    )
    inside = paragraph("ContentsTitle", _INK.run("目　　次")) + said + (f"<w:p>{end}</w:p>" if lines else "")
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    return f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
