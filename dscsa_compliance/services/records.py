"""A delivery as a record: register and work list as ever, but no stock moves."""

from odoo.tools import SQL

from .receipt import Boxes, Receipt
from .receipt_plan import Plan


class RecordsReceipt(Receipt):
    """Plan and register of a receipt whose goods Odoo keeps no stock of."""

    def run(self):
        """Judge, write the register and the work list. What is held stays in place."""
        self.plan = Plan.make(self.facts)
        self.boxes = Boxes(self.plan)
        self.after()
        self._here()

    def _here(self):
        """Packages are here whether or not a product of ours stands for them."""
        ids = [i for each in self.plan.nameless for i in each.epc_ids]
        if ids:
            self.env.execute_query(
                SQL(
                    "UPDATE dscsa_epc SET status = 'in_stock' WHERE id IN %s"
                    " RETURNING id",
                    tuple(ids),
                )
            )
            self.env["dscsa.epc"].invalidate_model(["status"])
