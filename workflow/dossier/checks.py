"""The four-property check 四性检测 (DA/T 70): authenticity, integrity, usability, security, each by checks that are run
over the files of the bag while it is built. A check that finds a fault says where; none is asserted."""

from collections.abc import Sequence
from typing import Any, Final

from workflow.dossier import checks_of_files as files
from workflow.dossier import checks_of_records as records
from workflow.dossier.bag import Bag
from workflow.dossier.heads import Head
from workflow.dossier.matter import Check, Matter
from workflow.dossier.names import both
from workflow.dossier.views import View

SHOWN: Final = 20  # faults named one by one
PASSED, FAILED, NOTED, NONE = "passed", "failed", "noted", "none"


def check(bag: Bag, view: View, heads: Sequence[Head]) -> dict[str, Any]:
    """Every property with its checks."""
    matter = Matter(bag, view, heads)
    properties = [_property(name, checks, matter) for name, checks in CHECKS.items()]
    return {"note": both("dossier.check.note"), "properties": properties}


def _property(name: str, checks: dict[str, tuple[Check, str]], matter: Matter) -> dict[str, Any]:
    run = [_run(title, of, worst, matter) for title, (of, worst) in checks.items()]
    result = next((r for r in (FAILED, NOTED) if any(one["result"] == r for one in run)), PASSED)
    words = {"name": both(f"dossier.property.{name}"), "words": both(f"dossier.result.{result}")}
    return {"property": name, "result": result, **words, "checks": run}


def _run(title: str, of: Check, worst: str, matter: Matter) -> dict[str, Any]:
    """One check: how many things it looked at, how many were right, and the first that were not."""
    found = list(of(matter))
    faults = [fault for fault in found if fault is not None]
    result = worst if faults else PASSED if found else NONE
    told = {"count": len(found) - len(faults), "of": len(found), "details": faults[:SHOWN]}
    return {
        "check": title,
        "result": result,
        "words": both(f"dossier.result.{result}"),
        **both(f"dossier.check.{title}"),
        **told,
    }


CHECKS: Final[dict[str, dict[str, tuple[Check, str]]]] = {
    "authenticity": {
        "heads": (records.heads, FAILED),
        "proofs": (records.proofs, FAILED),
        "statements": (records.statements, FAILED),
        "times": (records.times, FAILED),
        "lawful": (records.lawful, NOTED),
        "cosigned": (records.cosigned, NOTED),
    },
    "integrity": {
        "gapless": (records.gapless, FAILED),
        "named": (records.named, FAILED),
        "withheld": (records.withheld, NOTED),
        "texts": (records.texts, FAILED),
        "described": (files.described, NOTED),
    },
    "usability": {
        "canonical": (files.spelled, FAILED),
        "readable": (files.readable, NOTED),
        "lasting": (files.lasting, NOTED),
        "printed": (files.printed, FAILED),
    },
    "security": {"openings": (files.openings, FAILED), "names": (files.names, FAILED)},
}
