"""The parts of the binder as titles, paragraphs and tables, ready to be printed."""

from dataclasses import dataclass

from . import parts_people, parts_records
from .readiness import Readiness

# code: (maker, list behind it, rows of readiness whose gaps it shows)
_PARTS = {
    "memo": (
        parts_people.memo,
        "dscsa_compliance_binder.dscsa_binder_server_action",
        ("size",),
    ),
    "who": (
        parts_people.who,
        "dscsa_compliance_license.dscsa_license_action_own",
        ("own_licenses",),
    ),
    "sellers": (
        parts_records.sellers,
        "dscsa_compliance_license.dscsa_partner_status_server_action",
        ("sellers",),
    ),
    "release": (
        parts_people.release,
        "dscsa_compliance.dscsa_release_action",
        ("people",),
    ),
    "procedures": (
        parts_people.procedures,
        "dscsa_compliance_binder.dscsa_sop_action",
        ("procedures",),
    ),
    "training": (
        parts_people.training,
        "dscsa_compliance_binder.dscsa_training_action",
        ("training",),
    ),
    "portals": (
        parts_records.portals,
        "dscsa_compliance.dscsa_agreement_action",
        ("portals",),
    ),
    "log": (
        parts_records.log,
        "dscsa_compliance.dscsa_discrepancy_action",
        ("discrepancies", "suspect"),
    ),
    "readiness": (
        parts_records.readiness,
        "dscsa_compliance_binder.dscsa_readiness_server_action",
        ("ti_ts", "statement", "scope", "package_data", "requests", "live", "backup"),
    ),
    "self_audit": (
        parts_people.self_audit,
        "dscsa_compliance_binder.dscsa_self_audit_action",
        ("self_audit",),
    ),
    "system": (
        parts_records.system,
        "",
        (),
    ),
}
PARTS = tuple(_PARTS)
ACTIONS = {code: action for code, (_make, action, _rows) in _PARTS.items() if action}


@dataclass(frozen=True)
class Part:
    """One printed part; ``blocks`` are of ``blocks.py``."""

    code: str
    number: int
    title: str
    gap: str
    blocks: list


def titles(env):
    """{code: title}"""
    return {
        "memo": env._("Size and dates"),
        "who": env._("Who we are, and our licenses"),
        "sellers": env._("Suppliers, their proof and the last check"),
        "release": env._("Who may release, and who has which role"),
        "procedures": env._("Written procedures"),
        "training": env._("Training"),
        "portals": env._("Portals and agreements"),
        "log": env._("Log of discrepancies"),
        "readiness": env._("Readiness: duties, evidence, gaps"),
        "self_audit": env._("Self-audit"),
        "system": env._("The system"),
    }


def gaps_of(env, company, rows=None):
    """{code of a part: the gaps in its records}"""
    rows = Readiness(env, company).rows() if rows is None else rows
    by_code = {row.code: row.gap for row in rows}
    return {
        code: [by_code[each] for each in wanted if by_code.get(each)]
        for code, (_make, _action, wanted) in _PARTS.items()
    }


def printed(env, company, codes):
    """The Parts to print, in the order of the binder and with its numbers."""
    facts = Readiness(env, company)
    rows = facts.rows()
    gaps, names = gaps_of(env, company, rows), titles(env)
    return [
        Part(
            code,
            number,
            names[code],
            " ".join(gaps[code]),
            list(_PARTS[code][0](facts, rows)),
        )
        for number, code in enumerate(PARTS, 1)
        if code in codes
    ]
