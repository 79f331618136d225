"""Where do town hall staff work? Pages drawn on the server, behind one gate (docs/console.md)."""
