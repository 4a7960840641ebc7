"""Firefox and WebKit, as Debian has them, beside the Chromium that most browser tests run in."""
