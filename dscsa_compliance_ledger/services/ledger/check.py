"""The whole check of one company's ledger, in portions that can be interrupted."""

from collections import Counter

from .check_chain import ChainCheck, WaitingCheck
from .check_files import FileCheck
from .check_records import RecordCheck, UnknownCheck

_FILES = ("dscsa.document", "dscsa.license.evidence")


class Checker:
    """Runs stage by stage; ``progress`` is plain JSON and may be kept between runs.

    ``env`` is a superuser's: who may see the result is decided where it is shown.
    """

    def __init__(self, env, company, progress=None):
        self.env, self.company = env(su=True), company.sudo()
        self.progress = progress or {"stage": 0, "place": None, "counts": {}}
        self.stages = self._stages()

    def _stages(self):
        env, ours = self.env, self.company
        shared = ours.browse()
        stages = [
            kind(env, company)
            for company in (ours, shared)
            for kind in (ChainCheck, WaitingCheck)
        ]
        for model in env["dscsa.ledger.mixin"]._noted_models():
            for company in (ours, shared):
                stages.append(RecordCheck(env, company, model))
                stages.append(UnknownCheck(env, company, model))
        stages += [FileCheck(env, ours, model) for model in _FILES]
        return stages

    @property
    def is_done(self):
        """Whether every stage was gone through."""
        return self.progress["stage"] >= len(self.stages)

    @property
    def counts(self):
        """{"facts", "records", "files"}: how many were looked at."""
        return Counter(self.progress["counts"])

    def step(self):
        """One portion: what it found (list of ``Found``)."""
        # facts remembered for the end of this transaction belong to it, too
        self.env["dscsa.ledger"]._note_pending()
        self.env.flush_all()
        stage = self.stages[self.progress["stage"]]
        found, count, place = stage.batch(self.progress["place"])
        counts = self.counts
        counts[stage.counted] += count
        self.progress = {
            "stage": self.progress["stage"] + (place is None),
            "place": place,
            "counts": dict(counts),
        }
        return found

    def run(self):
        """All that is left, at once."""
        found = []
        while not self.is_done:
            found += self.step()
        return found
