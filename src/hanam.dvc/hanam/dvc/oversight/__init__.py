"""Figures that can be proved: who is on time, who is online."""
