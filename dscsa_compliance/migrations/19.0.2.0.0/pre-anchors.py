"""A view that stood beside a button brings that button along now."""

from openupgradelib import openupgrade


@openupgrade.migrate()
def migrate(env, version):
    """Empty it before the form it extends is read; its own file writes it again."""
    openupgrade.logged_query(
        env.cr,
        """UPDATE ir_ui_view SET arch_db = '{"en_US": "<data/>"}'
            WHERE id IN (SELECT res_id FROM ir_model_data
                          WHERE model = 'ir.ui.view'
                            AND name = 'dscsa_license_view_form_sources')""",
    )
