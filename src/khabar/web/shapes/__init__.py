"""The shapes of what the page is told and of what it sends."""
