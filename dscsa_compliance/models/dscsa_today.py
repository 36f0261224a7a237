from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..services.days.deadlines import Deadlines
from ..services.today.cards import base_cards
from ..services.today.graphs import base_graphs
from ..services.today.nothing import say_nothing_to_show
from ..services.today.opening import MayOpen
from ..services.today.parties import party_cards
from ..services.today.words import greeting, waiting_sentence

# levels that ask somebody to do something
_WAITING = ("amber", "red")


class DscsaToday(models.AbstractModel):
    """The first page: what waits for whom, asked in one call.

    Every subject adds its cards by extending ``_cards``; a card is made by ``_card``.
    """

    _name = "dscsa.today"
    _description = "Today"

    @api.model
    def dscsa_today(self):
        """The page as the user in his companies may see it.

        ``{"greeting", "company", "sentence", "waiting", "cards", "graphs",
        "buttons"}``; cards in the order of their sequence, without what the user may
        not open. Raises AccessError for people without a DSCSA role.
        """
        self._check_role()
        may_open = MayOpen(self.env)
        cards = may_open.keep(say_nothing_to_show(self.env, self._cards()))
        cards.sort(key=lambda card: (card["sequence"], card["key"]))
        waiting = sum(card["level"] in _WAITING for card in cards)
        return {
            "greeting": greeting(self.env),
            "company": ", ".join(self.env.companies.sudo().mapped("name")),
            "day": fields.Date.to_string(fields.Date.context_today(self)),
            "sentence": waiting_sentence(self.env, waiting),
            "waiting": waiting,
            "cards": cards,
            "graphs": may_open.keep(self._graphs()),
            "buttons": may_open.keep(self._buttons()),
        }

    @api.model
    def _check_role(self):
        roles = ("group_dscsa_auditor", "group_dscsa_technician")
        if not any(self.env.user.has_group(f"dscsa_compliance.{r}") for r in roles):
            raise AccessError(
                self.env._(
                    "This page is for DSCSA users. Ask the compliance manager for a "
                    "role: auditor, technician or pharmacist."
                )
            )

    @api.model
    def _cards(self):
        """Cards of this subject and those before it; only what the user may read."""
        cards = base_cards(self.env) + party_cards(self.env)
        # who else sees the card could do nothing about it
        if self.env.user.has_group("dscsa_compliance.group_dscsa_manager"):
            today = fields.Date.context_today(self)
            cards += Deadlines(self.env, today).cards()
        return cards

    @api.model
    def _graphs(self):
        """Graphs: ``{key, title, sentence, labels, series, action}``.

        ``series``: list of ``{label, level, values}``, one value a label.
        """
        return base_graphs(self.env)

    @api.model
    def _buttons(self):
        """What people begin from here: ``{key, title, icon, action, primary}``."""
        if not self.env.user.has_group("dscsa_compliance.group_dscsa_technician"):
            return []
        return [
            self._button(
                "delivery_wizard",
                self.env._("New delivery"),
                "fa-truck",
                "dscsa_compliance.dscsa_delivery_wizard_action",
            )
        ]

    @api.model
    def _button(self, key, title, icon, action, *, primary=False):
        """One button; ``icon``: ``fa-…``, ``action``: an xmlid."""
        return {
            "key": key,
            "title": title,
            "icon": icon,
            "action": action,
            "primary": primary,
        }

    @api.model
    def _card(self, key, sequence, title, *, count, sentence, level, icon, **where):
        """One card. ``level``: green, amber, red or grey; ``icon``: ``fa-…``.

        ``where``: ``action`` (xmlid) and, to narrow it, ``domain`` and ``context``;
        ``of``: models of which there is something before green means anything.
        """
        return {
            "key": key,
            "sequence": sequence,
            "title": title,
            "count": count,
            "sentence": sentence,
            "level": level,
            "icon": icon,
            "action": where.get("action", False),
            **({"of": where["of"]} if "of" in where else {}),
            **({"domain": where["domain"]} if "domain" in where else {}),
            **({"context": where["context"]} if "context" in where else {}),
        }
