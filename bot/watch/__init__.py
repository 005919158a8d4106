"""What the running bot tells an operator's monitoring: its health, and figures for Prometheus."""
