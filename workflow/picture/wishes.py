"""Where comments hang in the newest text of a standard, and what the text would be with the words they propose."""

from collections.abc import Iterable
from functools import cache

from workflow.picture import manuscript
from workflow.picture.standing import Standing
from workflow.records.consultations import Comment
from workflow.text.anchoring import Anchor, anchored
from workflow.text.applying import Applied, Wish, applied
from workflow.text.clauses import Clause, Text
from workflow.text.heard import Heard, heard
from workflow.text.numbering import numbering


class Hearing:
    """The clauses of one text as printed, each read once."""

    def __init__(self, clauses: Iterable[Clause]) -> None:
        self.clauses = {clause.id: clause for clause in clauses}
        self._numbers = numbering(tuple(self.clauses.values()))
        self._heard: dict[str, Heard] = {}

    def of(self, id_: str) -> Heard | None:
        """A clause as printed; None where the text has it not."""
        clause = self.clauses.get(id_)
        if clause is not None and id_ not in self._heard:
            self._heard[id_] = heard(clause, lambda to: self._numbers.printed(to, id_))
        return self._heard.get(id_)


def anchors(standing: Standing, comments: Iterable[Comment], now: Text) -> dict[int, Anchor]:
    """Comment → where it hangs in a text; the texts that comments were made on are read once each."""
    present = Hearing(now.clauses)
    versions = {version.id: version for version in standing.versions}

    @cache
    def old(version_id: int) -> Hearing:
        return Hearing(manuscript.load(standing.session, versions[version_id]).clauses)

    def hung(comment: Comment) -> Anchor:
        was = old(comment.version_id).of(comment.clause_id) if comment.version_id in versions else None
        return anchored(was, present.of(comment.clause_id), comment.quote, comment.quote_at)

    return {comment.id: hung(comment) for comment in comments}


def granted(standing: Standing, ids: Iterable[int]) -> Applied:
    """The newest text with the words that these comments propose."""
    wanted = frozenset(ids)
    comments = [comment for comment in standing.comments if comment.id in wanted]
    hung = anchors(standing, comments, standing.written)
    wishes = [Wish(c.id, c.clause_id, hung[c.id], c.proposal) for c in comments]
    return applied(standing.written.clauses, wishes)
