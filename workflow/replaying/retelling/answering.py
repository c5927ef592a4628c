"""Comments handled many at a time, and what versions took from comments."""

from workflow.records.comment_uses import CommentHandover, CommentUse
from workflow.records.consultations import Comment
from workflow.replaying.retelling.book import Act, Book, write

ANSWER = ("disposition", "answer", "answered_by", "answered_at")


def tell(book: Book, act: Act) -> None:
    facts = act.facts
    if act.name == "hand_over_comments":
        who = {"handed_by": act.actor, "handed_at": act.hour, "note": act.words("note")}
        book.put(CommentHandover, consultation_id=facts["consultation"], region_code=act.region, **who)
    if act.name == "save_draft" and "comment" in facts:
        book.put(CommentUse, comment_id=facts["comment"], version_id=facts["version"])
    if "comments" in facts and act.row.source:
        _many(book, act)


def _many(book: Book, act: Act) -> None:
    facts = act.facts
    named = [row for id_ in facts["comments"] for row in book.of(Comment, id=id_)]
    along = [row for id_ in facts["comments"] for row in book.of(Comment, into_id=id_)]
    if act.row.target:
        write((row for row in named if row["state"] in act.row.source), state=act.row.target)
    if act.name == "merge_comments":
        told = {name: row.get(name) for row in book.of(Comment, id=facts["into"]) for name in ANSWER}
        write([*named, *along], into_id=facts["into"], **told)
    if "answer" in act.leaf["commit"]:
        said = {"disposition": facts["disposition"], "answer": act.words("answer")}
        write([*named, *along], **said, answered_by=act.actor, answered_at=act.hour)
    for comment, clause in facts.get("uses", ()):
        book.put(CommentUse, comment_id=comment, version_id=facts["version"], clause_id=clause)
    if "assignee" in facts:
        write(named, assignee_id=facts["assignee"])
    if "inside" in facts:
        write(named, inside=facts["inside"], inside_note=act.words("inside_note"))
