from . import dscsa_license_override, sale_order, sale_order_line
