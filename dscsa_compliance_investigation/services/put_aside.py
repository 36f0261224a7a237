"""What is said once goods are put aside: where to lay them, and where to go on."""

from functools import cached_property

from dscsa_core.gs1.label_text import own_code

from odoo import fields

from odoo.addons.dscsa_compliance.services.scanning.contract import Taken, Way
from odoo.addons.dscsa_compliance.services.scanning.desk import label_of
from odoo.addons.dscsa_compliance.services.words.messages import date_text
from odoo.addons.dscsa_compliance.services.words.place_words import place_words

_LABELS = 30


class PutAside:
    """Words and buttons about cases that were just opened, or were open before."""

    def __init__(self, cases):
        self.cases, self.env = cases, cases.env
        # whoever puts aside may be told of which product and where it stands
        self.items = cases.sudo().item_ids
        self.held = self.items.epc_id.filtered("hold").with_env(self.env)

    def said(self):
        """The answer to the tap, with the label to print at once."""
        sentence = self.env._("%(case)s is open.", case=self._names())
        title = self.env._("Put aside")
        return self._taken("amber", title, sentence, action=self.label)

    def again(self):
        """Doubted before: nothing changed, and nothing is printed twice by itself."""
        sentence = self.env._("It is in %(case)s already.", case=self._names())
        return self._taken("amber", self.env._("Set aside before"), sentence)

    def _taken(self, level, title, sentence, action=False):
        item = self.items[:1]
        return Taken(
            level=level,
            code="IN_DOUBT",
            title=title,
            sentence=sentence,
            next_step=self.where(),
            packages=len(self.items),
            action=action,
            ways=self.ways(),
            **label_of(item.investigation_id.product_id, item),
        )

    def _names(self):
        return ", ".join(self.cases.mapped("name"))

    def where(self):
        """Where to lay it, in the words of labels and lists."""
        on_shelf = self.held.sudo().filtered(lambda epc: epc.status == "in_stock")
        if on_shelf:
            storages = on_shelf.mapped("product_id.dscsa_storage")
            words = [place_words(self.env, each, "suspect") for each in set(storages)]
            places = on_shelf.hold_location_id.mapped("display_name")
            return " ".join([*words, *(f"({place})" for place in places)])
        coming = self.held or self.items.filtered(lambda item: not item.epc_id)
        if coming and self.cases[:1].whose == "ours":
            return self.env._(
                "Set it apart from the rest of the delivery. When the receipt is "
                "closed it is booked into quarantine."
            )
        return self.env._(
            "Set it apart, away from all stock: it is none of it, and never comes "
            "into it."
        )

    def ways(self):
        """Label, reason, sheet for the maker, and the case itself."""
        says = self.cases[:1].action_say_why()
        title = self.env._("Say what is odd")
        found = [Way("why", title, "fa-hand-pointer-o", action=says)]
        if self.label:
            title = self.env._("Print the label")
            found.append(Way("label", title, "fa-print", action=self.label))
        return found

    @cached_property
    def label(self):
        """The action that prints the labels; False where nobody prints labels."""
        others = [
            self._text(item)
            for item in self.items.filtered(lambda item: not item.epc_id.hold)
        ]
        epcs = self.held[:_LABELS]
        return self.env["dscsa.epc"]._dscsa_label_action(epcs, others[:_LABELS])

    def _text(self, item):
        """A label for what no record holds: another's bottle, a serial seen twice."""
        case = item.investigation_id
        return {
            "kind": "suspect",
            "product": case.product_id.display_name or case.product_name or "",
            "lot": item.lot or "",
            "expiry": date_text(self.env, item.expiry) if item.expiry else "",
            "serial": item.serial or "",
            "reason": f"{case.name}: {case.why}",
            "since": self._since(case),
            "next_step": self.where(),
            "code": own_code(item.epc_id.id) if item.epc_id else "",
        }

    def _since(self, case):
        day = fields.Datetime.context_timestamp(case, case.create_date).date()
        return self.env._(
            "Since %(day)s, %(who)s",
            day=date_text(self.env, day),
            who=case.create_uid.name,
        )
