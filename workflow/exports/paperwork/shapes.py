"""The shape of an official form as data: words, columns and their order, per region where a region has its own."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from workflow.exports.paperwork.placeholders import names
from workflow.shipped import DATA

FORMS: Final = DATA / "forms"
Data = dict[str, Any]


@dataclass(frozen=True)
class Form:
    """One form in one layout. `per` says what there is one of each: standard, region or panel; `needs` what must have
    happened before it can be filled; `steps` at which rows of the table it is handed round.
    """

    name: str
    title: str
    stage: int
    per: str
    needs: str
    steps: tuple[str, ...]
    landscape: bool
    cites: str
    blocks: tuple[Data, ...]

    @property
    def values(self) -> list[str]:
        """The names of all values that it shows outside its rows, in reading order."""
        found = [*names(self.title)]
        for block in self.blocks:
            found += [name for words in _sayings(block) for name in names(words)]
        return list(dict.fromkeys(found))

    @property
    def rows(self) -> dict[str, list[str]]:
        """The names of its lists, and of the values that each shows."""
        return {
            block["of"]: [name for column in block["columns"] for name in names(column["value"])]
            for block in self.blocks
            if block["kind"] == "rows"
        }


def _sayings(block: Data) -> list[str]:
    """The words of a block that may hold values, but for those of its rows."""
    match block["kind"]:
        case "facts":
            return [cell for row in block["rows"] for pair in row for cell in pair]
        case "rows":
            return [block.get("caption", ""), *block.get("foot", [])]
        case "opinions":
            return [words for row in block["rows"] for words in row]
        case "seals":
            return [words for place in block["places"] for words in place]
    return list(block["words"])


@cache
def catalogue() -> tuple[str, ...]:
    """The names of all forms, in the order in which a project meets them."""
    found: list[str] = json.loads((FORMS / "order.json").read_text(encoding="utf-8"))
    return tuple(found)


@cache
def _given(name: str) -> Data:
    found: Data = json.loads((FORMS / f"{name}.json").read_text(encoding="utf-8"))
    return found


def form(name: str, group: str = "", region: str = "") -> Form:
    """A form in the layout of a region, else of its group, else the usual one."""
    given = _given(name)
    data = given | {"name": name, "landscape": given.get("landscape", False), "steps": tuple(given["steps"])}
    for code in (group, region):
        data |= _laid_out(data, given.get("layouts", {}).get(code, {}))
    return Form(**{key: data[key] for key in Form.__dataclass_fields__} | {"blocks": tuple(data["blocks"])})


def _laid_out(data: Data, layout: Mapping[str, Any]) -> Data:
    """What a layout changes: words of the form, parts of blocks by their names, their order."""
    changed = {key: value for key, value in layout.items() if key not in ("blocks", "order")}
    blocks = {block["name"]: block | layout.get("blocks", {}).get(block["name"], {}) for block in data["blocks"]}
    return changed | {"blocks": [blocks[name] for name in layout.get("order", blocks)]}


def layouts(name: str) -> list[str]:
    """The codes of groups and regions that have a layout of their own."""
    return sorted(_given(name).get("layouts", {}))
