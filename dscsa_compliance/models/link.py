from odoo import fields


class Link(fields.Many2one):
    """A many2one that the database does not check row by row.

    For the tables that one file fills with a million rows: each foreign key costs a
    look-up per row there (more than writing the row itself). Their rows are written
    by the ingest in the transaction that made what they point to, and what they point
    to cannot be deleted: the models refuse it (documents, events, TI/TS, GTINs,
    products with packages).
    """

    def update_db_foreign_key(self, model, column):
        """Add no foreign key."""
