"""The answers of a row as JSON Schema, read off its asks."""

from typing import Any

from workflow.process.row import Ask, AskType, Row

Json = dict[str, Any]
KINDS: dict[AskType, Json] = {
    AskType.TEXT: {"type": "string"},
    AskType.LONGTEXT: {"type": "string"},
    AskType.STRUCTURE: {"description": "tongbiao-text/1, see /api/v1/text.schema.json", "type": ["object", "string"]},
    AskType.DATE: {"type": "string", "format": "date"},
    AskType.DATETIME: {"type": "string", "format": "date-time"},
    AskType.INTEGER: {"type": "integer"},
    AskType.DECIMAL: {"type": "string", "pattern": "^-?[0-9]+([.][0-9]+)?$"},
    AskType.BOOLEAN: {"type": "boolean"},
    AskType.CHOICE: {"type": ["string", "integer"]},
    AskType.CHOICES: {"type": ["string", "integer"]},
    AskType.REGION: {"type": "string", "pattern": "^[0-9]{6}$"},
    AskType.PERSON: {"type": "integer"},
    AskType.CLAUSES: {"type": "string"},
    AskType.FILE: {"type": "string", "pattern": "^[0-9a-f]{64}$"},
}


def answers(row: Row) -> Json:
    """The object of a row's answers."""
    must = [ask.name for ask in row.asks if ask.required and ask.where is None]
    fields = {ask.name: _field(ask) for ask in row.asks}
    return {"type": "object", "properties": fields, "required": must, "additionalProperties": False}


def _field(ask: Ask) -> Json:
    made = dict(KINDS[ask.type])
    if ask.kind is not None:
        made = {"type": "string", "enum": [member.value for member in ask.kind]}
    elif ask.type in (AskType.TEXT, AskType.LONGTEXT):
        made["maxLength"] = ask.most
    elif ask.type is AskType.INTEGER:
        made |= {"minimum": ask.least or 0, "maximum": ask.most}
    if ask.many:
        made = {"type": "array", "items": made}
    return made | {"title": ask.label}
