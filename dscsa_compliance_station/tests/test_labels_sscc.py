"""SSCCs: off until a prefix is set, valid, given out once."""

from datetime import timedelta

from dscsa_core.gs1.keys import Sscc

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.dscsa_compliance.tests.numbers import PREFIX
from odoo.addons.dscsa_compliance.tests.receiving import ReceivingCommon

from .test_labels import decoded, pages_of


@tagged("post_install", "-at_install")
class TestSscc(ReceivingCommon):
    def package_of(self, quantity=1):
        """A package with goods on the shelf."""
        package = self.env["stock.package"].create({"name": "TOTE-1"})
        self.env["stock.quant"]._update_available_quantity(
            self._make_product(4, tracking="none", use_expiration_date=False),
            self.warehouse.lot_stock_id,
            quantity,
            package_id=package,
        )
        return package

    def test_off_until_a_prefix_is_set(self):
        package = self.package_of()
        self.assertFalse(package.dscsa_has_prefix)
        with self.assertRaisesRegex(UserError, "no GS1 company prefix"):
            package.with_user(self.technician).action_dscsa_sscc()
        for prefix in ("12345", "1234567890123", "12 4567"):
            with self.assertRaisesRegex(ValidationError, "6 to 12 digits"):
                self.company.dscsa_sscc_prefix = prefix

    def test_numbers_are_valid_and_given_out_once(self):
        self.company.dscsa_sscc_prefix = PREFIX
        package = self.package_of().with_user(self.technician)
        action = package.action_dscsa_sscc()
        self.assertEqual(action["report_name"], "dscsa_compliance.drawn_sscc")
        number = self.env["dscsa.sscc"].search([("package_id", "=", package.id)])
        self.assertEqual(Sscc.parse(number.name).value, number.name)
        self.assertEqual(number.name[:8], f"0{PREFIX}")
        package.action_dscsa_sscc()
        self.assertEqual(number.search_count([("package_id", "=", package.id)]), 1)
        made = number._for_packages(self.env["stock.package"].create([{}, {}]))
        self.assertEqual(len({number.name, *made.mapped("name")}), 3)
        content, _kind = self.env["ir.actions.report"]._render_qweb_pdf(
            "dscsa_compliance.drawn_sscc", number.ids
        )
        (page,) = pages_of(content, dpi=200)
        self.assertEqual(decoded(page), [("]C1", f"00{number.name}")])

    def test_hands_off(self):
        self.company.dscsa_sscc_prefix = PREFIX
        made = self.env["dscsa.sscc"]._for_packages(self.package_of())
        with self.assertRaisesRegex(UserError, "stays on record"):
            made.unlink()
        with self.assertRaises(AccessError):
            made.with_user(self.technician).name = "1"
        with self.assertRaises(AccessError):
            self.env["dscsa.sscc"].with_user(self.technician).create({"name": "1"})
        with mute_logger("odoo.sql_db"), self.assertRaises(Exception) as caught:
            made.copy({"name": made.name}).flush_recordset()
        self.assertIn("dscsa_sscc", str(caught.exception))

    def test_range_that_is_used_up(self):
        self.company.write(
            {"dscsa_sscc_prefix": "399999999999", "dscsa_sscc_extension": "4"}
        )
        numbers = self.env["dscsa.sscc"]
        sequence = numbers._sequence(self.company, "399999999999", "4")
        sequence.number_next = 9999
        packages = self.env["stock.package"].create([{}, {}])
        last = numbers._for_packages(packages[:1])
        self.assertEqual(last.name[13:17], "9999")
        with self.assertRaisesRegex(UserError, "Choose the next digit"):
            numbers._for_packages(packages[1:])
        self.company.dscsa_sscc_extension = "5"
        self.assertEqual(numbers._for_packages(packages[1:]).name[0], "5")

    def test_from_a_transfer(self):
        self.company.dscsa_sscc_prefix = PREFIX
        package = self.package_of(3)
        sale = self.sell(package.quant_ids.product_id, 3)
        sale.partner_id = self.stranger
        sale.move_ids.move_line_ids.result_package_id = package
        self.assertTrue(sale.dscsa_can_sscc)
        sale.with_user(self.technician).action_dscsa_sscc()
        number = self.env["dscsa.sscc"].search([("picking_id", "=", sale.id)])
        self.assertEqual(number.receiver, "Hazel Wholesale")
        self.assertIn("1 Mill Lane", number.receiver_address)
        other = self.sell(self.product, 1)
        with self.assertRaisesRegex(UserError, "Put in Pack"):
            other.action_dscsa_sscc()
        self.assertLess(fields.Datetime.now() - number.made_at, timedelta(minutes=5))
