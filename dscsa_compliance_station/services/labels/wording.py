"""What a label says about one package, in words of the reader's language."""

from dataclasses import dataclass
from dataclasses import fields as dataclass_fields

from dscsa_core.gs1.label_text import own_code

from odoo import fields
from odoo.tools import SQL

from odoo.addons.dscsa_compliance.services.receiving.facts import local_date
from odoo.addons.dscsa_compliance.services.words.messages import date_text

INTERNAL = "internal"
GS1 = "gs1"


@dataclass(slots=True)
class LabelText:
    """The words of one label. ``kind`` is a hold, ``internal`` or ``gs1``."""

    kind: str
    title: str
    product: str
    lot: str = ""
    expiry: str = ""
    serial: str = ""
    reason: str = ""
    since: str = ""
    next_step: str = ""
    code: str = ""
    foot: str = ""
    elements: tuple = ()


class Wording:
    """Makes the texts of labels for register rows the user may read."""

    def __init__(self, epcs):
        self.epcs, self.env = epcs, epcs.env
        self._held_by = self._who(epcs)

    def titles(self):
        """The first words of a label, the holds well apart."""
        return {
            "data": self.env._("ON HOLD: waiting for data"),
            "expired": self.env._("EXPIRED"),
            "recall": self.env._("ON HOLD: RECALLED"),
            "suspect": self.env._("QUARANTINE: SUSPECT"),
            INTERNAL: self.env._("INTERNAL - not a product identifier"),
        }

    def of(self, epc, kind=None):
        """The label of a package: of its hold, or the internal one when told so."""
        kind = kind or epc.hold or INTERNAL
        # the label names the product; readers of the register need no right to it
        facts = epc.sudo()
        text = LabelText(
            kind=kind,
            title=self.titles()[kind],
            product=facts.product_id.display_name or epc.title or "",
            lot=epc.printed_lot or "",
            expiry=date_text(self.env, epc.printed_expiry),
            serial=epc.serial or "",
            code=own_code(epc.id),
            foot=self.titles()[INTERNAL],
        )
        if kind != INTERNAL:
            text.reason = epc.hold_reason or ""
            text.next_step = epc.hold_next_step or ""
            text.since = self._since(epc)
        return text

    def other(self, told):
        """The label of what no register row holds, by a dict of the same texts."""
        known = {field.name for field in dataclass_fields(LabelText)}
        texts = {name: str(told.get(name) or "") for name in known - {"elements"}}
        titles = self.titles()
        kind = texts["kind"] if texts["kind"] in titles else "suspect"
        texts |= {"kind": kind, "title": titles[kind], "foot": titles[INTERNAL]}
        return LabelText(**texts)

    def _since(self, epc):
        who, when = self._held_by.get(epc.id, ("", None))
        when = when or epc.hold_since
        day = date_text(self.env, local_date(when, epc.company_id))
        if not day:
            return who
        if not who:
            return self.env._("Since %(day)s", day=day)
        return self.env._("Since %(day)s, %(who)s", day=day, who=who)

    def _who(self, epcs):
        """{id: (name, time)} of who put each on hold, by its last such event."""
        if not epcs:
            return {}
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (x.epc_id) x.epc_id, p.name, v.time
                  FROM dscsa_event_epc x
                  JOIN dscsa_event v ON v.id = x.event_id AND v.document_id IS NULL
                  LEFT JOIN res_users u ON u.id = v.user_id
                  LEFT JOIN res_partner p ON p.id = u.partner_id
                 WHERE x.epc_id = ANY(%s) AND v.step IN ('holding', 'receiving')
                 ORDER BY x.epc_id, v.time DESC NULLS LAST, v.id DESC
                """,
                epcs.ids,
            )
        )
        return {
            epc_id: (name or "", fields.Datetime.to_datetime(time))
            for epc_id, name, time in rows
        }
