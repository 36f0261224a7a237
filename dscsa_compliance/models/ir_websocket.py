import re

from odoo import models
from odoo.exceptions import AccessError

_CHANNEL = re.compile(r"dscsa_bench/([a-z.]+)/(\d+)")


class IrWebsocket(models.AbstractModel):
    """Screens listen to the bench they show: a hint to ask, never the news itself."""

    _inherit = "ir.websocket"

    def _build_bus_channel_list(self, channels):
        """Turn ``dscsa_bench/<model>/<id>`` into the record, for those who may read."""
        listed = []
        for channel in channels:
            match = _CHANNEL.fullmatch(channel) if isinstance(channel, str) else None
            if not match:
                listed.append(channel)
                continue
            record = self._dscsa_readable(match[1], int(match[2]))
            if record:
                listed.append(record)
        return super()._build_bus_channel_list(listed)

    def _dscsa_readable(self, model, res_id):
        if model not in self.env or not hasattr(self.env[model], "_bench_version"):
            return None
        if not self.env.user._is_internal():
            return None
        record = self.env[model].browse(res_id).exists()
        try:
            record.check_access("read")
        except AccessError:
            return None
        return record
