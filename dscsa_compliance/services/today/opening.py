"""Which lists and screens of the first page the user may open."""

from collections import defaultdict


class MayOpen:
    """Leaves out what leads to something the user may not see."""

    def __init__(self, env):
        self.env = env

    def keep(self, items):
        """Those of these dicts whose ``action`` (xmlid or nothing) may be opened."""
        allowed = self._allowed({each["action"] for each in items if each["action"]})
        return [
            each for each in items if not each["action"] or each["action"] in allowed
        ]

    def _allowed(self, xmlids):
        """Of these names the ones that exist and may be opened."""
        by_model = defaultdict(dict)
        for xmlid in xmlids:
            model, res_id = self.env["ir.model.data"]._xmlid_to_res_model_res_id(xmlid)
            if res_id:
                by_model[model][res_id] = xmlid
        found = set()
        for model, names in by_model.items():
            # who may open an action is asked of the action itself, which not
            # everybody may read
            actions = self.env[model].sudo().browse(names)
            found |= {names[one.id] for one in actions if self._may_open(one)}
        return found

    def _may_open(self, action):
        groups = action.group_ids if "group_ids" in action._fields else None
        if groups and not groups & self.env.user.all_group_ids:
            return False
        model = action.res_model if action._name == "ir.actions.act_window" else ""
        return not model or self.env[model].has_access("read")
