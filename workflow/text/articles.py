"""The text of a joint rule 管理办法 as people type it: articles by number, each with the figures that it fixes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from workflow.text.redline import Span, spans

_HEAD: Final = re.compile(r"(第[〇零一二三四五六七八九十百\d]{1,7}[条章节])[\s　]*(.*)", re.DOTALL)
_FIXES: Final = re.compile(r"(?:参数|parameter)\s*[:：]\s*([^=＝]{1,80}?)\s*[=＝]\s*(.{1,200})", re.IGNORECASE)


@dataclass(frozen=True)
class Article:
    """One article, or the heading of a chapter; what stands before the first has no number. `fixes` are pairs of a
    term's key and its value as typed.
    """

    number: str
    words: str
    fixes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Compared:
    """One article in two versions, in the new order; those that went stand at the end."""

    number: str
    words: tuple[Span, ...]
    is_same: bool


def read(text: str) -> list[Article]:
    """A line that begins with 第…条 begins an article; a line 参数：key = value fixes a figure in it."""
    found: list[Article] = []
    for line in filter(None, (line.strip() for line in text.split("\n"))):
        if head := _HEAD.fullmatch(line):
            found.append(Article(head[1], head[2].strip()))
        elif not found:
            found.append(_joined(Article("", ""), line))
        else:
            found[-1] = _joined(found[-1], line)
    return found


def _joined(article: Article, line: str) -> Article:
    if fixed := _FIXES.fullmatch(line):
        return Article(article.number, article.words, (*article.fixes, (fixed[1].strip(), fixed[2].strip())))
    return Article(article.number, f"{article.words}\n{line}".strip(), article.fixes)


def repeated(articles: Sequence[Article]) -> list[str]:
    """Numbers of articles that stand more than once."""
    numbers = [one.number for one in articles if one.number.endswith("条")]
    return sorted({number for number in numbers if numbers.count(number) > 1})


def compared(old: Sequence[Article], new: Sequence[Article]) -> Iterator[Compared]:
    """What changed between two versions, article by article, their figures as words among the others."""
    before = {one.number: _whole(one) for one in old}
    for one in new:
        was, now = before.pop(one.number, ""), _whole(one)
        yield Compared(one.number, spans(was, now), was == now)
    for number, was in before.items():
        yield Compared(number, spans(was, ""), is_same=False)


def _whole(article: Article) -> str:
    return "\n".join((article.words, *(f"{key} = {value}" for key, value in article.fixes))).strip()
