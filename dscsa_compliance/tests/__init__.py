from . import (
    test_display,
    test_document,
    test_document_jobs,
    test_document_upload,
    test_hold_release,
    test_hoot,
    test_ingest,
    test_receipt,
    test_register,
    test_views,
)
