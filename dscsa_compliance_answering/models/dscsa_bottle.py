import base64
import binascii

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.dscsa_compliance.services.scanning.pictures import code_in
from odoo.addons.dscsa_compliance.services.scanning.ways import with_ways

from ..services.answering.bottle import Bottle
from ..services.answering.contract import Link, Looked

MAX_PICTURE = 28_000_000


# a page, no dialog
class DscsaBottle(models.TransientModel):  # pylint: disable=no-wizard-in-models
    """One look at a bottle: kept only as long as it takes to print the page.

    That somebody looked or printed, and at what, is a fact of the ledger.
    """

    _name = "dscsa.bottle"
    _description = "Take this Bottle"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    text = fields.Char(string="Scanned or typed")
    choice = fields.Integer(default=-1)
    epc_id = fields.Many2one("dscsa.epc", string="Package")

    @api.depends("text", "epc_id")
    def _compute_display_name(self):
        for look in self:
            look.display_name = look.epc_id.display_name or look.text or ""

    @api.model
    def dscsa_look(self, text=None, choice=None, epc_id=None):
        """Find a bottle by what was scanned or typed, or by its register row.

        Returns what was ``Looked``, see docs/contract.md. Ask again with ``choice``
        when ``kind`` is ``choose``. Raises UserError without anything to look for,
        AccessError for people without a role.
        """
        self.check_access("create")
        # no database keeps a NUL
        text = str(text or "").replace("\x00", "").strip()[:300]
        if not (text or epc_id):
            raise UserError(
                self.env._("Scan the code of the bottle, or type NDC and lot.")
            )
        look = self.create(
            {
                "text": text,
                "choice": -1 if choice is None else int(choice),
                "epc_id": int(epc_id) if epc_id else False,
            }
        )
        page = look._page()
        if page["kind"] != "choose":
            look._note(page, self.env._("looked at on the screen"))
        looked = Looked(
            id=look.id,
            text=text,
            kind=page["kind"],
            title=page["title"],
            html=look._html(page),
            readings=page["readings"],
            links=look._links(page),
        )
        return with_ways(self.env, looked, text, choice, epc_id=page["epc_id"])

    @api.model
    def dscsa_look_picture(self, image):
        """The same by a photo of the code (base64)."""
        self.check_access("create")
        if not isinstance(image, str) or len(image) > MAX_PICTURE:
            raise UserError(self.env._("The picture is too large. Take a smaller one."))
        try:
            data = base64.b64decode(image, validate=True)
        except binascii.Error as error:
            raise UserError(self.env._("This is no picture.")) from error
        return self.dscsa_look(code_in(self.env, data))

    def action_print(self):
        """The page on paper."""
        self.ensure_one()
        return self.env.ref(
            "dscsa_compliance_answering.action_report_dscsa_bottle"
        ).report_action(self, config=False)

    def _page(self):
        """Values of the page; the reader's own right to the package decides."""
        self.ensure_one()
        epc = self.epc_id.sudo(False).exists()
        epc.check_access("read")
        choice = self.choice if self.choice >= 0 else None
        return Bottle(self.env, self.text, choice, epc or None).values()

    def _html(self, page):
        return self.env["ir.qweb"]._render(
            "dscsa_compliance_answering.bottle_page", {"page": page}
        )

    @api.model
    def _links(self, page):
        """What else can be opened from the page."""
        found = []
        if page["epc_id"]:
            title = self.env._("Open the package")
            found.append(Link(title=title, model="dscsa.epc", id=page["epc_id"]))
        for proof in page["proofs"][:3]:
            title = self.env._("TI/TS %(name)s", name=proof["name"])
            found.append(Link(title=title, model="dscsa.transaction", id=proof["id"]))
        return found

    def _note(self, page, how):
        """Who saw what of which bottle, as a fact."""
        subject = self.env._("Bottle %(title)s", title=page["title"])
        content = {
            "how": how,
            "asked": page["asked"],
            "found": page["kind"],
            **{title: str(value) for title, value in page["identity"]},
            "ti_ts": ", ".join(proof["name"] for proof in page["proofs"]),
        }
        self.env["dscsa.ledger.mixin"]._ledger_note_text(
            "exported", subject, content, page["company"]
        )
