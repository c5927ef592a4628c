"""Changes proposed to agreements against the log: what each said, who signed it, and what adopted ones brought."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workflow.accord.content import by_term, hashed, links_of
from workflow.accord.picture import Accord
from workflow.exports.cells import hour
from workflow.exports.findings import Discrepancy, Place, Report
from workflow.records.agreements import AgreementChange, AgreementVoice, RuleSet
from workflow.text.canonical import canonical_hash
from workflow.vocabulary import ChangeKind, ChangeState, Purpose

Leaf = Mapping[str, Any]
Words = Mapping[tuple[str, int], str]  # by log and leaf: why a change was proposed, unless erased
SIGNED = ("confirm_change", "sign_agreement")
OPENED = ("open_change", "open_signing")
DECIDED = ("withdraw_change", "refuse_change", "adopt_change", "agreement_begins")
HELD = "…"  # the log's clock was held: the hour of the row may be earlier, and is not compared


@dataclass
class Told:
    """What the log tells of one change, cell by cell, and who signed it at which hour."""

    cells: dict[str, Any] = field(default_factory=dict)
    voices: dict[str, dict[str, Any]] = field(default_factory=dict)

    def follow(self, leaf: Leaf, words: Words) -> None:
        facts, at = leaf["facts"], HELD if "clk" in leaf else leaf["ts"]
        self.cells["sha256"] = facts["sha256"]
        if leaf["act"] in SIGNED:
            who = {"person_id": leaf["actor"], "seat_id": leaf["seat"], "sha256": facts["sha256"], "at": at}
            self.voices[leaf["region"]] = who
        elif leaf["act"] in OPENED:
            self.cells["opened_at"] = at
        elif leaf["act"] in DECIDED:
            self.cells["decided_at"] = at
        else:
            self._proposed(leaf, at, words)

    def _proposed(self, leaf: Leaf, at: str, words: Words) -> None:
        """The first such act makes the change; a later one adds a figure to it, for a reason of its own."""
        facts, key = leaf["facts"], (leaf["log"], leaf["idx"])
        who = {"proposed_by": leaf["actor"], "proposed_region": leaf["region"], "proposed_at": at}
        region = leaf["region"] if facts["kind"] == ChangeKind.CHAIN else None
        first = who | {"kind": facts["kind"], "region_code": region, "opened_at": None, "decided_at": None}
        self.cells = first | self.cells
        if key in words or "reason" not in leaf["commit"]:
            self.cells["reason"] = words.get(key, "")
        if "before" in facts:
            self.cells["before"] = facts["before"]


def check_changes(accord: Accord, leaves: Sequence[Leaf], words: Words, report: Report) -> None:
    """Each change says what its events say, and bears exactly the signatures that the log tells."""
    recorded: dict[int, Told] = {}
    for leaf in leaves:
        if "sha256" in leaf["facts"]:
            recorded.setdefault(leaf["facts"]["change"], Told()).follow(leaf, words)
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


def _check_voices(change: AgreementChange, voices: Sequence[AgreementVoice], told: Told, report: Report) -> None:
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
