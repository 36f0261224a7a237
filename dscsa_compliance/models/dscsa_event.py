from odoo import api, fields, models
from odoo.tools import SQL

from ..services.keeping.frozen import check_frozen, check_kept
from ..services.scanning.signing import signer_id
from .link import Link
from .selections import EVENT_KINDS


class DscsaEvent(models.Model):
    """One EPCIS event: of a partner's file, or one of our own (received, held …)."""

    _name = "dscsa.event"
    _description = "DSCSA Event"
    _order = "time desc, id desc"
    _log_access = False
    # few rows: what senders take back, looked for by every later shipment of theirs
    _taking_back_index = models.Index(
        "(company_id) WHERE step = 'void_shipping' OR details ? 'error' "
        "OR (step = 'shipping' AND action = 'DELETE')"
    )
    _told_index = models.Index("(company_id) WHERE details ? 'told'")

    company_id = Link("res.company", required=True, index=True)
    document_id = Link("dscsa.document", index="btree_not_null")
    position = fields.Integer(help="Place in the file, from 1.")
    kind = fields.Selection(EVENT_KINDS, required=True)
    action = fields.Char()
    step = fields.Char(help="EPCIS business step, for example shipping.")
    disposition = fields.Char()
    time = fields.Datetime()
    offset = fields.Char(string="Sender's Time Zone")
    event_ref = fields.Char(string="Event ID")
    read_point = fields.Char()
    location = fields.Char()
    lot = fields.Char()
    expiry = fields.Date()
    details = fields.Json(
        help="References, sources, destinations, quantities, extensions as given."
    )
    picking_id = fields.Many2one("stock.picking", index="btree_not_null")
    user_id = fields.Many2one("res.users")
    note = fields.Char()
    declared_by_id = Link(
        "dscsa.event",
        string="Declared an Error in",
        help="Declaration of its sender that this event never happened.",
    )
    signed_by_id = fields.Many2one("res.users", string="Signed by")

    @api.model
    def _record(self, step, epcs, *, company, picking=None, **values):
        """Write one event of our own about these things, now and by this user.

        ``epcs`` is a recordset of the register or a list of its ids, of any length;
        ``values`` may give ``note``, ``disposition`` and ``action`` (else OBSERVE).
        Returns the event, or nothing when there are no things.
        """
        ids = list(epcs.ids if hasattr(epcs, "ids") else epcs)
        if not ids:
            return self.browse()
        event = self.sudo().create(
            {
                "company_id": company.id,
                "kind": "object",
                "action": "OBSERVE",
                "step": step,
                "time": fields.Datetime.now(),
                "picking_id": picking.id if picking else False,
                "user_id": self.env.uid,
                "signed_by_id": signer_id(self.env, company),
                **values,
            }
        )
        event._link(ids)
        return event.sudo(self.env.su)

    def _link(self, epc_ids):
        """Note which things took part, in one statement."""
        self.flush_recordset()
        self.env.cr.execute(
            SQL(
                """INSERT INTO dscsa_event_epc (event_id, epc_id, role)
                SELECT %s, epc_id, 'e' FROM unnest(%s) AS epc_id ORDER BY epc_id""",
                self.id,
                epc_ids,
            )
        )
        self.env["dscsa.event.epc"].invalidate_model()

    # what happened is told once --------------------------------------------------
    def write(self, vals):
        check_frozen(self, vals, frozenset(self._fields))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_ledger_kept(self):
        check_kept(self)
