"""The site: settings, login, base pages, styles and languages."""
