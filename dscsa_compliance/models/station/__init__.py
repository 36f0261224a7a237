"""The scan station: benches beside transfers, labels, and what the screen calls."""

from . import (
    dscsa_bench,
    dscsa_bench_line,
    dscsa_bench_scan,
    dscsa_epc,
    dscsa_setup_step,
    dscsa_station,
    dscsa_station_inputs,
    dscsa_today,
    res_company,
    res_config_settings,
    stock_picking,
)
