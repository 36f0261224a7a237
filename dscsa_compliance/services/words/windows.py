def window(name, model, **values):
    """An action on one record (``res_id``) or on a list (``domain``)."""
    view_mode = "form" if values.get("res_id") else "list,form"
    return {
        "type": "ir.actions.act_window",
        "name": name,
        "res_model": model,
        "view_mode": view_mode,
        **values,
    }


def window_on(name, records):
    """An action on these records: the form of one, the list of several."""
    if len(records) == 1:
        return window(name, records._name, res_id=records.id)
    return window(name, records._name, domain=[("id", "in", records.ids)])
