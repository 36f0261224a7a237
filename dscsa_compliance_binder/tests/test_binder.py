"""Binder: parts and self-audit, with the rights of real people."""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.dscsa_compliance.tests.receiving import ReceivingCommon

from ..services.parts import PARTS


class BinderCommon(ReceivingCommon):
    """The binder of the company, with its people named."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pharmacist.name = "Dana Fox"
        cls.technician.name = "Lee Marsh"
        cls.pharmacist.partner_id.phone = "603 555 0142"
        cls.company.sudo().write(
            {
                "dscsa_profile": "pharmacy_small",
                "dscsa_pic_id": cls.pharmacist.id,
                "dscsa_licensed_count": 7,
                "dscsa_licensed_date": "2026-11-02",
            }
        )
        cls.binder = cls.env["dscsa.binder"]._of_company(cls.company)

    def sop(self, user=None, code="receiving"):
        """A draft of the shipped text on a topic, taken over by a person."""
        template = self.env.ref(f"dscsa_compliance_binder.dscsa_sop_{code}")
        template = template.with_user(user or self.pharmacist)
        action = template.with_company(self.company).action_take_over()
        return template.browse(action["res_id"])

    def paper(self, parts=None, user=None):
        """Text of the binder, or of some of its parts, as a person prints it."""
        self.env.invalidate_all()
        rows = self.binder.part_ids.filtered(lambda p: not parts or p.code in parts)
        report = self.env["ir.actions.report"].with_user(user or self.auditor)
        html, _kind = report.with_company(self.company)._render_qweb_html(
            "dscsa_compliance_binder.report_binder", rows.ids
        )
        return html.decode()


@tagged("post_install", "-at_install")
class TestBinder(BinderCommon):
    def test_one_binder_a_company_opened_by_anybody_with_a_role(self):
        for user in (self.auditor, self.technician, self.manager):
            table = self.env["dscsa.binder"].with_user(user).with_company(self.company)
            self.assertEqual(table.action_open_binder()["res_id"], self.binder.id)
        self.assertEqual(tuple(self.binder.part_ids.mapped("code")), PARTS)
        with self.assertRaises(AccessError):
            self.env["dscsa.binder"].with_user(self.stock_user).action_open_binder()

    def test_whole_binder_has_contents_and_all_parts(self):
        text = self.paper()
        self.assertIn("Contents", text)
        for part in self.binder.part_ids:
            self.assertIn(part.title, text)
        for number in range(1, len(PARTS) + 1):
            self.assertIn(f'id="part{number}"', text)
            self.assertIn(f'href="#part{number}"', text)
        self.assertIn("not legal advice", text)
        self.assertNotIn("compliant", text.lower())

    def test_a_part_alone_keeps_its_number(self):
        text = self.paper({"training"})
        self.assertNotIn("Contents", text)
        self.assertIn('id="part6"', text)
        self.assertNotIn('id="part1"', text)

    def test_size_memo_has_both_dates_and_their_sources(self):
        text = self.paper({"memo"})
        for words in ("27 Nov 2026", "27 Nov 2027", "12 June 2024", "Confirm with FDA"):
            self.assertIn(words, text)
        self.assertIn("had 7 full-time pharmacists", text)
        self.assertIn("not ticked yet", text)
        self.binder.with_user(self.manager).size_choice = "printed"
        self.assertIn("The owner relies on: 27 November 2026", self.paper({"memo"}))

    def test_the_later_date_needs_a_word_how_it_was_confirmed(self):
        binder = self.binder.with_user(self.manager)
        with self.assertRaisesRegex(UserError, "how you confirmed it"):
            binder.size_choice = "reported"
        binder.write({"size_choice": "reported", "size_note": "Letter of 6 August"})
        self.assertEqual(binder.size_chosen_by_id, self.manager)
        self.assertIn("Letter of 6 August", self.paper({"memo"}))
        with self.assertRaises(AccessError):
            self.binder.with_user(self.pharmacist).size_choice = "printed"
        with self.assertRaises(AccessError):
            self.binder.with_user(self.technician).phone_tree = "x"

    def test_a_wholesaler_reads_of_no_small_exemption(self):
        self.company.sudo().dscsa_profile = "wholesaler"
        text = self.paper({"memo"})
        self.assertIn("Wholesale distributor", text)
        self.assertNotIn("not ticked yet", text)

    def test_roles_are_the_real_ones(self):
        text = self.paper({"release"})
        self.assertIn("Dana Fox", text)
        self.assertIn("Lee Marsh", text)
        self.technician.active = False
        self.assertNotIn("Lee Marsh", self.paper({"release"}))

    def test_phone_tree(self):
        self.binder.with_user(self.pharmacist).phone_tree = "Board: 603 555 0100"
        text = self.paper({"who"})
        self.assertIn("Pharmacist in charge: Dana Fox, 603 555 0142", text)
        self.assertIn("Deputy: not named yet", text)
        self.assertIn("Board: 603 555 0100", text)

    def test_log_and_portals(self):
        picking = self.receipt({self.third_product: 1}, self.packages(1))
        self.scan(picking, self.label("S0008", item=3, lot="7K21"))
        self.validate(picking)
        self.seller.write({"dscsa_intake": "portal", "dscsa_portal_name": "BrookNet"})
        text = self.paper({"log", "portals"})
        self.assertIn("BrookNet", text)
        self.assertIn("none in force", text)
        codes = self.env["dscsa.discrepancy"].search([]).mapped("number")
        self.assertIn(codes[0], text)

    def test_parts_say_their_gaps_and_open_their_lists(self):
        parts = {p.code: p for p in self.binder.with_user(self.manager).part_ids}
        self.assertEqual(parts["training"].state, "gap")
        self.assertEqual(parts["system"].state, "complete")
        for code, part in parts.items():
            if code != "system":
                self.assertTrue(part.action_open()["type"])
        with self.assertRaises(UserError):
            parts["system"].action_open()

    def test_another_company_neither_reads_nor_prints_it(self):
        other = self._make_company("Birch Street Pharmacy", "0860000500017")
        user = new_test_user(
            self.env,
            login="dscsa_birch",
            groups="dscsa_compliance.group_dscsa_manager",
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        env = self.env(user=user, context={"allowed_company_ids": other.ids})
        with self.assertRaises(AccessError):
            env["ir.actions.report"]._render_qweb_html(
                "dscsa_compliance_binder.report_binder", self.binder.part_ids.ids
            )
        mark = self.env["dscsa.training"].create(
            {
                "user_id": self.technician.id,
                "topic": "Fire",
                "company_id": self.company.id,
            }
        )
        with self.assertRaises(AccessError):
            mark.with_env(env).read()
        self.sop()
        sops = env["dscsa.sop"].search([])
        self.assertEqual(set(sops.mapped("state")), {"template"})


@tagged("post_install", "-at_install")
class TestSelfAudit(BinderCommon):
    def audit(self):
        """A new self-audit of the pharmacist."""
        table = self.env["dscsa.self.audit"].with_user(self.pharmacist)
        return table.with_company(self.company).create({})

    def test_the_questions_are_copied(self):
        audit = self.audit()
        self.assertEqual(len(audit.line_ids), 18)
        self.env["dscsa.audit.question"].search([], limit=1).name = "Changed"
        self.assertNotIn("Changed", audit.line_ids.mapped("name"))

    def test_finishing_wants_every_answer_and_a_word_on_each_gap(self):
        audit = self.audit()
        with self.assertRaisesRegex(UserError, "Still to answer: 18"):
            audit.action_finish()
        audit.line_ids.answer = "yes"
        audit.line_ids[3].answer = "no"
        with self.assertRaisesRegex(UserError, "what is missing"):
            audit.action_finish()
        audit.line_ids[3].note = "Dana asks the seller by Friday"
        audit.action_finish()
        self.assertEqual((audit.state, audit.gap_count), ("done", 1))
        self.assertIn("Dana asks the seller", self.paper({"self_audit"}))

    def test_finished_is_finished(self):
        audit = self.audit()
        audit.line_ids.answer = "na"
        audit.action_finish()
        with self.assertRaises(UserError):
            audit.line_ids[0].answer = "yes"
        with self.assertRaises(UserError):
            audit.summary = "x"
        with self.assertRaises(UserError):
            audit.unlink()
        with self.assertRaises(UserError):
            audit.line_ids[0].unlink()

    def test_each_question_with_a_place_opens_it(self):
        audit = self.audit()
        for line in audit.line_ids.filtered("question_id.action_id"):
            self.assertTrue(line.action_look()["type"])
        bare = audit.line_ids.filtered(lambda each: not each.question_id.action_id)
        with self.assertRaises(UserError):
            bare[0].action_look()

    def test_without_an_audit_the_questions_are_printed(self):
        self.assertIn("These are the questions", self.paper({"self_audit"}))
