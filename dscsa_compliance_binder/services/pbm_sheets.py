"""The PBM pack as tables of texts and numbers, and as a workbook."""

import io

import xlsxwriter

_WIDTHS = {"name": 32, "wide": 28, "text": 16, "number": 12}


def sheets(pack):
    """[(title, [(head, width)], rows)]; the same for workbook and paper."""
    env = pack.env
    found = [_totals(env, pack), _invoices(env, pack), _transfers(env, pack)]
    gaps = [[text] for text in pack.gaps] or [[env._("None.")]]
    found.append((env._("Not known"), [(env._("What"), "wide")], gaps))
    return found


def _number(value):
    return "" if value is None else round(value, 3)


def _totals(env, pack):
    head = [
        (env._("NDC-11"), "text"),
        (env._("Product"), "name"),
        (env._("Packages"), "number"),
        (env._("Returned since"), "number"),
        (env._("Billing units"), "number"),
        (env._("Unit"), "number"),
        (env._("Invoices"), "number"),
        (env._("Sellers"), "wide"),
    ]
    rows = [
        [
            each.ndc or env._("NDC not known"),
            each.name,
            each.packages,
            each.returned,
            env._("not known") if each.units is None else _number(each.units),
            each.unit,
            len(each.invoices),
            ", ".join(sorted(each.sellers)),
        ]
        for each in pack.totals
    ]
    return env._("Purchases by NDC"), head, rows


def _invoices(env, pack):
    head = [
        (env._("Day"), "text"),
        (env._("Invoice"), "text"),
        (env._("NDC-11"), "text"),
        (env._("Product"), "name"),
        (env._("Packages"), "number"),
        (env._("Billing units"), "number"),
        (env._("Seller"), "wide"),
        (env._("License on that day"), "wide"),
        (env._("Accreditation on that day"), "wide"),
        (env._("TI/TS"), "wide"),
        (env._("Receipt"), "text"),
        (env._("Counted by"), "text"),
    ]
    if pack.with_prices:
        head.append((env._("Price of a package"), "number"))
    rows = [_invoice_row(env, each, pack.with_prices) for each in pack.purchases]
    return env._("Invoices"), head, rows


def _invoice_row(env, each, with_prices):
    row = [
        str(each.day),
        each.invoice,
        each.ndc or env._("NDC not known"),
        each.name,
        env._("not known") if each.packages is None else each.packages,
        env._("not known") if each.units is None else _number(each.units),
        each.seller.name or "",
        each.license,
        each.accreditation,
        each.tits,
        each.receipt,
        each.source,
    ]
    return [*row, _number(each.price)] if with_prices else row


def _transfers(env, pack):
    bought, left = pack.transfers
    head = [
        (env._("Day"), "text"),
        (env._("From or to"), "text"),
        (env._("Pharmacy"), "wide"),
        (env._("NDC-11"), "text"),
        (env._("Product"), "name"),
        (env._("Packages"), "number"),
        (env._("TI/TS"), "wide"),
        (env._("Transfer"), "text"),
    ]
    rows = [
        [
            str(each.day),
            env._("from"),
            each.seller.name,
            each.ndc,
            each.name,
            env._("not known") if each.packages is None else each.packages,
            each.tits,
            each.receipt,
        ]
        for each in bought
    ]
    rows += [
        [str(day), env._("to"), who, ndc, name, number, tits, transfer]
        for day, transfer, who, ndc, name, number, tits in left
    ]
    return env._("Transfers"), head, rows


def workbook(pack, title):
    """Bytes of an XLSX with one sheet for each table; texts are never formulas."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    for name, head, rows in sheets(pack):
        sheet = book.add_worksheet(name[:31])
        sheet.write_string(0, 0, title, bold)
        for column, (text, width) in enumerate(head):
            sheet.set_column(column, column, _WIDTHS[width])
            sheet.write_string(2, column, text, bold)
        for number, row in enumerate(rows, 3):
            for column, value in enumerate(row):
                sheet.write(number, column, value)
        sheet.freeze_panes(3, 0)
    book.close()
    return out.getvalue()
