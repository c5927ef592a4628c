"""Limits read off a line of words: what is limited, under which condition, required or recommended."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from workflow.text.limits.finding import Place, is_attribute, is_time, places
from workflow.text.limits.limit import Force, Limit
from workflow.text.limits.signs import MODAL, RECOMMENDS, folded

_SENTENCE: Final = re.compile(r"[^。；;！？\n]+?(?=\.\s|[。；;！？\n]|\.?$)")
_SEGMENT: Final = re.compile(r"(?:[^，,]|(?<=\d),(?=\d{3}))+")
_WHEN: Final = re.compile(r"^\s*(?:当|若|如果|如(?=[^下上])|凡|在.*?(?:时|下|后|前|中|期间)$)")
_WHOSE: Final = re.compile(r"\s?的(?:[为是属按]|$)")
_LINKS: Final = re.compile(r"^(?:\s|且|并且|并|和|及|或|但|同时|其中|其|则|而|即|:|\(|\)|and |but )+")
_VERBS: Final = re.compile(
    r"(?:\s|不?(?:应当|应|宜|得|须|必须|可)|均|都|控制|保持|维持在|限制|要求|不|:|\(|shall|should|must|be|is|are|the)+$",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile("个|只|座|处|台|套|件|根|株|辆|名|人|位|张|份|家|所|条|项|间|种|床|部")
_AFTER: Final = re.compile(r"\s?的?\s?(?P<noun>[^，,。；;、()\d]{1,20})")
_MOST_WORDS: Final = 300
_ALLOWED: Final = re.compile(r"(?<![许认])可(?:以)?(?:不)?\s?$")
_FORBIDDEN: Final = re.compile(r"不应|不得|不宜|严禁|禁止")
_DENIED_TWICE: Final = re.compile(r"(?:不应当?|不得|不宜|不可|不能|禁止|严禁)\s?不")
EASED: Final = re.compile(
    "放宽|例外|除外|豁免|酌情|[最至][高大多]可|允许.{0,12}(?:超过|超出|突破)|另有(?:规定|约定)|不适用|不受.{0,6}限|不在此限|可不|可以不|"
    r"(?<![不许认])可(?:以|按|取|为|放|至|达|到|用){0,3}\s?\d|[也亦]可(?!能)|"
    "(?<![不许认])(?:可|允许)(?:以|适当|酌情|相应)*(?:延长|缩短|提高|降低|增加|减少|调整|超过|低于|高于|大于|小于)|"
    "unless|except|relax|exempt",
    re.IGNORECASE,
)
_GOES_ON: Final = re.compile(  # 55 dB 或 60 dB, 55 dB 的 1.1 倍, 1 m 和冻土深度的较小值
    r"\s?(?P<words>(?:或者?|或是|和|及|与|、|/|\+|-|的|or|and)\s?\d[^，,]*|[^，,]*[较最][小大]值)"
)
_BRACKETED: Final = re.compile(r"\s?\((?P<words>[^()]+)\)")


@dataclass(frozen=True)
class _Segment:
    start: int
    words: str
    places: tuple[Place, ...]

    @property
    def end(self) -> int:
        return self.start + len(self.words)


def limits_of(line: str, clause: str, context: str = "") -> Iterator[Limit]:
    """The limits that a line (`signs.plain`) sets; `context` is what stands above it."""
    held: list[Limit] = []
    for sentence in _SENTENCE.findall(folded(line)):
        found = list(_merged(list(_sentence(sentence.strip(), clause, context))))
        if held and not found and EASED.search(sentence):
            held = [under(one, sentence.strip()) for one in held]
            continue
        yield from held
        held = found
    yield from held


def under(limit: Limit, words: str) -> Limit:
    """The limit with what eases it among its conditions, so that it equals none that nothing eases."""
    return replace(limit, condition="，".join(filter(None, (limit.condition, words)))[:_MOST_WORDS]) if words else limit


def _sentence(line: str, clause: str, context: str) -> Iterator[Limit]:
    found = list(places(line))
    starts = [(m.start(), m[0]) for m in _SEGMENT.finditer(line)]
    segments = [
        _Segment(start, words, tuple(p for p in found if start <= p.start < start + len(words)))
        for start, words in starts
    ]
    before: list[str] = []
    eased = [segment.words.strip() for segment in segments if EASED.search(segment.words)]
    for segment in segments:
        limiting = [p for p in segment.places if not _is_beside(line, segment, p, found)]
        if not limiting:
            before += [] if MODAL.search(segment.words) else [segment.words.strip()]
        at = segment.start
        for n, place in enumerate(limiting):
            until = limiting[n + 1].start if n + 1 < len(limiting) else segment.end
            if not _ALLOWED.search(line[: place.start]):
                limit = _limit(line, (at, until), place, clause, context, before)
                yield under(limit, "，".join(words for words in eased if words not in limit.condition))
            at = place.end


def _is_beside(line: str, segment: _Segment, place: Place, found: list[Place]) -> bool:
    """Whether a place belongs to a condition: before 时, in a clause of when, or before the noun that is limited."""
    if is_attribute(line, place):
        return True
    own, after = line[segment.start : place.start], line[place.end : segment.end]
    obliges = bool(MODAL.search(own + line[place.start : place.end]))
    if not obliges and (_WHEN.match(segment.words) or _WHOSE.match(after) or segment.words.rstrip().endswith("的")):
        return True
    if place.spoken == "suffix" and not obliges and after.strip() and not is_time(place.unit):
        return True
    later = any(o.start >= place.end for o in (segment.places if obliges else found))
    forbids = _FORBIDDEN.search(own)
    if forbids and len(own) - forbids.end() > 0 and not re.search(r"不", line[place.start : place.end]):
        return place.spoken in {"words", "sign", "suffix"}
    is_before_noun = bool(re.match(r"\s?的", after)) or (place.spoken == "suffix" and bool(after.strip()))
    return is_before_noun and (later or (not obliges and bool(MODAL.search(after))))


def _limit(line: str, at: tuple[int, int], place: Place, clause: str, context: str, before: list[str]) -> Limit:
    lead, tail = line[at[0] : place.start], line[place.end : at[1]]
    modal = [m[0].lower() for m in MODAL.finditer(line[: place.end], at[0])]
    subject = MODAL.sub("", _VERBS.sub("", _LINKS.sub("", place.what or lead))).strip()
    wants_noun = tail.startswith("的") or place.spoken in {"suffix", "least"} or _COUNTED.search(place.unit)
    noun = _AFTER.match(tail) if wants_noun else None
    said = noun["noun"].strip() if noun and not MODAL.search(noun["noun"]) else ""
    holder, quantity = _parted(subject)
    beside = (_BRACKETED.match(tail), _GOES_ON.match(tail))
    doubts = [m["words"] for m in beside if m] + _DENIED_TWICE.findall(line[at[0] : place.end])
    told = "，".join(words for words in (*before, holder, place.of and f"占{place.of}", *doubts) if words)
    force = Force.SHOULD if modal and modal[-1] in RECOMMENDS else Force.SHALL
    what = (quantity + said)[:_MOST_WORDS] if not said or said not in quantity else quantity
    return Limit(
        clause,
        what,
        told[:_MOST_WORDS],
        place.low,
        place.high,
        place.unit,
        force,
        context[:_MOST_WORDS],
        line[:_MOST_WORDS],
    )


def _parted(subject: str) -> tuple[str, str]:
    """教室课桌面的维持平均照度: of what, and which quantity."""
    holder, mark, quantity = subject.rpartition("的")
    return (holder.strip(), quantity.strip()) if mark and 1 < len(quantity) <= 12 else ("", subject)


def _merged(found: list[Limit]) -> Iterator[Limit]:
    """Two ends of one thing are one limit: 不小于 2 m，且不大于 2.5 m. What is not named was named before."""
    held: Limit | None = None
    for one in found:
        if held is not None and not one.quantity:
            if _completes(held, one):
                held = replace(held, low=held.low or one.low, high=held.high or one.high)
                continue
            one = replace(one, quantity=held.quantity, condition=one.condition or held.condition)
        if held is not None:
            yield held
        held = one
    if held is not None:
        yield held


def _completes(held: Limit, one: Limit) -> bool:
    ends = (held.low or one.low, held.high or one.high)
    sided = (held.low is None) != (one.low is None) and (held.high is None) != (one.high is None)
    fits = sided and held.unit == one.unit and held.force is one.force
    return fits and ends[0] is not None and ends[1] is not None and ends[0].value < ends[1].value
