"""Where archives lie on the server: beside the file store, never inside it."""

import os

from odoo.tools import config

INCOMING = "incoming"


def folder_of(env, name=""):
    """Folder of this database's archives, made when it is not there."""
    parts = (config["data_dir"], "dscsa_archive", env.cr.dbname, name)
    folder = os.path.join(*parts)
    os.makedirs(folder, mode=0o700, exist_ok=True)
    return folder


def path_of(env, archive_id):
    """The ZIP of an archive, finished or not."""
    return os.path.join(folder_of(env), f"{archive_id}.zip")


def incoming(env):
    """Names of the ZIP files somebody put into the folder for archives of others."""
    folder = folder_of(env, INCOMING)
    return sorted(n for n in os.listdir(folder) if n.lower().endswith(".zip"))


def incoming_path(env, name):
    """Path of such a file; the name may hold no folder."""
    return os.path.join(folder_of(env, INCOMING), os.path.basename(name))
