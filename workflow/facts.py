"""Facts of reasons, notices and gaps as JSON and back, so that a sentence can be told later in either language."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from workflow.vocabulary import Named
from workflow.words import word_key


def pack(value: Any) -> Any:
    """A fact as JSON that keeps its kind."""
    match value:
        case Named():
            return {"named": list(value)}
        case datetime():
            return {"instant": value.isoformat()}
        case date():
            return {"day": value.isoformat()}
        case StrEnum():
            return {"word": word_key(value)}
        case Mapping():
            return {"facts": {str(key): pack(item) for key, item in value.items()}}
        case list() | tuple() | set() | frozenset():
            return [pack(item) for item in value]
        case _:
            return value


def unpack(value: Any) -> Any:
    """The fact that `pack` wrote."""
    match value:
        case {"named": [code, zh, en]}:
            return Named(code, zh, en)
        case {"instant": text}:
            return datetime.fromisoformat(text)
        case {"day": text}:
            return date.fromisoformat(text)
        case {"word": key}:
            return str(key)
        case {"facts": dict() as inner}:
            return {key: unpack(item) for key, item in inner.items()}
        case list():
            return [unpack(item) for item in value]
        case _:
            return value


def plain(value: Any) -> Any:
    """A fact as the log and the API show it: codes, ISO dates, values; nothing to be told in words."""
    match value:
        case Named():
            return value.code
        case datetime() | date():
            return value.isoformat()
        case StrEnum():
            return value.value
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
        case set() | frozenset():
            return sorted(plain(item) for item in value)
        case _:
            return value
