from odoo import models


class DscsaInvestigation(models.Model):
    """A case traces its packages."""

    _inherit = "dscsa.investigation"

    def action_trace(self):
        """The tracing of this case, begun by this press."""
        self.ensure_one()
        traces = self.env["dscsa.trace"]
        found = traces.search([("investigation_id", "=", self.id)], limit=1)
        reason = "suspect"
        if self.state not in ("question", "suspect", "cleared"):
            reason = "illegitimate"
        found = found or traces._of_packages(
            self.item_ids.epc_id,
            investigation_id=self.id,
            company_id=self.company_id.id,
            reason=reason,
            circumstances=self.why,
        )
        return found._get_records_action(name=self.env._("Tracing"))


class DscsaEpc(models.Model):
    """A package of the register is traced, in earnest or as a drill."""

    _inherit = "dscsa.epc"

    def action_trace_drill(self):
        """A drill with these packages: nothing of it is taken for real."""
        epcs = self.filtered(lambda epc: epc.kind == "package")
        trace = self.env["dscsa.trace"]._of_packages(
            epcs, is_test=True, reason="recall", company_id=epcs.company_id[:1].id
        )
        return trace._get_records_action(name=self.env._("Drill"))


class DscsaRecall(models.Model):
    """What a recall put on hold is traced."""

    _inherit = "dscsa.recall"

    def action_trace(self):
        """A tracing of the packages on hold for this recall."""
        self.ensure_one()
        epcs = self.sudo().discrepancy_ids.epc_ids.with_env(self.env)
        trace = self.env["dscsa.trace"]._of_packages(
            epcs,
            reason="recall",
            company_id=self.company_id.id,
            circumstances=self._why(),
        )
        return trace._get_records_action(name=self.env._("Tracing"))
