from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.dscsa_compliance.services.words.messages import date_text
from odoo.addons.dscsa_compliance_license.models.selections import RESULTS

FACTS = (
    "basis result number state_code holder_name holder_address valid_to category"
).split()
PROPOSAL_STATES = [
    ("proposed", "To review"),
    ("accepted", "Accepted"),
    ("dismissed", "Dismissed"),
    ("superseded", "Replaced by a newer list"),
]


class DscsaLicenseProposal(models.Model):
    """What a list or a look-up says about a partner's license, for a person to judge.

    Nothing changes before it is accepted: lists run late, and an order at six must
    not fail because of a download at one minute before.
    """

    _name = "dscsa.license.proposal"
    _description = "License Proposal"
    _dscsa_left_out = "not decided yet"
    _order = "state desc, result, id desc"
    _check_company_auto = True

    company_id = fields.Many2one("res.company", required=True, index=True)
    source_id = fields.Many2one("dscsa.source", required=True, index=True)
    snapshot_id = fields.Many2one(
        "dscsa.snapshot", string="List", index="btree_not_null", ondelete="restrict"
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Partner or Site",
        required=True,
        index=True,
        ondelete="restrict",
    )
    license_id = fields.Many2one(
        "dscsa.license",
        string="License on File",
        index="btree_not_null",
        ondelete="cascade",
    )
    basis = fields.Selection(
        [
            ("number", "Number and State agree"),
            ("address", "Name and address agree"),
            ("answer", "Answer of a look-up"),
            ("none", "Not in the list"),
        ],
        string="Found by",
        required=True,
    )
    result = fields.Selection(RESULTS, string="It says", required=True)
    line = fields.Integer(aggregator=None)
    category = fields.Char(string="Kind")
    number = fields.Char()
    state_code = fields.Char(string="State (US)")
    holder_name = fields.Char(string="Firm")
    other_name = fields.Char(string="Doing business as, or Registrant")
    holder_address = fields.Char(string="Address")
    valid_to = fields.Date(string="Valid until")
    activities = fields.Char()
    twins = fields.Char(string="Same Number at")
    answer = fields.Text(string="Answer as received")
    sentence = fields.Text(compute="_compute_sentence")
    state = fields.Selection(
        PROPOSAL_STATES, required=True, default="proposed", index=True
    )
    decided_by_id = fields.Many2one("res.users", string="Decided by")
    decided_at = fields.Datetime()
    check_id = fields.Many2one("dscsa.license.check", ondelete="restrict")

    @api.depends("partner_id", "number", "state_code")
    def _compute_display_name(self):
        for row in self:
            parts = (row.partner_id.display_name, row.state_code, row.number)
            row.display_name = " · ".join(filter(None, parts))

    @api.depends("basis", "result", "snapshot_id.seen_at", "twins", "valid_to")
    def _compute_sentence(self):
        for row in self:
            texts = [row._main_sentence()]
            if row.twins:
                texts.append(
                    self.env._(
                        "The same number is on file for %(names)s.", names=row.twins
                    )
                )
            row.sentence = " ".join(texts)

    def _end_text(self):
        if self.valid_to:
            return date_text(self.env, self.valid_to)
        return self.env._("no date")

    def _main_sentence(self):
        """What it means and what to do."""
        self.ensure_one()
        day = self.snapshot_id._day() if self.snapshot_id else self.create_date
        facts = {
            "date": date_text(self.env, day),
            "end": self._end_text(),
            "number": self.number or "",
            "state": self.state_code or "FDA",
            "name": self.holder_name or "",
            "origin": self.source_id.name,
        }
        if self.basis == "none":
            return self.env._(
                "Not in FDA's list of %(date)s. Lists run late; look at the State "
                "site.",
                **facts,
            )
        if self.basis == "answer":
            return self.env._(
                "%(origin)s answered on %(date)s about %(state)s %(number)s. Look at "
                "the answer, then accept or dismiss.",
                **facts,
            )
        if self.basis == "address":
            return self._address_sentence(facts)
        return self._list_sentence(facts)

    def _list_sentence(self, facts):
        if self.result == "expired":
            return self.env._(
                "FDA's list of %(date)s says it ended on %(end)s. Lists run late; "
                "look at the State site before you accept.",
                **facts,
            )
        if self.result == "differs":
            return self.env._(
                "%(state)s %(number)s is in FDA's list of %(date)s as %(name)s, until "
                "%(end)s: compare it with what is on file.",
                **facts,
            )
        return self.env._(
            "%(state)s %(number)s is in FDA's list of %(date)s, until %(end)s.", **facts
        )

    def _address_sentence(self, facts):
        if self.license_id:
            return self.env._(
                "FDA's list of %(date)s has another number for this name and address: "
                "%(state)s %(number)s, until %(end)s.",
                **facts,
            )
        return self.env._(
            "No license on file; FDA's list of %(date)s has %(state)s %(number)s for "
            "this name and address, until %(end)s.",
            **facts,
        )

    def action_accept(self):
        """Write down what the list or service says, as a check by this person."""
        self._check_may_decide()
        for row in self:
            check = row._record()
            row._decide("accepted", check_id=check.id)
        return True

    def action_dismiss(self):
        """Leave everything as it is; the same facts are not proposed again."""
        self._check_may_decide()
        for row in self:
            row._decide("dismissed")
        return True

    def _check_may_decide(self):
        self.check_access("read")
        if not self.env.user.has_group("dscsa_compliance.group_dscsa_pharmacist"):
            raise AccessError(
                self.env._(
                    "Licenses are checked by a pharmacist. Ask the pharmacist in "
                    "charge."
                )
            )
        if any(row.state != "proposed" for row in self):
            raise UserError(
                self.env._("Only what is still to review can be accepted or dismissed.")
            )

    def _decide(self, state, **values):
        # nobody may edit proposals; the decision itself was checked above
        self.sudo().write(
            {
                "state": state,
                "decided_by_id": self.env.uid,
                "decided_at": fields.Datetime.now(),
                **values,
            }
        )

    # Keeping up with lists ---------------------------------------------------------

    @api.model
    def _bring_up_to(self, snapshot, company, found):
        """Make the open proposals of a source say what its newest list says.

        ``found``: values of proposals. What was decided with the same facts is not
        proposed again; open ones the list no longer says are superseded.
        """
        mine = self.sudo()
        rows = mine.search(
            [
                ("source_id", "=", snapshot.source_id.id),
                ("company_id", "=", company.id),
                ("basis", "!=", "answer"),
                ("state", "!=", "superseded"),
            ]
        )
        before = {row._identity(): row for row in rows.sorted("id")}
        source, new, still = snapshot.source_id, [], mine.browse()
        for values in found:
            row = before.get(_identity_of(values))
            if row:
                still += row
            else:
                new.append(values)
        still.write({"snapshot_id": snapshot.id})
        gone = (rows - still).filtered(lambda row: row.state == "proposed")
        gone.write({"state": "superseded"})
        facts = {"company_id": company.id, "source_id": source.id}
        facts["snapshot_id"] = snapshot.id
        mine.create([values | facts for values in new])

    def _identity(self):
        self.ensure_one()
        values = {name: self[name] for name in FACTS}
        return _identity_of(
            values
            | {"partner_id": self.partner_id.id, "license_id": self.license_id.id}
        )


def _identity_of(values):
    facts = tuple(values.get(name) or False for name in FACTS)
    return values["partner_id"], values.get("license_id") or False, *facts
