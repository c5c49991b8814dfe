"""How the embedded model is made. Imports khabar; khabar never imports this."""
