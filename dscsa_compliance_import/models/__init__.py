from . import (
    dscsa_document,
    dscsa_import_mapping,
    dscsa_import_mapping_line,
    dscsa_inbox,
    dscsa_inbox_item,
    dscsa_inbox_mail,
    dscsa_inbox_sender,
    ir_attachment,
)
