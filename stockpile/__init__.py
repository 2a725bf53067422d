"""Keeps account of small arms and light weapons: every act a sealed voucher, everything else derived from them."""

__version__ = "0.1.0"
