"""What came in a file, before it is entered: units that were written to, and the rows of a filled comment form."""

from datetime import datetime
from typing import Any

from web.commenting import details_fields
from workflow import addressing
from workflow.comment_forms.reading import Form
from workflow.comment_forms.shape import Filled
from workflow.commenting.entering import is_known
from workflow.importing.reading import Line
from workflow.picture.standing import Case, Seat, Standing
from workflow.process.commented import home
from workflow.words import say, tell


def units_view(standing: Standing, seat: Seat, lines: list[Line], at: datetime) -> dict[str, Any]:
    """Each line with its fate, and the words of those that are new, as the step asks for them."""
    there = {unit.name for unit in standing.addressees if unit.region_code == home(Case(standing, seat, at))}
    rows, new = [], []
    for line in lines:
        words = " | ".join(line[name].replace("|", "/") for name in ("source", "name", "contact"))
        read = addressing.read(words)
        unit = read.units[0] if read.units else None
        if unit is None:
            fate, told = "wrong", _fault(line)
        else:
            fate, told = ("same", "") if unit.name in there else ("new", "")
            there.add(unit.name)
            new += [words] if fate == "new" else []
        kind = tell(unit.source) if unit else line["source"]
        rows.append({"number": line.number, "kind": kind, "name": line["name"], "contact": line["contact"]}
                    | {"fate": fate, "wrong": told})  # fmt: skip
    return {"rows": rows, "words": "\n".join(new), "n": len(new)}


def _fault(line: Line) -> str:
    if addressing.source_named(line["source"]) is None:
        return say(
            "“类别”认不出“{words}”，请填政府部门、企业、社会团体、科研院校、消费者、公民、专家或其他。",
            words=line["source"],
        )
    return say("“单位”没有填，请补上。")


def form_view(standing: Standing, filled: Form, known: set[tuple[str, ...]], sender: dict[str, str]) -> dict[str, Any]:
    """Each row with its fate, what is wrong in it, and who sent it, to be put right before anything is entered."""
    rows = [_row(row, known, standing) for row in filled.rows]
    places = [standing.places[code] for code in standing.counted]
    fields = details_fields(sender, {}, places, by_mail=False)
    return {"rows": rows, "fields": fields, "n": sum(row["fate"] == "new" for row in rows)} | {
        "wrong": sum(row["fate"] == "wrong" for row in rows)
    }


def _row(row: Filled, known: set[tuple[str, ...]], standing: Standing) -> dict[str, Any]:
    frozen = standing.frozen
    label = frozen.digest[row.given["clause"]][2] if frozen and row.given["clause"] in frozen.digest else ""
    fate = "wrong" if row.faults else "same" if is_known(row.given, known) else "new"
    wrong = [say("“{column}”{words}", column=fault.column, words=fault.sentence) for fault in row.faults]
    return {"number": row.row, "clause": label or row.given["clause"], "given": row.given, "fate": fate, "wrong": wrong}
