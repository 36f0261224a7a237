"""Subjects have addons of their own: what is in the database goes with them."""

import json
from pathlib import Path

from openupgradelib import openupgrade

_BASE = "dscsa_compliance"
# {addon: models it owns, fields it adds to others' models, records of its data files}
_MOVED = json.loads(Path(__file__).with_name("moved.json").read_text(encoding="utf-8"))

# rooms that are new: `-u` alone installs nothing
_NEW = ("dscsa_compliance_investigation",)


@openupgrade.migrate()
def migrate(env, version):
    """Before the base is read: what it no longer knows is removed after it."""
    for addon, moved in _MOVED.items():
        for model in moved["models"]:
            openupgrade.update_module_moved_models(env.cr, model, _BASE, addon)
            _move_names(env.cr, addon, f"selection__{_table(model)}__")
            _move_names(env.cr, addon, f"constraint_{_table(model)}_")
        for model, field in moved["fields"]:
            openupgrade.update_module_moved_fields(env.cr, model, [field], _BASE, addon)
            _move_names(env.cr, addon, f"selection__{_table(model)}__{field}__")
        openupgrade.rename_xmlids(
            env.cr, [(f"{_BASE}.{name}", f"{addon}.{name}") for name in moved["ids"]]
        )
        # made by Odoo beside the record of a job
        for name in filter(lambda name: "cron" in name, moved["ids"]):
            _move_names(env.cr, addon, f"{name}_ir_actions_server")
        # updated, not installed: nothing that somebody edited is written over
        openupgrade.logged_query(
            env.cr,
            "UPDATE ir_module_module SET state = 'to upgrade', latest_version = %s"
            " WHERE name = %s AND state = 'uninstalled'",
            (version, addon),
        )
    openupgrade.logged_query(
        env.cr,
        "UPDATE ir_module_module SET state = 'to install'"
        " WHERE name IN %s AND state = 'uninstalled'",
        (_NEW,),
    )
    _empty_extensions(env.cr)


def _empty_extensions(cr):
    """Extensions of views are read anew; old ones would ask for fields that went."""
    openupgrade.logged_query(
        cr,
        """UPDATE ir_ui_view v SET arch_db = jsonb_build_object('en_US', '<data/>')
             FROM ir_model_data d
            WHERE d.module = %s AND d.model = 'ir.ui.view' AND d.res_id = v.id
              AND v.mode = 'extension' AND v.type <> 'qweb'""",
        (_BASE,),
    )


def _table(model):
    return model.replace(".", "_")


def _move_names(cr, addon, prefix):
    openupgrade.logged_query(
        cr,
        "UPDATE ir_model_data SET module = %s WHERE module = %s"
        " AND starts_with(name, %s)",
        (addon, _BASE, prefix),
    )
