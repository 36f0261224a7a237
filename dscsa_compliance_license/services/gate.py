"""The gate in purchasing: which orders lack proof of their seller, in one message."""

from dscsa_core.rules.partner_values import ANY_DRUG

from .partner_status import PartnerStatus, words_of


def order_lines(order):
    """The lines the gate looks at: products known to be in scope, nothing else."""
    return order.order_line.filtered(
        lambda line: not line.display_type and line.product_id.dscsa_scope == "in_scope"
    )


def classes_of(products):
    """Codes of the product classes of an order."""
    codes = set()
    for product in products:
        codes.update(product.dscsa_class_ids.mapped("code") or [ANY_DRUG])
    return frozenset(codes) or frozenset({ANY_DRUG})


def ship_to_of(order):
    """Code of the State the goods go to: drop-ship address, warehouse, company."""
    warehouse = order.picking_type_id.warehouse_id.partner_id
    for place in (order.dest_address_id, warehouse, order.company_id.partner_id):
        if place.state_id:
            return place.state_id.code
    return ""


class Gate:
    """Answers about purchase orders; ``orders`` may be of several companies."""

    def __init__(self, env, orders):
        self.env = env
        self.orders = orders.sudo()
        self._files = {}
        for company, group in self.orders.grouped("company_id").items():
            partners = env["res.partner"].union(*(self.site(o) for o in group))
            self._files[company.id] = PartnerStatus(env, company, partners)

    def site(self, order):
        """The partner or site asked about."""
        return order.partner_id._origin

    def ship_to(self, order):
        """Code of the State the goods go to."""
        return ship_to_of(order)

    def headline(self):
        """The first sentence of a refusal."""
        return self.env._("Not confirmed: there is no proof that the seller may sell.")

    def answer(self, order):
        """The Answer for one order; None when the gate has nothing to say on it."""
        order = order.sudo()
        partner = self.site(order)
        if order.company_id.dscsa_gate not in ("warn", "stop") or not partner:
            return None
        lines = order_lines(order)
        if not lines:
            return None
        return self._files[order.company_id.id].answer(
            partner,
            ship_to=self.ship_to(order),
            classes=classes_of(lines.product_id),
            order=order._origin,
        )

    def refused(self):
        """{order: Answer} of those that must not be confirmed now."""
        return self._not_good("stop")

    def warned(self):
        """{order: Answer} of those that go out with a warning."""
        return self._not_good("warn")

    def _not_good(self, gate):
        asked = (order for order in self.orders if order.company_id.dscsa_gate == gate)
        found = {order: self.answer(order) for order in asked}
        return {
            order: each for order, each in found.items() if each and not each.is_good
        }

    def message(self, refused):
        """All reasons for all orders in one text; empty when nothing is refused."""
        if not refused:
            return ""
        lines = [self.headline()]
        for order, answer in refused.items():
            what, step = words_of(self.env, answer)
            lines.append(
                self.env._(
                    "%(order)s, %(partner)s: %(what)s %(step)s",
                    order=order.name or "",
                    partner=order.partner_id.display_name,
                    what=what,
                    step=step,
                )
            )
        return "\n\n".join(lines)
