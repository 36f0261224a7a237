"""Helpers of the recall tests."""

from odoo import Command

from odoo.addons.dscsa_compliance.tests.receiving import ReceivingCommon


class RecallCommon(ReceivingCommon):
    """A recall of lot L1 of the first product, unless said otherwise."""

    @classmethod
    def recall(cls, lots="L1", *, code=None, user=None, **values):
        """A notice entered by the technician."""
        return (
            cls.env["dscsa.recall"]
            .with_user(user or cls.technician)
            .create(
                {
                    "reason": "Too much of the active part",
                    "line_ids": [
                        Command.create(
                            {"code": code or cls.product.dscsa_ndc, "lots": lots}
                        )
                    ],
                    **values,
                }
            )
        )

    @classmethod
    def counts(cls, recall):
        """{place: packages} of the answers."""
        found = {}
        for row in recall.sudo().result_ids:
            found[row.bucket] = found.get(row.bucket, 0) + row.quantity
        return found

    @classmethod
    def received(cls, count, **options):
        """A receipt of scanned and validated packages of the first product."""
        lot = options.pop("lot", "L1")
        item = options.pop("item", 1)
        prefix = options.pop("prefix", "S")
        product = cls.products[item - 1]
        nodes = cls.packages(count, item=item, lot=lot, prefix=prefix)
        picking = cls.receipt({product: count}, nodes, **options)
        cls.scan_all(picking, count, item=item, lot=lot, prefix=prefix)
        cls.validate(picking)
        return picking

    @classmethod
    def lot(cls, name="L1", product=None):
        """The lot in Odoo's stock."""
        product = product or cls.product
        return cls.env["stock.lot"].search(
            [("product_id", "=", product.id), ("name", "=", name)]
        )

    @classmethod
    def sold_to(cls, partner, quantity, lot=None):
        """Sell so many packages to a customer, done."""
        picking = cls.sell(cls.product, quantity, lot or cls.lot())
        picking.partner_id = partner
        picking.with_user(cls.stock_user).button_validate()
        cls.env.invalidate_all()
        return picking
