"""What an agreement asks of the evidence before a release takes effect: every region's mirror has cosigned it."""

from datetime import datetime

from workflow.accord.choices import MIRRORS
from workflow.picture.standing import Case
from workflow.rules.shapes import Facts, Rule, none_left
from workflow.vocabulary import Role


def _is_asked(case: Case) -> bool:
    return bool(case.standing.terms["release.cosigners"].value == MIRRORS)


def _without(case: Case) -> Facts | None:
    codes = [code for code in case.standing.counted if code not in case.standing.mirrors] if _is_asked(case) else []
    return {"regions": case.among(codes)} if codes else None


mirrors_registered = Rule("mirrors_registered", "设计", _without, Role.APPROVER)


def uncosigned(case: Case) -> list[str]:
    """Regions whose mirror has yet to cosign a head that covers what was confirmed; none where nobody asks for it."""
    return [code for code in case.standing.counted if code not in case.standing.cosigned] if _is_asked(case) else []


evidence_sealed = none_left(
    "evidence_sealed", lambda case: case.among(uncosigned(case)), cites="合作协议", fact="mirrors"
)


def is_reported(case: Case, since: datetime) -> bool:
    """Whether a region's key told of a fork or of an unlawful act since the attempt began."""
    return _is_asked(case) and any(at >= since for at in case.standing.reported.values())
