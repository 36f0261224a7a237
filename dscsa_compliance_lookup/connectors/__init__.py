"""Clients that speak HTTP and SOAP. No records in here: settings in, answers out."""
