import base64
import io

from dscsa_core.errors import CoreError
from dscsa_core.guarded.reading import read_rows
from dscsa_core.investigation.alert import read_alert, read_alert_rows
from dscsa_core.recall.lots import Names

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.dscsa_compliance.services.ingest.machine import faults_told
from odoo.addons.dscsa_compliance.services.knowledge.goods import EVERY, goods_of
from odoo.addons.dscsa_compliance.services.words.messages import (
    message_of,
    next_step_of,
    plain_facts,
    refusal_of,
)

from ...services.alert.lines import values_of, watched_of

_MOST_ASKED = 500


class DscsaAlert(models.Model):
    """What was pasted or uploaded is kept as it came, and becomes lines."""

    _inherit = "dscsa.alert"

    pasted = fields.Text(
        string="Warning",
        copy=False,
        help="The text of the mail, its table, or scanned codes, one a line. It is "
        "kept as it came.",
    )
    table_file = fields.Binary(
        string="Or a Table", attachment=False, copy=False, help="CSV or Excel file."
    )
    table_name = fields.Char(copy=False)

    def _read_pasted(self):
        """Lines from what was pasted and uploaded since; both become evidence."""
        for alert in self:
            for name, content, read in alert._came():
                try:
                    found = read(content)
                except CoreError as error:
                    raise UserError(refusal_of(self.env, error)) from error
                alert._keep_evidence(name, base64.b64encode(content))
                alert._add(found)
            alert.write({"pasted": False, "table_file": False, "table_name": False})

    def _came(self):
        """(name, bytes, reader) of what waits to be read."""
        if (self.pasted or "").strip():
            name = f"{self.name.replace('/', '-')}-{len(self.evidence_ids) + 1}.txt"
            yield name, self.pasted.encode(), lambda text: read_alert(text.decode())
        if self.table_file:
            content = base64.b64decode(self.with_context(bin_size=False).table_file)
            yield self.table_name or "table", content, self._read_table

    def _read_table(self, content):
        """A foreign file: read in the guarded process of the base."""
        with faults_told(self.env):
            return read_alert_rows(read_rows(io.BytesIO(content))[1])

    def _add(self, found):
        """Lines and questions; what reads alike was pasted twice."""
        known = {(line.code or "", repr(line.named)) for line in self.line_ids}
        lines = [values_of(goods) for goods in found.goods]
        lines = [x for x in lines if (x["code"] or "", repr(x["named"])) not in known]
        # the reader's words are the warning's own, not typed by the user
        self.env["dscsa.alert.line"].sudo().create(
            [{**values, "alert_id": self.id} for values in lines]
        )
        asked = [
            {"code": each.code, "facts": plain_facts(each.facts)}
            for each in found.asked
        ]
        if asked:
            ours = self.sudo()
            ours.asked = [*(self.asked or []), *asked][:_MOST_ASKED]
            ours.write({"asked_at": False, "asked_by_id": False})

    # the goods as records name them ---------------------------------------------------
    def _goods(self):
        """``Goods`` of the warning, at most three a product: by serial, by lot, all."""
        groups = {}
        for line in self.line_ids.filtered("is_meant"):
            goods = watched_of(line)
            kind = "serial" if goods.serials else "lot" if goods.lots else "all"
            if goods.codes:
                groups.setdefault((goods.codes, kind), []).append(goods)
        return [
            goods_of(self.env, self.company_id, codes, *_merged(kind, found))
            for (codes, kind), found in groups.items()
        ]

    def _goods_of(self, goods):
        """``Goods`` of one line."""
        return goods_of(self.env, self.company_id, goods.codes)

    @api.model
    def _asked_words(self, asked):
        words = message_of(self.env, asked["code"], asked["facts"])
        return f"{words} {next_step_of(self.env, asked['code'], asked['facts'])}"


def _merged(kind, found):
    """(lots, serials) of one product's goods."""
    if kind == "serial":
        return EVERY, _union(goods.serials for goods in found)
    return (_union(goods.lots for goods in found) if kind == "lot" else EVERY), Names()


def _union(each):
    each = list(each)
    return Names(
        tuple(dict.fromkeys(name for names in each for name in names.names)),
        tuple(dict.fromkeys(found for names in each for found in names.ranges)),
        any(names.every for names in each),
    )
