"""verify.py as a module, though it is none of the product's: loaded from the file that lies in a dossier."""

import importlib.util
import io
import sys
from calendar import timegm
from hashlib import sha256
from pathlib import Path
from time import strptime
from types import ModuleType
from typing import Any, Final

from tests.dossiers.forging import Case

SCRIPT: Final = Path(__file__).parents[2] / "workflow" / "dossier" / "offline" / "verify.py"


def loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_of_a_dossier", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def judged(verifier: ModuleType, case: Case) -> Any:
    """What it says of a case, by the policy and the clock of its reader."""
    trusted = None if case.policy is None else sha256(case.policy).hexdigest()
    return verifier.verify(io.BytesIO(case.data), trusted, timegm(strptime(case.now, "%Y-%m-%dT%H:%M:%SZ")))


def findings(verdict: Any) -> tuple[str, list[tuple[str, str]]]:
    return verdict.verdict, [(place, reason) for place, reason in verdict.findings]
