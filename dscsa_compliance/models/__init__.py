from . import (
    dscsa_deadline,
    dscsa_deadline_confirmation,
    dscsa_discrepancy,
    dscsa_discrepancy_report,
    dscsa_document,
    dscsa_document_attempt,
    dscsa_document_jobs,
    dscsa_epc,
    dscsa_epc_hold,
    dscsa_epc_recalled,
    dscsa_epc_told,
    dscsa_epc_transaction,
    dscsa_epc_withdrawn,
    dscsa_event,
    dscsa_event_epc,
    dscsa_gtin,
    dscsa_gtin_barcodes,
    dscsa_gtin_products,
    dscsa_party,
    dscsa_release,
    dscsa_release_checks,
    dscsa_release_job,
    dscsa_scan,
    dscsa_severity,
    dscsa_transaction,
    dscsa_transaction_doubt,
    dscsa_transaction_line,
    ir_attachment,
    ir_module_module,
    product_product,
    product_template,
    product_uom,
    purchase_order,
    res_company,
    res_config_settings,
    res_partner,
    stock_location,
    stock_lot,
    stock_move,
    stock_move_line,
    stock_package,
    stock_picking,
    stock_picking_done,
    stock_picking_seller,
    stock_quant,
    stock_warehouse,
)

from . import display  # isort: skip  after the models it shows
from . import deliveries  # isort: skip  after the models they extend
from . import next_steps  # isort: skip  after deliveries, whose fields it shows
from . import returns  # isort: skip  after the screens and letters it extends
from . import going_live  # isort: skip  after the models they extend
from . import records_only  # isort: skip  after the models they extend
from . import today  # isort: skip  the cards every later subject adds to
from . import deadlines  # isort: skip  a card of the days of the law
from . import keeping  # isort: skip  what of the models above stays as it is
from . import signing  # isort: skip  who signed for acts of the models above
from . import scanning  # isort: skip  receipts as benches, signed for
