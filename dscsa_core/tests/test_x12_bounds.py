"""Ship notices made to take long: refused before the work is done."""

import io
import unittest

from dscsa_core.testing import effort
from dscsa_core.x12.level import Level, first_party
from dscsa_core.x12.model import Segment, X12Error
from dscsa_core.x12.reader import open_x12

ISA = (
    f"ISA*00*{'':10}*00*{'':10}*ZZ*{'A':15}*ZZ*{'B':15}"
    f"*261120*1200*U*00401*{1:09}*0*P*>~"
)
GROUP = "GS*SH*A*B*20261120*1200*1*X*004010~"
START = f"{ISA}{GROUP}ST*856*0001~BSN*00*S1*20261120*1200~"


def code_of(text):
    """What a text is refused with."""
    try:
        open_x12(io.BytesIO(text.encode()))
    except X12Error as error:
        return error.code
    return ""


class TestBounds(unittest.TestCase):
    def test_what_says_next_to_nothing_is_not_cut(self):
        """2.4 MB of such segments took eight seconds until they were refused."""
        for unit, count, code in (
            ("N1*~", 610_000, "x12.size"),
            ("~", 700_000, "x12.size"),
            ("N1" + "*" * 499 + "~", 13_000, "x12.size"),
            ("N1*~", 70_000, "x12.dense"),
            ("HL*2*1*I~", 500_000, "x12.dense"),
        ):
            for end in ("~", "!"):
                text = (START + unit * count).replace("~", end)

                def refused(text=text, code=code):
                    self.assertEqual(code_of(text), code)

                with self.subTest(unit[:9], end=end):
                    effort.calls(refused, 300)

    def test_signs_that_come_later(self):
        """Inside the file, and every spelling of HL."""
        later = ISA.replace("~", "!")
        for unit in ("HL*20*1*I!", "hl*20*1*I!", "Hl*20*1*I!", "N1*!"):
            text = f"{START}SE*3*0001~{later}ST*856*2!{unit * 80_000}"
            self.assertEqual(code_of(text), "x12.dense", unit)

    def test_no_proper_notice_is_dense(self):
        """Levels and segments as terse as they come, beyond what is free."""
        levels = "".join(f"HL*{n}*2*P~MAN*AI*{n:06}~" for n in range(3, 20_000))
        self.assertEqual(code_of(f"{START}HL*1**S~HL*2*1*O~{levels}"), "")
        marks = "MAN*GM*1~" * 40_000
        self.assertEqual(code_of(f"{START}HL*1**S~HL*2*1*P~{marks}"), "")

    def test_the_first_party_of_a_code_is_made_and_no_other(self):
        count = 10_000
        one = (Segment("N1", ("ST", "Elm"), 1), Segment("N3", ("1 Road",), 2))
        level = Level("", "S", 0, segments=[*one * count])
        party = first_party([level], ("ST",))
        self.assertEqual(party.street, "1 Road")
        effort.calls(lambda: first_party([level], ("ST",)), 5 * count)


if __name__ == "__main__":
    unittest.main()
