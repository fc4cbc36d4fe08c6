"""What can go wrong in a training, watched piece by piece; `signals` puts it together."""
