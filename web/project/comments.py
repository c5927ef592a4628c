"""The workbench of comments as plain views: filters with their counts, the heat of each clause, comments by clause."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from web.project.comment_cards import Bench, card
from web.project.commented import Marked
from workflow.reads.ledger import Ledger, Line, Wanted
from workflow.vocabulary import CommentState, CommentType, Disposition, Source
from workflow.words import say, tell

ON_ALL = ("enter_comment", "publish_answers", "hand_over_comments", "comment")
ON_MANY = ("answer_comments", "apply_comments", "merge_comments", "assign_comments", "weigh_comments")
HEATS = 4


def bench_view(bench: Bench, found: Ledger, wanted: Wanted) -> dict[str, Any]:
    """The page: what the ledger holds, what it is narrowed to, its comments beside the clauses they hang in."""
    marked = Marked(bench.standing)
    groups = [_group(bench, marked, list(lines)) for _, lines in groupby(found.rows, key=_belongs)]
    return {
        "counts": [{"n": n, "words": tell(state)} for state, n in found.counted("state").items()],
        "kinds": [{"n": n, "words": tell(kind)} for kind, n in found.counted("disposition").items() if kind],
        "kept": found.kept,
        "lost": len(found.lost),
        "remarks": sum(brief.panel_id is not None for brief in found.briefs),
        "filters": _filters(bench, found, wanted),
        "clauses": [{"value": id_, "words": label, "on": id_ == wanted.clause} for id_, label, _ in found.clauses],
        "heat": _heat(bench, found),
        "groups": groups,
        "many": [{"step": step, "words": say(f"step.{step}")} for step in ON_MANY if step in bench.open],
    }


def _belongs(line: Line) -> tuple[int, str]:
    return line.family, line.comment.clause_id if not line.family else ""


def _group(bench: Bench, marked: Marked, lines: list[Line]) -> dict[str, Any]:
    """Neighbouring comments on one clause, with its words; or kindred ones, each with its own clause."""
    first = lines[0].comment
    told = {
        "clause": first.clause_label or say("全文"),
        "family": lines[0].family,
        "rows": [card(bench, line) for line in lines],
    }
    if lines[0].family:
        return told | {"text": None, "href": ""}
    held = {line.comment.id: line.anchor for line in lines if line.comment.quote}
    href = f"{bench.home}/text#k-{first.clause_id}" if first.clause_id else ""
    return told | {"text": marked.clause(first.clause_id, held), "href": href}


def _filters(bench: Bench, found: Ledger, wanted: Wanted) -> list[dict[str, Any]]:
    """The selects above the list: name, label, options."""
    regions = {
        code: bench.standing.named(code) for code in found.counted("region_code") if code in bench.standing.places
    }
    given = [
        ("region", say("来自地区"), _named(regions, wanted.region)),
        ("assignee", say("承办人"), _assignees(bench, found, wanted)),
    ]
    kinds = (
        ("state", say("状态"), CommentState, wanted.state),
        ("disposition", say("处理"), Disposition, wanted.disposition),
        ("type", say("类别"), CommentType, wanted.type),
        ("source", say("来源"), Source, wanted.source),
    )
    options = [{"name": name, "label": label, "options": _options(kind, on)} for name, label, kind, on in kinds]
    return options + [{"name": name, "label": label, "options": some} for name, label, some in given if some]


def _named(names: Mapping[Any, Any], chosen: Any) -> list[dict[str, Any]]:
    return [{"value": key, "words": tell(name), "on": key == chosen} for key, name in names.items()]


def _assignees(bench: Bench, found: Ledger, wanted: Wanted) -> list[dict[str, Any]]:
    mine = {bench.seat.person_id: say("我承办的")} if bench.seat.person_id in found.assignees else {}
    return _named({**mine, **{id_: name for id_, name in found.assignees.items() if id_ not in mine}}, wanted.assignee)


def _options(kind: Iterable[Any], chosen: object) -> list[dict[str, Any]]:
    return [{"value": member.value, "words": tell(member), "on": member is chosen} for member in kind]


def _heat(bench: Bench, found: Ledger) -> list[dict[str, Any]]:
    """Each clause of the text with how many comments it drew, in steps of the most."""
    drawn = {id_: n for id_, _, n in found.clauses}
    most = max(drawn.values(), default=1)
    return [
        {
            "href": f"{bench.home}/comments?clause={clause.id}" if clause.id in drawn else "",
            "heat": -(-HEATS * drawn.get(clause.id, 0) // most),
            "words": say("{clause}：{n} 条意见", clause=clause.number or clause.title, n=drawn.get(clause.id, 0)),
        }
        for clause in bench.standing.written.clauses
    ]
