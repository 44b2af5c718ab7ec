"""The subcommands of `sourceline`, a file each, and what they share."""
