"""Tests of the core; they need nothing outside this repository."""

from . import depth
