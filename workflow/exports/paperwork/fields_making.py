"""Values of the consultation, of its comments and of the technical review, as forms print them."""

from collections.abc import Callable
from math import ceil
from typing import Final

from workflow.exports.paperwork.fields_standard import Read, authority
from workflow.exports.paperwork.source import Source, Value, day, moment
from workflow.records.texts import Version
from workflow.rules.consulting import put_off
from workflow.rules.voting import shares
from workflow.vocabulary import CommentState, Disposition, Stand

YES: Final = (Stand.AGREE, Stand.AGREE_NOTES)


def text_of(version: Version | None) -> Value:
    """A version as forms name it."""
    return f"文本{version.number}（{day(version.made_at)}）" if version else None


def _closes(source: Source) -> Value:
    asked, standard = source.consultation, source.standing.standard
    if asked is None or asked.closes_on is None:
        return None
    windows = [w for w in source.standing.windows if w.consultation_id == asked.id]
    return day(put_off(asked.closes_on, windows, standard))


def _disposed(wanted: Disposition) -> Read:
    return lambda s: str(sum(c.disposition is wanted for c in s.comments))


def _in_state(wanted: CommentState) -> Read:
    return lambda s: str(sum(c.state is wanted for c in s.comments))


def _open(source: Source) -> str:
    return str(sum(c.disposition is None and c.state is not CommentState.MERGED for c in source.comments))


def _proposers(source: Source) -> str:
    return str(len({c.name for c in source.comments}))


def _panel(told: Callable[[Source], Value]) -> Read:
    """A value of the panel; none before a review was called."""
    return lambda s: told(s) if s.panel is not None else None


def _form(source: Source) -> str:
    return "函审" if source.panel and source.panel.by_letter else "会议审查"


def _host(source: Source) -> str:
    """Whose secretariat called it: the panel's own region, or the one that leads."""
    return authority(source, (source.panel.region_code if source.panel else "") or source.standing.standard.lead_region)


def _chair(source: Source) -> Value:
    return next((one.person.zh for one in source.members if one.member.is_chair), None)


def _present(source: Source) -> Value:
    """Who signed in or was found there; of a letter who replied."""
    if source.panel is not None and source.panel.by_letter:
        return str(sum(one.member.vote is not None for one in source.members)) if source.is_told else None
    is_opened = source.panel is not None and source.panel.opened_at is not None
    return str(sum(one.member.is_present for one in source.members)) if is_opened else None


def _votes(*stands: Stand) -> Read:
    def read(source: Source) -> Value:
        told = source.tally
        return str(sum(told.votes.get(stand, 0) for stand in stands)) if told else None

    return read


def _conclusion(source: Source) -> Value:
    """What the panel concluded; with changes where it demanded some."""
    panel, closing = source.panel, source.closing
    is_passed = closing.is_passed if closing else panel.is_passed if panel else None
    if is_passed is None:
        return None
    if not is_passed:
        return "不通过"
    return "修改后通过" if source.demands else "通过"


def _barred(source: Source) -> int:
    return sum(one.member.interest not in (None, "none") for one in source.members)


def _quorum(source: Source) -> Value:
    """How many must be there, or must reply: of those whom no interest bars."""
    free = len(source.members) - _barred(source)
    return str(ceil(shares(source.standing.terms).quorum * free)) if source.members else None


def _share(source: Source) -> Value:
    """The share of those who took part that agreed, and what carries."""
    told, needs = source.tally, shares(source.standing.terms)
    if told is None or source.panel is None:
        return None
    there, taken = ("回函", told.voted) if source.panel.by_letter else ("出席", told.present)
    agree = sum(told.votes.get(stand, 0) for stand in YES)
    cap = f"，反对不多于{needs.against}" if needs.against < 1 else ""
    return f"同意{agree}票，{there}{taken}人；同意须不少于{there}人数的{needs.agree}{cap}"


FIELDS: Final[dict[str, Read]] = {
    "text.asked": lambda s: text_of(s.asked),
    "text.reviewed": lambda s: text_of(s.reviewed),
    "text.final": lambda s: text_of(s.final()),
    "consultation.round": lambda s: str(s.consultation.round) if s.consultation else None,
    "consultation.days": lambda s: str(s.consultation.days) if s.consultation else None,
    "consultation.opened": lambda s: day(s.consultation.opened_at) if s.consultation else None,
    "consultation.closes": _closes,
    "consultation.closed": lambda s: day(s.consultation.closed_at) if s.consultation else None,
    "consultation.written_to": lambda s: (s.consultation.written_to or None) if s.consultation else None,
    "window.address": lambda s: (s.window.address or None) if s.window else None,
    "window.posted": lambda s: day(s.window.posted_on) if s.window else None,
    "comments.all": lambda s: str(len(s.comments)),
    "comments.accepted": _disposed(Disposition.ACCEPTED),
    "comments.partly": _disposed(Disposition.PARTLY),
    "comments.not_accepted": _disposed(Disposition.NOT_ACCEPTED),
    "comments.merged": _in_state(CommentState.MERGED),
    "comments.open": _open,
    "comments.proposers": _proposers,
    "sitting.form": _panel(_form),
    "sitting.day": _panel(lambda s: day(s.panel.meets_on) if s.panel else None),
    "sitting.place": _panel(lambda s: (s.panel.place or None) if s.panel else None),
    "sitting.called": _panel(lambda s: day(s.panel.called_at) if s.panel else None),
    "sitting.noticed": _panel(lambda s: day(s.panel.noticed_at) if s.panel else None),
    "sitting.opened": _panel(lambda s: moment(s.panel.opened_at) if s.panel else None),
    "sitting.agenda": _panel(lambda s: (s.panel.agenda or None) if s.panel else None),
    "sitting.concluded": _panel(lambda s: day(s.panel.concluded_at) if s.panel else None),
    "sitting.host": _panel(_host),
    "sitting.chair": _panel(_chair),
    "sitting.members": _panel(lambda s: str(len(s.members)) if s.members else None),
    "sitting.barred": _panel(lambda s: str(_barred(s)) if s.members else None),
    "sitting.quorum": _panel(_quorum),
    "sitting.remarks": _panel(lambda s: str(len(s.remarks))),
    "sitting.names": _panel(lambda s: "、".join(one.person.zh for one in s.members) or None),
    "sitting.present": _panel(_present),
    "sitting.agree": _votes(*YES),
    "sitting.disagree": _votes(Stand.DISAGREE),
    "sitting.abstain": _votes(Stand.ABSTAIN),
    "sitting.count": _panel(_share),
    "sitting.conclusion": _panel(_conclusion),
}
