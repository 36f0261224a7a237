"""Licenses as the core's values: one query set for any number of partners."""

import pytz
from dscsa_core.rules.partner_values import Proof, Requirement
from dscsa_core.rules.standing import Check, standing

from odoo.addons.dscsa_compliance.services.receiving.facts import (
    today_of,
    zone_of,
)


def check_of(check, zone):
    """The core's value of a ``dscsa.license.check``; its day is the company's."""
    return Check(
        pytz.utc.localize(check.checked_at).astimezone(zone).date(),
        check.result,
        check.valid_from or None,
        check.valid_to or None,
        check.effective_date or None,
        check.lifts,
    )


def checks_of(license_row):
    """The checks of a license as values, in the order they were made."""
    zone = zone_of(license_row.company_id)
    return tuple(check_of(check, zone) for check in license_row.check_ids.sorted("id"))


def standing_of(license_row, day=None):
    """What a license is worth today (or on ``day``): a value of STANDINGS."""
    day = day or today_of(license_row.company_id)
    grace = license_row.type_id.grace_days
    return standing(checks_of(license_row), day, grace=grace).kind


def proof_of(license_row):
    """The core's value of a ``dscsa.license``."""
    kind = license_row.type_id
    return Proof(
        license_row.id,
        license_row.display_name,
        kind.code,
        kind.role or "",
        kind.track,
        license_row.state_id.code or "" if kind.is_state else "",
        frozenset(license_row.class_ids.mapped("code")),
        kind.grace_days,
        checks_of(license_row),
    )


def requirements_of(env, company):
    """The matrix as it counts for a company."""
    rows = env["dscsa.license.requirement"].sudo()
    return tuple(
        Requirement(
            row.role,
            frozenset(row.type_ids.mapped("code")),
            row.issuer,
            row.track,
            row.ship_from_state_id.code or "",
            row.ship_to_state_id.code or "",
            row.class_id.code or "",
            row.level,
            row.interstate_only,
            bool(row.company_id),
            row.note or row.source,
        )
        for row in rows.search_fetch([("company_id", "in", [False, company.id])])
    )
