"""The scan station: benches beside transfers, signatures, and what the screen calls."""

from . import (
    dscsa_bench,
    dscsa_bench_line,
    dscsa_bench_scan,
    dscsa_epc,
    dscsa_event,
    dscsa_pin,
    dscsa_release,
    dscsa_scan,
    dscsa_sign_mixin,
    dscsa_signature,
    dscsa_station,
    dscsa_station_inputs,
    ir_websocket,
    res_company,
    res_config_settings,
    res_users,
    stock_picking,
)
