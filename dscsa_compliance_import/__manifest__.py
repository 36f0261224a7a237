{
    "name": "DSCSA Compliance: Tables and Mail",
    "version": "19.0.2.0.0",
    "summary": "Tables of sellers with their columns, mailboxes for their data",
    "category": "Supply Chain/Inventory",
    "author": "dscsa_compliance contributors",
    "license": "LGPL-3",
    "development_status": "Beta",
    "depends": ["dscsa_compliance"],
    "data": [
        "security/ir.model.access.csv",
        "security/dscsa_import_rules.xml",
        "wizards/dscsa_import_wizard_views.xml",
        "views/dscsa_import_views.xml",
        "views/dscsa_inbox_views.xml",
        "views/dscsa_import_menus.xml",
    ],
    "auto_install": True,
}
