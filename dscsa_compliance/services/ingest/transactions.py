"""TI/TS of a document → dscsa.transaction with its lines, parties and orders."""

from datetime import UTC

from .register import Assigned

ROLES = ("seller", "buyer", "ship_from", "ship_to")
_STATEMENTS = {True: "yes", False: "no", None: "missing"}
_MOST_NAMED = 5000
_LINE_TEXTS = (
    "gtin",
    "ndc",
    "name",
    "strength",
    "dosage_form",
    "container_size",
    "manufacturer",
    "lot",
)


class TransactionWriter:
    """Makes or completes the TI/TS records of one document.

    A transaction is known again by the place of its event in the file, a line by
    GTIN, lot and expiry: reading twice changes nothing but what was open.
    """

    def __init__(self, document, gtins, event_ids):
        self._document, self._gtins, self._event_ids = document, gtins, event_ids
        self.env = document.env
        self.records = []

    def save(self, transactions):
        """Records in the order of ``transactions`` (core Transaction)."""
        parties = {
            party
            for transaction in transactions
            for role in ROLES
            if (party := getattr(transaction, role))
        }
        rows = self.env["dscsa.party"]._match(parties, self._document)
        known = {
            record.event_id.position: record
            for record in self._document.transaction_ids
        }
        for transaction in transactions:
            record = known.get(transaction.position)
            if not record:
                values = self._values(transaction, rows)
                record = self.env["dscsa.transaction"].create(values)
            elif record.package_count < transaction.quantity:
                # more could be read than the first time
                record.package_count = transaction.quantity
            self._write_lines(record, transaction)
            self.records.append(record)
        found = self.env["dscsa.transaction"].union(*self.records)
        found._fill_partners()
        own = self._document.company_id.partner_id
        # a copy of what we sent ourselves
        found.filtered(
            lambda t: t.seller_id == own and t.buyer_id != own
        ).direction = "out"
        return self.records

    def assigned(self, count, transactions):
        """Which TI/TS each of ``count`` things belongs to."""
        assigned = Assigned(count)
        for record, transaction in zip(self.records, transactions, strict=True):
            lines = self._lines_of(record)
            line_ids = [lines[_line_key(line)].id for line in transaction.lines]
            for name in ("tops", "nodes", "sealed", "empty"):
                assigned.put(getattr(transaction, name), record.id)
            assigned.put_lines(
                transaction.packages, transaction.line_of, record.id, line_ids
            )
        return assigned

    def _values(self, transaction, rows):
        shipped = transaction.shipped_at
        values = {
            "company_id": self._document.company_id.id,
            "document_id": self._document.id,
            "event_id": self._event_ids.get(transaction.position),
            "proof": "file",
            "transaction_date": transaction.date,
            "shipment_at": shipped and shipped.astimezone(UTC).replace(tzinfo=None),
            "po_numbers": _numbers(transaction, "po"),
            "invoice_numbers": _numbers(transaction, "inv"),
            "delivery_numbers": _numbers(transaction, "desadv"),
            "statement": _STATEMENTS[transaction.statement],
            "statement_text": transaction.legal_notice,
            "direct_purchase": transaction.direct_purchase,
            "drop_shipment": bool(transaction.drop_shipment),
            **_purchases(transaction),
            "package_count": transaction.quantity,
        }
        for role in ROLES:
            party = getattr(transaction, role)
            if party:
                values |= _party_values(role, party, rows.get(party))
        return values

    def _write_lines(self, record, transaction):
        known = self._lines_of(record)
        new = [line for line in transaction.lines if _line_key(line) not in known]
        self.env["dscsa.transaction.line"].create(
            [self._line_values(record, line) for line in new]
        )
        record.invalidate_recordset(["line_ids"])

    def _line_values(self, record, line):
        gtin = self._gtins.get(line.gtin)
        texts = {name: getattr(line, name) for name in _LINE_TEXTS}
        return texts | {
            "transaction_id": record.id,
            "gtin_id": gtin and gtin.id,
            "product_id": gtin and gtin.product_id.id,
            "expiry": line.expiry,
            "quantity": line.quantity,
        }

    def _lines_of(self, record):
        return {
            (line.gtin or "", line.lot or "", line.expiry or None): line
            for line in record.line_ids
        }


def _line_key(line):
    return (line.gtin, line.lot, line.expiry)


def _numbers(transaction, kind):
    return ", ".join(transaction.numbers(kind)) or False


def _party_values(role, party, row):
    values = {f"{role}_party_id": row.id if row else False}
    address = address_of(party)
    if role in ("ship_from", "ship_to"):
        name = party.name or party.gln or party.id
        door = f"(414){party.gln}(254){party.extension}" if party.extension else ""
        values[f"{role}_text"] = "\n".join(filter(None, (name, address, door)))
        return values
    return values | {
        f"{role}_name": party.name or party.gln or party.id,
        f"{role}_address": address,
        f"{role}_gln": party.gln,
    }


def _purchases(transaction):
    """What the seller says of his own purchase, and what his seller said of his."""
    own, received = transaction.purchase, transaction.received_purchase
    return {
        "direct_purchase_text": own and own.statement,
        "indirect_packages": own and _lines(own.epcs),
        "received_direct_purchase": received
        and "\n".join(
            filter(
                None, (received.qualifier, received.statement, _lines(received.epcs))
            )
        ),
    }


def _lines(epcs):
    """Identifiers, one a line; of very many the first, with the count."""
    shown = [
        *epcs[:_MOST_NAMED],
        *([f"… {len(epcs)}"] if len(epcs) > _MOST_NAMED else []),
    ]
    return "\n".join(shown)


def address_of(party):
    """The address as given, on the lines an American envelope has."""
    place = ", ".join(filter(None, (party.city, party.state)))
    town = " ".join(filter(None, (place, party.zip)))
    return "\n".join(filter(None, (party.street, party.street2, town, party.country)))
