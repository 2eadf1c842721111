"""Mutation of the simulated vehicle: small changes to its code, each of which the features should notice.

`python -m proof.mutation` samples mutants of the ECUs and of the app, and runs the features against each of them;
what it found is in docs/mutation.md. A run takes the better part of an hour and is no part of CI.
"""
