"""Sociale kaart chemseks: where to refer people who combine drugs and sex."""
