"""One spelling for what is searched in and what is searched for: width, case, dashes and spaces make no difference."""

import re
import unicodedata

BETWEEN = "|"  # keeps one name from running into the next
LINE = "\n"  # the same in passages: no folded word holds it
# After NFKC. Between figures, 一 and ー are what character recognition makes of the dash.
_DASHES = re.compile(r"[-‐‒–—―−]+|(?<=[0-9])[一ー]+(?=[0-9])")
_UNSPOKEN = re.compile(r"[\s\x00-\x1f\x7f]+")


def folded(words: str) -> str:
    """One spelling of words, without spaces."""
    plain = _UNSPOKEN.sub("", unicodedata.normalize("NFKC", words).casefold())
    return _DASHES.sub("-", plain)


def search_words(*parts: str) -> str:
    """What a standard is found by, folded once when it is written; what was folded before stays as it is."""
    return BETWEEN.join(folded(part) for part in parts if part)


def lined(*lines: str) -> str:
    """Lines of one passage, each folded; a word is found within a line."""
    return LINE.join(told for line in lines if (told := folded(line)))
