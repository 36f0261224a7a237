"""Where goods on hold are kept, in words: the one answer of bench, lists and labels."""


def place_words(env, storage, kind="data"):
    """A sentence: fridge and safe goods stay where they belong, others go apart."""
    if kind == "expired" and storage == "fridge":
        return env._("Mark it “expired” and keep it apart in the fridge.")
    if kind == "expired" and storage == "safe":
        return env._("Mark it “expired” and keep it apart in the safe.")
    if storage == "fridge":
        return env._("Mark it “on hold” and keep it in the fridge.")
    if storage == "safe":
        return env._("Mark it “on hold” and keep it in the safe.")
    return {
        "suspect": env._("Put it into quarantine."),
        "expired": env._("Put it with the expired goods."),
        "recall": env._("Put it with the recalled goods."),
    }.get(kind) or env._("Set it apart, with the goods on hold.")
