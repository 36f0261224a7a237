from . import dscsa_today
