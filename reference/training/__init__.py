"""Trains recipes: networks side by side on one device, and what they reach."""
