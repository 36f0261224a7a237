from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .doubting import DoubtCommon


@tagged("post_install", "-at_install")
class TestNotices(DoubtCommon):
    """Who is told within 24 hours: 582(d)(4)(B)(ii)."""

    def test_fda_the_seller_and_who_got_the_same_lot(self):
        clinic = self._make_partner("Birch Clinic", False, "03435")
        self.sell(self.epcs[1], clinic)
        clinic.active = False
        case = self.illegitimate(self.suspect())
        self.assertEqual(
            sorted(case.notice_ids.mapped("recipient")),
            ["Birch Clinic", "Brook Drug Company", "FDA"],
        )

    def test_told_one_by_one_until_nobody_is_left(self):
        case = self.illegitimate(self.suspect())
        notices = case.notice_ids.with_user(self.technician)
        with self.assertRaisesRegex(UserError, "how it was told"):
            notices[0].action_told()
        for notice in notices:
            self.assertEqual(case.state, "illegitimate")
            notice.how = "Mail"
            notice.action_told()
        self.assertEqual(case.state, "illegitimate")
        with self.assertRaisesRegex(AccessError, "pharmacist decides"):
            case.with_user(self.technician).action_notified()
        case.with_user(self.pharmacist).action_notified()
        self.assertEqual(case.state, "notified")
        self.assertEqual(notices.told_by_id, self.technician)
        with self.assertRaisesRegex(UserError, "stays as noted"):
            notices[0].how = "Phone"
        with self.assertRaisesRegex(UserError, "FDA agrees"):
            self.decide(case, self.manager, conclusion="It was genuine")

    def test_a_time_ahead_is_no_notice(self):
        notice = (
            self.illegitimate(self.suspect()).notice_ids[0].with_user(self.technician)
        )
        with self.assertRaisesRegex(UserError, "lies ahead"):
            notice.told_at = fields.Datetime.now() + timedelta(hours=1)

    def test_today_says_until_when(self):
        cards = {
            card["key"]: card
            for card in self.env["dscsa.today"].with_user(self.pharmacist)._cards()
        }
        self.assertEqual(cards["cases"]["count"], 0)
        case = self.illegitimate(self.suspect())
        cards = {
            card["key"]: card
            for card in self.env["dscsa.today"].with_user(self.pharmacist)._cards()
        }
        self.assertEqual((cards["cases"]["level"], cards["cases"]["count"]), ("red", 1))
        self.assertIn(case.name, cards["cases"]["sentence"])

    def test_a_bottle_known_only_by_its_ndc_finds_its_partners(self):
        """NDC to product to GTIN; of another drug or a mere name nobody is found."""
        clinic = self._make_partner("Birch Clinic", False, "03435")
        self.sell(self.epcs[1], clinic)
        ndc = self.product.dscsa_ndc
        for values, wanted in (
            ({"gtin": ndc, "lot": "L1"}, {"FDA", "Birch Clinic", "Brook Drug Company"}),
            ({"gtin": ndc.replace("-", ""), "lot": "l-1"}, {"FDA", "Birch Clinic"}),
            ({"gtin": ndc, "lot": "ZZ9"}, {"FDA"}),
            ({"gtin": "99999-101-30", "lot": "L1"}, {"FDA"}),
            ({"product_name": "A white bottle"}, {"FDA"}),
        ):
            with self.subTest(values):
                case = self.doubt(whose="patient", **values)
                self.illegitimate(self.suspect(case=case))
                names = set(case.notice_ids.mapped("recipient"))
                self.assertEqual(names & wanted, wanted)
                self.assertLessEqual(names, wanted | {"Brook Drug Company"})

    def test_sold_meanwhile_and_merged_partners(self):
        """Looked again, who is new joins; nobody is listed twice, nobody is lost."""
        case = self.illegitimate(self.suspect())
        clinic = self._make_partner("Birch Clinic", False, "03435")
        double = self._make_partner("Birch Clinic Inc", False, "03435")
        self.sell(self.epcs[1], double)
        case.with_user(self.pharmacist).action_look_again()
        self.assertIn("Birch Clinic Inc", case.notice_ids.mapped("recipient"))
        merge = self.env["base.partner.merge.automatic.wizard"].create({})
        merge.with_context(active_test=False)._merge((clinic | double).ids, clinic)
        case.with_user(self.pharmacist).action_look_again()
        mine = case.notice_ids.filtered(lambda each: each.partner_id == clinic)
        self.assertEqual(mine.recipient, "Birch Clinic Inc")

    def test_a_draft_is_sent_by_a_person(self):
        """The paper says what, from whom, and what nobody knows; nothing goes out."""
        case = self.illegitimate(self.suspect())
        sent = self.env["mail.mail"].search_count([])
        notice = case.notice_ids.filtered("partner_id")[:1]
        action = notice.with_user(self.technician).action_draft()
        body = str(action["context"]["default_body"])
        self.assertEqual(action["res_model"], "mail.compose.message")
        self.assertEqual(
            action["context"]["default_partner_ids"], notice.partner_id.ids
        )
        for words in (case.name, "lot L1", "S0001", "Counterfeit", "Alder Pharma"):
            self.assertIn(words, body)
        self.assertEqual(self.env["mail.mail"].search_count([]), sent)
        self.assertFalse(notice.told_at)
        form = self.env["mail.compose.message"].with_user(self.pharmacist)
        made = form.with_context(**action["context"]).create({})
        self.assertIn("lot L1", made.body)
        self.assertEqual(made.partner_ids, notice.partner_id)

    def test_an_answer_is_logged_once(self):
        notice = self.illegitimate(self.suspect()).notice_ids[:1]
        mine = notice.with_user(self.technician)
        with self.assertRaisesRegex(UserError, "before being told"):
            mine.answer = "Found two"
        mine.write({"how": "Portal", "told_at": fields.Datetime.now()})
        with self.assertRaisesRegex(UserError, "request only"):
            mine.answer_kind = "agreed"
        mine.answer = "Found two"
        self.assertTrue(notice.answered_at)
        for values in ({"answer": "None"}, {"why": "x"}, {"recipient": "Nobody"}):
            with self.subTest(values), self.assertRaises(UserError):
                mine.write(values)

    def test_two_firms_of_one_name_are_both_told(self):
        firms = [
            self._make_partner("Main Street Clinic", False, number)
            for number in ("03435", "03436")
        ]
        for epc, firm in zip(self.epcs[1:], firms, strict=True):
            self.sell(epc, firm)
        case = self.illegitimate(self.suspect())
        for firm in firms:
            self.assertIn(firm, case.notice_ids.partner_id)

    def test_who_had_it_and_gave_it_on_is_told(self):
        """A buyer who sent it back, and who took it for the seller."""
        clinic = self._make_partner("Birch Clinic", False, "03435")
        reverse = self._make_partner("Oak Returns", False, "03436")
        self.sell(self.epcs[1], clinic)
        self.epcs[1]._dscsa_set_status("in_stock")
        self.sell(self.epcs[2], reverse)
        self.epcs[2].status = "returned"
        case = self.illegitimate(self.suspect())
        for firm in (clinic, reverse):
            self.assertIn(firm, case.notice_ids.partner_id)

    def test_sold_between_the_decision_and_the_last_notice(self):
        """Everybody is told when nobody who got it is left untold."""
        case = self.illegitimate(self.suspect())
        late = self._make_partner("Late Clinic", False, "03435")
        self.sell(self.epcs[1], late)
        self.told(case)
        self.assertEqual(case.state, "illegitimate")
        self.assertIn(late, case.notice_ids.partner_id)
        self.sell(self.epcs[2], self._make_partner("Later Clinic", False, "03436"))
        said = case.with_user(self.pharmacist).action_notified()
        self.assertIn("joined", said["params"]["message"])
        self.told(case)
        self.assertEqual(case.state, "notified")

    def test_told_is_how_when_and_to_whom(self):
        """By RPC too: not without a way, not before the decision, to nobody else."""
        case = self.illegitimate(self.suspect())
        other = self._make_partner("Birch Clinic", False, "03435")
        rows = case.notice_ids.with_user(self.technician)
        now = fields.Datetime.now()
        for values, words in (
            ({"told_at": now}, "how it was told"),
            ({"told_at": "2020-01-01", "how": "Mail"}, "before it was decided"),
            ({"partner_id": other.id}, "for whom it names"),
        ):
            for row in rows:
                with self.subTest(values, who=row.recipient):
                    with self.assertRaisesRegex(UserError, words):
                        row.write(values)
