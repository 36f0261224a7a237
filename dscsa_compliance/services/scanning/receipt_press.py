"""The buttons of a receipt or return."""

from ..receiving.adoption import Adoption
from ..receiving.facts import ReceiptFacts
from ..receiving.order_report import report_order
from ..returns.returning import Returning, chosen_packages
from .press import Press
from .receipt_bench import ReceiptBench
from .standing import Standing
from .tally import Tally


class ReceiptPress(Press):
    """One pressed button of one transfer."""

    def __init__(self, picking):
        super().__init__(picking)
        self.picking = picking

    def overview(self):
        return Standing(self.picking).overview()

    def acts(self):
        return {
            "link_ti": self._link_ti,
            "accept_order": self._accept_order,
            "ask_order": self._ask_order,
            "validate": self._validate,
            "rest_later": self._rest_later,
            "rest_never": self._rest_never,
            "receive_as_announced": self._announced,
            "proof": self._proof,
            "make_products": self._make_products,
            "book_late": self._book_late,
            "prove_seller": self._prove_seller,
            "put_back": self._put_back,
            "put_away": self._put_away,
        }

    # validation ----------------------------------------------------------------------
    def _validate(self, values):
        closed = self._closed()
        if closed:
            return closed
        if values.get("rest") in ("later", "never"):
            return self._close(values["rest"] == "never")
        if self.picking._dscsa_is_receipt():
            overview = self.overview()
            if overview.scanned and overview.missing:
                return self._ask(overview)
            # short of the order only, or of nothing: the rest stays on order
            return self._close(ends=False)
        self._fill_return()
        return self._close(ends=False)

    def _ask(self, overview):
        """Odoo's backorder question, in our words."""
        bench = ReceiptBench(ReceiptFacts(self.picking))
        return self.said(
            "amber",
            self.env._(
                "%(here)s of %(expected)s are here.",
                here=overview.expected - overview.missing,
                expected=overview.expected,
            ),
            self.env._("Does the rest come later, or does it not come?"),
            buttons=bench.partial_buttons(overview),
        )

    def _rest_later(self, _values):
        return self._closed() or self._close(ends=False)

    def _rest_never(self, _values):
        return self._closed() or self._close(ends=True)

    def _closed(self):
        """Somebody else was faster."""
        if self.picking.state not in ("done", "cancel"):
            return None
        return self.closed()

    def _close(self, ends):
        picking = self.picking.with_context(skip_backorder=True)
        if ends:
            picking = picking.with_context(
                picking_ids_not_to_backorder=self.picking.ids
            )
        result = picking.button_validate()
        if self.picking.state != "done":
            action = result if isinstance(result, dict) else False
            return self.said(
                "amber",
                self.env._("Odoo has a question before this is done."),
                action=action,
            )
        if ends and self.picking._dscsa_open_transactions():
            self.picking.action_dscsa_close_delivery()
        return self._done()

    def _done(self):
        overview = self.overview()
        rest = self.picking.backorder_ids.filtered(
            lambda each: each.state not in ("done", "cancel")
        )[:1]
        step = ""
        if overview.held:
            step = self.env._("Keep what is on hold apart, in its place.")
        if rest:
            later = self.env._("What comes later is received on %s.", rest.name)
            step = " ".join(filter(None, [step, later]))
        points = self._open_points()
        if points and not overview.held:
            said = self.env._(
                "Still open here: %(count)s, see Discrepancies.", **points
            )
            step = " ".join(filter(None, [said, step]))
        is_open = overview.held or overview.unbooked or points
        level = "amber" if is_open else "green"
        return self.said(level, overview.sentence, step)

    def _open_points(self):
        """``{"count": …}`` of what is still to do about the delivery, or nothing."""
        count = (
            self.env["dscsa.discrepancy"]
            .sudo()  # a number; who closes deliveries sees the list by his own rights
            .search_count(
                [
                    ("picking_id", "=", self.picking.id),
                    ("state", "=", "open"),
                    ("severity", "!=", "note"),
                ]
            )
        )
        return {"count": count} if count else {}

    def _fill_return(self):
        """Moves of a return begun at the bench: for the packages that were scanned."""
        picking = self.picking
        if not picking.dscsa_is_return or picking.return_id:
            return
        packages = chosen_packages(picking)
        if picking.move_ids:
            packages -= picking.sudo().dscsa_return_epc_ids
        if packages:
            Returning(packages.with_env(self.env), picking.partner_id).fill(picking)

    # the others ----------------------------------------------------------------------
    def _announced(self, _values):
        before = Standing(self.picking).totals()["scanned"]
        self.picking.action_dscsa_receive_as_announced()
        after = Standing(self.picking).totals()["scanned"]
        return self.said(
            "green",
            self.env._("Taken as announced: %(count)s packages.", count=after - before),
            self.env._("Validate."),
        )

    def _proof(self, _values):
        """The form on which a portal's or a paper's TI/TS is noted."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance.dscsa_delivery_wizard_action"
        )
        picking = self.picking
        action["context"] = {
            "default_company_id": picking.company_id.id,
            "default_partner_id": picking.partner_id.id,
            "default_invoice": picking.dscsa_invoice,
            "default_picking_id": picking.id,
            "dscsa_at_station": True,
        }
        return self.said(
            "green",
            self.env._("Note where the TI/TS is; then go on here."),
            action=action,
        )

    def _link_ti(self, values):
        """Link a TI/TS that names what was scanned; who said so is on record."""
        proposed = Adoption(self.picking).proposals(Tally(self.picking.sudo()).named)
        chosen = proposed.filtered(lambda each: each.id == values.get("id"))
        if not chosen:
            return self.said(
                "amber", self.env._("It is linked already, or nothing here is in it.")
            )
        # who receives may say what belongs together; other people's links stay
        self.picking.sudo().dscsa_transaction_ids |= chosen
        body = self.env._("%(ti)s: linked at the bench.", ti=chosen.name)
        self.picking.message_post(body=body)
        return self.said("green", body, self.env._("Go on scanning."))

    def _accept_order(self, _values):
        """What was not ordered is kept; the work list shows it as settled."""
        # who receives accepts goods; orders and prices stay as they are
        self.picking.sudo().dscsa_order_accepted = True
        body = self.env._("Accepted: what came without being ordered, or beyond it.")
        self.picking.message_post(body=body)
        return self.said("green", body, self.env._("Go on scanning."))

    def _ask_order(self, _values):
        """The letter to the seller, about the rows of this receipt."""
        rows = report_order(self.picking)
        if not rows:
            return self.said("amber", self.env._("The order fits by now."))
        return self.said(
            "green",
            self.env._("Write to the seller; then go on here."),
            action=rows.with_env(self.env)[:1].action_write_to_seller(),
        )

    def _make_products(self, _values):
        """Products of the numbers scanned; the way goes on with booking or scanning."""
        self.picking.action_dscsa_make_products()
        step = self.env._("Go on scanning.")
        if self.picking.state == "done":
            step = self.env._("Now book the packages.")
        words = self.env._(
            "Every drug scanned here has a product. Complete them later."
        )
        return self.said("green", words, step)

    def _book_late(self, _values):
        """In stock now; what could not be said before is said by the overview."""
        action = self.picking.action_dscsa_book_late()
        overview = self.overview()
        is_open = overview.held or overview.unbooked
        level = "amber" if is_open else "green"
        return self.said(level, action["params"]["message"], overview.sentence)

    def _prove_seller(self, _values):
        """Where the proof of the seller is added, by who knows sellers."""
        action = self.picking._dscsa_prove_seller()
        if not action:
            return self.gone()
        words = self.env._("Add the proof; then go on here.")
        return self.said("green", words, action=action)

    def _put_back(self, _values):
        releases = self.env["dscsa.release"].search(
            [
                ("picking_id", "=", self.picking.id),
                ("put_back_state", "=", "to_do"),
            ]
        )
        if not releases:
            return self.said("green", self.env._("Nothing waits to be put back."))
        releases.action_put_back()
        return self.said("green", self.env._("Back on the shelf."))

    def _put_away(self, _values):
        transfers = ReceiptBench(ReceiptFacts(self.picking)).next_transfers()
        if not transfers:
            return self.said("green", self.env._("Nothing waits to be put away."))
        return self.said(
            "green",
            self.env._("Carry the goods and validate the transfer."),
            action=transfers.with_env(self.env)._get_records_action(
                name=self.env._("Put away")
            ),
        )
