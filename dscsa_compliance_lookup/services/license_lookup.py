"""Ask a look-up service about licenses, and write down what it said."""

import time

from dscsa_core.licenses.answers import AnswerMap, put, read_answer, settle
from dscsa_core.licenses.keys import number_key

from odoo import fields

from odoo.addons.dscsa_compliance.services.receiving.facts import today_of

from ..connectors.errors import ConnectorError
from ..connectors.json_lookup import JsonLookup
from ..connectors.soap import SoapLookup, uploaded_files

# a result that makes things worse waits for a person unless a person asked
_GOOD = ("confirmed",)


class Answer:
    """One question, what came back, what it means. ``error`` when nothing usable."""

    def __init__(self, facts):
        self.facts, self.error, self.exchange = facts, None, None
        self.reading, self.outcome, self.seconds = None, "unreachable", 0.0

    @property
    def unclear(self):
        """Whether the service answered with a status nobody mapped."""
        return not self.error and not self.outcome


class LicenseLookup:
    """Questions to one source; a context, since it holds a connection."""

    def __init__(self, source):
        self._source, self._env = source, source.env
        self._client = source._client()
        # the tables and credentials are the administrator's; all may ask by them
        self._secret = source.sudo()
        self._lines = self._secret.line_ids
        self._service = None

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._client.__exit__(*error)

    def ask(self, license, *, send=True):
        """The Answer about a license (or a record of the same fields)."""
        answer, began = Answer(self._facts(license)), time.monotonic()
        try:
            arguments = self._arguments(answer.facts)
            answer.exchange = self._exchange(arguments, answer.facts, send)
            if send:
                self._read(answer, license)
        except ConnectorError as error:
            answer.error = error
        answer.seconds = time.monotonic() - began
        return answer

    def operations(self):
        """What a SOAP service offers, as texts."""
        return self._open().operations()

    def _read(self, answer, license):
        mapping = AnswerMap(
            {line.told: line.path or "" for line in self._of("response")},
            {line.value: line.outcome for line in self._of("result")},
            "".join(
                line.path or "" for line in self._of("response") if line.told == "items"
            ),
        )
        facts = answer.facts
        answer.reading = read_answer(
            answer.exchange.data, mapping, facts["number"], facts["state"]
        )
        answer.outcome = settle(answer.reading, today_of(license.company_id))

    def _of(self, role):
        return self._lines.filtered(lambda line: line.role == role)

    def _exchange(self, arguments, facts, send):
        service = self._open()
        if self._source.kind == "soap":
            return service.ask(arguments) if send else service.preview(arguments)
        if send:
            return service.ask(arguments, facts)
        return service.preview(arguments, facts)

    def _open(self):
        """The service; its WSDL is read once for all questions."""
        if self._service is None:
            self._service = self._make()
        return self._service

    def _make(self):
        source = self._secret
        if source.kind == "json":
            self._client.trust(source.url)
            return JsonLookup(self._client, source.url, source.method or "GET")
        options = {
            "address": source.endpoint,
            "service": source.service,
            "port": source.port,
        }
        if source.sign_in == "wsse":
            options |= {"user": source.username or "", "secret": source.secret or ""}
        content = source.with_context(bin_size=False)._wsdl_bytes()
        if content:
            files = uploaded_files(source.wsdl_name, content)
            return SoapLookup(self._client, source.operation, files=files, **options)
        self._client.trust(source.url)
        return SoapLookup(self._client, source.operation, wsdl=source.url, **options)

    def _arguments(self, facts):
        arguments = {}
        for line in self._of("request"):
            value = line.value if line.asked == "constant" else facts[line.asked]
            try:
                put(arguments, line.path, value or "")
            except ValueError as error:
                raise ConnectorError("lookup.request", reason=str(error)) from error
        return arguments

    def _facts(self, license):
        partner = license.partner_id
        return {
            "number": license.number or "",
            "number_plain": number_key(license.number),
            "state": license.state_id.code or "",
            "state_name": license.state_id.name or "",
            "name": license.holder_name or partner.name or "",
            "street": partner.street or "",
            "city": partner.city or "",
            "zip": partner.zip or "",
            "type": license.type_id.code or "",
        }

    # What becomes of it ---------------------------------------------------------

    def check(self, license, *, by_person):
        """Ask about a license and write down the answer; the line of the log.

        No usable answer changes nothing but the log and a note in the checks. An
        answer that is worse than «confirmed» is recorded when a person asked; the
        job only proposes it.
        """
        answer = self.ask(license)
        if answer.error or answer.unclear:
            return self._not_checked(license, answer, by_person)
        if by_person or answer.outcome in _GOOD:
            self._record(license, answer)
        else:
            self._propose(license, answer)
        label = self._label(answer.outcome)
        message = self._env._(
            "%(license)s: %(result)s.", license=license.display_name, result=label
        )
        return self._log(answer, "done", message)

    def _not_checked(self, license, answer, by_person):
        """A check that proves nothing; the next try is tomorrow, not in months.

        A service that is gone for weeks leaves one such check by the job, not one
        a day.
        """
        result, row = "unclear", license.sudo()
        if answer.error:
            result = "unreachable"
            message, step = self._source._error_texts(answer.error)
        else:
            message, step = self._unclear_texts(license, answer)
        if by_person or row.last_check_id.result != "unreachable":
            row._record_check("unreachable", self._source.kind, note=message)
        row.next_check = fields.Date.add(today_of(row.company_id), days=1)
        return self._log(answer, result, message, next_step=step)

    def _unclear_texts(self, license, answer):
        status = answer.reading.facts.get("status", "")
        message = self._env._(
            "%(license)s: the service says «%(status)s», and no row tells what that "
            "means.",
            license=license.display_name,
            status=status,
        )
        step = self._env._("Add this status under «Meaning» of the source.")
        return message, step

    def _record(self, license, answer):
        seen = {"note": self._note(answer)}
        if answer.outcome in ("confirmed", "expired") and answer.reading.expires:
            seen["valid_to"] = answer.reading.expires
        # pharmacists may check; the job does so without a user's rights
        license.sudo()._record_check(
            answer.outcome,
            self._source.kind,
            evidence=[("as-received.txt", self._evidence(answer).encode())],
            **seen,
        )

    def _propose(self, license, answer):
        reading = answer.reading
        proposals = self._env["dscsa.license.proposal"].sudo()
        values = {
            "source_id": self._source.id,
            "company_id": license.company_id.id,
            "partner_id": license.partner_id.id,
            "license_id": license.id,
            "basis": "answer",
            "result": answer.outcome,
            "number": reading.facts.get("number") or license.number,
            "state_code": license.state_id.code,
            "holder_name": reading.facts.get("name"),
            "valid_to": reading.expires,
        }
        domain = [(name, "=", value or False) for name, value in values.items()]
        if not proposals.search_count([*domain, ("state", "!=", "superseded")]):
            proposals.create({**values, "answer": self._evidence(answer)})
        tomorrow = fields.Date.add(today_of(license.company_id), days=1)
        license.sudo().next_check = tomorrow

    def _note(self, answer):
        told = answer.reading.facts.get("message")
        text = self._env._("Answer of %(name)s.", name=self._source.name)
        return f"{text} {told}" if told else text

    def _evidence(self, answer):
        return f"{answer.exchange.request}\n\n{answer.exchange.answer}\n"

    def _label(self, outcome):
        field = self._env["dscsa.license.check"]._fields["result"]
        return dict(field._description_selection(self._env)).get(outcome, outcome)

    def _log(self, answer, result, message, **values):
        return self._source._log(
            "look_up", result, message, seconds=answer.seconds, **values
        )
