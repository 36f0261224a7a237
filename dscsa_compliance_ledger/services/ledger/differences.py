"""What is different, in words: what the ledger holds against what is there today."""

from collections import Counter

from odoo.tools import SQL

from odoo.addons.dscsa_compliance.services.words.messages import date_text

_SHOWN = 3
_COUNTS = """
    SELECT coalesce(gtin, ''), coalesce(lot, ''), coalesce(expiry::text, ''), count(*)
    FROM dscsa_epc WHERE kind = 'package' AND (transaction_id = %(id)s OR id IN (
        SELECT epc_id FROM dscsa_epc_transaction WHERE transaction_id = %(id)s))
    GROUP BY 1, 2, 3
"""


def record_changes(model, told, today, names):
    """“Lot: B today, A noted; …” for the first few of ``names``."""
    words = [_change(model, name, told[name], today[name]) for name in names[:_SHOWN]]
    if len(names) > _SHOWN:
        words.append(model.env._("and %(count)s more", count=len(names) - _SHOWN))
    return "; ".join(words)


def _change(model, name, told, today):
    env = model.env
    field = model._fields.get(name)
    label = field.get_description(env, ["string"])["string"] if field else name
    if isinstance(told, list) or isinstance(today, list):
        gone, new = _list_changes(told, today)
        if len(gone) == len(new) == 1 and len(gone[0]) == len(new[0]):
            return _row_change(env, gone[0], new[0])
        gone, new = list(map(_text, gone)), list(map(_text, new))
        return env._(
            "%(label)s: %(today)s today, %(told)s noted",
            label=label,
            today=", ".join(new[:_SHOWN]) or env._("nothing"),
            told=", ".join(gone[:_SHOWN]) or env._("nothing"),
        )
    return env._(
        "%(label)s: “%(today)s” today, “%(told)s” noted",
        label=label,
        today=_short(today),
        told=_short(told),
    )


def _row_change(env, old, new):
    """One row of two that are alike: only what differs, after its first cell."""
    pairs = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    return env._(
        "line %(line)s: “%(today)s” today, “%(told)s” noted",
        line=old[0],
        today=", ".join(b for _a, b in pairs),
        told=", ".join(a for a, _b in pairs),
    )


def _list_changes(told, today):
    """Rows that are gone and rows that are new."""
    old, new = Counter(map(_cells, told)), Counter(map(_cells, today))
    return sorted((old - new).elements()), sorted((new - old).elements())


def _cells(row):
    return (row,) if isinstance(row, str) else tuple(row)


def _text(row):
    return " ".join(filter(None, row))


def _short(text):
    text = str(text)
    return f"{text[:57]}…" if len(text) > 60 else text


def goods_changes(transaction, told, today):
    """Lots whose packages in the register are more or fewer than their TI/TS says."""
    env = transaction.env
    facts = {"today": today.get("packages"), "told": told.get("packages")}
    is_same = facts["told"] == facts["today"]
    words = _lots_changed(transaction, told)
    if not words or not is_same:
        words.append(env._("%(today)s packages today, %(told)s noted", **facts))
    if is_same and len(words) < 2:
        words.append(env._("serial, lot or expiry of some of them is another"))
    return "; ".join(words[: _SHOWN + 1])


def _lots_changed(transaction, told):
    env = transaction.env
    rows = env.execute_query(SQL(_COUNTS, id=transaction.id))
    here = {tuple(row[:3]): row[3] for row in rows}
    lines = [line for line in told.get("lines") or [] if len(line) > 4]
    said = Counter()
    for gtin, _ndc, lot, expiry, quantity, *_rest in lines:
        said[gtin, lot, expiry] += int(quantity or 0)
    return [
        env._(
            "GTIN %(gtin)s lot %(lot)s expiry %(expiry)s: %(today)s packages today, "
            "%(told)s announced",
            gtin=key[0] or "–",
            lot=key[1] or "–",
            expiry=date_text(env, key[2]) or "–",
            today=here.get(key, 0),
            told=said[key],
        )
        for key in sorted(said.keys() | here.keys())
        if said[key] != here.get(key, 0)
    ]
