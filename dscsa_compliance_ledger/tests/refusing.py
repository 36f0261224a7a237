"""Helpers of the tests of refusals: a live pharmacy, and what a refusal says."""

from datetime import timedelta

from odoo.exceptions import UserError

from .test_ledger import LedgerCommon

KEPT = "kept for six years|stays? on record|is kept|keeps everything|are kept|is never"


class RefusalCommon(LedgerCommon):
    """A live pharmacy with one of everything that is regulated."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.picking = cls.receipt({cls.product: 3}, cls.packages(3), invoice="INV-11")
        cls.scan_all(cls.picking, 3)
        cls.validate(cls.picking)
        cls.picking = cls.picking.with_env(cls.env)
        cls.transaction = cls.picking.dscsa_transaction_ids
        cls.document = cls.transaction.document_id
        cls.bottle = cls.package("S0001")
        cls._hold_and_release()
        cls._prove_seller()
        cls.env.flush_all()
        cls.ledger._note_pending()

    @classmethod
    def _hold_and_release(cls):
        cls.discrepancy = cls.env["dscsa.discrepancy"].create(
            {
                "code": "NO_TI",
                "severity": "hold",
                "company_id": cls.company.id,
                "document_id": cls.document.id,
            }
        )
        cls.bottle._hold("data", cls.discrepancy)
        release = cls.env["dscsa.release"].with_user(cls.pharmacist)
        cls.release = release._release(
            cls.bottle, "seller_confirmed", note="Ann said so", call_note="Ann"
        ).sudo()

    @classmethod
    def _prove_seller(cls):
        cls.license = cls.env["dscsa.license"].create(
            {
                "partner_id": cls.seller.id,
                "company_id": cls.company.id,
                "type_id": cls.env["dscsa.license.type"].search([], limit=1).id,
                "number": "W-100",
                "state_id": cls.env.ref("base.state_us_30").id,
            }
        )
        check = cls.license.with_user(cls.pharmacist)._record_check(
            "confirmed",
            "board_site",
            evidence=[("seen.png", b"a picture of a license")],
            valid_to=cls.today + timedelta(days=300),
        )
        cls.check = check.sudo()
        cls._trust_seller()

    @classmethod
    def _trust_seller(cls):
        cls.agreement = cls.env["dscsa.agreement"].create(
            {"partner_id": cls.seller.id, "company_id": cls.company.id}
        )
        overrides = cls.env["dscsa.license.override"]
        cls.override = overrides.create(
            {
                "company_id": cls.company.id,
                "partner_id": cls.seller.id,
                "partner_name": cls.seller.name,
                "scope": "date",
                "reason": overrides._fields["reason"].selection[0][0],
                "valid_to": cls.today,
                "user_id": cls.manager.id,
            }
        )

    def regulated(self):
        """One record of each regulated model."""
        event = self.env["dscsa.event"].search(
            [("document_id", "=", self.document.id)], limit=1
        )
        scan = self.env["dscsa.scan"].search(
            [("picking_id", "=", self.picking.id)], limit=1
        )
        link = self.env["dscsa.event.epc"].search([("epc_id", "=", self.bottle.id)])[:1]
        return [
            self.document,
            self.transaction,
            self.transaction.line_ids,
            self.discrepancy,
            self.release,
            self.license,
            self.check,
            self.check.evidence_ids,
            self.agreement,
            self.override,
            self.bottle,
            event,
            link,
            scan,
        ]

    def refused(self, words=KEPT, error=UserError):
        """The block raises a sentence with these words."""
        return self.assertRaisesRegex(error, words)
