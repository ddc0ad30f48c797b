"""The service payments."""
