"""Tracked changes of an office file, carried through the preview of its draft as a field of the form."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from typing import Any, Final

from web.errors import Incomplete
from workflow.text.canonical import Unacceptable, acceptable
from workflow.text.clauses import Clause, ClauseKind
from workflow.text.cleaning import cleaned_clauses
from workflow.text.word.found import Wish

MOST: Final = 2_000
MOST_WORDS: Final = 40_000
NAMED: Final = {"clause": 32, "author": 100, "at": 40, "base": MOST_WORDS, "words": MOST_WORDS}


def carried(wishes: Iterable[Wish]) -> str:
    """As a field of the form; empty where there are none."""
    rows = [asdict(one) for one in wishes]
    return json.dumps(rows, ensure_ascii=False) if rows else ""


def given(source: str) -> list[Wish]:
    """What a field gave back, if it is that."""
    try:
        return list(_read(json.loads(source)))
    except (ValueError, TypeError, RecursionError, Unacceptable) as bad:
        raise Incomplete("error.tracked") from bad


def cleaned(wishes: Iterable[Wish]) -> Iterator[Wish]:
    """The same over a text that was cleaned: otherwise each would ask for the unclean words again."""
    for one in wishes:
        title, body = (one.words, "") if one.is_title else ("", one.words)
        made = cleaned_clauses((Clause(one.clause, ClauseKind.CLAUSE, "", title, body, 1, None),))[0][0]
        yield replace(one, words=made.title if one.is_title else made.body)


def _read(rows: Any) -> Iterable[Wish]:
    if not isinstance(rows, list) or len(rows) > MOST:
        raise ValueError("no list, or too long a one")
    for row in rows:
        if not isinstance(row, dict):
            raise ValueError("no wish")
        told = {name: acceptable(str(row.get(name, "")))[:most] for name, most in NAMED.items()}
        yield Wish(**told, is_title=bool(row.get("is_title")), is_sure=bool(row.get("is_sure")))
