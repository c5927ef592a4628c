"""Chinese on an English page is a name or a quotation: each run of it is marked as such, for voices and for fonts."""

import re
from collections.abc import Iterator
from typing import Final

from flask import Flask, Response

from workflow.words import language

_TAG: Final = re.compile(r"(<[^>]*>)")
_NAME: Final = re.compile(r"</?([a-z0-9]+)")
_HAN: Final = r"\u3007\u3400-\u9fff\uf900-\ufaff"
_SIGN: Final = r"\u3001-\u3003\u3008-\u301f\uff01-\uff5e"
_RUN: Final = re.compile(rf"[{_SIGN}]*[{_HAN}](?:[{_HAN}{_SIGN}\d\s.,:/%()+—–~·-]*[{_HAN}{_SIGN}])?")
_LATIN: Final = re.compile(r"[A-Za-z]{3}")
_BARE: Final = frozenset({"title", "textarea", "script", "style"})  # elements that hold no other


def register(app: Flask) -> None:
    app.after_request(_marked)


def _marked(response: Response) -> Response:
    if language() == "en" and response.mimetype == "text/html":
        response.set_data(marked(response.get_data(as_text=True)))
    return response


def marked(page: str) -> str:
    """The page with `lang="zh"` around the Chinese in its text; what is marked already stays as it is."""
    return "".join(_pieces(_TAG.split(page)))


def _pieces(pieces: list[str]) -> Iterator[str]:
    """Words stand at even places, each behind the tag that opens or closes before it."""
    yield pieces[0]
    for tag, words in zip(pieces[1::2], pieces[2::2], strict=True):
        if not words or words.isascii() or not _RUN.search(words):
            yield from (tag, words)
        elif tag.startswith("<option") and not _LATIN.search(words):
            yield from (f'{tag[:-1]} lang="zh">', words)
        elif _is_whole(tag):
            yield from (tag, words)
        else:
            yield from (tag, _RUN.sub(r'<span lang="zh">\g<0></span>', words))


def _is_whole(tag: str) -> bool:
    """Whether the words behind this tag can bear no mark of their own, or have one."""
    name = _NAME.match(tag)
    is_open = not tag.startswith("</")
    return is_open and (' lang="zh' in tag or (name is not None and name[1] in _BARE | {"option"}))
