"""The history of one package in words for people.

A shipping event names only the pallet, so the events of what it lay in count too,
and those of every TI/TS it was announced by.
"""

from dscsa_core.epcis.master_data import gln_of

from odoo import fields
from odoo.tools import SQL

_EVENTS = """
    WITH RECURSIVE above(id, depth) AS (
        SELECT parent_id, 1 FROM dscsa_epc WHERE id = %(epc)s AND parent_id IS NOT NULL
        UNION
        SELECT e.parent_id, a.depth + 1 FROM above a JOIN dscsa_epc e ON e.id = a.id
        WHERE e.parent_id IS NOT NULL AND a.depth < 20
    ), seen(event_id, role, thing_id) AS (
        SELECT event_id, role, epc_id FROM dscsa_event_epc WHERE epc_id = %(epc)s
        UNION ALL
        SELECT l.event_id, l.role, l.epc_id FROM above a
            JOIN dscsa_event_epc l ON l.epc_id = a.id AND l.role IN ('e', 'c')
            JOIN dscsa_event w ON w.id = l.event_id
                AND w.step IS DISTINCT FROM 'commissioning'
        UNION ALL
        SELECT t.event_id, 'e', %(epc)s FROM dscsa_transaction t WHERE t.id IN (
            SELECT transaction_id FROM dscsa_epc WHERE id = %(epc)s
            UNION SELECT transaction_id FROM dscsa_epc_transaction
            WHERE epc_id = %(epc)s)
    )
    SELECT DISTINCT ON (v.time, v.id) v.id, v.kind, v.action, v.step, v.disposition,
        v.time, v.location, v.read_point, v.details, v.note, v.document_id,
        v.picking_id, v.lot, s.role, s.thing_id, d.name AS document, p.name AS picking,
        r.name AS person,
        (SELECT x.key FROM dscsa_event_epc h JOIN dscsa_epc x ON x.id = h.epc_id
         WHERE h.event_id = v.id AND h.role = 'p' LIMIT 1) AS holder
    FROM seen s JOIN dscsa_event v ON v.id = s.event_id
    LEFT JOIN dscsa_document d ON d.id = v.document_id
    LEFT JOIN stock_picking p ON p.id = v.picking_id
    LEFT JOIN res_users u ON u.id = COALESCE(v.signed_by_id, v.user_id)
    LEFT JOIN res_partner r ON r.id = u.partner_id
    WHERE v.company_id = %(company)s
    ORDER BY v.time DESC NULLS LAST, v.id DESC,
        (s.thing_id = %(epc)s) DESC, s.role
"""
_ICONS = {
    "commissioning": "fa-barcode",
    "packing": "fa-cube",
    "unpacking": "fa-dropbox",
    "shipping": "fa-truck",
    "void_shipping": "fa-undo",
    "receiving": "fa-sign-in",
    "holding": "fa-pause-circle",
    "inspecting": "fa-check-circle",
    "storing": "fa-check-circle",
    "dispensing": "fa-medkit",
    "destroying": "fa-trash",
    "decommissioning": "fa-ban",
    "use_undone": "fa-undo",
    "inspecting_stock": "fa-list-ol",
}
_WORDED = (
    "commissioning",
    "packing",
    "unpacking",
    "shipping",
    "void_shipping",
    "receiving",
    "holding",
    "destroying",
    "decommissioning",
    "dispensing",
)


def timeline_of(epc):
    """Rows of ``dscsa.epc.timeline``."""
    env = epc.env
    # the reader's right to the package is the right to what happened to it
    env.flush_all()
    query = SQL(_EVENTS, epc=epc.id, company=epc.company_id.id)
    env.cr.execute(query)
    rows = env.cr.dictfetchall()
    words = _Words(epc, rows)
    return _told_once([words.entry(row) for row in rows])


def _told_once(entries):
    """A corrected file repeats the events of the first: the newer telling stays."""
    kept, told = [], set()
    for entry in entries:
        words = (entry["time"], entry["title"], entry["detail"])
        if entry["document_id"] and words in told:
            continue
        told.add(words)
        kept.append(entry)
    return kept


class _Words:
    def __init__(self, epc, rows):
        self.env, self.epc = epc.env, epc
        self._names = self._party_names(rows)

    def _party_names(self, rows):
        """{gln: name} of all places the events name, in one query."""
        texts = {row[n] for row in rows for n in ("location", "read_point") if row[n]}
        for row in rows:
            for name in ("sources", "destinations"):
                texts |= {value for _type, value in _pairs(row, name)}
        glns = {gln for text in texts if (gln := gln_of(text))}
        parties = self.env["dscsa.party"].search_fetch(
            [
                ("company_id", "=", self.epc.company_id.id),
                ("gln", "in", list(glns)),
            ],
            ["gln", "name"],
        )
        return {party.gln: party.name for party in parties if party.name}

    def _place(self, text):
        gln = gln_of(text or "")
        return self._names.get(gln) or gln or text or ""

    def _owner(self, row, name):
        pairs = _pairs(row, name)
        chosen = [v for kind, v in pairs if kind == "owning_party"] or [
            value for _kind, value in pairs
        ]
        return self._place(chosen[0]) if chosen else ""

    def entry(self, row):
        """One line of the timeline."""
        title, detail = self._words(row)
        return {
            "time": fields.Datetime.to_string(row["time"]) if row["time"] else False,
            "title": title,
            "detail": detail or row["note"] or "",
            # most titles of our own steps name the person already
            "who": "" if (row["person"] or "") in title else row["person"],
            "icon": _ICONS.get(row["step"], "fa-circle-o"),
            "event_id": row["id"],
            "document_id": row["document_id"] or False,
            "document": row["document"] or "",
            "picking_id": row["picking_id"] or False,
        }

    def _words(self, row):
        """(title, detail) of an event; unknown steps are told as they are."""
        step = row["step"]
        if row["details"] and row["details"].get("error"):
            return self.env._("Declared as a mistake by the sender"), ""
        own = self._own(row) if not row["document_id"] else None
        if own:
            return own, row["note"]
        writer = getattr(self, f"_{step}", None) if step in _WORDED else None
        if writer:
            return writer(row), self._numbers(row)
        place = self._place(row["location"] or row["read_point"])
        title = (step or row["kind"] or "").replace("_", " ").capitalize()
        if place:
            title = self.env._("%(step)s at %(place)s", step=title, place=place)
        return title, self._numbers(row)

    def _own(self, row):
        """What was done here, by whom on which receipt; None for other steps."""
        facts = {"picking": row["picking"] or "", "user": row["person"] or ""}
        step = row["step"]
        if step == "receiving" and row["picking"]:
            return self.env._("Received here on %(picking)s by %(user)s", **facts)
        if step == "receiving":
            return self.env._("Received here by %(user)s", **facts)
        if step == "holding":
            return self.env._("Put on hold by %(user)s", **facts)
        if step == "inspecting":
            return self.env._("Released by %(user)s", **facts)
        if step == "storing":
            return self.env._("Put on the shelf by %(user)s", **facts)
        if step == "shipping":
            return self.env._("Sent out on %(picking)s by %(user)s", **facts)
        return self._use(step, row["disposition"], facts)

    def _use(self, step, disposition, facts):
        """Packages used at the bench, and uses taken back."""
        if step == "dispensing" and disposition == "partially_dispensed":
            return self.env._("Opened and used in part by %(user)s", **facts)
        if step == "dispensing":
            return self.env._("Used by %(user)s", **facts)
        if step == "destroying":
            return self.env._("Wasted by %(user)s", **facts)
        if step == "use_undone":
            return self.env._("Use taken back by %(user)s", **facts)
        if step == "inspecting_stock":
            return self.env._("Seen in a stock-take by %(user)s", **facts)
        return None

    def _numbers(self, row):
        """Order, invoice and delivery numbers; else the file it comes from."""
        names = {
            "po": self.env._("order"),
            "inv": self.env._("invoice"),
            "desadv": self.env._("delivery"),
        }
        found = [
            f"{names[kind]} {value.rsplit(':', 1)[-1]}"
            for kind, value in _pairs(row, "references")
            if kind in names
        ]
        return ", ".join(found)

    def _holder(self, row):
        key = row["holder"] or ""
        if key.startswith("00"):
            return self.env._("pallet or tote %(number)s", number=key[2:])
        return self.env._("case %(number)s", number=key[18:])

    def _commissioning(self, row):
        maker = self._place(row["location"] or row["read_point"])
        if not maker:
            return self.env._("Put into use")
        return self.env._("Put into use by %(maker)s", maker=maker)

    def _packing(self, row):
        if row["role"] == "p":
            return self.env._("Packed with its contents")
        if row["thing_id"] != self.epc.id:
            return self.env._("Its case packed in %(holder)s", holder=self._holder(row))
        return self.env._("Packed in %(holder)s", holder=self._holder(row))

    def _unpacking(self, row):
        return self.env._("Taken out of %(holder)s", holder=self._holder(row))

    def _shipping(self, row):
        seller = self._owner(row, "sources") or self._place(row["read_point"])
        buyer = self._owner(row, "destinations")
        if not buyer:
            return self.env._("Shipped by %(seller)s", seller=seller)
        return self.env._(
            "Shipped by %(seller)s to %(buyer)s", seller=seller, buyer=buyer
        )

    def _void_shipping(self, row):
        seller = self._owner(row, "sources") or self._place(row["read_point"])
        return self.env._("Shipment canceled by %(seller)s", seller=seller)

    def _receiving(self, row):
        place = self._place(row["location"] or row["read_point"])
        return self.env._("Received at %(place)s", place=place)

    def _holding(self, row):
        place = self._place(row["location"] or row["read_point"])
        return self.env._("On hold at %(place)s", place=place)

    def _destroying(self, row):
        place = self._place(row["location"] or row["read_point"])
        return self.env._("Destroyed at %(place)s", place=place)

    def _decommissioning(self, row):
        place = self._place(row["location"] or row["read_point"])
        return self.env._("Taken out of use by %(place)s", place=place)

    def _dispensing(self, row):
        place = self._place(row["location"] or row["read_point"])
        return self.env._("Dispensed at %(place)s", place=place)


def _pairs(row, name):
    return [tuple(pair) for pair in (row["details"] or {}).get(name, ())]
