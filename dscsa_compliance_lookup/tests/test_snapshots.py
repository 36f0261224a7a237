"""Lists are kept whole, refused in words, and never taken half."""

import hashlib
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .sources import SourceCommon, samples


@tagged("post_install", "-at_install")
class TestSnapshots(SourceCommon):
    def refuse(self, content, words, source=None, **options):
        """The list is refused, nothing of it stays, the last good one is in use."""
        source = source or self.wdd
        rows = self.env["dscsa.snapshot.row"]
        before = source.snapshot_id, source.snapshot_count, rows.search_count([])
        run = self.take_list(content, source, **options)
        source.invalidate_recordset()
        after = source.snapshot_id, source.snapshot_count, rows.search_count([])
        self.assertEqual(run.result, "refused")
        self.assertIn(words, run.message)
        self.assertTrue(run.next_step)
        self.assertEqual(after, before)
        return run

    def test_list_is_kept_whole(self):
        content = samples.wdd_file(4)
        run = self.take_list(content)
        snapshot = run.snapshot_id
        self.assertEqual((run.result, run.row_count), ("done", 4))
        self.assertEqual(snapshot.attachment_id.raw, content)
        self.assertEqual(snapshot.sha256, hashlib.sha256(content).hexdigest())
        self.assertEqual(self.wdd.snapshot_id, snapshot)
        row = self.env["dscsa.snapshot.row"].search(
            [("snapshot_id", "=", snapshot.id)], limit=1
        )
        self.assertEqual(
            (row.line, row.number, row.state, row.name, row.city),
            (2, "WH-000", "MN", "Harrow Drug Supply, Inc.", "Duluth"),
        )
        self.assertEqual(str(row.expires), "2027-12-31")
        self.assertFalse(row.zip)

    def test_letters_that_copy_would_mistake(self):
        content = self.wdd_rows(
            {1: "Back\\slash \\N \\. Inc", 2: "\\N"}, {1: "Pe\xf1a\u2026"}, {}
        ).replace(b"\x85", b"\x85\x81")
        snapshot = self.take_list(content).snapshot_id
        rows = self.env["dscsa.snapshot.row"].search(
            [("snapshot_id", "=", snapshot.id)], order="line"
        )
        self.assertEqual(rows[0].name, "Back\\slash \\N \\. Inc")
        self.assertEqual(rows[0].other_name, "\\N")
        self.assertEqual(rows[1].name, "Pe\xf1a\u2026\x81")

    def test_same_download_twice_is_seen_again(self):
        first = self.take_list(samples.wdd_file())
        again = self.take_list(samples.wdd_file())
        self.assertEqual(again.result, "seen_again")
        self.assertEqual(again.snapshot_id, first.snapshot_id)
        self.assertEqual(first.snapshot_id.seen_count, 2)
        self.assertEqual(self.wdd.snapshot_count, 1)
        self.assertEqual(first.snapshot_id.row_count, 3)

    def test_an_earlier_list_that_returns_is_in_use_again(self):
        first = self.take_list(samples.wdd_file(3)).snapshot_id
        second = self.take_list(samples.wdd_file(4)).snapshot_id
        self.assertEqual(self.wdd.snapshot_id, second)
        self.env["dscsa.snapshot"]._gc_rows()
        self.assertFalse(first.has_rows)
        self.take_list(samples.wdd_file(3))
        self.assertEqual(self.wdd.snapshot_id, first)
        self.assertTrue(first.has_rows)
        domain = [("snapshot_id", "=", first.id)]
        self.assertEqual(self.env["dscsa.snapshot.row"].search_count(domain), 3)

    def test_rows_of_old_lists_are_cleared_and_come_back(self):
        old = self.take_list(samples.wdd_file(3)).snapshot_id
        new = self.take_list(samples.wdd_file(4)).snapshot_id
        self.env["dscsa.snapshot"]._gc_rows()
        rows = self.env["dscsa.snapshot.row"]
        self.assertEqual(rows.search_count([("snapshot_id", "=", old.id)]), 0)
        self.assertEqual(rows.search_count([("snapshot_id", "=", new.id)]), 4)
        old.with_user(self.auditor).action_view_rows()
        self.assertEqual(rows.search_count([("snapshot_id", "=", old.id)]), 3)

    def test_empty(self):
        for content in (b"", b"\r\n", b"\0" * 10):
            self.refuse(content, "is empty")

    def test_apology_page(self):
        page = b"<html><head><title>FDA Apology</title></head></html>"
        run = self.refuse(page, "FDA Apology")
        self.assertIn("<html>", run.sample)

    def test_one_row_and_none(self):
        self.refuse(samples.wdd_file(1), "1 row(s)")
        self.refuse(samples.wdd_file(0), "0 row(s)")

    def test_cut_off_after_many_rows_were_copied(self):
        whole = samples.wdd_file(5000)
        self.refuse(whole[:-40], "cut off after 4999 rows")

    def test_wrong_encoding(self):
        text = samples.wdd_file().decode()
        self.refuse(text.encode("utf-16-le"), "UTF-16")

    def test_other_layout(self):
        run = self.refuse(samples.decrs_text(), "not the layout of WDD/3PL")
        self.assertIn("Renamed columns", run.next_step)
        self.refuse(samples.wdd_file(), "not the layout of DECRS", self.decrs)

    def test_renamed_column_written_into_the_source(self):
        content = samples.wdd_file().replace(b"License_Number", b"Lic_No")
        self.refuse(content, "License_Number")
        self.wdd.renamed_columns = "Lic_No = License_Number\n\nnonsense"
        self.assertEqual(self.take_list(content).result, "done")

    def test_crlf_with_an_extra_empty_column_and_a_zip_column(self):
        lines = samples.wdd_file().decode().splitlines()
        with_zip = [
            f"{line}\t{'55802' if number else 'Facility_Zip'}\t\r\n"
            for number, line in enumerate(lines)
        ]
        run = self.take_list("".join(with_zip).encode())
        self.assertEqual((run.result, run.row_count), ("done", 3))
        row = self.env["dscsa.snapshot.row"].search(
            [("snapshot_id", "=", run.snapshot_id.id)], limit=1
        )
        self.assertEqual(row.zip, "55802")
        self.assertFalse(run.snapshot_id.notes)

    def test_much_smaller_than_the_last_good_one(self):
        self.take_list(samples.wdd_file(100))
        run = self.refuse(samples.wdd_file(79), "79 rows, the last good one had 100")
        self.assertIn("Take it although", run.next_step)
        self.assertEqual(self.take_list(samples.wdd_file(80)).result, "done")
        again = self.take_list(samples.wdd_file(20), accept_smaller=True)
        self.assertEqual(again.result, "done")
        self.assertEqual(self.wdd.snapshot_id.row_count, 20)

    def test_broken_archive(self):
        content = samples.decrs_file(50)
        self.refuse(content[: len(content) // 2], "broken or cut off", self.decrs)
        run = self.take_list(content, self.decrs)
        self.assertEqual((run.result, run.row_count), ("done", 50))

    def test_lines_left_out_are_told(self):
        lines = samples.wdd_file(300).splitlines(keepends=True)
        lines[7] = b"half a line\n"
        run = self.take_list(b"".join(lines))
        self.assertIn("1 lines could not be read", run.message)
        self.assertEqual(run.row_count, 299)

    def test_database_errors_are_not_taken_for_a_bad_list(self):
        from psycopg2 import DatabaseError

        target = "odoo.addons.dscsa_compliance_lookup.services.snapshots._TABLES"
        with (
            patch.dict(target, {"wdd": ("dscsa_snapshot_row", ("line", "nothing"))}),
            self.assertRaises(DatabaseError),
            self.env.cr.savepoint(),
        ):
            self.take_list(samples.wdd_file())

    def test_file_and_list_cannot_be_changed_or_deleted(self):
        snapshot = self.take_list(samples.wdd_file()).snapshot_id
        file = snapshot.sudo().attachment_id
        for values in ({"raw": b"x"}, {"res_id": 1}, {"res_model": "res.partner"}):
            with self.assertRaises(UserError):
                file.write(values)
        for record in (file, snapshot.sudo()):
            with self.assertRaises(UserError):
                record.unlink()
        for user in (self.manager, self.env.ref("base.user_admin")):
            with self.assertRaises(AccessError):
                snapshot.with_user(user).write({"sha256": "x"})

    def test_who_may_upload(self):
        values = {"source_id": self.wdd.id, "filename": "x.txt"}
        import base64

        values["file"] = base64.b64encode(samples.wdd_file())
        for user in (self.technician, self.auditor, self.stock_user):
            with self.assertRaises(AccessError):
                self.env["dscsa.source.upload"].with_user(user).create(values)
        wizard = self.env["dscsa.source.upload"].with_user(self.pharmacist)
        action = wizard.create(values).action_upload()
        self.assertEqual(action["params"]["type"], "success")
        self.assertEqual(self.wdd.snapshot_id.row_count, 3)

    def test_list_of_one_company_is_not_seen_by_another(self):
        other = self.env["res.company"].create({"name": "Oak Street Pharmacy"})
        mine = self.wdd.copy({"company_id": self.company.id, "name": "Ours"})
        self.take_list(samples.wdd_file(), mine)
        stranger = self.manager.copy(
            {"login": "oak", "company_id": other.id, "company_ids": other.ids}
        )
        for model in ("dscsa.snapshot", "dscsa.snapshot.row", "dscsa.source.run"):
            ours = self.env[model].with_user(self.manager).search_count([])
            rows = self.env[model].with_user(stranger)
            rows = rows.with_context(allowed_company_ids=other.ids)
            theirs = rows.search_count([])
            self.assertTrue(ours, model)
            self.assertEqual(theirs, 0, model)
        self.take_list(samples.wdd_file())
        shared = self.env["dscsa.snapshot"].with_user(stranger)
        shared = shared.with_context(allowed_company_ids=other.ids).search([])
        self.assertEqual(shared.source_id, self.wdd)

    def test_files_as_various_as_those_of_fda(self):
        run = self.take_list(samples.wdd_mixed())
        self.assertEqual((run.result, run.row_count), ("done", 3))
        self.refuse(samples.apology(), "FDA Apology")
        run = self.take_list(samples.decrs_mixed(), self.decrs)
        self.assertEqual((run.result, run.row_count), ("done", 3))
        run = self.take_list(samples.ndc_mixed(), self.ndc)
        self.assertEqual((run.result, run.row_count), ("done", 4))
        self.assertIn("1 lines could not be read", run.message)

    def test_queries_do_not_grow_with_the_list(self):
        self.harrow.supplier_rank = 0
        counts = []
        for rows in (10, 3000):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.take_list(samples.wdd_file(rows))
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 3)
