"""The cover, as annex E of GB/T 1.1—2020 has it, and the contents."""

from collections.abc import Iterable, Mapping
from typing import Final

from workflow import clock
from workflow.exports.office.body import titles
from workflow.exports.office.xml import Ink, paragraph
from workflow.exports.printed.cover import Cover
from workflow.text.clauses import Clause
from workflow.text.titles import joined_parts
from workflow.text.word.ids import OWN

_INK = Ink()
PATENTS: Final = "在提交反馈意见时，请将您知道的相关专利连同支持性文件一并附上。"
_LOWEST: Final = 15400  # where the foot of a cover ends, in twentieths of a point from the top of the page
_DAYS, _ISSUER = 900, 480  # what its lines take
_WIDE: Final = 17  # signs of a title that stand on one line
_TAB = "<w:r><w:tab/></w:r>"


def cover(of: Cover) -> str:
    """The upper part and the title in the flow of the page; dates and issuers in a frame at its foot, which hangs
    on the line behind it.
    """
    lines = [("CoverClass", f"ICS {of.ics}"), ("CoverClass", f"CCS {of.ccs}"), ("CoverMark", of.mark)]
    lines += [("CoverBanner", of.banner), *(("CoverNumber", number) for number in of.numbers)]
    lines += [("CoverReplaced", f"代替 {'、'.join(of.replaces)}")] if of.replaces else []
    said = "".join(paragraph(style, _INK.run(words)) for style, words in lines if words.strip())
    said += paragraph("CoverRule", "")
    said += "".join(paragraph("CoverTitle", _INK.run(part)) for part in _lines(of.title_zh))
    said += paragraph("CoverEnglish", _INK.run(of.title_en)) if of.title_en else ""
    return _foot(of) + said + _draft(of)


def _draft(of: Cover) -> str:
    """What only the cover of a draft bears: for what, since when, and the call for patents (annex D)."""
    if not of.stage:
        return ""
    made = clock.day_of(of.made_at).isoformat()
    said = paragraph("CoverStage", _INK.run(f"（{of.stage}）"))
    return said + "".join(paragraph("CoverDraft", _INK.run(line)) for line in (f"（本稿完成日期：{made}）", PATENTS))


def _foot(of: Cover) -> str:
    days = (of.released, "发布"), (of.effective, "实施")
    frame = _frame(_LOWEST - _DAYS - _ISSUER * len(of.issuers))
    told = [f"{day.isoformat() if day else '××××-××-××'} {sign}" for day, sign in days]
    said = paragraph("CoverDays", _INK.run(told[0]) + _TAB + _INK.run(told[1]), frame)
    said += paragraph("CoverFootRule", _TAB, frame)
    style = "CoverIssuer" if len(of.issuers) == 1 else "CoverIssuers"
    return said + "".join(
        paragraph(style, _INK.run(f"{issuer}　发布" if at == len(of.issuers) - 1 else issuer), frame)
        for at, issuer in enumerate(of.issuers)
    )


def _frame(y: int) -> str:
    """At its place on the page, however long the title above."""
    place = f'w:w="9354" w:hSpace="0" w:wrap="around" w:vAnchor="page" w:hAnchor="margin" w:x="1" w:y="{y}"'
    return f"<w:framePr {place}/>"


def _lines(title: str) -> list[str]:
    """A title that is too long for one line, parted where it may be into two of like length."""
    if len(title) <= _WIDE:
        return [title]
    parts = [part for element in title.split() for part in joined_parts(element)]
    halves = [("".join(parts[:n]), "".join(parts[n:])) for n in range(1, len(parts))]
    return list(min(halves, key=lambda two: max(map(len, two)), default=(title,)))


def contents(clauses: Iterable[Clause], pages: Mapping[str, str]) -> str:
    """A field that word processors fill in anew, with the lines it will show; `pages` are those of our print, until
    they have counted their own.
    """
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
            + _INK.field(f"PAGEREF {OWN}{clause.id} \\h", _INK.run(pages.get(clause.id, "1")))
            + "</w:hyperlink>",
        )
        for at, (clause, words) in enumerate(lines)
    )
    inside = paragraph("ContentsTitle", _INK.run("目　　次")) + said + (f"<w:p>{end}</w:p>" if lines else "")
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    return f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
