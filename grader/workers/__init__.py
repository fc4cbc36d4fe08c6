"""Who runs the route for many submissions."""
