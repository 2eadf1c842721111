"""Instruments that are known by name: what each make can be set to and asked for, and how it is spoken to."""
