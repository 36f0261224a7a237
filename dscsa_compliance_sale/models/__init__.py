from . import dscsa_license_override, dscsa_override_wizard, sale_order, sale_order_line
