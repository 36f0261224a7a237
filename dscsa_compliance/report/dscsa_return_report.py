from odoo import api, fields, models

from ..services.returns.returning import chosen_packages


class ReportReturn(models.AbstractModel):
    """The list that goes into the box: what goes back, and how it came."""

    _name = "report.dscsa_compliance.report_return"
    _description = "Return List"

    @api.model
    def _get_report_values(self, docids, data=None):
        pickings = self.env["stock.picking"].browse(docids)
        return {
            "doc_ids": docids,
            "doc_model": "stock.picking",
            "docs": pickings,
            "papers": [self._paper(picking) for picking in pickings],
            "printed_at": fields.Datetime.now(),
        }

    @api.model
    def _paper(self, picking):
        rows = self._packages(picking)
        rows += self._lots(picking, rows)
        rows.sort(key=lambda row: (row["product"], row["lot"], row["serial"]))
        return {
            "picking": picking,
            "company": picking.company_id,
            "rows": rows,
            "count": sum(row["count"] for row in rows),
        }

    @api.model
    def _packages(self, picking):
        """One row a package that is named or that the register knows to have gone."""
        table = self.env["dscsa.epc"].sudo()
        gone = table.search([("left_picking_id", "=", picking.id)])
        epcs = (chosen_packages(picking).sudo() | gone).filtered(
            lambda epc: epc.kind == "package"
        )
        return [
            {
                "product": epc.product_id.display_name or epc.gtin or "",
                "ndc": epc.product_id.dscsa_ndc or "",
                "lot": epc.printed_lot or "",
                "expiry": epc.printed_expiry,
                "serial": epc.serial or "",
                "count": 1,
                "lot_id": epc.lot_id.id,
                **self._origin(epc.transaction_id, epc.picking_id),
            }
            for epc in epcs
        ]

    @api.model
    def _lots(self, picking, rows):
        """Rows for goods without named packages, by lot."""
        found = []
        for line in picking.sudo().move_line_ids.filtered(
            lambda each: each.product_id.dscsa_scope != "excluded"
        ):
            units = line.product_id.dscsa_units_per_package or 1.0
            named = sum(row["lot_id"] == line.lot_id.id for row in rows)
            count = round(line.quantity_product_uom / units) - named
            if count <= 0:
                continue
            receipt = self._receipt_of(line)
            lot = line.lot_id.dscsa_lot or line.lot_id.name or line.lot_name or ""
            found.append(
                {
                    "product": line.product_id.display_name,
                    "ndc": line.product_id.dscsa_ndc or "",
                    "lot": lot,
                    "expiry": line.lot_id.dscsa_expiry_date,
                    "serial": "",
                    "count": count,
                    "lot_id": line.lot_id.id,
                    **self._origin(receipt.dscsa_transaction_ids, receipt),
                }
            )
        return found

    @api.model
    def _receipt_of(self, line):
        """The receipt a line goes back from: the returned one, else the lot's last."""
        if line.picking_id.return_id:
            return line.picking_id.return_id
        came = line.search(
            [
                ("lot_id", "=", line.lot_id.id),
                ("lot_id", "!=", False),
                ("state", "=", "done"),
                ("location_id.usage", "=", "supplier"),
                ("company_id", "=", line.company_id.id),
            ],
            order="date desc",
            limit=1,
        )
        return came.picking_id

    @api.model
    def _origin(self, transactions, receipt):
        """Invoice and TI/TS a thing came with, and when."""
        current = transactions.filtered(lambda each: not each.superseded_by_id)
        numbers = current.mapped("invoice_numbers") + receipt.mapped("dscsa_invoice")
        return {
            "invoice": ", ".join(dict.fromkeys(filter(None, numbers))),
            "transaction": ", ".join(current.mapped("name")),
            "receipt": receipt.name or "",
            "received": receipt.date_done,
        }
