"""How well and how fast Khabar reads: scores, speeds and the floors under them."""
