"""The command `groundrule`.

The promise of this room: it calls the other rooms and decides nothing; its exit codes mean what `docs/operations.md`
says.
"""
