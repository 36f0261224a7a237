"""Of recorded events: which were declared an error, which tell a state."""

import json

from dscsa_core.epcis.model import Event
from dscsa_core.epcis.told import state_of
from openupgradelib import openupgrade

# by the event id alone: what is told by content is found when the next file comes
_DECLARED = """
    UPDATE dscsa_event v SET declared_by_id = x.id
      FROM dscsa_event x
      JOIN dscsa_document a ON a.id = x.document_id
      JOIN dscsa_event o ON o.company_id = x.company_id AND o.event_ref = x.event_ref
       AND NOT coalesce(o.details ? 'error', FALSE)
      JOIN dscsa_document b ON b.id = o.document_id
       AND b.sender IS NOT DISTINCT FROM a.sender
     WHERE o.id = v.id AND x.details ? 'error' AND x.event_ref IS NOT NULL
       AND v.declared_by_id IS NULL
"""
_WORDS = """
    SELECT DISTINCT coalesce(step, ''), coalesce(disposition, '') FROM dscsa_event
     WHERE document_id IS NOT NULL AND NOT coalesce(details ? 'told', FALSE)
"""
_TOLD = """
    UPDATE dscsa_event SET details = coalesce(details, '{}'::jsonb) || %s::jsonb
     WHERE document_id IS NOT NULL AND coalesce(step, '') = %s
       AND coalesce(disposition, '') = %s AND NOT coalesce(details ? 'told', FALSE)
"""


@openupgrade.migrate()
def migrate(env, version):
    """Fill what later files are compared with."""
    env.cr.execute(_DECLARED)
    env.cr.execute(_WORDS)
    for step, disposition in env.cr.fetchall():
        words = Event(0, "object", None, step=step, disposition=disposition)
        if state := state_of(words):
            env.cr.execute(_TOLD, [json.dumps({"told": state}), step, disposition])
