"""The signature at the bench hangs on the real web session."""

from odoo.tests import HttpCase, tagged

from .station import StationCommon


@tagged("post_install", "-at_install")
class TestStationSignSession(StationCommon, HttpCase):
    """The signature hangs on the real web session."""

    def call(self, method, *args, model="dscsa.station"):
        return self.make_jsonrpc_request(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": list(args), "kwargs": {}},
        )

    def test_one_browser_signs_and_the_other_does_not(self):
        self.company.dscsa_pin_required = True
        self.give_pin(self.technician, "LT", "4713")
        picking = self.receipt({self.product: 2}, self.packages(2))
        self.technician.password = "bench-login-1"
        self.authenticate(self.technician.login, "bench-login-1")
        scan = ("dscsa_scan", picking.ids, self.label("S0001"), "web-1")
        first = self.call(*scan, model="stock.picking")
        self.assertEqual(first["code"], "SIGN_FIRST")
        self.assertTrue(self.call("dscsa_sign", "LT", "4713")["ok"])
        second = self.call(*scan, model="stock.picking")
        self.assertEqual((second["level"], second["code"]), ("green", False))
        state = self.call("dscsa_state")
        self.assertEqual(state["pin"]["signed_as"], self.technician.name)
        self.authenticate(self.technician.login, "bench-login-1")
        other = self.call(
            "dscsa_scan",
            picking.ids,
            self.label("S0002"),
            "web-2",
            model="stock.picking",
        )
        self.assertEqual(other["code"], "SIGN_FIRST")
