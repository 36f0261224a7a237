"""Bundled demo files with their dates moved to today, and labels as scanners send."""

import re
from datetime import date, timedelta
from pathlib import Path

from dateutil.relativedelta import relativedelta

from odoo import fields

DEMO = Path(__file__).resolve().parent.parent / "demo"
GS = "\x1d"
ISO_DATE = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})(?=T|\b)")


def days_since_made(content):
    """Days to add so that a bundled file was made yesterday: dates must not rot."""
    made = re.search(r'creationDate="(\d{4}-\d{2}-\d{2})', content).group(1)
    return (fields.Date.today() - timedelta(days=1) - date.fromisoformat(made)).days


def moved(day, days):
    """An expiration date moved by the nearest whole years: it stays a month's end."""
    return day + relativedelta(years=round(days / 365))


def shifted(text, days):
    """``text`` with its times moved by so many days, and its bare dates by years."""

    def move(match):
        day = date(*map(int, match.groups()))
        is_time = text[match.end() : match.end() + 1] == "T"
        return str(day + timedelta(days=days) if is_time else moved(day, days))

    return ISO_DATE.sub(move, text)


def read_shifted(name):
    """(text of a bundled file as if made yesterday, days it was moved by)."""
    content = (DEMO / name).read_text(encoding="utf-8")
    days = days_since_made(content)
    return shifted(content, days), days


def element_string(row, days):
    """What a scanner sends for a label: GS1 Data Matrix, or GS1-128 for an SSCC."""
    if row["sscc"]:
        return f"]C100{row['sscc']}"
    expiry = moved(date.fromisoformat(row["expiry"]), days)
    return f"]d201{row['gtin']}17{expiry:%y%m%d}10{row['lot']}{GS}21{row['serial']}"
