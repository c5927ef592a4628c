"""Reads the raw answers of a page or of the API against a row's asks: one validator for both, errors by field."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from workflow.picture.standing import Case
from workflow.process import values
from workflow.process.row import NONE_OF_THEM, Ask, AskType, Row
from workflow.process.values import Wrong
from workflow.text.bounds import MOST_CLAUSES, unfit
from workflow.text.canonical import Unacceptable, acceptable
from workflow.text.document import Malformed, read_document
from workflow.text.lineage import id_factory
from workflow.text.reading import read as clauses_of

SHA256 = 64


class WrongAnswers(Exception):
    """Answers that cannot be read; `fields` gives each field the key of what is wrong and its facts."""

    def __init__(self, fields: dict[str, tuple[str, dict[str, Any]]]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


def read(row: Row, case: Case, raw: Mapping[str, Any]) -> dict[str, Any]:
    """The typed answers of a row; every wrong field is reported at once by `WrongAnswers`."""
    answers: dict[str, Any] = {}
    wrong: dict[str, tuple[str, dict[str, Any]]] = {}
    asked = row.asked(case)
    for name in raw.keys() - {ask.name for ask in asked}:
        wrong[str(name)[:60]] = ("wrong.unknown_field", {})
    for ask in asked:
        try:
            value = read_one(ask, case, raw.get(ask.name))
        except Wrong as fault:
            wrong[ask.name] = (fault.key, fault.facts)
            continue
        if value is not None:
            answers[ask.name] = value
        elif ask.required:
            wrong[ask.name] = ("wrong.required", {})
    if wrong:
        raise WrongAnswers(wrong)
    return answers


def read_one(ask: Ask, case: Case, raw: Any) -> Any:
    """The typed answer of one field, or nothing; raises Wrong."""
    if ask.many:
        ask = _listed_once(ask, case)
        items = raw if isinstance(raw, list) else [] if raw in (None, "") else [raw]
        values = [_value(ask, case, item) for item in items if item not in (None, "")]
        if NONE_OF_THEM in values and len(values) > 1:
            raise Wrong("wrong.choice")
        return [] if NONE_OF_THEM in values else list(dict.fromkeys(values)) or None
    if isinstance(raw, list):
        raise Wrong("wrong.one_only")
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return _meant(ask, case) if ask.is_sole else None
    return _value(ask, case, raw)


def _listed_once(ask: Ask, case: Case) -> Ask:
    """The same field with its choices listed: many values look at one list."""
    listed = ask.choices(case) if ask.choices else None
    return ask if listed is None else replace(ask, choices=lambda _: listed)


def _meant(ask: Ask, case: Case) -> Any:
    """The only choice there is; of several one must be named."""
    choices = ask.choices(case) if ask.choices else []
    if len(choices) > 1:
        raise Wrong("wrong.required")
    return choices[0].value if choices else None


def _value(ask: Ask, case: Case, raw: Any) -> Any:
    if ask.choices is not None:
        return _chosen(ask, case, raw)
    match ask.type:
        case AskType.INTEGER:
            return values.integer(ask, raw)
        case AskType.DECIMAL:
            return values.decimal(raw)
        case AskType.BOOLEAN:
            return values.boolean(raw)
        case AskType.DATE:
            return values.date(ask, case, raw)
        case AskType.DATETIME:
            return values.datetime(case, raw)
        case AskType.STRUCTURE:
            return _structure(ask, raw)
        case _:
            return _text(ask, raw)


def _text(ask: Ask, raw: Any) -> str:
    if not isinstance(raw, str):
        raise Wrong("wrong.text")
    try:
        value = acceptable(raw.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")).strip()
    except Unacceptable as fault:
        raise Wrong("wrong.characters") from fault
    if len(value) > ask.most:
        raise Wrong("wrong.too_long", most=ask.most, n=len(value))
    if ask.type is AskType.FILE and (len(value) != SHA256 or set(value) - set("0123456789abcdef")):
        raise Wrong("wrong.file")
    if ask.is_whole:
        _bounded(value)
    return value


def _bounded(words: str) -> None:
    """A text that is saved can be written on at the desk, and saved from there."""
    clauses = clauses_of(words, id_factory()).clauses
    if len(clauses) > MOST_CLAUSES:
        raise Wrong("wrong.clauses", most=MOST_CLAUSES, n=len(clauses))
    if bad := unfit(clauses):
        raise Wrong("wrong.clause", clause=f"{bad[0].number} {bad[0].title}".strip(), n=len(bad))


def _structure(ask: Ask, raw: Any) -> str:
    """A text in its JSON form, as an object or spelled out; a fault is told with its place."""
    try:
        told = raw if isinstance(raw, str) else json.dumps(raw, ensure_ascii=False)
        if len(told) > ask.most:
            raise Wrong("wrong.too_long", most=ask.most, n=len(told))
        read_document(json.loads(told))
    except Malformed as fault:
        raise Wrong("wrong.structure", path=fault.faults[0].path or "$", n=len(fault.faults)) from fault
    except (ValueError, RecursionError) as fault:
        raise Wrong("wrong.structure", path="$", n=1) from fault
    return told


def _chosen(ask: Ask, case: Case, raw: Any) -> Any:
    """The choice whose value is written like the answer."""
    if not isinstance(raw, (str, int)) or isinstance(raw, bool):
        raise Wrong("wrong.choice")
    choices = ask.choices(case) if ask.choices else []
    found = next((choice.value for choice in choices if str(choice.value) == str(raw).strip()), None)
    if found is None:
        raise Wrong("wrong.choice")
    return ask.kind(found) if ask.kind else found
