from . import test_document, test_ingest, test_receipt
from . import test_document_jobs, test_document_upload, test_register
