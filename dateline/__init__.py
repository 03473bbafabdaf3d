"""The command line of Dateline."""
