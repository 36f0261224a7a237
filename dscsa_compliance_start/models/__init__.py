from . import (
    dscsa_epc,
    dscsa_first_hour,
    dscsa_opening,
    dscsa_opening_line,
    dscsa_setup_step,
    dscsa_today,
    res_company,
    stock_lot,
    stock_picking,
)
