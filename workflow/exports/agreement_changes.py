"""Changes proposed to agreements against the log: what each said, who signed it, and what adopted ones brought."""

from collections.abc import Mapping, Sequence
from typing import Any

from workflow.accord.content import by_term, hashed, links_of
from workflow.accord.picture import Accord
from workflow.exports.cells import hour
from workflow.exports.findings import Discrepancy, Place, Report
from workflow.records.agreements import AgreementChange, AgreementVoice, RuleSet
from workflow.replaying.changed import Change, Leaf, Words, followed
from workflow.replaying.seated import HELD
from workflow.text.canonical import canonical_hash
from workflow.vocabulary import ChangeKind, ChangeState, Purpose


def check_changes(accord: Accord, leaves: Sequence[Leaf], words: Words, report: Report) -> None:
    """Each change says what its events say, and bears exactly the signatures that the log tells."""
    recorded: dict[int, Change] = {}
    for leaf in leaves:
        followed(recorded, leaf, words)
    for change in accord.changes:
        place, told = Place("agreement_changes", str(change.id)), recorded.pop(change.id, None)
        if told is None:
            report.add(place, Discrepancy.UNRECORDED)
            continue
        content = hashed(change.kind, change.content, change.effective_from.isoformat(), change.citation)
        report.compare(place, "content", stands=content, recorded=told.cells["sha256"])
        _compare(place, _cells(change), told.cells, report)
        _check_voices(change, accord.voices, told, report)
    for gone in sorted(recorded):
        report.add(Place("agreement_changes", str(gone)), Discrepancy.VANISHED)
    _check_adopted(accord, report)


def _cells(change: AgreementChange) -> dict[str, Any]:
    same = ("sha256", "kind", "region_code", "reason", "proposed_by", "proposed_region")
    hours = ("proposed_at", "opened_at", "decided_at")
    told = {name: getattr(change, name) for name in same} | {name: _hour(getattr(change, name)) for name in hours}
    return told | {"before": canonical_hash(change.before)}


def _hour(at: Any) -> str | None:
    return hour(at) if at is not None else None


def _compare(place: Place, stands: Mapping[str, Any], recorded: Mapping[str, Any], report: Report) -> None:
    for name, value in recorded.items():
        if value != HELD:
            report.compare(place, name, stands=stands[name], recorded=value)


def _check_voices(change: AgreementChange, voices: Sequence[AgreementVoice], told: Change, report: Report) -> None:
    rows = {voice.region_code: voice for voice in voices if voice.change_id == change.id}
    for region in sorted({**rows, **told.voices}):
        place = Place("agreement_voices", f"{change.id}/{region}")
        if region not in rows or region not in told.voices:
            report.add(place, Discrepancy.VANISHED if region not in rows else Discrepancy.UNRECORDED)
            continue
        stands = {name: getattr(rows[region], name) for name in ("person_id", "seat_id", "sha256")}
        _compare(place, stands | {"at": hour(rows[region].at)}, told.voices[region], report)


def _check_adopted(accord: Accord, report: Report) -> None:
    """What changes brought stands where no later one replaced it: the newest terms, the present chains."""
    adopted = [c for c in reversed(accord.changes) if c.state is ChangeState.ADOPTED]
    terms = {
        key: one for c in adopted if c.kind is ChangeKind.TERMS for key, one in by_term(c.content["terms"]).items()
    }
    newest: RuleSet = accord.rule_sets[0]
    for key, entry in terms.items():
        report.compare(Place("rule_sets", str(newest.id)), key, stands=newest.terms.get(key), recorded=entry)
    chains = {(c.region_code, c.content["purpose"]): c for c in adopted if c.kind is ChangeKind.CHAIN}
    for (region, purpose), change in chains.items():
        _check_chain(accord, region or "", Purpose(purpose), change, report)


def _check_chain(accord: Accord, region: str, purpose: Purpose, change: AgreementChange, report: Report) -> None:
    stands = sorted(map(str, links_of(accord, region, purpose)))
    recorded = sorted(map(str, change.content["links"]))
    report.compare(Place("offices", f"{accord.agreement.id}/{region}"), purpose.value, stands=stands, recorded=recorded)
