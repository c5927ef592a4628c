"""Values of the units that were written to directly, as forms print them: how many, and how they replied."""

from typing import Final

from workflow.exports.paperwork.fields_standard import Read
from workflow.exports.paperwork.source import Source, Value
from workflow.vocabulary import Reply


def _number(*replies: Reply | None) -> Read:
    """How many units replied so; left blank where no list of units was kept."""

    def read(source: Source) -> Value:
        units = source.standing.addressees
        return str(sum(not replies or one.reply in replies for one in units)) if units else None

    return read


def _names(source: Source) -> Value:
    """The units on the list of the form's region, or what the consultation's own words say."""
    mine = [one.name for one in source.standing.addressees if one.region_code == source.region]
    said = source.consultation.written_to if source.consultation else ""
    if not mine:
        return said or None
    told = f"{'、'.join(mine[:MOST])}{'等' if len(mine) > MOST else ''}（共{len(mine)}个单位）"
    return f"{said}：{told}" if said else told


MOST: Final = 12  # names of units on a form; more are counted
FIELDS: Final[dict[str, Read]] = {
    "units.names": _names,
    "units.all": _number(),
    "units.replied": _number(Reply.REPLIED, Reply.NO_COMMENT),
    "units.commented": _number(Reply.REPLIED),
    "units.no_comment": _number(Reply.NO_COMMENT),
    "units.silent": _number(None),
}
