"""Print what an odoo.conf says about database and files, as NAME=VALUE lines."""

import configparser
import sys

NAMES = ("db_host", "db_port", "db_user", "db_password", "db_name", "data_dir")


def main(path):
    """Empty values and False are left out: PostgreSQL's own defaults hold then."""
    conf = configparser.RawConfigParser()
    with open(path) as file:
        conf.read_file(file)
    for name in NAMES:
        value = conf.get("options", name, fallback="").strip()
        if value and value.lower() not in ("false", "none"):
            print(f"{name}={value}")


if __name__ == "__main__":
    main(sys.argv[1])
