"""The rows of the forms of a technical review: its members, dissent, and what the panel demanded."""

from collections.abc import Iterator

from workflow.demanding import place_of
from workflow.exports.paperwork.fields_making import YES
from workflow.exports.paperwork.fields_standard import place
from workflow.exports.paperwork.source import Row, Source, Value, moment
from workflow.reads.panels import Seated
from workflow.vocabulary import Stand
from workflow.words import say, tell


def members(source: Source) -> Iterator[Row]:
    """Who sits on the panel, with the vote once it is told."""
    for n, one in enumerate(source.members, 1):
        vote = one.member.vote if source.is_told else None
        yield {
            "row.number": str(n),
            "row.name": one.person.zh,
            "row.duty": "组长" if one.member.is_chair else "成员",
            "row.unit": one.organ.zh,
            "row.region": place(source, one.member.region_code),
            "row.presence": _presence(source, one),
            "row.barred": _barred(one),
            "row.vote": str(tell(vote)) if vote else None,
            "row.agree": "√" if vote in YES else None,
            "row.disagree": "√" if vote is Stand.DISAGREE else None,
            "row.abstain": "√" if vote is Stand.ABSTAIN else None,
            "row.opinion": (one.member.opinion or None) if source.is_told else None,
        }


def _presence(source: Source, one: Seated) -> Value:
    """When he signed in, or that the chair found him there; of a letter, whether he replied."""
    if source.panel is None or source.panel.opened_at is None:
        return None
    if source.panel.by_letter:
        return ("回函" if one.member.vote else "未回函") if source.is_told else None
    if one.member.signed_in_at is not None:
        return f"{moment(one.member.signed_in_at)}签到"
    return "出席" if one.member.is_present else "未出席"


def _barred(one: Seated) -> Value:
    """The interest for which he stands aside."""
    return say(f"interest.{one.member.interest}") if one.member.interest not in (None, "none") else None


def dissent(source: Source) -> Iterator[Row]:
    """Who voted against the text, and who said anything with his vote."""
    said = [one for one in source.members if one.member.vote is Stand.DISAGREE or one.member.opinion]
    for n, one in enumerate(said if source.is_told else (), 1):
        yield {
            "row.number": str(n),
            "row.name": one.person.zh,
            "row.unit": one.organ.zh,
            "row.vote": str(tell(one.member.vote)) if one.member.vote else None,
            "row.opinion": one.member.opinion or None,
        }


def demands(source: Source) -> Iterator[Row]:
    """What the panel demanded, of which clause, and in which text it is met."""
    texts = {version.id: version.number for version in source.standing.versions}
    digest = source.reviewed.digest if source.reviewed else {}
    for n, (words, met_in) in enumerate(source.demands, 1):
        met = f"已按意见修改，见文本{texts[met_in]}" if met_in in texts else None
        told = place_of(words, digest)
        yield {"row.number": str(n), "row.clause": told[1] if told else None, "row.words": words, "row.met": met}
