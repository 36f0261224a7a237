"""Where a package is now, as far as the register and the stock say."""

from odoo.addons.dscsa_compliance.services.scanning.open_scan import scanned_words


class Whereabouts:
    """``epc`` is a superuser's; no word about any other package."""

    def __init__(self, epc, words, in_work):
        self.epc, self.words, self.env = epc, words, words.env
        # its scans at receipts that are not validated yet
        self.in_work = in_work

    def sentence(self):
        """One sentence; never more certain than the record."""
        if self.epc.hold:
            return self._held()
        in_work = scanned_words(self.env, self.epc.company_id, self.in_work)
        if in_work and self.epc.status in ("announced", "missing"):
            return in_work
        writer = getattr(self, f"_{self.epc.status}", None)
        said = writer() if writer else self.words.choice(self.epc, "status")
        return " ".join(filter(None, (said, in_work)))

    def _held(self):
        return self.env._(
            "%(hold)s, kept at %(place)s.",
            hold=self.words.choice(self.epc, "hold"),
            place=self.epc.hold_location_id.complete_name
            or self.env._("its place in stock"),
        )

    def _in_stock(self):
        epc = self.epc
        places = epc.lot_id.quant_ids.filtered(
            lambda quant: (
                quant.location_id.usage in ("internal", "transit")
                and quant.company_id == epc.company_id
                and quant.quantity > 0
            )
        ).location_id
        names = ", ".join(places.mapped("complete_name"))
        if epc.lot_id and epc.product_id.tracking == "serial" and names:
            return self.env._("In stock at %(places)s.", places=names)
        if names:
            return self.env._(
                "In stock; its lot stands at %(places)s. Nobody reported it used.",
                places=names,
            )
        return self.env._(
            "On the shelf or used: this record keeps no count, and nobody reported it "
            "used, sold or returned."
        )

    def _announced(self):
        return self.env._("Announced by the seller; no receipt of it is on record.")

    def _missing(self):
        return self.env._(
            "Announced by the seller, but it was not among the goods that came."
        )

    def _presumed_used(self):
        return self.env._(
            "Presumed used, by its age or expiry. Whether it was dispensed stands in "
            "the pharmacy system."
        )

    def _dispensed(self):
        kind, facts = self._use()
        if not kind:
            return self.env._(
                "Reported as dispensed. To whom stands in the pharmacy system only."
            )
        told = {
            "administered": self.env._(
                "Administered, as %(name)s recorded on %(day)s. To whom stands in the "
                "patient's record only."
            ),
        }.get(
            kind,
            self.env._(
                "Dispensed, as %(name)s recorded on %(day)s. To whom stands in the "
                "pharmacy system only."
            ),
        )
        return told % facts

    def _use(self):
        """Kind of the use that was noted of it, and who and when for the sentence."""
        kind, person, moment = self.epc._dscsa_noted_use()
        return kind, {"name": person.name, "day": self.words.moment(moment)}

    def _shipped(self):
        return self._left(
            self.env._("Sold or transferred to %(name)s on %(day)s, %(picking)s."),
            self.env._("Sold or transferred."),
        )

    def _returned(self):
        return self._left(
            self.env._("Sent back to %(name)s on %(day)s, %(picking)s."),
            self.env._("Sent back to the seller."),
        )

    def _destroyed(self):
        kind, facts = self._use()
        if not kind:
            return self.env._("Destroyed.")
        told = self.env._("Wasted, as %(name)s recorded on %(day)s.")
        return told % facts

    def _left(self, told, untold):
        picking = self.epc.left_picking_id
        if not picking or not picking.partner_id:
            return untold
        return told % {
            "name": picking.partner_id.display_name,
            "day": self.words.moment(picking.date_done) or "?",
            "picking": picking.name,
        }
