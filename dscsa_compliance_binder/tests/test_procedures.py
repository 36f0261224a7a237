"""Procedures and training in them, with the rights of real people."""

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..services.wording import filled
from .test_binder import BinderCommon


@tagged("post_install", "-at_install")
class TestProcedures(BinderCommon):
    def test_names_of_the_company_are_put_in_and_cannot_break_the_page(self):
        self.company.sudo().name = "Elm & <b>Sons</b>"
        text = filled(self.company, "<p>{company}, {pic}, {deputy}</p>")
        self.assertEqual(
            text,
            "<p>Elm &amp; &lt;b&gt;Sons&lt;/b&gt;, Dana Fox, "
            "the deputy (not named yet)</p>",
        )

    def test_all_shipped_texts_can_be_taken_over_once(self):
        binder = self.binder.with_user(self.pharmacist).with_company(self.company)
        binder.action_take_over_procedures()
        binder.action_take_over_procedures()
        mine = self.env["dscsa.sop"].search([("company_id", "=", self.company.id)])
        self.assertEqual(len(mine), 8)
        self.assertEqual(set(mine.mapped("state")), {"draft"})
        for sop in mine:
            self.assertNotRegex(sop.text, r"\{[a-z]+\}")

    def test_approval_freezes_text_person_and_day(self):
        sop = self.sop()
        sop.body = "<p>We receive at {company}.</p>"
        sop.action_approve()
        self.assertEqual((sop.state, sop.approved_by_id), ("approved", self.pharmacist))
        self.company.sudo().name = "New Name Pharmacy"
        self.assertIn("Elm Street Pharmacy", sop.text)
        for values in ({"body": "<p>x</p>"}, {"name": "x"}, {"state": "draft"}):
            with self.subTest(values=values), self.assertRaises(UserError):
                sop.write(values)
        with self.assertRaises(UserError):
            sop.unlink()
        with self.assertRaises(UserError):
            sop.action_approve()

    def test_a_new_version_replaces_the_old_one_when_it_is_approved(self):
        sop = self.sop()
        sop.action_approve()
        draft = sop.browse(sop.action_new_version()["res_id"])
        self.assertEqual((draft.version, draft.state), (2, "draft"))
        self.assertEqual(sop.action_new_version()["res_id"], draft.id)
        self.assertEqual(sop.state, "approved")
        draft.action_approve()
        self.assertEqual(sop.state, "replaced")

    def test_shipped_texts_stay(self):
        template = self.env.ref("dscsa_compliance_binder.dscsa_sop_recall")
        template = template.with_user(self.manager)
        with self.assertRaises(UserError):
            template.body = "<p>x</p>"
        with self.assertRaises(UserError):
            template.unlink()
        with self.assertRaises(AccessError):
            self.sop(self.technician)

    def test_nobody_makes_an_approved_text_or_a_template_by_typing(self):
        table = self.env["dscsa.sop"].with_user(self.pharmacist)
        sop = table.with_company(self.company).create(
            {
                "name": "Own",
                "body": "<p>x</p>",
                "state": "approved",
                "company_id": False,
            }
        )
        self.assertEqual((sop.state, sop.company_id), ("draft", self.company))

    def test_printed_text_says_whether_it_is_approved(self):
        self.assertIn("NOT APPROVED", self.paper({"procedures"}))
        sops = self.binder.with_user(self.pharmacist).with_company(self.company)
        sops.action_take_over_procedures()
        mine = self.env["dscsa.sop"].with_user(self.pharmacist)
        mine.search([("company_id", "=", self.company.id)]).action_approve()
        text = self.paper({"procedures"})
        self.assertNotIn("NOT APPROVED", text)
        self.assertIn("Approved by Dana Fox", text)

    def test_the_form_is_filled_in_by_hand(self):
        form = Form(self.env["dscsa.sop"].with_user(self.pharmacist))
        form.name = "Cold chain"
        form.body = "<p>Look at the logger first.</p>"
        self.assertEqual(form.save().code, "own")


@tagged("post_install", "-at_install")
class TestTraining(BinderCommon):
    def mark(self, user, **values):
        """A mark the pharmacist writes for a person."""
        table = self.env["dscsa.training"].with_user(self.pharmacist)
        return table.create(
            {
                "user_id": user.id,
                "topic": "Receiving",
                "company_id": self.company.id,
                "signed_at": fields.Datetime.now(),
                **values,
            }
        )

    def test_signed_by_own_click_only(self):
        mark = self.mark(self.technician)
        self.assertEqual((mark.state, mark.signed_at), ("open", False))
        with self.assertRaisesRegex(AccessError, "Lee Marsh"):
            mark.action_sign()
        mark.with_user(self.technician).action_sign()
        self.assertEqual(mark.state, "signed")
        with self.assertRaises(UserError):
            mark.topic = "Something else"
        with self.assertRaises(UserError):
            mark.unlink()
        with self.assertRaises(AccessError):
            self.mark(self.technician).with_user(self.technician).note = "x"

    def test_nobody_signs_by_writing(self):
        mark = self.mark(self.technician)
        with self.assertRaises(UserError):
            mark.signed_at = fields.Datetime.now()

    def test_the_mark_stays_when_the_person_leaves(self):
        mark = self.mark(self.technician)
        mark.with_user(self.technician).action_sign()
        self.technician.active = False
        self.technician.name = "Somebody else"
        self.assertIn("Lee Marsh", self.paper({"training"}))

    def test_reading_and_signing_a_procedure(self):
        sop = self.sop()
        with self.assertRaises(UserError):
            sop.with_user(self.technician).action_read_and_sign()
        sop.action_approve()
        mine = sop.with_user(self.technician)
        self.assertTrue(mine.to_read)
        mine.action_read_and_sign()
        self.env.invalidate_all()
        self.assertFalse(mine.to_read)
        self.assertEqual(mine.training_ids.user_id, self.technician)
        self.assertIn(
            "Receiving prescription drugs, version 1", mine.training_ids.topic
        )
        open_mark = self.mark(self.pharmacist, sop_id=sop.id)
        sop.action_read_and_sign()
        self.assertEqual(open_mark.state, "signed")
