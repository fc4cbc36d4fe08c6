"""The command `reference`: what it is asked, what it says and draws."""
