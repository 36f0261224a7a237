"""What a legal hold, a request or a recall reaches: partners, goods, lots, days."""

from dataclasses import dataclass, replace
from datetime import date

from dscsa_core.recall.lots import name_key

from odoo.tools import SQL

from odoo.addons.dscsa_compliance.services.knowledge.keys import key_sql


@dataclass(frozen=True, slots=True)
class Scope:
    """Records are reached when all that is given fits; ``everything`` asks nothing.

    ``partner_ids`` are whole families of partners; ``gtins`` 14 digits; days are both
    included.
    """

    partner_ids: tuple[int, ...] = ()
    gtins: tuple[str, ...] = ()
    lots: tuple[str, ...] = ()
    serials: tuple[str, ...] = ()
    date_from: date | None = None
    date_to: date | None = None
    everything: bool = False

    def __bool__(self):
        return bool(
            self.everything
            or self.partner_ids
            or self.has_goods
            or self.date_from
            or self.date_to
        )

    @property
    def has_goods(self):
        return bool(self.gtins or self.lots or self.serials)


def at_least(scope, text):
    """The scope; of everything where a text was given that it cannot tell apart."""
    if scope or not (text or "").strip():
        return scope
    return replace(scope, everything=True)


# conditions on a row with alias r -----------------------------------------------------
def all_of(*conditions):
    """Those given, joined by AND; None when there is none."""
    given = [each for each in conditions if each is not None]
    return SQL("(%s)", SQL(" AND ").join(given)) if given else None


def days_sql(scope, day):
    """Whether ``day`` lies in the days of a scope; None when it has none."""
    return all_of(
        SQL("%s >= %s", day, scope.date_from) if scope.date_from else None,
        SQL("%s <= %s", day, scope.date_to) if scope.date_to else None,
    )


def partners_sql(scope, *columns):
    """Whether one of the columns names a partner of the scope."""
    if not scope.partner_ids:
        return None
    hits = [SQL("%s IN %s", column, scope.partner_ids) for column in columns]
    return SQL("(%s)", SQL(" OR ").join(hits))


def text_in(column, texts):
    """A column is one of the texts, as they are compared, or is not known.

    None when no texts are given.
    """
    if not texts:
        return None
    keys = tuple({name_key(text) for text in texts})
    return SQL(
        "(COALESCE(btrim(%s), '') = '' OR %s IN %s)", column, key_sql(column), keys
    )


def lots_of(names):
    """The lots of ``Names`` as a scope takes them; none, that is all, for ranges."""
    return () if names.every or names.ranges else names.names


def transactions_sql(scope):
    """Condition on ``dscsa_transaction r``. Goods whose lot or serial nobody recorded
    are reached too, and deliveries that list nothing: nobody can say that they are
    other ones."""
    if scope.everything:
        return SQL("TRUE")
    return all_of(
        partners_sql(
            scope, SQL("r.seller_id"), SQL("r.buyer_id"), SQL("r.ship_from_id")
        ),
        days_sql(scope, SQL("COALESCE(r.transaction_date, r.create_date::date)")),
        _lines_sql(scope),
        _serials_sql(scope),
    )


def _lines_sql(scope):
    goods = all_of(
        text_in(SQL("l.gtin"), scope.gtins), text_in(SQL("l.lot"), scope.lots)
    )
    if goods is None:
        return None
    return SQL(
        """(r.id IN (SELECT l.transaction_id FROM dscsa_transaction_line l WHERE %s)
            OR NOT EXISTS (SELECT 1 FROM dscsa_transaction_line l
                            WHERE l.transaction_id = r.id))""",
        goods,
    )


def _serials_sql(scope):
    if not scope.serials:
        return None
    # a serial that a list names is in no delivery without serials
    return SQL(
        """(r.id IN (
             SELECT e.transaction_id FROM dscsa_epc e WHERE e.serial IN %(serials)s
             UNION ALL
             SELECT h.transaction_id FROM dscsa_epc_transaction h
               JOIN dscsa_epc e ON e.id = h.epc_id WHERE e.serial IN %(serials)s)
            OR (NOT EXISTS (SELECT 1 FROM dscsa_epc e WHERE e.transaction_id = r.id)
                AND EXISTS (
                    SELECT 1 FROM unnest(%(list)s) AS asked(serial)
                     WHERE NOT EXISTS (
                         SELECT 1 FROM dscsa_epc e
                          WHERE e.serial = asked.serial
                            AND e.company_id = r.company_id
                            AND e.transaction_id IS NOT NULL))))""",
        serials=tuple(scope.serials),
        list=list(scope.serials),
    )
