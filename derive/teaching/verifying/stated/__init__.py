"""The network, numbers and functions that a sheet states itself."""
