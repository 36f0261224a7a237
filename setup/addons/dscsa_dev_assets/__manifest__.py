{
    "name": "DSCSA Development Assets",
    "summary": "Take out an asset that Debian's build of Odoo 19 lists but lacks",
    "version": "19.0.1.0.0",
    "category": "Hidden",
    "author": "DSCSA Compliance contributors",
    "license": "LGPL-3",
    "depends": ["mail"],
    "auto_install": True,
    "assets": {
        "web.assets_backend": [
            (
                "remove",
                "mail/static/lib/selfie_segmentation/selfie_segmentation.js",
            ),
        ],
    },
}
