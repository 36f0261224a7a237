""" "Take this bottle": one scan or typed text, one page for who asks at the counter."""

from odoo import fields

from odoo.addons.dscsa_compliance.services.words.page_words import Words

from .asked import Asked, Finder
from .bottle_facts import PackageFacts
from .candidates import Candidates
from .contract import BottleReading


class Bottle:
    """What is on record about one bottle, and nothing about any other.

    ``text``: what was scanned or typed. ``choice``: index of the reading that was
    chosen, when the text can be read in several ways. ``epc``: a register row, instead
    of a text.
    """

    def __init__(self, env, text, choice=None, epc=None):
        self.env, self.text, self.choice = env, (text or "").strip()[:300], choice
        self.epc = epc

    def values(self):
        """The page as a dict.

        ``kind``: package · lot, ndc (deliveries in question) · choose (``readings``)
        · none. Always: title, identity [(words, text)], sentence, level, proofs,
        company, company_name, company_address, epc_id, warnings, asked, asked_shown
        (without signs that cannot be seen). For a package also: seller, receipt,
        license, discrepancies, releases, where. See ``PackageFacts``, ``Candidates``.
        """
        finder = Finder(self.env, self.text)
        found = [self.epc] if self.epc else finder.found()
        if self.choice is not None and 0 <= self.choice < len(found):
            found = [found[self.choice]]
        if len(found) > 1:
            page = self._choose(found)
        elif found and not isinstance(found[0], Asked):
            page = PackageFacts(found[0], finder.read.get(found[0].key)).values()
        else:
            asked = found[0] if found else Asked()
            page = Candidates(self.env, self.env.company, asked).values()
            page["is_unread"] = not found
        page = {"asked": self.text, "readings": [], "is_unread": False, **page}
        page.setdefault("warnings", [])
        address = page["company"].sudo().partner_id._dscsa_one_line_address()
        return page | {
            "company_name": page["company"].name,
            "company_address": address,
            "asked_shown": shown(self.text) or page["title"],
        }

    def _choose(self, found):
        words = Words(self.env, self.env.company)
        return {
            "kind": "choose",
            "title": self.env._("Which of these is printed on the pack?"),
            "identity": [],
            "sentence": self.env._(
                "The code can be read in several ways. Compare with the print."
            ),
            "level": "amber",
            "proofs": [],
            "readings": [
                self._reading(words, index, each) for index, each in enumerate(found)
            ],
            "company": self.env.company,
            "epc_id": False,
        }

    def _reading(self, words, index, each):
        expiry = each.expiry
        product = "" if isinstance(each, Asked) else each.title
        return BottleReading(
            index=index,
            product=product or "",
            gtin=each.gtin or "",
            serial=each.serial or "",
            lot=each.lot or "",
            expiry=fields.Date.to_string(expiry) if expiry else False,
            expiry_text=words.day(expiry),
        )


def shown(text):
    """A scanned text on paper: signs that cannot be seen stand as a bar."""
    return "".join(sign if sign.isprintable() else "|" for sign in text)
