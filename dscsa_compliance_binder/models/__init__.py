from . import (
    dscsa_audit_question,
    dscsa_binder,
    dscsa_binder_part,
    dscsa_readiness_row,
    dscsa_self_audit,
    dscsa_self_audit_line,
    dscsa_sop,
    dscsa_training,
    product_template,
)
