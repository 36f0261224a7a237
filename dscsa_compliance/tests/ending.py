"""Receipts that do not fit, later files for them, and what is open still."""

from .receiving import ReceivingCommon


class EndingCommon(ReceivingCommon):
    """Causes of a hold and what ends them."""

    def received(self, nodes, labels, **options):
        """A validated receipt: announced ``nodes``, scanned ``labels``."""
        picking = self.receipt({self.product: len(labels)}, nodes, **options)
        for label in labels:
            self.scan(picking, label)
        self.validate(picking)
        return picking

    def again(self, picking, nodes, **options):
        """A later file for the same order, and the job."""
        order = picking.sudo().purchase_id.name
        document = self.deliver(nodes, po=order, **options)
        self.run_release()
        return document

    def open_codes(self, epc):
        self.env.invalidate_all()
        return set(epc._dscsa_causes().mapped("code"))
