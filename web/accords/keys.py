"""The keys of an agreement's regions and the policy that they make, as its page shows and prints them."""

from typing import Any

from flask import g

from web.config import settings
from web.present import instant
from workflow.log.trust import in_force, log_key, policy_hash, routine
from workflow.reads import cosigned, record
from workflow.records.agreements import Agreement
from workflow.records.cosigning import RegionKey
from workflow.words import tell

Json = dict[str, Any]


def shown(agreement: Agreement) -> Json:
    """Every key that was registered; the policy of the newest log, once there are keys."""
    keys = cosigned.keys_shown(g.session, agreement)
    names = cosigned.regions(g.session, {key.region_code for key in keys})
    rows = [
        {
            "region": tell(names[key.region_code]),
            "kind": tell(key.kind),
            "vkey": key.vkey,
            "since": instant(key.since),
            "ended": instant(key.ended_at) if key.ended_at else None,
        }
        for key in keys
    ]
    return {"region_keys": rows, **_policy(agreement, keys)}


def _policy(agreement: Agreement, keys: list[RegionKey]) -> Json:
    logs = record.logs_of(g.session, str(agreement.id))
    if not logs or not in_force(keys):
        return {"policy": "", "policy_hash": "", "is_alone": False}
    policy = routine(in_force(keys), log_key(settings().var_path, logs[-1].origin))
    return {"policy": policy.text(), "policy_hash": policy_hash(policy), "is_alone": not policy.is_quorum}
