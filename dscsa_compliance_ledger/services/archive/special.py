"""Tables of an archive that are no model of ours: partners, goods, receipts, TI."""

from odoo.tools import SQL

from .columns import Column
from .tables import Table

# the items of FD&C Act 581(26), one row a TI line
_TI = (
    ("transaction_id", "t.transaction_id", "Number of the TI/TS in tables/transaction"),
    ("product_name", "t.name", "(A) Name of the product"),
    ("strength", "t.strength", "(A) Strength"),
    ("dosage_form", "t.dosage_form", "(A) Dosage form"),
    ("ndc", "t.ndc", "(B) National Drug Code"),
    ("gtin", "t.gtin", "GTIN of the package, as announced"),
    ("container_size", "t.container_size", "(C) Container size"),
    ("containers", "t.quantity", "(D) Number of containers"),
    ("lot", "t.lot", "(E) Lot number"),
    ("expiry", "t.expiry", "Expiration date"),
    ("transaction_date", "h.transaction_date", "(F) Date of the transaction"),
    ("shipped_at", "h.shipment_at", "(G) Date of the shipment, UTC"),
    ("seller_name", "h.seller_name", "(H) From whom: name"),
    ("seller_address", "h.seller_address", "(H) From whom: address"),
    ("seller_gln", "h.seller_gln", "Location number of the seller"),
    ("buyer_name", "h.buyer_name", "(I) To whom: name"),
    ("buyer_address", "h.buyer_address", "(I) To whom: address"),
    ("buyer_gln", "h.buyer_gln", "Location number of the buyer"),
    ("invoices", "h.invoice_numbers", "Invoice numbers"),
    ("orders", "h.po_numbers", "Purchase orders"),
    ("direction", "h.direction", "in = bought, out = sold"),
    ("proof", "h.proof", "file, portal or paper: where the TI/TS lies"),
    ("portal", "h.portal", "The portal it lies in"),
    ("statement", "h.statement", "TS: yes = given, no = denied, missing"),
    ("statement_text", "h.statement_text", "Words of the statement"),
)
_PACKAGES = (
    ("transaction_id", "t.transaction_id", "Number of the TI/TS"),
    ("gtin", "t.gtin", "GTIN"),
    ("serial", "t.serial", "Serial number"),
    ("lot", "t.lot", "Lot"),
    ("expiry", "t.expiry", "Expiration date"),
    ("kind", "t.kind", "package, case or logistic (pallet, tote)"),
    ("key", "t.key", "01 GTIN 21 serial, or 00 SSCC"),
    ("packed_in", "p.key", "Key of the case or pallet it was announced in"),
)
_PARTNERS = (
    ("id", "t.id", "Number of the partner, for joining tables here"),
    ("name", "t.name", "Name"),
    ("company_name", "c.name", "Name of the company it belongs to"),
    ("street", "t.street", "Street"),
    ("street2", "t.street2", "Street, second line"),
    ("city", "t.city", "City"),
    ("state", "s.code", "State"),
    ("zip", "t.zip", "ZIP code"),
    ("country", "n.code", "Country"),
    ("gln", "t.global_location_number", "GLN"),
    ("phone", "t.phone", "Phone"),
    ("email", "t.email", "E-mail"),
    ("portal_name", "t.dscsa_portal_name", "Portal for TI/TS"),
    ("portal_url", "t.dscsa_portal_url", "Address of the portal"),
)
_PRODUCTS = (
    ("id", "t.id", "Number of the product, for joining tables here"),
    ("name", "p.name->>'en_US'", "Name"),
    ("code", "t.default_code", "Internal reference"),
    ("barcode", "t.barcode", "Barcode"),
    ("ndc", "p.dscsa_ndc", "NDC"),
    ("scope", "p.dscsa_scope", "Whether the DSCSA applies"),
)
_RECEIPTS = (
    ("id", "t.id", "Number of the transfer, for joining tables here"),
    ("name", "t.name", "Name"),
    ("kind", "k.code", "incoming, outgoing or internal"),
    ("state", "t.state", "State"),
    ("partner_id", "t.partner_id", "Number of the partner"),
    ("partner_name", "r.name", "Partner"),
    ("invoice", "t.dscsa_invoice", "Invoice number"),
    ("order", "t.origin", "Order"),
    ("done_at", "t.date_done", "Closed, UTC"),
)
_EVENT_THINGS = (
    ("event_id", "t.event_id", "Number of the event"),
    ("epc_id", "t.epc_id", "Number of the thing in tables/epc"),
    ("key", "e.key", "01 GTIN 21 serial, or 00 SSCC"),
    ("role", "t.role", "e object, p parent, c child, i input, o output"),
)
_MESSAGES = (
    ("id", "t.id", "Number"),
    ("record", "t.model", "Which table the record is in"),
    ("record_id", "t.res_id", "Number of the record"),
    ("at", "t.date", "When, UTC"),
    ("author", "a.name", "Who wrote it"),
    ("subject", "t.subject", "Subject"),
    ("body", "t.body", "Text, as HTML"),
)
_ATTACHMENTS = (
    ("id", "t.id", "Number"),
    ("name", "t.name", "Name of the file"),
    ("record", "t.res_model", "Which table the record is in"),
    ("record_id", "t.res_id", "Number of the record"),
    ("archive_path", "%s", "Where its bytes are in this archive"),
)
PATH_OF_ATTACHMENT = """'attachments/' || lpad(t.id::text, 8, '0') || '-'
    || right(regexp_replace(t.name, '[^A-Za-z0-9._-]+', '_', 'g'), 80)"""


def special_tables(env, scope):
    """TI as one flat table, its packages, and what the other tables refer to."""
    yield from _ti_tables(env, scope)
    yield from _happenings(env, scope)
    yield from _people_and_goods(env, scope)
    yield from _talk(env, scope)


def _ti_tables(env, scope):
    yield Table(
        "ti/ti.csv",
        "Transaction Information and Statement, one row a line",
        _columns(_TI),
        SQL(
            "dscsa_transaction_line t JOIN dscsa_transaction h"
            " ON h.id = t.transaction_id"
        ),
        scope.condition(env["dscsa.transaction.line"]),
    )
    yield Table(
        "ti/packages.csv",
        "Packages, cases and pallets of each TI/TS, with serial numbers",
        _columns(_PACKAGES),
        SQL("dscsa_epc t LEFT JOIN dscsa_epc p ON p.id = t.parent_id"),
        SQL("%s AND t.transaction_id IS NOT NULL", scope.condition(env["dscsa.epc"])),
    )


def _happenings(env, scope):
    yield Table(
        "tables/event_things.csv",
        "Which thing took part in which event",
        _columns(_EVENT_THINGS),
        SQL("dscsa_event_epc t JOIN dscsa_epc e ON e.id = t.epc_id"),
        SQL(
            "%s AND t.event_id IN (SELECT t.id FROM dscsa_event t WHERE %s)",
            scope.cut("dscsa_event_epc"),
            scope.condition(env["dscsa.event"]),
        ),
    )
    yield Table(
        "tables/receipts.csv",
        "Deliveries and other transfers of goods in scope",
        _columns(_RECEIPTS),
        SQL(
            "stock_picking t JOIN stock_picking_type k ON k.id = t.picking_type_id"
            " LEFT JOIN res_partner r ON r.id = t.partner_id"
        ),
        SQL(
            "t.company_id = %s AND %s AND %s",
            scope.company_id,
            scope.cut("stock_picking"),
            _receipts(scope),
        ),
    )


def _columns(rows):
    return [
        Column(
            name,
            SQL("%s", SQL(PATH_OF_ATTACHMENT) if sql == "%s" else SQL(sql)),  # pylint: disable=sql-injection
            "text",
            "",
            about,
            "",
        )
        for name, sql, about in rows
    ]


def _receipts(scope):
    if not scope.is_range:
        return SQL("TRUE")
    return SQL(
        "t.id IN (SELECT stock_picking_id FROM dscsa_transaction_picking_rel WHERE"
        " dscsa_transaction_id IN (SELECT id FROM dscsa_archive_ti))"
    )


def _people_and_goods(env, scope):
    yield Table(
        "tables/partners.csv",
        "Sellers, buyers and everybody else a record names",
        _columns(_PARTNERS),
        SQL(
            "res_partner t LEFT JOIN res_partner c ON c.id = t.commercial_partner_id"
            " LEFT JOIN res_country_state s ON s.id = t.state_id"
            " LEFT JOIN res_country n ON n.id = t.country_id"
        ),
        SQL(
            "%s AND t.id IN (%s)",
            scope.cut("res_partner"),
            _named(env, scope, "res.partner"),
        ),
    )
    yield Table(
        "tables/products.csv",
        "Products a record names",
        _columns(_PRODUCTS),
        SQL("product_product t JOIN product_template p ON p.id = t.product_tmpl_id"),
        SQL(
            "%s AND t.id IN (%s)",
            scope.cut("product_product"),
            _named(env, scope, "product.product"),
        ),
    )


def _named(env, scope, comodel):
    """Numbers of the partners or products that exported rows refer to."""
    from .tables import models_of

    found = []
    for model in models_of(env):
        for field in model._fields.values():
            if field.type != "many2one" or not field.store:
                continue
            if field.comodel_name == comodel:
                found.append(
                    SQL(
                        "SELECT %s FROM %s t WHERE %s",
                        SQL.identifier("t", field.name),
                        SQL.identifier(model._table),
                        scope.condition(model),
                    )
                )
    return SQL(" UNION ").join(found)


def _talk(env, scope):
    """Messages on our records and files hung on them that are no originals."""
    for path, title, rows, source, field in (
        (
            "tables/messages.csv",
            "Messages on records",
            _MESSAGES,
            SQL("mail_message t LEFT JOIN res_partner a ON a.id = t.author_id"),
            "model",
        ),
        (
            "tables/attachments.csv",
            "Files hung on records, beside the originals",
            _ATTACHMENTS,
            SQL("ir_attachment t"),
            "res_model",
        ),
    ):
        yield Table(path, title, _columns(rows), source, talk_of(env, scope, field))


def talk_of(env, scope, field):
    """SQL: a message or attachment ``t`` hangs on a record of this archive."""
    from .tables import models_of

    attachment = field == "res_model"
    table = "ir_attachment" if attachment else "mail_message"
    conditions = [
        SQL(
            "(%s = %s AND t.res_id IN (SELECT t.id FROM %s t WHERE %s))",
            SQL.identifier("t", field),
            model._name,
            SQL.identifier(model._table),
            scope.condition(model),
        )
        for model in models_of(env)
        if "message_ids" in model._fields
    ]
    kept = SQL("TRUE")
    if attachment:
        kept = SQL(
            "t.type = 'binary' AND t.id NOT IN (SELECT attachment_id FROM"
            " dscsa_document WHERE attachment_id IS NOT NULL)"
        )
    else:
        kept = SQL("t.message_type <> 'user_notification'")
    return SQL(
        "%s AND %s AND (%s)", scope.cut(table), kept, SQL(" OR ").join(conditions)
    )
