"""Addresses inside networks are refused in each of their forms."""

import ipaddress
import unittest

from hypothesis import given
from hypothesis import strategies as st

from dscsa_core import catalogue
from dscsa_core.addresses import check_addresses, refused_address
from dscsa_core.errors import CoreError

REFUSED = {
    "loopback": "127.0.0.1 127.255.255.254 ::1",
    "link_local": "169.254.169.254 fe80::1 fe80::1%eth0 fec0::1 2001:4860::1%x",
    "private": "10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 fc00::1 fd12:3456::1",
    "carrier": "100.64.0.1 100.127.255.255",
    "nowhere": "0.0.0.0 0.1.2.3 :: 192.0.0.170",
    "example": "192.0.2.1 198.51.100.7 203.0.113.9 2001:db8::1 3fff::1",
    "measuring": "198.18.0.1",
    "many": "224.0.0.1 255.0.0.1 ff02::1".replace("255.0.0.1 ", ""),
    "reserved": "240.0.0.1 255.255.255.255 4000::1 1::1 2001:20::1 192.88.99.1",
    "unreadable": "|127.1|2130706433|0177.0.0.1|0x7f.0.0.1|localhost| 8.8.8.8|８.8.8.8",
}
OPEN = (
    "8.8.8.8 172.15.255.255 172.32.0.1 100.63.255.255 100.128.0.1 169.253.0.1 "
    "2606:4700::1111 2a00:1450::1 ::ffff:8.8.8.8 64:ff9b::8.8.8.8 2002:808:808::1"
).split()
WRAPS = ("::ffff:{}", "64:ff9b::{}", "64:ff9b:1::{}", "::{}")


class TestAddresses(unittest.TestCase):
    def test_refused(self):
        for kind, texts in REFUSED.items():
            for text in texts.split("|" if kind == "unreadable" else " "):
                with self.subTest(text):
                    self.assertEqual(refused_address(text), kind)

    def test_open(self):
        for text in OPEN:
            with self.subTest(text):
                self.assertEqual(refused_address(text), "")

    @given(st.ip_addresses(v=4))
    def test_inside_another_one(self, address):
        """However it is wrapped, it is the same address."""
        kind, number = refused_address(str(address)), int(address)
        forms = [wrap.format(address) for wrap in WRAPS]
        forms.append(str(ipaddress.ip_address((0x2002 << 112) | (number << 80))))
        teredo = (0x20010000 << 96) | (number ^ 0xFFFFFFFF)
        forms.append(str(ipaddress.ip_address(teredo)))
        for form in forms:
            if int(ipaddress.ip_address(form)) > 1:
                self.assertEqual(refused_address(form), kind, form)

    @given(st.ip_addresses())
    def test_what_is_open_is_open_to_python_too(self, address):
        if not refused_address(str(address)) and address.version == 4:
            self.assertTrue(address.is_global and not address.is_multicast)

    def test_one_bad_address_is_enough(self):
        check_addresses(["8.8.8.8", "2606:4700::1111"])
        check_addresses(["127.0.0.1", "::1"], allow_loopback=True)
        for texts in (
            *([], ["8.8.8.8", "10.0.0.1"], ["::1"]),
            ["8.8.8.8", "nothing"],
        ):
            with self.subTest(texts), self.assertRaises(CoreError) as caught:
                check_addresses(texts)
            code = caught.exception.code
            self.assertIn("network", catalogue.sentence(code, caught.exception.facts))
        with self.assertRaises(CoreError):
            check_addresses(["127.0.0.1", "10.0.0.1"], allow_loopback=True)


if __name__ == "__main__":
    unittest.main()
