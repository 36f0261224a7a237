from . import (
    test_deadlines,
    test_corrections,
    test_delivery,
    test_delivery_close,
    test_delivery_given,
    test_delivery_special,
    test_delivery_tour,
    test_going_live,
    test_needed_today,
    test_reason,
    test_records_only,
    test_removal,
    test_display,
    test_document,
    test_document_jobs,
    test_document_upload,
    test_doors,
    test_other_company,
    test_ending,
    test_expiry,
    test_first_hour,
    test_guard,
    test_guard_ways,
    test_gate,
    test_gate_switch,
    test_hold_release,
    test_hoot,
    test_late_lots,
    test_ingest,
    test_ingest_again,
    test_new_seller,
    test_next_steps,
    test_license,
    test_license_partner,
    test_license_watch,
    test_pictures,
    test_practitioner,
    test_products,
    test_receipt,
    test_red_answers,
    test_receipt_batch,
    test_regex_time,
    test_register,
    test_returns,
    test_scan,
    test_seller_standing,
    test_seller_without_order,
    test_severity,
    test_simulate,
    test_suppliers,
    test_taking_back,
    test_tours,
    test_tours_gate,
    test_transaction,
    test_views,
)
from . import test_in_hand, test_today_sellers
from . import test_import_tables, test_import_x12, test_inbox
from . import test_labels_sscc
from . import test_labels, test_labels_sheets, test_tours_recall
from . import test_archive
from . import test_archive_interrupted
from . import test_handover
from . import test_archive_intake
from . import test_backup
from . import test_recall, test_recall_hold, test_recall_notice
from . import (
    test_snapshots,
    test_soap_faults,
    test_soap_lookup,
    test_sources,
    test_sources_json,
    test_sources_matching,
    test_sources_products,
)
from . import test_bottle
from . import test_ledger, test_ledger_at_once, test_ledger_check
from . import test_refusals, test_refusals_tricks
from . import test_information_clock
from . import test_information_request, test_unlisted
from . import test_information_bundle
from . import (
    test_disposal,
    test_disposal_at_once,
    test_disposal_rights,
    test_legal_hold,
    test_retention,
    test_retention_report,
)
from . import (
    test_station_count,
    test_station_load,
    test_station_open,
    test_station_receipt,
    test_station_scanner,
    test_station_session,
    test_station_sign,
    test_station_tours,
    test_station_use,
)
from . import test_binder, test_pbm, test_readiness, test_today
from . import test_information_tour
from . import test_counting
from . import test_goods_first
from . import test_told_states
from . import test_case_sizes
from . import test_one_judgement
from . import test_ordered
