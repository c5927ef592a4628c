"""The rows of disposition tables: what was said of which clause, and what became of it."""

from collections.abc import Iterator, Mapping

from workflow.exports.paperwork.fields_standard import place
from workflow.exports.paperwork.source import Row, Source, Value
from workflow.records.consultations import Comment
from workflow.words import tell


def comments(source: Source) -> Iterator[Row]:
    """What the public said."""
    for comment in source.comments:
        place_ = place(source, comment.region_code) if comment.region_code else None
        yield _row(source, comment, source.places) | {
            "row.proposer": comment.organisation or comment.name or None,
            "row.region": place_,
        }


def remarks(source: Source) -> Iterator[Row]:
    """What the reviewers of the panel said of its clauses, each by name."""
    places = {comment.id: n for n, comment in enumerate(source.remarks, 1)}
    for comment in source.remarks:
        who: Row = {"row.proposer": comment.name or None, "row.unit": comment.organisation or None}
        yield _row(source, comment, places) | who


def _row(source: Source, comment: Comment, places: Mapping[int, int]) -> Row:
    return {
        "row.number": str(places[comment.id]),
        "row.clause": comment.clause_label or None,
        "row.opinion": "\n".join(part for part in (comment.opinion, _asked(comment)) if part),
        "row.proposal": comment.proposal or None,
        "row.reason": comment.reason or None,
        "row.type": str(tell(comment.type)),
        "row.disposition": _disposition(comment, places),
        "row.answer": comment.answer or None,
        "row.handled": _handled(comment, places),
    }


def _asked(comment: Comment) -> str:
    return f"建议改为：{comment.proposal}" if comment.proposal else ""


def _handled(comment: Comment, places: Mapping[int, int]) -> Value:
    """The disposition and its reason, in one cell; an answer that begins with the word does not say it twice."""
    said = _disposition(comment, places)
    if said is None or comment.answer.startswith(said):
        return comment.answer or said
    return f"{said}。{comment.answer}" if comment.answer else said


def _disposition(comment: Comment, places: Mapping[int, int]) -> Value:
    if comment.into_id is not None and comment.into_id in places:
        return f"并入第{places[comment.into_id]}条"
    return str(tell(comment.disposition)) if comment.disposition else None
