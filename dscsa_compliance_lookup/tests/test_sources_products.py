"""The NDC Directory helps with products and changes none by itself."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.dscsa_compliance.tests.common import gtin_of

from .sources import SourceCommon, samples


@tagged("post_install", "-at_install")
class TestSourcesProducts(SourceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["product.template"].search([("dscsa_ndc", "!=", False)]).write(
            {"dscsa_ndc": False, "barcode": False}
        )
        cls.tablet = cls._make_product(
            20, dscsa_ndc="99991-1000-1", dscsa_scope="undetermined"
        ).product_tmpl_id
        cls.model = cls.env["dscsa.snapshot.product"]

    def directory(self, **changes):
        """Take a directory in whose first product is changed."""
        row = samples.PRODUCT_ROW.format(n=1)
        for old, new in changes.items():
            row = row.replace(old.replace("_", " "), new)
        package = changes.pop("package", samples.PACKAGE_ROW.format(n=1))
        run = self.take_list(
            samples.ndc_file(
                (row, samples.PRODUCT_ROW.format(n=2)),
                (package, samples.PACKAGE_ROW.format(n=2)),
            ),
            self.ndc,
        )
        self.assertIn(run.result, ("done", "seen_again"))
        return self.model.search([("state", "=", "proposed")])

    def test_prescription_drug_is_proposed_as_in_scope(self):
        proposal = self.directory()
        self.assertEqual(proposal.product_tmpl_id, self.tablet)
        self.assertEqual(proposal.scope, "in_scope")
        self.assertEqual(self.tablet.dscsa_scope, "undetermined")
        self.assertFalse(self.tablet.dscsa_manufacturer)

    def test_accepting_fills_what_is_empty(self):
        self.tablet.dscsa_strength = "as we wrote it"
        self.directory().with_user(self.pharmacist).action_accept()
        self.assertRecordValues(
            self.tablet,
            [
                {
                    "dscsa_scope": "in_scope",
                    "dscsa_manufacturer": "Larch Labs Inc",
                    "dscsa_dosage_form": "TABLET",
                    "dscsa_strength": "as we wrote it",
                }
            ],
        )

    def test_over_the_counter_is_proposed_as_excluded(self):
        proposal = self.directory(HUMAN_PRESCRIPTION_DRUG="HUMAN OTC DRUG")
        self.assertEqual((proposal.scope, proposal.exclusion), ("excluded", "P8"))

    def test_other_scope_than_ours_is_proposed_never_written(self):
        self.tablet.write(
            {
                "dscsa_scope": "in_scope",
                "dscsa_manufacturer": "x",
                "dscsa_dosage_form": "x",
                "dscsa_strength": "x",
            }
        )
        self.assertFalse(self.directory())
        proposal = self.directory(HUMAN_PRESCRIPTION_DRUG="HUMAN OTC DRUG")
        self.assertEqual(proposal.scope, "excluded")
        self.assertEqual(self.tablet.dscsa_scope, "in_scope")

    def test_sample_is_told(self):
        row = samples.PACKAGE_ROW.format(n=1)
        proposal = self.directory(package=row[:-1] + "Y")
        self.assertTrue(proposal.sample)
        self.assertIn("sample", proposal.sentence)

    def test_product_with_a_barcode_only(self):
        self.tablet.dscsa_ndc = False
        product = self._make_product(
            21, barcode=self.gtin(), dscsa_ndc=False, dscsa_scope="undetermined"
        )
        proposal = self.directory()
        self.assertEqual(proposal.product_tmpl_id, product.product_tmpl_id)
        proposal.with_user(self.pharmacist).action_accept()
        self.assertEqual(product.dscsa_ndc, "99991-1000-1")

    @staticmethod
    def gtin():
        from dscsa_core.gs1.ndc import gtin_of_ndc

        return gtin_of_ndc("99991-1000-1")

    def test_products_not_in_the_directory_are_left_alone(self):
        self._make_product(22, barcode=gtin_of(22), dscsa_ndc="99999-0002-2")
        self.assertEqual(self.directory().product_tmpl_id, self.tablet)

    def test_dismissed_is_not_proposed_again(self):
        self.directory().with_user(self.pharmacist).action_dismiss()
        self.assertFalse(self.directory())
        self.assertTrue(self.directory(HUMAN_PRESCRIPTION_DRUG="HUMAN OTC DRUG"))

    def test_who_decides(self):
        proposal = self.directory()
        with self.assertRaises(AccessError):
            proposal.with_user(self.technician).action_accept()
        with self.assertRaises(AccessError):
            proposal.with_user(self.manager).write({"scope": "excluded"})
