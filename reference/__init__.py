"""Course data, and what the networks and regimes of each assignment reach when we train them."""
