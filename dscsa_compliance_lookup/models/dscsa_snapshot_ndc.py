from odoo import fields, models

from odoo.addons.dscsa_compliance.models.link import Link


class DscsaSnapshotNdc(models.Model):
    """One package code of the NDC Directory; written by COPY, never edited.

    Columns are those of ``dscsa_core.licenses.ndc_directory.Package``. The directory
    holds wrong and old records: help, no proof.
    """

    _name = "dscsa.snapshot.ndc"
    _description = "Row of the NDC Directory"
    _dscsa_left_out = "public lists"
    _order = "id"
    _rec_name = "ndc"
    _log_access = False

    snapshot_id = Link("dscsa.snapshot", required=True)
    ndc = fields.Char(string="NDC")
    ndc12 = fields.Char(string="NDC-12")
    ndc10 = fields.Char(string="NDC-10 Digits")
    kind = fields.Char(string="Product Type")
    name = fields.Char()
    generic = fields.Char(string="Generic Name")
    form = fields.Char(string="Dosage Form")
    route = fields.Char()
    category = fields.Char(string="Marketing Category")
    labeler = fields.Char()
    strength = fields.Char()
    classes = fields.Char(string="Pharmaceutical Classes")
    schedule = fields.Char(string="DEA Schedule")
    description = fields.Char(string="Package")
    sample = fields.Boolean(string="Sample Package")
    excluded = fields.Boolean(string="Excluded from the Directory")
    ended = fields.Date(string="Marketing Ended")

    _ndc_index = models.Index("(snapshot_id, ndc12)")
