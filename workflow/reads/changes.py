"""What an event changed, in words: the states of its leaf before and after, compared field by field."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

from workflow.kinds import all_kinds
from workflow.vocabulary import Named, NoticeKind
from workflow.words import say, tell, word_key

Called: TypeAlias = Mapping[str, Mapping[str, Named]]  # names of regions, organs, persons by their codes
# told elsewhere on the page, or of no use in one line
QUIET = frozenset({"rounds", "text", "person", "organ", "region", "since", "until", "sha256", "words", "changes"})
KEYS = {"joint": "joint", "stood_at": "joint", "tracks": "track", "panel": "panel", "role": "seatrole"}
STATES = {"entry": "entrystate", "agreement": "agreementstate"} | dict.fromkeys(
    ("letter", "letter_copy", "letter_template"), "letterstate"
)
HASHES = frozenset({"text", "sha256", "words"})
REGIONS = frozenset({"lead", "chair"})


class Change(NamedTuple):
    """One field that an act changed; an empty string where there was, or is, nothing."""

    term: str
    was: str
    now: str
    is_quiet: bool = False


def changes(leaf: Mapping[str, Any], called: Called) -> list[Change]:
    """Every field in which the leaf's two sides differ."""
    before, after = leaf.get("from") or {}, leaf.get("to") or {}
    noun = str(leaf.get("obj", "")).partition("/")[0]
    keys = KEYS | {"state": STATES.get(noun, "term")} | ({"voices": "stand"} if noun == "entry" else {})
    names = {**before, **after}
    return [change for name in names for change in _of(name, before.get(name), after.get(name), called, keys)]


def _of(name: str, was: Any, now: Any, called: Called, keys: Mapping[str, str]) -> Iterator[Change]:
    if isinstance(was, dict) or isinstance(now, dict):
        was, now = was or {}, now or {}
        for code in {**was, **now}:
            for change in _of(name, was.get(code), now.get(code), called, keys):
                yield change._replace(term=f"{tell(called['region'].get(code, code))} {change.term}")
    elif was != now:
        told = (_told(name, was, called, keys), _told(name, now, called, keys))
        yield Change(say(f"change.{name}"), *told, is_quiet=name in QUIET)


def _told(name: str, value: Any, called: Called, keys: Mapping[str, str]) -> str:
    if value is None:
        return ""
    kind = "region" if name in REGIONS else name
    if kind in called:
        return str(tell(called[kind].get(str(value), value)))
    if name == "serial":
        number, _, state = str(value).rpartition(":")
        return f"{number.removesuffix('.1')} {say(f'number.{state}')}"
    if name == "amendment":
        number, _, state = str(value).rpartition(":")
        return say("amendment.numbered", number=number, state=say(f"amendmentstate.{state}"))
    if name == "kind" and value in all_kinds():
        return str(tell(all_kinds()[value].name))
    if name == "kind" and value in list(NoticeKind):
        return say(word_key(NoticeKind(value)))
    if name in HASHES:
        return str(value)[:8]
    return say(f"{keys[name]}.{value}") if name in keys else str(value)
