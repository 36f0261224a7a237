"""Helpers: goods on the shelf, and a technician who doubts some of them."""

from odoo.addons.dscsa_compliance.tests.receiving import ReceivingCommon


class DoubtCommon(ReceivingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.picking = cls.receipt({cls.product: 3}, cls.packages(3))
        cls.scan_all(cls.picking, 3)
        cls.validate(cls.picking)
        cls.epcs = cls.env["dscsa.epc"].search(
            [("company_id", "=", cls.company.id), ("kind", "=", "package")],
            order="key",
        )

    @classmethod
    def doubt(cls, user=None, **values):
        """Press the button as the technician; the cases."""
        form = cls.env["dscsa.doubt.wizard"].with_user(user or cls.technician)
        values.setdefault("why", "The seal is broken")
        action = form.create(values).action_aside()
        cls.env.invalidate_all()
        found = cls.env[action["res_model"]]
        if action.get("res_id"):
            return found.browse(action["res_id"])
        return found.search(action["domain"])

    @classmethod
    def open_case(cls, number=0):
        """A case about one of the packages."""
        return cls.doubt(epc_ids=cls.epcs[number].ids)

    @classmethod
    def decide(cls, case, user=None, **values):
        form = cls.env["dscsa.decision.wizard"].with_user(user or cls.pharmacist)
        values.setdefault("conclusion", "Compared with the maker's picture")
        values.setdefault("decision", "cleared")
        form.create({"investigation_id": case.id, **values}).action_decide()
        cls.env.invalidate_all()

    @classmethod
    def found(cls, case, result="for", user=None, **values):
        """Note what was found out."""
        checks = cls.env["dscsa.investigation.check"].with_user(user or cls.technician)
        return checks.create(
            {"investigation_id": case.id, "result": result, "kind": "lot", **values}
        )

    @classmethod
    def answered(cls, case, result="for"):
        """A result for each line the law asks for."""
        for check in case.check_ids.filtered(lambda each: not each.result):
            check.with_user(cls.technician).write({"result": result, "note": "Looked"})

    @classmethod
    def asked(cls, case, answer="confirmed", **values):
        """A call to the maker, answered."""
        calls = cls.env["dscsa.verification"].with_user(cls.technician)
        values.setdefault("answered_by", "Ms. Rowan")
        values.setdefault(
            "reason", False if answer == "confirmed" else "No such serial"
        )
        return calls.create(
            {
                "company_id": cls.company.id,
                "investigation_id": case.id,
                "maker": "Alder Pharma",
                "answer": answer,
                **values,
            }
        )

    @classmethod
    def suspect(cls, number=0, case=None):
        """A case a pharmacist calls suspect."""
        case = case or cls.open_case(number)
        case.with_user(cls.pharmacist).action_suspect()
        cls.env.invalidate_all()
        return case

    @classmethod
    def illegitimate(cls, case, **values):
        """The owner signs, after the maker was asked."""
        cls.asked(case, answer="not_confirmed")
        values.setdefault("classification", "counterfeit")
        cls.decide(case, cls.manager, decision="illegitimate", **values)
        return case

    @classmethod
    def told(cls, case, user=None):
        """Everybody on the list is told."""
        for notice in case.notice_ids.filtered(lambda each: not each.told_at):
            mine = notice.with_user(user or cls.pharmacist)
            mine.how = "Mail"
            mine.action_told()
        return case

    @classmethod
    def sell(cls, epc, partner):
        """As the register has it after a sale."""
        picking = cls.env["stock.picking"].create(
            {
                "picking_type_id": cls.warehouse.out_type_id.id,
                "location_id": cls.warehouse.lot_stock_id.id,
                "location_dest_id": cls.env.ref("stock.stock_location_customers").id,
                "partner_id": partner.id,
                "company_id": cls.company.id,
            }
        )
        epc._dscsa_set_status("shipped", picking)
