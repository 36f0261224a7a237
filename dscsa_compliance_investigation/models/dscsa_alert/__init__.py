from . import dscsa_alert, shown, reading, steps, dscsa_alert_line
