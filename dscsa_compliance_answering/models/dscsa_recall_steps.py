from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..services.recall.taking_down import TakingDown


class DscsaRecall(models.Model):
    """What people do with a recall, and who may."""

    _inherit = "dscsa.recall"

    def action_hold(self):
        """Put everything that is here on hold for the recall; a technician may."""
        self._check_role("technician")
        for recall in self:
            recall._check_open()
            held = TakingDown(recall.sudo()).run()
            recall._run()
            recall._tell_held(held)
        return True

    def _tell_held(self, held):
        self.message_post(
            body=self.env._(
                "%(user)s put %(count)s packages on hold.",
                user=self.env.user.name,
                count=len(held),
            )
        )

    def action_close(self):
        """The recall is dealt with: a pharmacist says how."""
        self._check_role("pharmacist")
        for recall in self:
            recall._check_open()
            recall._run()
            if recall.shelf_count:
                raise UserError(
                    self.env._(
                        "%(name)s: %(count)s packages are still on the shelf. Press "
                        "Hold everything first.",
                        name=recall.name,
                        count=recall.shelf_count,
                    )
                )
            if not (recall.conclusion or "").strip():
                raise UserError(
                    self.env._(
                        "%(name)s: write what was done first, on the page Answer.",
                        name=recall.name,
                    )
                )
        self.sudo().write(
            {
                "state": "closed",
                "closed_at": fields.Datetime.now(),
                "closed_by_id": self.env.uid,
            }
        )
        return True

    def action_reopen(self):
        """Goods turned up, or it was closed too early."""
        self._check_role("pharmacist")
        self.sudo().write({"state": "open", "closed_at": False, "closed_by_id": False})
        self._run()
        return True

    def action_view_held(self):
        """The packages held for this recall."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dscsa_compliance.dscsa_epc_hold_action"
        )
        packages = self.discrepancy_ids.epc_ids.ids
        return action | {"domain": [("id", "in", packages), ("hold", "!=", False)]}

    def action_prepare_letters(self):
        """One draft for each customer; those written before stay."""
        self._check_role("technician")
        for recall in self:
            self.env["dscsa.recall.letter"]._prepare(recall)
        return True

    def _check_open(self):
        if self.state != "open":
            raise UserError(self.env._("%(name)s is closed.", name=self.name))

    def _check_role(self, role):
        """AccessError in plain words for people without the role."""
        if self.env.user.has_group(f"dscsa_compliance.group_dscsa_{role}"):
            return
        if role == "pharmacist":
            raise AccessError(
                self.env._(
                    "Only a pharmacist closes a recall, or says that a lot is not in "
                    "it. You can hold the goods, write "
                    "the letters and print the answer."
                )
            )
        raise AccessError(
            self.env._("Only DSCSA users work on recalls. Ask a technician.")
        )
