"""The sheet for the telephone: what to read out to the maker, and why he answers."""

from dscsa_core.investigation.call_sheet import call_sheet
from dscsa_core.investigation.errors import DoubtError
from dscsa_core.investigation.words import WORDS

from odoo import fields

from odoo.addons.dscsa_compliance.services.words.messages import (
    core_text,
    moment_text,
    refusal_of,
)

from .facts import moment
from .report import zone_of

_TEMPLATE = "dscsa_compliance_investigation.call_sheet_body"


def sheet_html(asked):
    """The sheet of a question as HTML, the same on a phone and on paper."""
    return asked.env["ir.qweb"]._render(_TEMPLATE, sheet_values(asked))


def sheet_values(asked):
    """What the template shows; ``problem`` where nothing can be asked about."""
    env = asked.env
    values = {
        "asked": asked,
        "warning": core_text(env, WORDS["number.warning"]),
        "elements": [],
        "law": [],
        "problem": "",
        "sources": [
            core_text(env, WORDS[f"number.{key}"])
            for key, _label in asked._fields["source"].selection
        ],
    }
    try:
        sheet = _sheet(asked)
    except DoubtError as error:
        return values | {"problem": refusal_of(env, error)}
    named = [(core_text(env, WORDS[f"element.{e.name}"]), e) for e in sheet.elements]
    return values | {
        "elements": named,
        "law": [core_text(env, WORDS[code]) for code in sheet.law],
        "due": moment_text(env, asked.due_at),
    }


def _sheet(asked):
    item, case = asked.item_id, asked.investigation_id
    printed = item or case.item_ids[:1]
    return call_sheet(
        gtin=printed.gtin or case.gtin or "",
        serial=printed.serial or "",
        lot=printed.lot or "",
        expiry=printed.expiry or "",
        asked_at=moment(asked.asked_at or fields.Datetime.now()),
        zone=zone_of(case or asked),
    )
