from dscsa_core.rules.ordering import ORDER_CODES

from odoo import api, models
from odoo.fields import Command

from ...services.words.messages import plain_facts


class DscsaDiscrepancy(models.Model):
    """From findings to rows of the work list, once each."""

    _inherit = "dscsa.discrepancy"

    @api.model
    def _report(
        self,
        findings,
        *,
        company,
        document=None,
        transaction=None,
        picking=None,
        partner=None,
        epcs_by_index=None,
        epcs=None,
        severities=None,
        about=None,
    ):
        """Turn findings of one document or receipt into work-list rows.

        ``findings`` is everything that is wrong with the target now: an open row that
        is not among them any more resolves itself, one that is there is brought up to
        date, so reading twice changes nothing. ``epcs_by_index`` names the hit
        register rows per finding, ``epcs`` those of all; ``severities`` (by index)
        what a caller that knows the goods made of a finding. ``about``: the codes this
        check looked for; rows of others are neither closed nor lose a package (without
        it, the check was about everything). Notes make no row.
        Returns the open rows of the target.
        """
        env = self.sudo().with_company(company)
        target = _target(company, document, transaction, picking)
        open_rows = env.search(
            [("state", "=", "open"), *((k, "=", v) for k, v in target.items())]
        )
        findings = list(findings)
        weights = self._weights(findings, company, severities or {})
        groups = self._groups(findings, weights, epcs_by_index or {}, epcs)
        partner = partner or (picking.partner_id if picking else None)
        for values in groups.values():
            values["partner_id"] = partner.id if partner else False
        target["user_id"] = self._default_owner(picking).id
        kept = open_rows._keep_or_add(groups, target, is_whole=about is None)
        (open_rows - kept)._not_found_again(about, document)
        return kept.sudo(self.env.su)

    def _keep_or_add(self, groups, target, *, is_whole):
        """The row of each group: that of these which is known, or a new one."""
        known = {row._group_key(): row for row in self}
        kept = self.browse()
        for key, values in groups.items():
            if key in known:
                known[key]._bring_up_to_date(values, is_whole=is_whole)
                kept |= known[key]
            else:
                kept |= self.create({**target, **values})
        return kept

    def _not_found_again(self, about, document):
        """End those the check looked for and did not find; what holds goods stays."""
        gone = self.filtered(
            lambda row: (about is None or row.code in about) and not row.held_count
        )
        gone._resolve(
            "master_data",
            note=self.env._("Not found any more when everything was checked again."),
            document=document,
        )

    def _bring_up_to_date(self, values, *, is_whole):
        """A row that is known: as found now, or with the packages found besides."""
        if not is_whole:
            new = values["epc_ids"][0][2]
            values["epc_ids"] = [Command.link(each) for each in new]
            # what ended for a package has begun anew
            values["ended_epc_ids"] = [Command.unlink(each) for each in new]
            if new:
                values["quantity"] = len({*self.epc_ids.ids, *new})
        self.write(values)

    @api.model
    def _weights(self, findings, company, given):
        table = self.env["dscsa.severity"]._severities(
            {each.code for each in findings}, company
        )
        return [
            given.get(index) or table[each.code] for index, each in enumerate(findings)
        ]

    @api.model
    def _groups(self, findings, weights, epcs_by_index, epcs):
        """Values of the rows to have, by group key: one a code, GTIN and lot."""
        groups = {}
        for index, (each, severity) in enumerate(zip(findings, weights, strict=True)):
            if severity == "note":
                continue
            hit = epcs_by_index.get(index, epcs)
            values = self._values_of(each, severity, hit)
            key = self._key_of(values)
            if key in groups:
                groups[key]["epc_ids"][0][2].extend(values["epc_ids"][0][2])
                groups[key]["quantity"] += values["quantity"]
            else:
                groups[key] = values
        return groups

    @api.model
    def _values_of(self, each, severity, hit):
        hit = hit if hit is not None else self.env["dscsa.epc"]
        if isinstance(hit, (list, tuple)):
            hit = self.env["dscsa.epc"].browse(hit)
        hit = hit.sudo()
        facts = plain_facts(each.facts)
        gtins, lots, products = (
            {row[name] for row in hit} for name in ("gtin", "lot", "product_id")
        )
        gtin = facts.get("gtin") or (gtins.pop() if len(gtins) == 1 else False)
        if not gtin and each.place:
            facts["_place"] = each.place
        return {
            "code": each.code,
            "severity": severity,
            "facts": facts,
            "gtin": gtin,
            "lot": facts.get("lot") or self._one_lot(each.code, lots),
            "product_id": products.pop().id if len(products) == 1 else False,
            "quantity": len(hit) or facts.get("count") or 0,
            "epc_ids": [Command.set(hit.ids)],
        }

    @api.model
    def _one_lot(self, code, lots):
        """The lot of all that is hit; an order names none, whatever came."""
        return next(iter(lots)) if len(lots) == 1 and code not in ORDER_CODES else False

    @api.model
    def _key_of(self, values):
        place = "" if values["gtin"] else values["facts"].get("_place", "")
        return values["code"], values["gtin"] or "", values["lot"] or "", place

    def _group_key(self):
        self.ensure_one()
        return self._key_of(
            {
                "code": self.code,
                "gtin": self.gtin,
                "lot": self.lot,
                "facts": self.facts or {},
            }
        )

    @api.model
    def _default_owner(self, picking):
        if picking and picking.user_id:
            return picking.user_id
        return self.env.user if not self.env.su else self.env["res.users"]


def _target(company, document, transaction, picking):
    """What a row is about, as values."""
    return {
        "company_id": company.id,
        "document_id": document.id if document else False,
        "transaction_id": transaction.id if transaction else False,
        "picking_id": picking.id if picking else False,
    }
