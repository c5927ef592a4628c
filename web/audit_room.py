"""The rooms of the auditors, as the bar on each of their pages."""

from typing import Any

from workflow.words import say


def ways(here: str) -> list[dict[str, Any]]:
    """Where an auditor goes from here."""
    rooms = {
        "events": ("/audit", say("记录")),
        "samples": ("/audit/samples", say("抽样")),
        "findings": ("/audit/findings", say("审计发现")),
        "rules": ("/audit/rules", say("规则复核")),
        "exports": ("/audit/exports", say("台账导出")),
        "readings": ("/audit/readings", say("查阅记录")),
    }
    return [{"href": href, "words": words, "current": key == here} for key, (href, words) in rooms.items()]
