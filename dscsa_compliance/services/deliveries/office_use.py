"""What went to practitioners for office use this year, against the State's cap.

States that cap it count a share of what a pharmacy dispenses and distributes; the
cap is the company's to enter. Only what left through this program is known here.
"""

from odoo.tools import SQL

from ..receiving.facts import today_of

OFFICE_USE = "X7"


class OfficeUse:
    """The share of one company in the calendar year of ``today`` (at the company)."""

    def __init__(self, company):
        # counts of the whole company, whatever the user may read
        self.company, self.env = company.sudo(), company.sudo().env

    def counts(self):
        """(packages for office use, all packages in scope that left) of this year."""
        first = today_of(self.company).replace(month=1, day=1)
        self.env.flush_all()
        ((office, left),) = self.env.execute_query(
            SQL(
                """
                SELECT COALESCE(sum(n) FILTER (WHERE code = %(code)s), 0),
                       COALESCE(sum(n), 0)
                  FROM (
                    SELECT r.code, l.quantity_product_uom
                           / COALESCE(NULLIF(t.dscsa_units_per_package, 0), 1) AS n
                      FROM stock_move_line l
                      JOIN stock_location gone ON gone.id = l.location_dest_id
                      JOIN stock_location place ON place.id = l.location_id
                      JOIN product_product p ON p.id = l.product_id
                      JOIN product_template t ON t.id = p.product_tmpl_id
                      LEFT JOIN stock_picking k ON k.id = l.picking_id
                      LEFT JOIN dscsa_reason r ON r.id = k.dscsa_reason_id
                     WHERE l.company_id = %(company)s AND l.state = 'done'
                       AND l.date >= %(first)s AND gone.usage = 'customer'
                       AND place.usage <> 'customer' AND t.dscsa_scope = 'in_scope'
                  ) AS left_here
                """,
                code=OFFICE_USE,
                company=self.company.id,
                first=first,
            )
        )
        return round(office), round(left)

    def sentence(self, more=0):
        """The share in words, with ``more`` packages about to leave for office use."""
        office, left = self.counts()
        office, left = office + more, left + more
        cap = self.company.dscsa_office_use_cap
        facts = {
            "office": office,
            "left": left,
            "share": f"{100 * office / left:.1f}" if left else "0",
            "cap": f"{cap:g}",
        }
        if not cap:
            return self.env._(
                "Office use this year, this one included: %(office)s of %(left)s "
                "packages that left here (%(share)s %%). No cap is entered for your "
                "State: look it up, Settings > DSCSA.",
                **facts,
            )
        if left and 100 * office / left > cap:
            return self.env._(
                "Office use this year, this one included: %(office)s of %(left)s "
                "packages that left here (%(share)s %%), over your State's cap of "
                "%(cap)s %%. What is dispensed outside this program is not counted: "
                "look before you send it.",
                **facts,
            )
        return self.env._(
            "Office use this year, this one included: %(office)s of %(left)s packages "
            "that left here (%(share)s %%); your State's cap is %(cap)s %%.",
            **facts,
        )
