from . import dscsa_trace, dscsa_trace_item, dscsa_trace_hop, shown, taking
