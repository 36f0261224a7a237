"""Refusals: what was noted is not written over, and what is kept is not deleted.

They bind everybody, superusers included: a correction is a new record.
"""

from odoo.exceptions import UserError
from odoo.fields import Command


def check_frozen(records, vals, names):
    """Raise UserError when ``vals`` would change a frozen field of a live company.

    What is still empty may be filled, and the same value may be written again.
    """
    for record in records.sudo():
        if not is_live(record):
            continue
        for name in names & vals.keys():
            if _changes(record, name, vals[name]):
                field = record._fields[name].get_description(record.env, ["string"])
                raise UserError(
                    record.env._(
                        "%(record)s: “%(field)s” was recorded and stays as it is. "
                        "Records are kept unchanged for six years; correct it with a "
                        "new record that points at this one.",
                        record=record.display_name,
                        field=field["string"],
                    )
                )


def check_kept(records):
    """Raise UserError when one of these records belongs to a live company."""
    kept = records.sudo().filtered(is_live)[:1]
    if kept:
        raise UserError(
            records.env._(
                "%(record)s is a DSCSA record: it is kept for six years and cannot be "
                "deleted (FD&C Act, section 582). What is wrong is corrected by a new "
                "record; what is past its time goes by a disposal.",
                record=kept.display_name,
            )
        )


def is_live(record):
    """Whether the company of a record has gone live; trial data may change."""
    if "company_id" not in record._fields:
        return False
    return bool(record.company_id.sudo().dscsa_live_date)


def _changes(record, name, value):
    field, old = record._fields[name], record[name]
    if not old and field.type not in ("integer", "float", "boolean"):
        return False
    if field.type in ("one2many", "many2many"):
        return _changes_list(old, value)
    new = field.convert_to_record(field.convert_to_cache(value, record), record)
    return new != old


def _changes_list(old, value):
    """Whether commands do anything but name what is there already."""
    here = set(old.ids)
    for command, record_id, ids in value or []:
        if command == Command.SET and set(ids) == here:
            continue
        if command == Command.LINK and record_id in here:
            continue
        return True
    return False
