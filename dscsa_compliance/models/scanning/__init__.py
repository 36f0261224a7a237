"""Receipts and returns as benches: what their scans and screens call."""

from . import dscsa_epc, dscsa_scan, dscsa_scan_desk, ir_websocket, stock_picking
