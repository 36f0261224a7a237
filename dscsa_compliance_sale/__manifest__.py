{
    "name": "DSCSA Compliance: Selling",
    "version": "19.0.2.0.0",
    "summary": "Proof of trading partners you sell medicine to",
    "category": "Supply Chain/Inventory",
    "author": "dscsa_compliance contributors",
    "license": "LGPL-3",
    "development_status": "Beta",
    "depends": ["dscsa_compliance_license", "sale_stock"],
    "data": ["views/sale_order_views.xml"],
    "auto_install": True,
}
