"""From a question to a checked, cited answer.

The promise of this room: rules decide, passages support, a model only words it. `service.wiring` is the one place that
chooses adapters.
"""
