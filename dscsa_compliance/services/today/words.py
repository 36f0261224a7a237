"""The words around the cards of the first page."""

from datetime import datetime

import pytz

from ..receiving.facts import zone_of


def greeting(env):
    """Good morning, afternoon or evening by the clock of the user or the company."""
    zone = pytz.timezone(env.user.tz) if env.user.tz else zone_of(env.company.sudo())
    hour = datetime.now(pytz.utc).astimezone(zone).hour
    name = (env.user.name or "").split(" ")[0]
    if 4 <= hour < 12:
        return env._("Good morning, %(name)s", name=name)
    if 12 <= hour < 18:
        return env._("Good afternoon, %(name)s", name=name)
    return env._("Good evening, %(name)s", name=name)


def waiting_sentence(env, count):
    """How much waits, in one sentence."""
    if not count:
        return env._("Nothing waits for you.")
    if count == 1:
        return env._("One thing waits for you.")
    return env._("%(count)s things wait for you.", count=count)
