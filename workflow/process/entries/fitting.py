"""A row of entries fitted to a kind: what every entry is asked, and then the fields of the kind."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from workflow.kinds import Field, Kind
from workflow.picture.standing import Case
from workflow.process import asking as ask
from workflow.process.row import Ask, AskType, Choice, Row
from workflow.rules.entering import entered
from workflow.vocabulary import Named, Role

TITLE = Named("title", "名称", "Title")
OF_STANDARD = Named("standard", "所涉标准", "Standard")
ABOVE = Named("parent", "上级条目", "Above it")
DUE = Named("due", "期限", "Due")
UNTIL = Named("until", "有效期至", "Valid until")
KEY = Named("key", "来源中的编号（再次导入时据此识别）", "Its key in the source (known by it when imported again)")


def fitted(row: Row, kind: Kind) -> Row:
    """The row as people of this kind meet it; `row.asks` are those that the kind has no word in."""
    key = (replace(ask.document("key"), words=KEY, required=False),) if is_telling(row) else ()
    return replace(row, asks=(*_common(row, kind), *_of_kind(row, kind), *row.asks, *key))


def is_telling(row: Row) -> bool:
    """Whether a row tells an entry anew, as the first and every amending one do."""
    return not row.source or row.name.startswith("amend_")


def _common(row: Row, kind: Kind) -> tuple[Ask, ...]:
    if not is_telling(row):
        return ()
    asks = [replace(ask.text("title", is_fact=True, most=300), words=TITLE)]
    if not row.source and not kind.is_whole:
        asks.append(replace(ask.region("region", own_regions), required=False, is_sole=True))
    if kind.of_standard != "no":
        wanted = replace(ask.pick("standard", standards), words=OF_STANDARD)
        asks.append(wanted if kind.of_standard == "must" else ask.maybe(wanted))
    if kind.parents:
        asks.append(replace(ask.pick("parent", parents), words=ABOVE, required=False))
    if kind.has_due:
        asks.append(replace(ask.day("due"), words=DUE))
    if kind.has_until:
        asks.append(replace(ask.day("until"), words=UNTIL, required=False))
    return tuple(asks)


def _of_kind(row: Row, kind: Kind) -> tuple[Ask, ...]:
    asked = (field for field in kind.fields if field.is_told)
    mine = (field for field in asked if (row.name in field.at if field.at else is_telling(row)))
    return tuple(_asked(field) for field in mine)


def _asked(field: Field) -> Ask:
    made = replace(MADE[field.type](field), words=field.words, is_fact=not field.is_personal)
    return made if field.is_required else ask.maybe(made)


def _chosen(field: Field) -> Callable[[Case], list[Choice]]:
    return lambda case: [Choice(one.code, one) for one in field.choices]


def members(case: Case) -> list[Choice]:
    """The parties of the agreement."""
    return [Choice(code, case.standing.named(code)) for code in case.standing.tracks]


def standards(case: Case) -> list[Choice]:
    """The standards of the agreement."""
    return [Choice(int(one.code), one) for one in entered(case).standards_named]


def parents(case: Case) -> list[Choice]:
    """What an entry of this kind may hang on: itself never."""
    seen = entered(case)
    return [Choice(int(one.code), one) for one in seen.named_of(seen.kind.parents) if int(one.code) != seen.subject_id]


def comparisons(case: Case) -> list[Choice]:
    """The comparisons of texts that were laid within the agreement."""
    return [Choice(int(one.code), one) for one in entered(case).comparisons_named]


def own_regions(case: Case) -> list[Choice]:
    """Whose an entry may be: of a region's people their own region's, of the chair and the joint secretariat any's."""
    own = case.seat.region if case.seat and case.role not in (Role.CHAIRING, Role.SECRETARY) else None
    return [one for one in members(case) if own in (None, one.value)]


MADE: Final[dict[str, Callable[[Field], Ask]]] = {
    "text": lambda field: ask.text(field.name, most=field.most),
    "credit_code": lambda field: ask.text(field.name, most=field.most),
    "prose": lambda field: ask.prose(field.name, most=field.most),
    "articles": lambda field: ask.prose(field.name, most=field.most),
    "number": lambda field: ask.count(field.name, most=999_999_999),
    "decimal": lambda field: Ask(field.name, AskType.DECIMAL, most=40),
    "day": lambda field: ask.day(field.name),
    "choice": lambda field: ask.pick(field.name, _chosen(field)),
    "code": lambda field: ask.pick(field.name, _chosen(field)),
    "comparison": lambda field: ask.pick(field.name, comparisons),
    "choices": lambda field: ask.pick(field.name, _chosen(field), many=True),
    "region": lambda field: ask.region(field.name, members),
    "regions": lambda field: ask.region(field.name, members, many=True),
    "file": lambda field: ask.evidence(field.name),
}


def label(kind: Kind, name: str) -> Named | None:
    """What a field of a kind is called."""
    found = kind.field(name)
    return found.words if found else None
