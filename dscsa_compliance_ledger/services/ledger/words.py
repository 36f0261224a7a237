"""The content of a fact for people: labels instead of names, and what changed."""

from markupsafe import Markup

_ROW = Markup(
    "<tr><th class='fw-normal text-muted pe-3 align-top'>{}</th><td>{}</td></tr>"
)
_CHANGED = Markup("{}<br/><small class='text-muted'>{}</small>")
_LISTED = 50


def content_words(env, model, content, before=None):
    """Markup: a table of label and text; with ``before``, only what changed."""
    if not isinstance(content, dict):
        content = {"": str(content)}
    names = [name for name in content if content[name] not in ("", [], {})]
    if before:
        names = [name for name in content if content[name] != before.get(name, "")]
    rows = []
    for name in names:
        label, text = _said(env, model, name, content[name])
        if before and before.get(name):
            _label, old = _said(env, model, name, before[name])
            text = _CHANGED.format(text or "–", env._("before: %(old)s", old=old))
        rows.append(_ROW.format(label, text or "–"))
    return Markup("<table class='table table-sm w-auto'>{}</table>").format(
        Markup("").join(rows)
    )


def _said(env, model, name, value):
    field = env[model]._fields.get(name) if model in env else None
    labels = {
        "lines": env._("Lines"),
        "packages": env._("Packages in the Register"),
        "register": env._("Print of the Register"),
        "name": env._("Name"),
    }
    label = labels.get(name) or name.replace("_", " ").capitalize()
    if field:
        description = field.get_description(env, ["string", "selection"])
        label = description["string"]
        value = dict(description.get("selection") or ()).get(value, value)
    return label, _text(value)


def _text(value):
    if isinstance(value, list):
        rows = [_row(row) for row in value[:_LISTED]]
        if len(value) > _LISTED:
            rows.append(f"… ({len(value)})")
        return Markup("<br/>").join(rows)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {each}" for name, each in value.items())
    return Markup("<br/>").join(str(value).split("\n"))


def _row(row):
    return row if isinstance(row, str) else " · ".join(filter(None, row))
