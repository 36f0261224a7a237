"""A delivery as a record: register and work list as ever, but no stock moves."""

from .plan import Plan
from .receipt import Boxes, Receipt


class RecordsReceipt(Receipt):
    """Plan and register of a receipt whose goods Odoo keeps no stock of."""

    def run(self):
        """Judge, write the register and the work list. What is held stays in place."""
        self.plan = Plan.make(self.facts)
        self.boxes = Boxes(self.plan)
        self.after()
