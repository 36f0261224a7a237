from odoo import models
from odoo.exceptions import UserError

from .dscsa_license_proposal import FACTS


class DscsaLicenseProposal(models.Model):
    """What accepting does: a check on the license, with what was seen as evidence."""

    _inherit = "dscsa.license.proposal"

    def _record(self):
        """The check of this proposal; a license is made where there was none."""
        self.ensure_one()
        checks = self.env["dscsa.license.check"]
        license = self.license_id
        if self.basis == "none" and not license:
            return checks
        seen = {"note": self._evidence_note()}
        if not license:
            license = self._make_license()
        if self.valid_to and self.result in ("confirmed", "expired"):
            seen["valid_to"] = self.valid_to
        return license._record_check(
            self.result,
            self._method(),
            evidence=[("as-received.txt", self._evidence().encode())],
            **seen,
        )

    def _method(self):
        return self.source_id.kind if self.basis == "answer" else "fda_list"

    def _make_license(self):
        license_type = self._license_type()
        state = self.env["res.country.state"].search(
            [("country_id.code", "=", "US"), ("code", "=", self.state_code)], limit=1
        )
        license = self.env["dscsa.license"].create(
            {
                "company_id": self.company_id.id,
                "partner_id": self.partner_id.id,
                "type_id": license_type.id,
                "number": self.number,
                "state_id": state.id,
                "holder_name": self.holder_name,
                "holder_address": self.holder_address,
                "valid_to": self.valid_to,
            }
        )
        self.sudo().license_id = license
        return license

    def _license_type(self):
        """The type that fits the row's kind."""
        if self.source_id.kind == "decrs":
            work = (self.activities or "").upper()
            made = "MANUFACTURE" in work
            role = "repackager" if "REPACK" in work and not made else "manufacturer"
        else:
            role = "3pl" if self.category == "3PL" else "wholesaler"
        of_state = self.source_id.kind != "decrs"
        types = self.env["dscsa.license.type"].search(
            [("track", "=", "authorised"), ("is_state", "=", of_state)]
        )
        fitting = types.filtered(lambda t: t.role == role) or types.filtered(
            lambda t: not t.role
        )
        if not fitting:
            raise UserError(
                self.env._(
                    "There is no license type for «%(role)s». Add one under "
                    "Configuration, then accept again.",
                    role=role,
                )
            )
        return fitting[0]

    def _evidence_note(self):
        self.ensure_one()
        if not self.snapshot_id:
            return self.env._("Answer of %(name)s.", name=self.source_id.name)
        return self.env._(
            "%(name)s, line %(line)s. File %(file)s, SHA-256 %(sha256)s. %(sentence)s",
            name=self.snapshot_id.display_name,
            line=self.line or "–",
            file=self.snapshot_id.name,
            sha256=self.snapshot_id.sha256,
            sentence=self.sentence,
        )

    def _evidence(self):
        """The facts as text: kept as bytes with the check."""
        if self.answer:
            return self.answer
        names = (*FACTS, "other_name", "activities", "line")
        lines = [f"{name}: {self[name] or ''}" for name in names]
        return "\n".join([self._evidence_note(), *lines, ""])
